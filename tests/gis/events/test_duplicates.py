"""Events that may be one matter: near in place, in time and in words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gis.events.duplicates import likeness, pairs, twins
from gis.events.states import Status
from gis.foundation.columns import TextColumn
from tests.small_county import NOW, make_snapshot

TEXTS = ["饮水管道破裂，路面积水结冰", "自来水管道破裂，路面积水", "邢德线路口信号灯不亮", "饮水管道破裂，路面积水结冰"]


def four(x=(0, 40, 10, 5000), hours=(0, 2, 1, 1), status=Status.REPORTED):
    events = make_snapshot(4).events
    return replace(
        events,
        x=events.x[0] + np.array(x, float),
        y=np.full(4, events.y[0]),
        reported_at=NOW - 3600 * np.array(hours),
        status=np.full(4, status, np.uint8),
        item=np.zeros(4, np.uint8),
        description=TextColumn.of(TEXTS),
    )


def test_the_same_words_nearby_are_a_twin_and_others_are_not():
    (twin,) = twins(four(), 0, 300, 72)
    assert twin.row == 1 and twin.reason == "相距 40 米，相隔 2 小时，用词 58% 相同"


def test_far_away_or_long_ago_or_closed_is_no_twin():
    assert [t.row for t in twins(four(x=(0, 40, 10, 30)), 0, 300, 72)] == [3, 1], "the likest first"
    assert not twins(four(hours=(0, 80, 1, 1)), 0, 300, 72)
    assert not twins(four(status=Status.CLOSED), 0, 300, 72)


def test_another_item_makes_a_twin_less_likely():
    events = four()
    other = replace(events, item=np.array([0, 5, 0, 0], np.uint8))
    assert twins(other, 0, 300, 72) == [] or twins(other, 0, 300, 72)[0].score < twins(events, 0, 300, 72)[0].score


def test_words_are_pairs_of_characters_within_a_phrase():
    assert pairs("管道，破裂") == {"管道", "破裂"}
    assert likeness(TextColumn.of(["", "管道", "管道"]), "", np.array([1])) == [0.0]
    assert likeness(TextColumn.of(["管道", "管道"]), "管道", np.array([1])) == [1.0]
