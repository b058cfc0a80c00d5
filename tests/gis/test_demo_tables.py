"""The editable tables of the demo, and what happens when one of them is wrong."""

import shutil

import numpy as np
import pytest

from gis.deadlines.limits import LimitClass
from gis.demo.authorities import build_duties, build_items, build_units
from gis.demo.matters import month_weights
from gis.demo.tables import TableError, load_tables
from resources import ROOT
from tests.gis.demo_words import WORDS
from tests.small_county import make_snapshot

BOARD = (
    "住建局 水务局 农业农村局 自然资源和规划局 生态环境分局 市场监管局 交通运输局 人社局 民政局 供电公司 卫健局 教育局"
)


@pytest.fixture(scope="module")
def tables():
    return load_tables()


def test_four_categories_and_twenty_two_items(tables):
    assert tables.categories == ("党的建设", "社会治理", "改善民生", "生态环境")
    assert len(tables.items) == 22
    assert {i.category for i in tables.items} == {0, 1, 2, 3}
    assert {i.limit for i in tables.items} == set(LimitClass)


def test_board_order_opens_with_the_twelve_departments(tables):
    assert [u.name for u in tables.units[:12]] == BOARD.split()
    assert sum(not u.area for u in tables.units) == 25
    assert sum(bool(u.area) for u in tables.units) == 10


def test_every_item_has_a_dozen_sentences_of_its_own_words(tables):
    item_of = {d.matter: d.item for d in tables.duties}
    sentences = {item.name: [] for item in tables.items}
    for matter in tables.matters:
        sentences[item_of[matter.name]] += [s.text for s in matter.sentences]
    for item, texts in sentences.items():
        assert len(set(texts)) >= 12, item
        strangers = [t for t in texts if not any(word in t for word in WORDS[item].split())]
        assert not strangers, f"{item}: {strangers}"


def test_every_month_has_every_item(tables):
    item_of = {d.matter: d.item for d in tables.duties}
    reported = {item.name: np.zeros(12) for item in tables.items}
    for matter in tables.matters:
        reported[item_of[matter.name]] += month_weights(matter)
    assert all((months > 0).all() for months in reported.values())


def test_a_matter_belongs_to_one_item(tables):
    for matter in tables.matters:
        assert len({d.item for d in tables.duties if d.matter == matter.name}) == 1, matter.name


def test_duties_name_one_lead_in_every_township(tables):
    divisions = make_snapshot(10).divisions
    units, items = build_units(tables, divisions), build_items(tables)
    duties, powers = build_duties(tables, divisions, units)
    assert (powers.lead >= 0).all()
    assert set(duties.lead) <= set(units.id) and set(duties.item) <= set(items.id)
    numbers = [tuple(int(p) for p in n.split(".")) for n in duties.number]
    assert numbers == sorted(numbers)
    lamp = [m.name for m in tables.matters].index("路灯照明")
    names = [units.name[unit] for unit in powers.lead[lamp]]
    assert names == ["城管局", "王虎寨镇", "西郭城镇", "官亭镇"]  # its own row for 巨鹿镇, the local desk elsewhere


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("duties.csv", ",水务局,", ",水利局,", "水利局"),
        ("duties.csv", "燃气安全", "燃气", "燃气"),
        ("phrases.toml", 'place = "yard"', 'place = "moon"', "moon"),
        ("items.toml", 'limit = "enquiry"', 'limit = "soon"', "soon"),
        ("phrases.toml", "\n[slots]\n", "\n[slots\n", "phrases.toml"),
    ],
)
def test_a_faulty_table_is_named(tmp_path, file, old, new, words):
    folder = tmp_path / "tables"
    shutil.copytree(ROOT / "tables", folder)
    path = folder / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(TableError, match=words):
        load_tables(folder)
