"""The full-size county: a quarter with four earlier ones within half a second of processor time."""

from __future__ import annotations

import time

import pytest

from gis.evaluation.evaluate import evaluate
from gis.evaluation.periods import parse_period
from gis.evaluation.table import load_table
from tests.gis.evaluation.building import NOW, marks_of
from tests.small_county import make_snapshot


@pytest.mark.full
@pytest.mark.parametrize("by", ["department", "worker"])
def test_a_quarter_of_the_full_county(by: str) -> None:
    county, table = make_snapshot(250_577, side=5, grids=5), load_table()
    began = time.process_time()
    found = evaluate(county, marks_of(county), parse_period("2026Q3"), by, NOW, table)
    assert time.process_time() - began < 0.5
    assert found.present.counts["上报"][-1] > 20_000
