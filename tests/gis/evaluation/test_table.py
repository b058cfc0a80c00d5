"""The table a county edits: formulas that are safe and count once, mistakes told by name, periods, intervals, ranks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.evaluation.expressions import Formula, FormulaError
from gis.evaluation.intervals import wilson
from gis.evaluation.periods import before, earlier, parse_period, quarter_of
from gis.evaluation.scoring import ranks
from gis.evaluation.table import EvaluationTableError, load_table, parse_table
from gis.foundation.errors import WanggeError
from resources import ROOT
from tests.gis.evaluation.building import at

SHIPPED = (ROOT / "tables" / "evaluation.toml").read_text(encoding="utf-8")


def test_formulas_reckon() -> None:
    known = {"甲": np.array([0.5, 1.0, np.nan]), "乙": np.array([4.0, 0.0, 1.0])}
    assert Formula("1 - 2 * 甲 / 4").value(known)[:2].tolist() == [0.75, 0.5]
    assert Formula("min(1, 乙 / 2, 甲)").value(known)[:2].tolist() == [0.5, 0.0]
    assert np.isnan(Formula("甲 / 乙").value(known)[1])
    assert Formula("甲 >= 0.5 and 乙 > 1 or 乙 < 0").value(known).tolist() == [
        True,
        False,
        False,
    ]
    assert Formula("-甲 + (乙 - 1)").names == ("甲", "乙")


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "甲.real",
        "甲[0]",
        "9 ** 9 ** 9",
        "lambda: 1",
        "'甲' * 9",
        "min()",
        "min(甲, key=乙)",
        "abs(甲)",
        "甲 if 乙 else 1",
        "[甲]",
        "甲 := 1",
        "甲 < 乙 < 1",
        "True",
        "1j",
        "(" * 300 + "甲" + ")" * 300,
        "甲 +" * 200,
        "",
        "甲 甲",
        "f'{甲}'",
        "not 甲",
        "甲 % 2",
    ],
)
def test_nothing_but_arithmetic_is_a_formula(text: str) -> None:
    with pytest.raises(FormulaError):
        Formula(text)


@given(st.text(max_size=60))
def test_any_text_is_a_formula_or_refused(text: str) -> None:
    try:
        Formula(text)
    except FormulaError as error:
        assert error.message


def test_rows_add_up_or_are_refused() -> None:
    rows = {"甲": np.array([1, 2, 3]), "乙": np.array([2]), "丙": np.array([3, 9])}
    assert Formula("甲 - 乙").rows(rows).tolist() == [1, 3]
    assert Formula("乙 + 丙").rows(rows).tolist() == [2, 3, 9]
    for text, said in (("甲 + 乙", "算了两次"), ("甲 - 丙", "不在其中"), ("甲 / 乙", "相加或相减"), ("甲 + 丁", "丁")):
        with pytest.raises(FormulaError, match=said):
            Formula(text).rows(rows)


def test_the_shipped_table_is_whole() -> None:
    table = load_table()
    names = {r.name for r in table.rates}
    assert names >= {
        "处置率", "按期处置率", "结案率", "按期结案率", "返工率", "延期率", "有效上报率", "准确派遣率",
        "回复率", "办结率", "满意率",
    }  # fmt: skip
    assert all(table.card(by) for by in ("worker", "grid", "village", "township", "department", "unit"))
    assert table.card("class") is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('numerator = "结案"', 'numerator = "结案啦"', "结案啦"),
        ('numerator = "结案"', 'numerator = "结案 ** 2"', "不能用"),
        ('value = "结案率", weight = 20', 'value = "结案律", weight = 20', "结案律"),
        ("weight = 35", "weight = 0", "weight"),
        ('sign = "late"', 'sign = "tired"', "sign"),
        ('unit = "hours"', 'unit = "weeks"', "weeks"),
        ("satisfied_from = 2", "satisfied_from = 7", "1 到 4"),
        ("satisfied_from = 2", "", "satisfied_from"),
        ("satisfied_from = 2", "satisfied_from = ", "读不出来"),
        ('name = "结案率"', 'name = "应结案"', "重名"),
        ('basis = "应结案"', 'basis = "应吃饭"', "应吃饭"),
    ],
)
def test_a_mistake_in_the_table_is_named(old: str, new: str, said: str) -> None:
    assert old in SHIPPED
    with pytest.raises(WanggeError) as caught:
        parse_table(SHIPPED.replace(old, new, 1), "考核.toml")
    assert said in str(caught.value)


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvaluationTableError, match="读不出来"):
        load_table(tmp_path / "nowhere.toml")
    (tmp_path / "gbk.toml").write_bytes("名 = '考核'".encode("gbk"))
    with pytest.raises(EvaluationTableError, match="读不出来"):
        load_table(tmp_path / "gbk.toml")


@pytest.mark.parametrize(
    ("text", "name", "start", "end"),
    [
        ("2026Q3", "2026 年第三季度", (2026, 7, 1), (2026, 10, 1)),
        ("2026q4", "2026 年第四季度", (2026, 10, 1), (2027, 1, 1)),
        ("2026", "2026 年", (2026, 1, 1), (2027, 1, 1)),
        ("2026-12", "2026 年 12 月", (2026, 12, 1), (2027, 1, 1)),
        ("2026-02-27..2026-03-01", "2026-02-27 至 2026-03-01", (2026, 2, 27), (2026, 3, 2)),
    ],
)
def test_periods(text: str, name: str, start: tuple, end: tuple) -> None:
    period = parse_period(text)
    assert (period.name, period.start, period.end) == (name, at(*start), at(*end))


def test_periods_before() -> None:
    assert [p.key for p in earlier(parse_period("2026Q2"), 3)] == ["2025Q3", "2025Q4", "2026Q1"]
    assert [before(parse_period(t)).key for t in ("2026", "2026-01", "2026-03-02..2026-03-03")] == [
        "2025",
        "2025-12",
        "2026-02-28..2026-03-01",
    ]
    assert quarter_of(at(2026, 9, 30, 23, 59)).key == "2026Q3"


@pytest.mark.parametrize("text", ["", "2026Q5", "2026-13", "去年", "2026-03-02..2026-03-01", "2026-02-30..2026-03-01"])
def test_a_period_that_is_none_is_told(text: str) -> None:
    with pytest.raises(WanggeError, match="考核期"):
        parse_period(text)


def test_wilson_as_published() -> None:
    """Values of Newcombe, Statistics in Medicine 17 (1998), table I, method 3 (score, no continuity correction)."""
    low, high = wilson(np.array([81, 15, 0, 1]), np.array([263, 148, 20, 29]))
    assert np.round(low, 4).tolist() == [0.2553, 0.0624, 0.0, 0.0061]
    assert np.round(high, 4).tolist() == [0.3662, 0.1605, 0.1611, 0.1718]


def test_equal_scores_share_a_rank() -> None:
    points = np.array([90.0, 95.0, 95.0, np.nan, 99.0, 80.0])
    assert ranks(points, np.array([True, True, True, True, False, True])).tolist() == [3, 1, 1, 0, 0, 4]
