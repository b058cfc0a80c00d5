"""Text columns: the fast search finds exactly what a reader finds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gis.foundation.columns import TextColumn

TEXTS = st.lists(st.text(alphabet="水管道冻裂aB3", max_size=9), max_size=30)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.text(alphabet="水管道冻裂AbB3", min_size=1, max_size=3))
def test_find_is_contains(texts: list[str], needle: str) -> None:
    found = TextColumn.of(texts).find(needle)
    assert found.tolist() == [i for i, text in enumerate(texts) if needle.lower() in text.lower()]


def test_a_match_across_two_rows_is_none() -> None:
    assert TextColumn.of(["水管", "道水", "管"]).find("水管").tolist() == [0]
    assert TextColumn.of(["水管道"] * 3).find("").tolist() == [0, 1, 2]


def test_many_matches_a_row_take_the_other_road() -> None:
    texts = ["水" * 50, "管", "水水管" * 9, ""]
    assert TextColumn.of(texts).find("水").tolist() == [0, 2]
    assert TextColumn.of(texts).find("管水").tolist() == [2]
