"""Excel and Word: what is written is what was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from gis.deadlines.seed import load_calendar
from gis.evaluation.acts import Acts
from gis.evaluation.evaluate import Evaluation, evaluate
from gis.evaluation.letters import letters
from gis.evaluation.periods import parse_period
from gis.evaluation.supervision import propose
from gis.evaluation.table import load_table
from gis.events.states import Status
from gis.foundation.errors import WanggeError
from gis.publish.documents import write_report
from gis.publish.letters import write_letters
from gis.publish.tables import write_evaluation
from tests.gis.evaluation.building import NOW, at, county_of, marks_of

FILED, DUE = at(2026, 8, 3, 9), at(2026, 8, 12, 18)


def found(by: str = "department") -> Evaluation:
    filed = {"reported_at": FILED, "accepted_at": FILED + 60, "assigned_at": FILED + 120, "close_due": DUE}
    rows = [filed | {"status": Status.CLOSED, "closed_at": DUE, "rating": 4}] * 35
    rows += [filed | {"unit": 1, "status": Status.CLOSED, "closed_at": DUE + 1, "rating": 1}] * 33 + [filed] * 2
    county = county_of(rows)
    return evaluate(county, marks_of(county), parse_period("2026Q3"), by, NOW, load_table())


def sheets(path: Path) -> dict[str, list[list]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def test_the_workbook_holds_the_figures_and_their_events(tmp_path: Path) -> None:
    evaluation = found()
    write_evaluation(evaluation, tmp_path / "a.xlsx", detail=True)
    book = sheets(tmp_path / "a.xlsx")
    assert list(book) == ["考核表", "分子分母", "趋势", "红黑榜", "异常迹象", "口径", "明细"]
    heading, first = book["考核表"][2], book["考核表"][3]
    assert first[heading.index("名次")] == 1
    assert "模拟数据" in book["考核表"][1][0]
    parts = book["分子分母"]
    at = parts[2].index("按期结案率 分子")
    own = next(line for line in parts[3:] if line[0] == "住建局")
    assert own[at : at + 2] == [35, 37]
    detail = book["明细"]
    column = detail[2].index("按期结案")
    assert sum(line[column] or 0 for line in detail[3:]) == evaluation.present.counts["按期结案"][-1] == 35
    assert [line[:2] for line in book["红黑榜"][3:]] == [["红榜", "住建局"], ["黑榜", "水务局"]]


def test_of_very_many_subjects_the_trend_lists_what_is_scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gis.publish.tables.MANY", 1)
    write_evaluation(found(), tmp_path / "a.xlsx")
    trend = sheets(tmp_path / "a.xlsx")["趋势"]
    rates = {name: {line[1] for line in trend[3:] if line[0] == name} for name in ("全县", "住建局")}
    assert "处置率" in rates["全县"] and rates["住建局"] == {"扣错派按期处置率", "结案率", "满意率", "返工率"}
    assert "只列记分用到的比率" in trend[1][0]


@pytest.mark.parametrize("by", ["worker", "class", "township"])
def test_every_kind_of_subject_can_be_written(by: str, tmp_path: Path) -> None:
    write_evaluation(found(by), tmp_path / "a.xlsx")
    write_report(found(by), tmp_path / "a.docx")
    assert (tmp_path / "a.docx").stat().st_size > 10_000


def test_the_report_can_be_read_again(tmp_path: Path) -> None:
    from docx import Document

    write_report(found(), tmp_path / "a.docx")
    document = Document(str(tmp_path / "a.docx"))
    words = "\n".join(p.text for p in document.paragraphs)
    assert "巨鹿县2026 年第三季度县直部门考核通报" in words
    assert "（模拟数据）" in words
    assert "应结案 70 件，结案 68 件，其中按期结案 35 件" in words
    cells = [c.text for row in document.tables[0].rows for c in row.cells]
    assert "按期结案率" in cells and "50.00%" in cells


def test_letters_name_events_and_never_reporters(tmp_path: Path) -> None:
    from docx import Document

    late = {"reported_at": FILED, "accepted_at": 1, "assigned_at": FILED, "close_due": DUE, "description": "井盖缺失"}
    county = county_of([late | {"reporter": "张建国", "phone": "13912341234"}])
    table, calendar = load_table(), load_calendar()
    proposals = propose(county.events, Acts.none(), NOW, table, calendar)
    (path,) = write_letters(letters(county, proposals, NOW, table, calendar), tmp_path / "函")
    document = Document(str(path))
    words = "\n".join(p.text for p in document.paragraphs)
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    assert "巨鹿县住建局：" in words and "2026 年 11 月 26 日前" in words
    assert "JL20260803-0001" in cells and "井盖缺失" in cells
    assert not {"张建国", "13912341234"} & set(cells) and "张建国" not in words


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "函").write_text("a file where the folder should be")
    with pytest.raises(WanggeError, match="写不了"):
        write_letters([], tmp_path / "函")
    with pytest.raises(OSError):
        write_evaluation(found(), tmp_path / "nowhere" / "a.xlsx")
