"""The print dialog: shows the pages, writes the file, remembers the folder, says why not."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel, QWidget

from desktop.jobs import Jobs
from desktop.printing.dialog import PrintDialog
from desktop.printing.map_options import MapOptions
from desktop.printing.printer import NO_PRINTER, chosen_pages, print_document
from desktop.theme import load_theme
from gis.foundation.errors import Refused
from tests.desktop.printing.reading_pdf import objects
from tests.desktop.printing.test_pdf import document


class Toast:
    def __init__(self) -> None:
        self.said: list[str] = []

    def done(self, text: str, strong: str = "", undo: bool = True) -> None:
        self.said.append(text + strong)


class Desk(QWidget):
    """As much of the window as the dialog knows."""

    def __init__(self, tmp_path) -> None:
        super().__init__()
        self.theme = load_theme("day")
        self.jobs = Jobs(self)
        self.settings = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
        self.toast = Toast()
        self.resize(1366, 768)


@pytest.fixture
def desk(qtbot, tmp_path):
    desk = Desk(tmp_path)
    qtbot.addWidget(desk)
    yield desk
    desk.jobs.close()


def opened(qtbot, desk, maker) -> PrintDialog:
    dialog = PrintDialog(desk, "试印", maker)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.press.busy)
    return dialog


def test_pages_are_shown_and_saved(qtbot, desk, tmp_path):
    dialog = opened(qtbot, desk, lambda told: document(90))
    assert dialog.facts.text() == f"{len(dialog.document.pages)} 页，A4 纵向"
    qtbot.waitUntil(lambda: dialog.preview.sheets.painted > 0)
    (tmp_path / "out").mkdir()
    dialog.save_to(tmp_path / "out" / "试印.pdf")
    qtbot.waitUntil(lambda: not dialog.press.busy)
    assert (tmp_path / "out" / "试印.pdf").read_bytes().startswith(b"%PDF")
    assert desk.toast.said == ["已存为 试印.pdf"]
    assert dialog.default_path() == tmp_path / "out" / "试印.pdf"  # the folder is remembered
    dialog.close()


def test_a_file_that_cannot_be_written_is_told_and_can_be_tried_again(qtbot, desk, tmp_path):
    dialog = opened(qtbot, desk, lambda told: document())
    dialog.save_to(tmp_path / "no" / "a.pdf")
    qtbot.waitUntil(lambda: not dialog.press.busy)
    assert "不在了" in dialog.note.text() and "再存一次" in dialog.note.text()
    assert dialog.save_button.isEnabled() and not desk.toast.said
    dialog.close()


def test_what_cannot_be_made_is_told(qtbot, desk):
    def refused(told):
        raise Refused("没有选中事件。", "请先选中。")

    dialog = opened(qtbot, desk, refused)
    assert dialog.note.text() == "没有选中事件。 请先选中。"
    assert not dialog.save_button.isEnabled() and not dialog.print_button.isEnabled()
    dialog.close()


def test_without_a_printer_the_reason_stands_beside_the_button(qtbot, desk):
    dialog = opened(qtbot, desk, lambda told: document())
    dialog._printers_known(NO_PRINTER)
    assert not dialog.print_button.isEnabled() and dialog.note.text() == NO_PRINTER
    assert dialog.save_button.property("kind") == "primary" and dialog.print_button.property("kind") != "primary"
    dialog._printers_known("")
    assert dialog.print_button.isEnabled() and dialog.print_button.property("kind") == "primary"
    dialog.close()


def test_work_can_be_stopped(qtbot, desk):
    import threading

    go_on = threading.Event()

    def slow(told):
        for part in range(1000):
            told(part, 1000)
            go_on.wait(0.01)
        return document()

    dialog = PrintDialog(desk, "试印", slow)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.stop_button.isVisible(), timeout=3000)
    dialog.stop_button.click()
    assert dialog.note.text() == "已停下，没有留下文件" and not dialog.press.busy
    qtbot.waitUntil(lambda: desk.jobs.idle, timeout=3000)
    assert dialog.document is None
    dialog.close()


def test_a_printer_gets_the_chosen_pages(qapp, tmp_path):
    """Qt's printer that writes to a file stands for paper: the same marks, on its own resolution."""
    from PySide6.QtPrintSupport import QPrinter

    made = document(220)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setFullPage(True)
    printer.setPageLayout(made.pages[0].paper.page_layout)
    printer.setFromTo(2, 3)
    heard = []
    print_document(made, printer, lambda done, of: heard.append((done, of)))
    pdf = (tmp_path / "paper.pdf").read_bytes()
    assert sum(re.search(rb"/Type /Page\b(?!s)", own) is not None for own in objects(pdf).values()) == 2
    assert heard == [(0, 2), (1, 2)]


@pytest.mark.parametrize(("first", "last", "pages"), [(0, 0, [0, 1, 2, 3]), (2, 3, [1, 2]), (4, 9, [3])])
def test_chosen_pages(qapp, first, last, pages):
    made = document(220)
    assert len(made.pages) >= 4
    assert [p for p in chosen_pages(made, first, last) if p < 4] == pages


def test_the_map_can_be_named_and_put_on_other_paper(qtbot):
    options = MapOptions("全县", "A4", "底图不印")
    qtbot.addWidget(options)
    assert options.paper == "A4" and "底图不印" in [label.text() for label in options.findChildren(QLabel)]
    with qtbot.waitSignal(options.changed):
        options.papers["A3"].click()
    assert options.paper == "A3"
    with qtbot.waitSignal(options.changed):
        qtbot.keyClicks(options.title, "x")
