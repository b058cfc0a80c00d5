"""Letters of supervision: the layout of GB/T 9704, the words of the Word files, a page of their own to answer on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from desktop.printing.gather import issued_letter
from desktop.printing.letters import BODY, LINE, RED, Rectify, letters_document
from desktop.printing.marks import Line, Text
from desktop.printing.pdf import pdf_bytes
from gis import cli
from gis.evaluation.letters import Letter, Matter
from gis.publish.letters import ASKED
from gis.workspace.inspection import Inspection
from tests.desktop.printing.papers import STAMP
from tests.desktop.printing.reading_pdf import text_of
from tests.gis.oversight.test_letters import LATER, issued
from tests.gis.workflow.conftest import _cache_folder, monday_template, office  # noqa: F401
from tests.gis.workflow.office import INSPECTOR

MATTER = Matter(
    0,
    "JL20261116-0139",
    "巨鹿镇 东张庄 004",
    "自建房未配灭火器",
    "已回复",
    "2026-11-25 18:00",
    "超期（超 3.0 个工作日）",
)
LETTER = Letter(
    "supervise", "督办通知书", "督〔2026〕12 号", 0, "巨鹿县水务局", (MATTER,), date(2026, 11, 26), date(2026, 12, 1),
    False, "巨鹿县委县政府督查室", True,
)  # fmt: skip


def body_text(page) -> str:
    """The words of the body, without the spaces at which lines end."""
    words = [mark.words for mark in page.marks if isinstance(mark, Text) and mark.face.kind == "text"]
    return "".join(words).replace(" ", "")


def test_a_letter_says_what_the_word_file_says(qapp):
    made = letters_document([LETTER], STAMP)
    assert made.title == "督办通知书 巨鹿县水务局" and made.name == "督办通知书 巨鹿县水务局 督〔2026〕12 号"
    first, second = made.pages
    assert ASKED["supervise"].format(count=1, by="2026 年 12 月 1 日").replace(" ", "") in body_text(first)
    pdf = "".join(text_of(pdf_bytes(made)))
    for words in (LETTER.number, "巨鹿县水务局：", "JL20261116-0139", "2026 年 11 月 26 日", "（模拟数据）"):
        assert words in pdf
    assert "办理情况反馈" in second.words and "反馈单位（盖章）：　　　　　　　　　　年　　月　　日" in second.words


def test_it_is_laid_out_after_the_standard(qapp):
    """Red head and lines on the first page, body in 3 号 (16 pt), 22 lines to the page, title in 2 号 (22 pt)."""
    first, second = letters_document([LETTER], STAMP).pages
    red = [mark for mark in first.marks if isinstance(mark, Line) and mark.ink == RED]
    assert [round(mark.width, 2) for mark in red] == [0.9, 0.25, 0.25, 0.9] and {mark.dx for mark in red} == {170.0}
    assert not any(getattr(mark, "ink", "") == RED for mark in second.marks)
    sizes = {mark.words: mark.face.size for mark in first.marks if isinstance(mark, Text)}
    assert sizes["巨鹿县水务局："] == 16 and sizes["督办通知书"] == 22
    lines = [mark.y for mark in first.marks if isinstance(mark, Text) and mark.face.size == 16 and mark.x < 40]
    steps = {round(b - a, 3) for a, b in pairwise(lines)}
    assert steps == {round(LINE, 3)} and pytest.approx(225 / 22) == LINE
    assert BODY.size == 16


def test_the_day_to_answer_may_be_presumed(qapp):
    (first, _) = letters_document([replace(LETTER, answer_presumed=True)], STAMP).pages
    assert "2026年12月1日（暂定）前" in body_text(first)


def test_an_order_to_put_right(qapp):
    order = Rectify("三日内配齐灭火器。", date(2026, 12, 4), date(2026, 12, 1))
    made = letters_document([LETTER], STAMP, order)
    text = body_text(made.pages[0])
    assert made.title == "整改通知书 巨鹿县水务局"
    assert "经督办（督〔2026〕12号）仍未按规定办理，现责令整改。整改要求：三日内配齐灭火器。请于2026年12月4日前" in text
    assert "2026 年 12 月 1 日" in made.pages[0].words


def test_many_matters_go_on_under_the_same_heading(qapp):
    matters = tuple(replace(MATTER, number=f"JL20261116-{i:04d}") for i in range(40))
    made = letters_document([replace(LETTER, matters=matters)], STAMP)
    assert len(made.pages) > 4
    said = [word for page in made.pages for word in page.words]
    assert all(said.count(matter.number) == 2 for matter in matters)  # in the letter and on the sheet to answer on
    assert all(
        {"编号", "理由"} <= set(page.words) or "责任人" in page.words or "原因" not in page.words for page in made.pages
    )
    signed = [page for page in made.pages if "2026 年 11 月 26 日" in page.words]
    assert len(signed) == 1 and LETTER.issuer in signed[0].words


def test_several_units_in_one_file(qapp):
    made = letters_document([LETTER, replace(LETTER, addressee="巨鹿县住建局", number="督〔2026〕13 号")], STAMP)
    assert made.title == "督办通知书 2 份"
    assert [word for page in made.pages for word in page.words if word.startswith("第 ")] == [
        "第 1 页 / 共 2 页",
        "第 2 页 / 共 2 页",
    ] * 2


def test_what_the_inspector_adds_stands_in_the_letter(qapp):
    (first, _) = letters_document([replace(LETTER, words="请分管领导包案，每日报进展。")], STAMP).pages
    assert "请分管领导包案，每日报进展。" in body_text(first)


@pytest.fixture
def inspection(office):  # noqa: F811
    office.clock.at = LATER
    office.workspace.act_as(INSPECTOR)
    return Inspection(office.workspace)


def test_a_letter_of_the_register_by_its_number(qapp, inspection, tmp_path, capsys):
    letter = issued(inspection)
    made = issued_letter(inspection.workspace, "督〔2026〕1号", LATER)
    assert made.title.startswith("督办通知书") and "请分管领导包案" in body_text(made.pages[0])
    inspection.do(inspection.answer(letter, "管网老旧", "王守田"))
    inspection.do(inspection.rectify(inspection.register().letter(letter.id), "更换主管道", 5))
    made = issued_letter(inspection.workspace, "督〔2026〕1 号", LATER)
    assert made.title.startswith("整改通知书") and "整改要求：更换主管道" in body_text(made.pages[0])
    call = [
        "print",
        "letter",
        inspection.workspace.location,
        "--at",
        "2026-12-07T10:00",
        "--out",
        str(tmp_path / "a.pdf"),
    ]
    assert cli.main([*call, "--number", "督〔2026〕1号"]) == 0 and "整改通知书" in capsys.readouterr().out
    assert cli.main([*call, "--number", "督〔2026〕9号"]) == 1 and "登记簿里没有" in capsys.readouterr().err
    assert cli.main([*call, "--act", "urge"]) == 0 and "催办通知 4 份" in capsys.readouterr().out
