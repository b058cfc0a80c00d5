"""考核通报: every figure with its denominator, the few with their interval, the words of the Word report."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.printing.evaluation_report import evaluation_document
from desktop.printing.pdf import pdf_bytes
from desktop.printing.trend_chart import Series, axis, charts
from gis.evaluation.evaluate import COUNTY
from gis.publish import report_words
from tests.desktop.printing.papers import STAMP
from tests.desktop.printing.reading_pdf import text_of
from tests.gis.evaluation.test_papers import found


def test_the_report_says_what_was_found(qapp):
    evaluation = found()
    made = evaluation_document(evaluation, STAMP)
    assert made.title == "巨鹿县2026 年第三季度县直部门考核通报"
    text = "".join(text_of(pdf_bytes(made)))
    bare = text.replace(" ", "")
    for words in (
        "应结案 70 件，结案 68 件，其中按期结案 35 件", "一、全县总体情况", "四、各期比较", "七、口径", "模拟数据",
        "按期结案率 = 按期结案 ÷ 应结案", "95% 威尔逊区间",
    ):  # fmt: skip
        assert words.replace(" ", "") in bare, words
    assert "红榜：住建局（" in bare and "黑榜：水务局（" in bare


def test_a_figure_stands_with_its_denominator(qapp):
    evaluation = found()
    words = [word for page in evaluation_document(evaluation, STAMP).pages for word in page.words]
    counted = next(c for c in evaluation.present.rates if c.rate.name == "按期结案率")
    row = words.index("按期结案率")
    assert words[row + 1 : row + 4] == [f"{counted.part[COUNTY]:,}", f"{counted.whole[COUNTY]:,}", "50.00%"]
    assert any(word.startswith("(") and "/" in word for word in words)


@pytest.mark.parametrize("by", ["worker", "class", "township", "village"])
def test_every_kind_of_subject_can_be_printed(qapp, by):
    made = evaluation_document(found(by), STAMP)
    assert made.pages and all(0 < mark.y < 297 for page in made.pages for mark in page.marks)
    assert report_words.title(found(by)) in made.pages[0].words[0]


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [(0.988, 0.999, (0.98, 1.0, 0.01)), (0.5, 0.9, (0.4, 1.0, 0.2)), (0.0, 0.0, (0.0, 0.01, 0.01))],
)
def test_axes_are_round_and_hold_the_values(low, high, ends):
    assert axis(low, high) == pytest.approx(ends)


def test_a_chart_without_cases_says_so(qapp):
    nothing = np.array([np.nan, np.nan])
    (strip,) = charts([Series("返工率", ("2026Q1", "2026Q2"), nothing, nothing, nothing)], 170)
    assert "没有数据" in [getattr(mark, "words", "") for mark in strip.marks]
