"""A dispatcher prints in a real window: three event sheets into a file, then the map."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.printing.reading_pdf import text_of
from tests.journeys.harness import RealWindow, missing_tools
from tests.journeys.test_dispatch import county, grasp, open_desk, private, screen  # noqa: F401
from tests.journeys.test_planning import choose_village, come_near, plan, split, turn_to_planning

pytestmark = [pytest.mark.journey, pytest.mark.skipif(bool(missing_tools()), reason=missing_tools() or "present")]


def ready(desk: RealWindow) -> None:
    """The dialog has the keyboard and a document."""
    desk.focus_dialog("打印")
    desk.wait_for("the pages", lambda: desk.rect("print-save")["enabled"])


def save(desk: RealWindow, path: Path) -> bytes:
    """Ctrl+S, a name, Enter; the file's bytes."""
    desk.keys("ctrl+s")
    desk.focus_dialog("存为 PDF")
    desk.keys("ctrl+a")
    desk.type(str(path))
    desk.keys("Return")
    desk.wait_for("the file", path.exists)
    desk.wait_for("the toast", lambda: path.name in desk.ask("toast"))
    return path.read_bytes()


def test_sheets_and_a_map(screen, county, private, tmp_path):  # noqa: F811
    with open_desk(screen, county, private) as desk:
        numbers = grasp(desk, 3)
        desk.keys("ctrl+p")
        ready(desk)
        pages = text_of(save(desk, tmp_path / "sheets.pdf"))
        assert all(any(f"编号：{number}" in page for page in pages) for number in numbers)
        desk.focus_dialog("打印")
        desk.keys("Escape")
        desk.focus()
        desk.keys("ctrl+shift+p")
        ready(desk)
        (page,) = text_of(save(desk, tmp_path / "map.pdf"))
        assert "巨鹿县网格事件分布图" in page and "审图号" in page and "模拟数据" in page


def size(box: list[float]) -> float:
    """Of a grid on the screen: a small one lies among the houses, whole in sight."""
    return (box[2] - box[0]) * (box[3] - box[1])


def test_the_papers_of_a_plan(screen, county, private, tmp_path):  # noqa: F811
    with open_desk(screen, county, private) as desk:
        turn_to_planning(desk)
        choose_village(desk)
        code = min(plan(desk, "households"), key=lambda code: size(plan(desk, "grid_box", code)))
        come_near(desk, code)
        split(desk, code)
        desk.keys("ctrl+p")
        ready(desk)
        (sheet,) = text_of(save(desk, tmp_path / "sheet.pdf"))
        assert "网格调整审批表" in sheet and "新设 1，调整 1" in sheet
        desk.focus_dialog("打印")
        desk.keys("Escape")
        desk.focus()
        desk.keys("ctrl+shift+p")
        ready(desk)
        (notice,) = text_of(save(desk, tmp_path / "notice.pdf"))
        assert "网格调整方案公示图" in notice and f"小留庄 {code[12:]}" in notice
