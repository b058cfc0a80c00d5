"""导入修复: a file in, its findings with evidence, good rows filed at once, bad rows mended group by group."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from desktop.office.intake.importing import Importing
from desktop.office.intake.questions import Questions
from desktop.office.intake.row_editor import RowEditor
from desktop.office.intake.rows_view import RowsView
from desktop.office.intake.start import StartPage
from desktop.office.intake.summary import Summary
from desktop.panels.card_button import ButtonKind, CardButton
from desktop.panels.link_button import LinkButton
from desktop.panels.sections import Hairline
from desktop.theme import Theme
from gis.intake.batch import dropped, edited, with_mend, with_sure_mends
from gis.intake.complaints import Mend, Trouble

if TYPE_CHECKING:
    from desktop.window import Window

PATTERN = "事件文件 (*.csv *.txt *.tsv *.xlsx *.xlsm *.xls *.ods *.geojson *.json)"
SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".geojson", ".json")
HEAD_PX, FOOT_PX, SIDE_PX = 38, 48, 14
WIDE_PX = 900  # from here on an opened row stands beside the list


class IntakePanel(QWidget):
    """A pane of 400 px or more, or a whole page. `count_changed` when another number of rows waits for repair."""

    count_changed = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.setObjectName("intake-panel")
        self.window_, self.bridge = window, window.bridge
        self.theme: Theme = window.theme
        self.importing = Importing(window, self)
        self.title = QLabel("导入修复")
        self.other = LinkButton(self.theme, "换文件", self)
        self.start, self.summary = StartPage(self.theme), Summary(self.theme)
        self.questions = Questions(self.importing, self.start.question)
        self.rows, self.editor = RowsView(self.theme), RowEditor(self.theme)
        self.note = QLabel("好行已入库，坏行不丢")
        self.export = CardButton(self.theme, ButtonKind.PLAIN, "导出坏行", self)
        self.primary = CardButton(self.theme, ButtonKind.PRIMARY, "入库", self)
        self._lay_out()
        self._listen()
        self.set_theme(self.theme)
        self._show()
        self.importing.refresh()

    def _lay_out(self) -> None:
        head, foot = QWidget(), QWidget()
        head.setFixedHeight(HEAD_PX)
        row = QHBoxLayout(head)
        row.setContentsMargins(SIDE_PX, 0, SIDE_PX, 0)
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.other)
        foot.setFixedHeight(FOOT_PX)
        row = QHBoxLayout(foot)
        row.setContentsMargins(SIDE_PX, 0, SIDE_PX, 0)
        row.addWidget(self.note)
        row.addStretch(1)
        for button, name in ((self.export, "export"), (self.primary, "primary")):
            button.setObjectName(f"import-{name}")
            button.setFixedHeight(30)
            row.addWidget(button)
        listing = QWidget()
        column = QVBoxLayout(listing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.summary)
        column.addWidget(self.rows, 1)
        self.stack = QStackedWidget()
        for part in (self.start, listing):
            self.stack.addWidget(part)
        self.listing, self.foot = listing, foot
        self.beside = QHBoxLayout()
        self.beside.setSpacing(0)
        self.beside.addWidget(self.stack, 1)
        self.lines = [Hairline(self.theme), Hairline(self.theme)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.lines[0])
        column.addLayout(self.beside, 1)
        column.addWidget(self.lines[1])
        column.addWidget(foot)
        self.stack.addWidget(self.editor)
        self.wide = False
        self._dress_buttons()
        self.setAcceptDrops(True)
        self.setMinimumWidth(380)

    def _listen(self) -> None:
        work, rows, editor = self.importing, self.rows, self.editor
        work.changed.connect(self._show)
        work.progressed.connect(self._progress)
        work.kept_changed.connect(self._show_kept)
        self.start.chosen.connect(self.choose)
        self.start.opened.connect(work.open_kept)
        self.start.thrown.connect(self.throw_away)
        self.start.cancelled.connect(work.cancel)
        self.other.clicked.connect(work.let_go)
        self.export.clicked.connect(self._export)
        self.primary.clicked.connect(self.press)
        rows.mended.connect(self._mend)
        rows.undone.connect(self._undo)
        rows.all_taken.connect(self._take_all)
        rows.opened.connect(self.open_row)
        rows.dropped.connect(self._drop)
        editor.saved.connect(self._save)
        editor.mended.connect(self._mend)
        editor.dropped.connect(self._drop)
        editor.left.connect(self._close_row)
        self.bridge.connected.connect(work.refresh)
        self.bridge.replaced.connect(self._replaced)
        self.bridge.person_changed.connect(self._other_hands)

    # --- what is shown

    def _show(self) -> None:
        work, batch = self.importing, self.importing.batch
        self.other.setVisible(batch is not None and not work.busy)
        reading = work.busy.startswith("正在读")
        if batch is None or reading:
            self.stack.setCurrentWidget(self.start)
            self.start.set_progress(work.busy, 0.0)
            if reading:
                self.start.question.set_hints([])
            self._show_kept()
        else:
            self.summary.set_batch(batch, len(work.placed))
            self.rows.set_batch(batch)
            if self.stack.currentWidget() is self.start:
                self.stack.setCurrentWidget(self.listing)
            self._renew_editor()
        self._show_foot()
        self.editor.setVisible(batch is not None and (self.wide or self.stack.currentWidget() is self.editor))
        self.count_changed.emit()

    def _show_foot(self) -> None:
        work, batch = self.importing, self.importing.batch
        self.foot.setVisible(batch is not None)
        self.lines[1].setVisible(batch is not None)
        if batch is None:
            return
        good, ready = len(work.placed), len(batch.ready)
        why = self.bridge.not_live() or work.busy
        self.export.setEnabled(bool(batch.bad) and not work.busy)
        self.export.setVisible(bool(batch.bad))
        if good and not batch.filed:
            self.primary.set_words(f"入库 {good:,} 行")
            self.note.setText("一次写入，可一步撤销")
        elif batch.bad:
            self.primary.set_words(f"重试 {ready:,} 行" if ready else "重试")
            self.note.setText("好行已入库，坏行不丢" if ready else "先改好至少一行，再重试")
            why = why or ("" if ready else "先改好至少一行")
        elif batch.filed + len(batch.dropped) < batch.rows:
            self.primary.set_words("完成")
            self.note.setText("已撤销的行可从原文件再导入")
        else:
            self.primary.set_words("完成")
            self.note.setText(f"{batch.file} 已全部处理完")
        self.primary.setEnabled(not why)
        self.primary.setToolTip(why)
        if work.busy:
            self.note.setText(work.busy)

    def _show_kept(self) -> None:
        self.start.set_kept(self.importing.kept, self.bridge.clock.now())
        self.count_changed.emit()

    def _progress(self, share: float, words: str) -> None:
        if self.importing.busy.startswith("正在读"):
            self.start.set_progress(f"{self.importing.busy}：{words}", share)

    # --- hands

    def choose(self) -> None:
        """Choose a file."""
        name, _ = QFileDialog.getOpenFileName(self, "选择要导入的文件", "", PATTERN)
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read a file that was chosen or dropped here."""
        if self.importing.batch is not None:
            self.importing.let_go()
        self.importing.read(path)

    def press(self) -> None:
        """What the primary button says."""
        work, batch = self.importing, self.importing.batch
        if batch is None:
            return
        if work.placed and not batch.filed:
            work.file_good()
        elif batch.bad:
            work.retry()
        else:
            work.let_go()

    def _export(self) -> None:
        batch = self.importing.batch
        if batch is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, "导出坏行", f"{Path(batch.file).stem}.待修复.csv", "CSV (*.csv)")
        if name:
            self.importing.export(Path(name))

    def _mend(self, number: int, mend: Mend) -> None:
        if (batch := self.importing.batch) is not None:
            self.importing.replace(with_mend(batch, number, mend))
            self._close_row()

    def _undo(self, number: int) -> None:
        batch = self.importing.batch
        row = next((r for r in batch.bad if r.number == number), None) if batch is not None else None
        if batch is not None and row is not None:
            self.importing.replace(edited(batch, number, {name: row.cells.get(name, "") for name in row.mended}))

    def _take_all(self, trouble: Trouble) -> None:
        if (batch := self.importing.batch) is not None:
            self.importing.replace(with_sure_mends(batch, trouble))

    def _drop(self, number: int) -> None:
        if (batch := self.importing.batch) is not None:
            self.importing.replace(dropped(batch, [number]))
            self._close_row()

    def _save(self, number: int, values: dict[str, str]) -> None:
        if (batch := self.importing.batch) is not None:
            self.importing.replace(edited(batch, number, values))
            self._close_row()

    def throw_away(self, key: str) -> None:
        """Ask, since it cannot be taken back, then let the bad rows of a file go."""
        batch = next((b for b in self.importing.kept if b.key == key), None)
        if batch is None:
            return
        words = f"扔掉 {batch.file} 待修复的 {len(batch.bad)} 行？"
        asked = QMessageBox(QMessageBox.Icon.Question, "扔掉待修复的行", words, parent=self)
        asked.setObjectName("import-throw")
        asked.setInformativeText("已入库的行和原文件不受影响；扔掉后要从原文件再导入才能找回。")
        throw = asked.addButton("扔掉", QMessageBox.ButtonRole.DestructiveRole)
        asked.addButton("留着", QMessageBox.ButtonRole.RejectRole)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        throw.clicked.connect(lambda: self.importing.throw_away(key))
        asked.open()

    # --- one row

    def open_row(self, number: int) -> None:
        """Show all cells of a bad row."""
        batch = self.importing.batch
        row = next((r for r in batch.bad if r.number == number), None) if batch is not None else None
        if batch is None or row is None:
            return
        if not self.wide:
            self.stack.setCurrentWidget(self.editor)
        self.editor.setVisible(True)
        self.editor.set_row(batch, row)

    def _renew_editor(self) -> None:
        """The opened row as it is now; in a wide place the first one is opened by itself."""
        batch, shown = self.importing.batch, self.editor.row
        if batch is None:
            return
        now = next((r for r in batch.bad if shown is not None and r.number == shown.number), None)
        if self.wide and (now is not shown or shown is None):
            self.editor.set_row(batch, now)

    def _close_row(self) -> None:
        if not self.wide:
            self.stack.setCurrentWidget(self.listing)
        self.rows.setFocus()
        if (batch := self.importing.batch) is not None:
            self.editor.set_row(batch, None)

    # --- Qt

    def _replaced(self) -> None:
        """Another county, or only other rows: then a file that was read is read again if borders have changed."""
        if self.bridge.no_county() or self.bridge.snapshot.uid != self.importing.uid:
            self._other_hands()
        else:
            self.importing.renew()

    def _other_hands(self) -> None:
        """Another county, or somebody else: their own files."""
        self.importing.batch, self.importing.placed, self.importing.kept = None, [], []
        self._show()
        self.importing.refresh()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        wide = self.width() >= WIDE_PX
        if wide == self.wide:
            return
        self.wide = wide
        if wide:
            self.stack.removeWidget(self.editor)
            self.beside.addWidget(self.editor, 1)
            self.editor.back.hide()
        else:
            self.beside.removeWidget(self.editor)
            self.stack.addWidget(self.editor)
            self.editor.back.show()
        self._dress_buttons()
        self._show()

    def _dress_buttons(self) -> None:
        """As a pane beside a form, the form has the one primary button of the screen."""
        kind = ButtonKind.PRIMARY if self.wide else ButtonKind.PLAIN
        self.primary.set_kind(kind)
        self.start.drop.button.set_kind(kind)

    def dragEnterEvent(self, event) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        if len(paths) == 1 and paths[0].suffix.lower() in SUFFIXES and not self.importing.busy:
            self.start.drop.set_hot(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event) -> None:
        self.start.drop.set_hot(False)

    def dropEvent(self, event) -> None:
        self.start.drop.set_hot(False)
        self.read(Path(event.mimeData().urls()[0].toLocalFile()))

    def count(self) -> int:
        """Rows that wait for repair, of all files."""
        batch = self.importing.batch
        kept = sum(len(b.bad) for b in self.importing.kept if batch is None or b.key != batch.key)
        return kept + (len(batch.bad) if batch is not None else 0)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.title.setFont(theme.font("title"))
        self.note.setFont(theme.font("small"))
        self.note.setStyleSheet(f"color: {theme.ui['text_secondary'].name()}")
        for part in (self.other, self.start, self.summary, self.rows, self.editor, self.export, self.primary):
            part.set_theme(theme)
        for line in self.lines:
            line.set_theme(theme)
