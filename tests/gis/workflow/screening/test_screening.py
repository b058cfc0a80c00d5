"""The first screening: it learns the county's own closed events, says why, and is measured on what it has not seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gis.events.states import Status
from gis.foundation.columns import TextColumn
from gis.workflow.screening.bayes import learn, softmax
from gis.workflow.screening.features import features, grams
from gis.workflow.screening.measure import measure, wordings
from gis.workflow.screening.model import Lessons, train
from gis.workflow.screening.suggest import suggest
from tests.small_county import make_snapshot

TOPICS = {0: ("水管", "漏水", "井盖"), 1: ("路灯", "不亮", "线路"), 2: ("垃圾", "堆放", "异味")}
PLACES = ["东街", "西巷", "村口", "学校旁", "卫生室前", "小广场", "桥头", "大棚边"]
ENDS = ["请处理", "多日无人管", "居民反映", "影响出行"]


@pytest.fixture(scope="module")
def county():
    """600 closed events in three items, each a different mixture of its item's words, places and endings."""
    snapshot = make_snapshot(600)
    rng = np.random.default_rng(3)
    item = rng.integers(0, 3, 600).astype(np.uint8)
    texts = [
        f"{PLACES[rng.integers(8)]}{TOPICS[i][rng.integers(3)]}{TOPICS[i][rng.integers(3)]}，{ENDS[rng.integers(4)]}"
        for i in item.tolist()
    ]
    events = replace(
        snapshot.events,
        item=item,
        limit_class=np.array([0, 2, 3], np.uint8)[item],
        unit=item.astype(np.int16),
        status=np.full(600, Status.CLOSED, np.uint8),
        description=TextColumn.of(texts),
    )
    return replace(snapshot, events=events)


def test_features_are_the_grams_hashed_and_signs_part_words():
    assert grams("灯，12号") == ["灯", "1", "2", "号", "12", "2号"]
    row, bucket = features(["灯，12号", "", "路灯"])
    assert np.bincount(row, minlength=3).tolist() == [6, 0, 3]
    assert len(set(bucket[row == 0].tolist())) == 5, "digits are alike, whichever they are"
    np.testing.assert_array_equal(features(["Ａ灯"])[1], features(["b灯".replace("b", "，")])[1])


def test_words_it_never_saw_speak_for_no_class_least_of_all_the_rarest():
    texts, labels = ["路灯不亮", "垃圾堆放", "污水外溢", "井盖缺失", "起火"], np.array([0, 0, 0, 0, 1])
    model = learn(texts, labels, np.ones(5), 2, 0.05)
    np.testing.assert_allclose(model.shares(["qwxyz"])[0], [0.8, 0.2], atol=1e-6)
    assert model.because("qwxyz", 1) == []


def test_it_says_what_why_and_how_sure(county):
    model = train(county)
    found = suggest(county, model, "河西水管漏水", int(county.events.division[0]))
    assert (found.items[0].value, found.limit_class.value, found.units[0].value) == (0, 0, 0)
    assert any("漏水" in reason for reason in found.items[0].reasons)
    assert found.items[0].certainty == "较有把握" and found.urgent > 0.5
    assert any("权责清单" in reason for reason in found.units[0].reasons)
    assert any("由其办结" in reason for reason in found.units[0].reasons)
    assert sum(g.share for g in found.items) <= 1.0001


def test_words_it_never_saw_leave_it_unsure(county):
    found = suggest(county, train(county), "申请办理老年证")
    assert found.items[0].certainty != "较有把握"


def test_corrections_and_returns_are_learned(county):
    text = TextColumn.of(["狗咬伤人"] * 5 + list(county.events.description)[5:])
    county = replace(county, events=replace(county.events, description=text))
    wrong = county.events.item[:5].copy()
    county.events.item[:5] = [1, 1, 1, 1, 2]
    plain = train(county)
    told = train(county, Lessons(corrected={int(county.events.id[4])}))
    assert told.items.shares(["狗咬伤人"])[0, 2] > plain.items.shares(["狗咬伤人"])[0, 2]
    sent_back = [(int(event), int(county.units.id[1])) for event in county.events.id[county.events.item == 1]]
    assert train(county, Lessons(returned=sent_back)).settled[1, :, 1].sum() == 0
    county.events.item[:5] = wrong


def test_too_little_to_learn_from_is_no_model():
    assert train(make_snapshot(40)) is None and measure(make_snapshot(40)) is None


def test_texts_of_one_wording_are_kept_together():
    group = wordings(["东街水管漏水", "西街水管漏水", "路灯不亮", "水管漏水东街", "路灯都不亮"])
    assert group[0] == group[1] == group[3] and group[2] != group[0]


def test_it_is_measured_on_what_it_has_not_seen(county):
    assert measure(county) is None, "a few wordings only"
    rng = np.random.default_rng(5)
    asides = ["".join(chr(0x4E00 + c) for c in rng.integers(0, 3000, 9)) for _ in range(len(county.events))]
    texts = [f"{text[:6]}{aside}" for text, aside in zip(county.events.description, asides, strict=True)]
    found = measure(replace(county, events=replace(county.events, description=TextColumn.of(texts))))
    assert found.texts <= 600 and found.wordings <= found.texts
    assert found.items.first > found.items.commonest
    assert found.items.first <= found.items.three == 1.0


def test_scores_are_shares(county):
    model = learn(["水管漏水", "路灯不亮"], np.array([0, 1]), np.ones(2), 3, 1.0)
    share = model.shares(["水管", "路灯", ""])
    np.testing.assert_allclose(share.sum(axis=1), 1)
    assert share[0].argmax() == 0 and share[1].argmax() == 1 and (share[:, 2] == 0).all()
    assert softmax(np.array([[0.0, 0.0]])).tolist() == [[0.5, 0.5]]


def test_what_a_person_put_right_is_learned_before_it_is_closed(county):
    """An open event counts once somebody has judged it, not before."""
    status, description = county.events.status.copy(), county.events.description.take(range(600))
    item = county.events.item.copy()
    status[:3], item[:3] = Status.ACCEPTED, 2
    description[:3] = ["共享单车乱停乱放"] * 3
    events = replace(county.events, status=status, item=item, description=TextColumn.of(description))
    now = replace(county, events=events)
    unknown = suggest(now, train(now), "共享单车乱停").items[0]
    taught = Lessons(frozenset(int(i) for i in events.id[:3]))
    known = suggest(now, train(now, taught), "共享单车乱停").items[0]
    assert known.value == 2 and known.share > unknown.share
    settled = [train(now, lessons).settled.sum() for lessons in (Lessons(), taught)]
    assert settled[0] == settled[1]  # nobody has settled them yet
