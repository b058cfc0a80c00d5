"""The chosen days: worked or free, under what name, and why; or the pasted notice of a year."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from desktop.office.heading import Heading, fill_pane, row_of
from desktop.panels.field import Field
from gis.deadlines.notice import Notice, NoticeError, parse_notice
from gis.deadlines.years import OwnDay

if TYPE_CHECKING:
    from desktop.theme import Theme

MOST_NAMED = 8
HINT = "在年历里点选日期，拖动或按住 Shift 选一段，Ctrl 加选。"
PARSE_MS = 200


class DayForm(QWidget):
    """`wanted` asks for what it would do."""

    wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("day-form")
        self._days: list[int] = []
        self.head = Heading(theme, "改日期")
        self.told = QLabel(HINT)
        self.told.setWordWrap(True)
        self.told.setProperty("tone", "secondary")
        self.working, self.free = QRadioButton("上班"), QRadioButton("休息")
        self.working.setObjectName("day-working")
        self.free.setObjectName("day-free")
        group = QButtonGroup(self)
        group.addButton(self.working)
        group.addButton(self.free)
        self.name = Field(theme, "名称", QLineEdit(), "可空，如 县庆、调休上班")
        self.reason = Field(theme, "依据", QLineEdit(), "必填，如县里的通知")
        self.name.control.setObjectName("day-name")
        self.reason.control.setObjectName("day-reason")
        self.look, self.why = QPushButton("看影响"), QLabel("")
        self.look.setObjectName("day-look")
        self.look.setProperty("kind", "primary")
        self.why.setProperty("tone", "secondary")
        self.look.clicked.connect(self._want)
        fill_pane(
            self, self.head, self.told, row_of(self.working, self.free), self.name, self.reason, self.why, self.look
        )

    def show_days(self, words: list[str], days: list[int], working: bool, why_not: str) -> None:
        """words: each chosen day as it is now. working: whether the first of them is worked. why_not: why nobody here
        may change it."""
        fresh, self._days = days != self._days, days
        more = f"\n…共 {len(words)} 天" if len(words) > MOST_NAMED else ""
        self.told.setText("\n".join(words[:MOST_NAMED]) + more if days else HINT)
        if fresh:
            (self.free if working else self.working).setChecked(True)
        why = why_not or ("" if days else "先在年历里选日期")
        self.look.setEnabled(not why)
        self.why.setText(why)
        self.why.setVisible(bool(why))

    def own_days(self) -> list[OwnDay]:
        name = self.name.text.strip()
        return [OwnDay(day, self.working.isChecked(), name) for day in self._days]

    def words(self) -> str:
        return self.reason.text.strip()

    def _want(self) -> None:
        if not self.words():
            self.reason.set_problem("请写明依据")
            self.reason.control.setFocus()
            return
        self.wanted.emit()

    def clear(self) -> None:
        for field in (self.name, self.reason):
            field.clear()

    def refuse(self, words: str) -> None:
        self.reason.set_problem(words)

    def set_theme(self, theme: Theme) -> None:
        for part in (self.head, self.name, self.reason):
            part.set_theme(theme)


class NoticeForm(QWidget):
    """The State Council's notice as it is pasted; what was read of it, and what is doubtful, as one types."""

    wanted = Signal()
    cancelled = Signal()

    def __init__(self, theme: Theme, why_not: Callable[[], str]) -> None:
        super().__init__()
        self.setObjectName("notice-form")
        self.notice: Notice | None = None
        self._why_not = why_not
        self.head = Heading(theme, "导入放假通知")
        self.told = QLabel("把《国务院办公厅关于××××年部分节假日安排的通知》全文粘贴在这里，不用整理。")
        self.told.setWordWrap(True)
        self.told.setProperty("tone", "secondary")
        self.text = QPlainTextEdit()
        self.text.setObjectName("notice-text")
        self.text.setAccessibleName("通知全文")
        self.text.setTabChangesFocus(True)
        self.found, self.doubts = QLabel(""), QLabel("")
        self.found.setObjectName("notice-found")
        self.doubts.setObjectName("notice-doubts")
        self.doubts.setProperty("tone", "error")
        for label in (self.found, self.doubts):
            label.setWordWrap(True)
        self.look, self.cancel, self.why = QPushButton("看影响"), QPushButton("放弃"), QLabel("")
        self.look.setObjectName("notice-look")
        self.look.setProperty("kind", "primary")
        self.why.setProperty("tone", "secondary")
        self.why.setWordWrap(True)
        self._later = QTimer(self, singleShot=True, interval=PARSE_MS)
        self._later.timeout.connect(self.read)
        self.text.textChanged.connect(self._later.start)
        self.look.clicked.connect(self._want)
        self.cancel.clicked.connect(self._give_up)
        fill_pane(
            self, self.head, self.told, self.text, self.found, self.doubts, self.why, row_of(self.cancel, self.look)
        )
        self.read()

    @property
    def begun(self) -> bool:
        return bool(self.text.toPlainText().strip())

    def read(self) -> None:
        """Read what stands there now."""
        self._later.stop()
        self.notice, found, doubts = None, "", ""
        if self.begun:
            try:
                self.notice = parse_notice(self.text.toPlainText())
                found = _found_words(self.notice)
                doubts = "\n".join(f"✕ {doubt}" for doubt in self.notice.doubts)
            except NoticeError as error:
                doubts = f"✕ {error}"
        self.found.setText(found)
        self.doubts.setText(doubts)
        self.doubts.setVisible(bool(doubts))
        why = self._why_not()
        if not why and (self.notice is None or self.notice.doubts):
            why = f"先核对 {len(self.notice.doubts)} 处" if self.notice else "" if doubts else "先粘贴通知全文"
        self.look.setEnabled(not why and self.notice is not None)
        self.why.setText(why)
        self.why.setVisible(bool(why))

    def _want(self) -> None:
        self.read()
        if self.look.isEnabled():
            self.wanted.emit()

    def _give_up(self) -> None:
        self.text.clear()
        self.cancelled.emit()

    def clear(self) -> None:
        self.text.clear()
        self.read()

    def refuse(self, words: str) -> None:
        self.doubts.setText(f"✕ {words}")
        self.doubts.show()

    def set_theme(self, theme: Theme) -> None:
        self.head.set_theme(theme)


def _found_words(notice: Notice) -> str:
    spans = [f"{h.name} {h.first:%m-%d} 至 {h.last:%m-%d}" for h in notice.holidays]
    working = "、".join(f"{day:%m-%d}" for day in notice.working)
    return f"{notice.year} 年：" + "；".join(spans) + (f"。调休上班 {working}" if working else "。没有调休上班")
