"""Ways out of an evaluation: Excel (with or without every event), Word; PDF and paper by desktop/printing. Written off
the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMenu

from gis.evaluation.evaluate import Evaluation
from gis.foundation.errors import WanggeError

if TYPE_CHECKING:
    from desktop.office.evaluation.page import EvaluationPage

Write = Callable[[Evaluation, Path], None]


def export_menu(page: EvaluationPage, found: Evaluation) -> QMenu:
    """The kinds of files, each asking where to put it."""
    menu = QMenu(page)
    menu.setToolTipsVisible(True)
    for words, ending, write in (
        ("Excel 考核表…", "xlsx", _workbook),
        ("Excel 考核表附逐件明细…", "xlsx", _detailed),
        ("Word 考核通报…", "docx", _report),
    ):
        menu.addAction(words).triggered.connect(lambda _=False, e=ending, w=write: ask_and_write(page, found, e, w))
    menu.addSeparator()
    menu.addAction("考核通报：预览、打印、PDF…").triggered.connect(lambda: show_report(page, found))
    return menu


def show_report(page: EvaluationPage, found: Evaluation) -> None:
    """The report in the window of papers."""
    from desktop.printing.ways import print_evaluation

    print_evaluation(page.window_, found)


def file_name(found: Evaluation, ending: str) -> str:
    return f"{found.period.name}{found.subjects.word}考核.{ending}".replace(" ", "")


def ask_and_write(page: EvaluationPage, found: Evaluation, ending: str, write: Write) -> None:
    """Ask for a place, write there on a worker, say where it went."""
    folder = str(page.window_.settings.value("export/folder", ""))
    path, _ = QFileDialog.getSaveFileName(page, "导出", str(Path(folder) / file_name(found, ending)), f"*.{ending}")
    if path:
        target = Path(path if path.endswith(f".{ending}") else f"{path}.{ending}")
        page.window_.settings.setValue("export/folder", str(target.parent))
        write_off_thread(page, found, target, write)


def write_off_thread(page: EvaluationPage, found: Evaluation, target: Path, write: Write) -> None:
    """Write on a worker and say what became of it."""

    def failed(error: Exception) -> None:
        page.header.show_waiting("")
        known = isinstance(error, WanggeError)
        page.window_.tell(str(error) if known else f"写不了 {target.name}：{error}。请关闭同名文件，或换一个位置。")

    def done(_: None) -> None:
        page.header.show_waiting("")
        page.window_.toast.done("已写入 ", target.name, undo=False)

    page.header.show_waiting("正在写文件…")
    page.bridge.jobs.run("export", lambda: write(found, target), done, failed)


def _workbook(found: Evaluation, path: Path) -> None:
    from gis.publish.tables import write_evaluation

    write_evaluation(found, path)


def _detailed(found: Evaluation, path: Path) -> None:
    from gis.publish.tables import write_evaluation

    write_evaluation(found, path, detail=True)


def _report(found: Evaluation, path: Path) -> None:
    from gis.publish.documents import write_report

    write_report(found, path)
