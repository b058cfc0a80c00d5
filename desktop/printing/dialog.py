"""打印: one dialog for every paper: what it will look like, then to a printer or into a PDF file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.failure_words import failure_words
from desktop.panels.restyle import restyle
from desktop.printing.flow import Document
from desktop.printing.making import Maker, Press
from desktop.printing.preview import Preview
from gis.foundation.errors import WanggeError

if TYPE_CHECKING:
    from desktop.window import Window

SIDE_PX = 248
SHOW_AFTER_MS = 500  # before that no progress is worth a look
FOLDER, OPEN = "print/folder", "print/open"


class PrintDialog(QDialog):
    """`maker` lays the document out off the GUI thread; `options` (may be None) changes what it makes and then calls
    `remake`."""

    def __init__(self, window: Window, title: str, maker: Maker, options: QWidget | None = None) -> None:
        super().__init__(window)
        self.setObjectName("print")
        self.setWindowTitle(f"打印：{title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.document: Document | None = None
        self._window = window
        self._maker = maker
        self._no_printer = ""
        self.press = Press(window.jobs, self)
        self.preview = Preview(window.theme, self.press)
        self._build(title, options)
        self._connect()
        self._resize()
        self.preview.setFocus()  # arrows and page keys turn the pages
        self.remake()
        self._ask_printers()

    def _build(self, title: str, options: QWidget | None) -> None:
        head = QLabel(title)
        head.setFont(self._window.theme.font("title"))
        head.setWordWrap(True)
        self.facts, self.note = QLabel(), QLabel()
        self.facts.setProperty("tone", "secondary")
        self.note.setProperty("tone", "secondary")
        for words in (self.facts, self.note):
            words.setWordWrap(True)
        self.note.setObjectName("print-note")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.stop_button = QPushButton("停下")
        self.stop_button.hide()
        self.open_after = QCheckBox("存好后打开")
        self.open_after.setChecked(bool(self._window.settings.value(OPEN, True, bool)))
        self.print_button, self.save_button, close = QPushButton("打印…"), QPushButton("存为 PDF…"), QPushButton("关闭")
        self.print_button.setObjectName("print-print")
        self.save_button.setObjectName("print-save")
        self.save_button.setToolTip("存为 PDF 文件（Ctrl+S）")
        for button in (self.print_button, self.save_button, close, self.stop_button):
            button.setAutoDefault(False)
        close.clicked.connect(self.reject)
        side = QVBoxLayout()
        side.setSpacing(10)
        for widget in (head, self.facts, *([options] if options else [])):
            side.addWidget(widget)
        side.addStretch(1)
        for widget in (self.bar, self.stop_button, self.note, self.open_after):
            side.addWidget(widget)
        for widget in (self.print_button, self.save_button, close):
            side.addWidget(widget)
        column = QWidget()
        column.setLayout(side)
        column.setFixedWidth(SIDE_PX)
        side.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(self.preview, 1)
        row.addWidget(column)
        self._slow = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._slow.timeout.connect(self._show_progress)

    def _connect(self) -> None:
        press = self.press
        press.advanced.connect(self._advanced)
        press.made.connect(self._made)
        press.saved.connect(self._saved)
        press.printed.connect(self._printed)
        press.failed.connect(self._failed)
        self.print_button.clicked.connect(self.print_out)
        self.save_button.clicked.connect(self.save_as)
        self.stop_button.clicked.connect(self._stopped)
        self.open_after.toggled.connect(lambda on: self._window.settings.setValue(OPEN, on))
        QShortcut(QKeySequence("Ctrl+S"), self, self.save_as)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_out)

    def _resize(self) -> None:
        """Most of the window, so that a page can be read; never more than the screen."""
        room = self._window.size()
        self.resize(min(max(room.width() - 200, 760), 1240), min(max(room.height() - 60, 520), 1040))

    # --- the document

    def set_maker(self, maker: Maker) -> None:
        """Lay out something else."""
        self._maker = maker
        self.remake()

    def remake(self) -> None:
        """Lay the document out anew."""
        if self.document is None:
            self.preview.show_document(None, "正在排版…")
        self._begin("")
        self.press.make(self._maker)

    def _made(self, document: Document) -> None:
        self.document = document
        self._end()
        pages, paper = len(document.pages), document.pages[0].paper
        turned = "横向" if paper.width > paper.height else "纵向"
        self.facts.setText(f"{pages} 页，{paper.name} {turned}")
        self.preview.show_document(document)

    # --- out of the door

    def save_as(self) -> None:
        """Ask for a file and write it."""
        if self.document is None or self.press.busy:
            return
        path, _ = QFileDialog.getSaveFileName(self, "存为 PDF", str(self.default_path()), "PDF 文件 (*.pdf)")
        if path:
            self.save_to(Path(path if path.lower().endswith(".pdf") else f"{path}.pdf"))

    def save_to(self, path: Path) -> None:
        """Write the document to a file."""
        assert self.document is not None
        self._begin("正在写文件…")
        self.press.save(self.document, path)

    def default_path(self) -> Path:
        """The folder of last time while it is there, else the user's documents or home; the document's own name."""
        from PySide6.QtCore import QStandardPaths

        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        wanted = (str(self._window.settings.value(FOLDER, "")), documents)
        folder = next((Path(place) for place in wanted if place and Path(place).is_dir()), Path.home())
        return folder / f"{self.document.name if self.document else '打印'}.pdf"

    def _saved(self, path: Path) -> None:
        self._end()
        self._window.settings.setValue(FOLDER, str(path.parent))
        self.note.setText(f"已存为 {path.name}")
        self.note.setToolTip(str(path))
        self._window.toast.done("已存为 ", path.name, undo=False)
        if self.open_after.isChecked() and not open_file(path):
            self.note.setText(f"已存为 {path.name}；这台电脑上没有能打开 PDF 的程序")

    def print_out(self) -> None:
        """Ask for a printer and send the pages there."""
        if self.document is None or self.press.busy or self._no_printer:
            return
        from desktop.printing.printer import choose_printer

        printer = choose_printer(self.document, self)
        if printer is not None:
            self._begin("正在送往打印机…")
            self.press.print(self.document, printer)

    def _printed(self) -> None:
        self._end()
        self.note.setText("已送往打印机")

    # --- how it stands

    def _begin(self, words: str) -> None:
        self.note.setText(words)
        self._set_tone("secondary")
        self._slow.start()
        self._enable(False)

    def _end(self) -> None:
        self._slow.stop()
        self.bar.hide()
        self.stop_button.hide()
        self.note.setText("")
        self._enable(True)

    def _enable(self, idle: bool) -> None:
        ready = idle and self.document is not None
        self.save_button.setEnabled(ready)
        self.print_button.setEnabled(ready and not self._no_printer)
        self.print_button.setToolTip(self._no_printer or "送往打印机（Ctrl+P）")
        first, second = (
            (self.save_button, self.print_button) if self._no_printer else (self.print_button, self.save_button)
        )
        for button, kind in ((first, "primary"), (second, "")):
            if button.property("kind") != kind:
                restyle(button, "kind", kind)
        if self._no_printer and ready and not self.note.text():
            self.note.setText(self._no_printer)

    def _show_progress(self) -> None:
        if self.press.busy:
            self.bar.show()
            self.stop_button.show()

    def _advanced(self, done: int, of: int) -> None:
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)

    def _stopped(self) -> None:
        self.press.stop()
        self._end()
        if self.document is None:
            self.preview.show_document(None, "已停下")
        self.note.setText("已停下，没有留下文件")

    def _failed(self, error: Exception) -> None:
        self._end()
        known = isinstance(error, WanggeError)
        words = failure_words(error)
        if self.document is None:
            self.preview.show_document(None, words if known else "没有排成")
        self.note.setText(words)
        self._set_tone("error")

    def _set_tone(self, tone: str) -> None:
        restyle(self.note, "tone", tone)

    def _ask_printers(self) -> None:
        self.press.ask(_no_printer, self._printers_known)

    def _printers_known(self, why: str) -> None:
        self._no_printer = why
        self._enable(not self.press.busy)

    def done(self, result: int) -> None:
        """Closed: nobody waits any more."""
        self.press.close()
        super().done(result)


def _no_printer() -> str:
    from desktop.printing.printer import no_printer  # Qt's printing is read off the GUI thread

    return no_printer()


def open_file(path: Path) -> bool:
    """Open a file with the user's own program; false where there is none. Tests open nothing."""
    if "WANGGE_PROBE" in os.environ or os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return True
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
