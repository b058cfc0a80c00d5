"""The foot of the page: what can be done with the letter at hand, what must be written, and why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.dispatch.queue_tabs import GAP_PX, Tab, TabButton
from desktop.panels.card_button import ButtonKind, CardButton
from desktop.panels.sections import QuietLabel
from desktop.theme import Theme


@dataclass(frozen=True)
class Mode:
    """One act: its tab, what the field asks for, the words of its button, whether words must be given."""

    kind: str
    word: str
    asks: str
    button: str
    needs_words: bool
    extra: tuple[str, ...] = ()  # of responsible, days, form, person, unit


MODES = {
    "issue": Mode("issue", "发函", "附加要求，写进函里（可不填）", "发出", False),
    "dismiss": Mode("dismiss", "搁置", "为什么不发函（必填）", "搁置", True),
    "drop": Mode("drop", "不发", "人工起草的函，不发就从这里拿掉，不留记录", "不发了", False),
    "answer_letter": Mode("answer_letter", "反馈", "原因、整改结果、今后措施（必填）", "反馈", True, ("responsible",)),
    "close_letter": Mode("close_letter", "销号", "销号意见（单位未反馈时必填）", "销号", False),
    "rectify": Mode("rectify", "责令整改", "改什么、改到什么程度（必填）", "责令整改", True, ("days",)),
    "account_for": Mode("account_for", "问责", "事由（必填）", "登记问责", True, ("unit", "form", "person")),
}


@dataclass(frozen=True)
class Filled:
    """What was written. unit: unit id, 0 none."""

    words: str
    responsible: str
    days: int
    form: str
    person: str
    unit: int


class ActForm(QWidget):
    """`done(kind)`, `word_asked`, `pdf_asked`. `why_not(kind)` is asked whenever something changes."""

    done = Signal(str)
    word_asked = Signal()
    pdf_asked = Signal()

    def __init__(self, theme: Theme, why_not: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.why_not_, self.kind = theme, why_not, ""
        self.kept: dict[str, str] = {}  # words begun for a mode of the entry at hand
        self._names: dict[str, str] = {}
        self.group = QButtonGroup(self)
        self.tabs = {kind: TabButton(theme, Tab(kind, mode.word), self) for kind, mode in MODES.items()}
        self.words = QPlainTextEdit(self)
        self.words.setObjectName("supervision-words")
        self.words.setTabChangesFocus(True)
        self.responsible, self.person = QLineEdit(self), QLineEdit(self)
        self.days, self.form, self.unit = QSpinBox(self), QComboBox(self), QComboBox(self)
        self.said = QuietLabel(self)
        self.word = CardButton(theme, ButtonKind.PLAIN, "Word", self)
        self.pdf = CardButton(theme, ButtonKind.PLAIN, "PDF", self)
        self.go = CardButton(theme, ButtonKind.PRIMARY, "发出", self, keys="Ctrl Enter")
        self._dress()
        self._lay_out()
        self.words.textChanged.connect(self.refresh)
        for field in (self.responsible, self.person):
            field.textChanged.connect(self.refresh)
        self.go.clicked.connect(lambda: self.done.emit(self.kind))
        self.word.clicked.connect(self.word_asked)
        self.pdf.clicked.connect(self.pdf_asked)

    def _dress(self) -> None:
        self.responsible.setPlaceholderText("责任人（督办必填）")
        self.responsible.setObjectName("supervision-responsible")
        self.person.setPlaceholderText("人员（不写为单位）")
        self.person.setObjectName("supervision-person")
        self.form.setObjectName("supervision-form")
        self.days.setRange(1, 60)
        self.days.setValue(5)
        self.days.setSuffix(" 个工作日内")
        self.days.setObjectName("supervision-days")
        self.go.setObjectName("supervision-go")
        self.word.setObjectName("supervision-word")
        self.pdf.setObjectName("supervision-pdf")
        self.word.setToolTip("把这份函件存成 Word")
        self.pdf.setToolTip("预览、打印，或存成 PDF")
        for kind, tab in self.tabs.items():
            tab.setObjectName(f"supervision-mode-{kind}")
            self.group.addButton(tab)
            tab.clicked.connect(lambda _=False, own=kind: self.turn(own))

    def _lay_out(self) -> None:
        tabs = QHBoxLayout()
        tabs.setContentsMargins(16 - GAP_PX // 2, 1, 8, 0)
        tabs.setSpacing(0)
        for tab in self.tabs.values():
            tabs.addWidget(tab)
        tabs.addStretch(1)
        extra = QHBoxLayout()
        extra.setSpacing(8)
        for part in (self.unit, self.form, self.person, self.responsible, self.days):
            extra.addWidget(part, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.said, 1)
        for button in (self.word, self.pdf, self.go):
            foot.addWidget(button)
        body = QVBoxLayout()
        body.setContentsMargins(16, 8, 16, 12)
        body.setSpacing(8)
        self.words.setFixedHeight(66)
        body.addWidget(self.words)
        body.addLayout(extra)
        body.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tabs)
        column.addLayout(body)

    def sizeHint(self) -> QSize:
        return QSize(440, 190)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for tab in self.tabs.values():
            tab.set_theme(theme)
        for button in (self.word, self.pdf, self.go):
            button.set_theme(theme)
        self.said.setFont(theme.font("small"))
        self.said.setProperty("tone", "secondary")
        self.update()

    # --- what is offered

    def offer(self, kinds: Sequence[str], papers: bool, kept: Mapping[str, str]) -> None:
        """These acts for the entry at hand, beginning with the first; papers: it can be saved as a file. kept: words
        begun for it before, as `written` gave them."""
        self.kept = dict(kept)
        self.responsible.setText(self.kept.pop("responsible", ""))
        self.person.setText(self.kept.pop("person", ""))
        for kind, tab in self.tabs.items():
            tab.setVisible(kind in kinds)
        for button in (self.word, self.pdf):
            button.setVisible(papers)
        self.setVisible(bool(kinds) or papers)
        self.kind = ""
        self.turn(kinds[0] if kinds else "")

    def turn(self, kind: str) -> None:
        """Write for another act; what was begun for this one is kept."""
        if self.kind:
            self.kept[self.kind] = self.words.toPlainText()
        self.kind = kind
        mode = MODES.get(kind)
        self.words.setVisible(mode is not None)
        self.go.setVisible(mode is not None)
        extra = mode.extra if mode is not None else ()
        for name in ("responsible", "days", "form", "person", "unit"):
            getattr(self, name).setVisible(name in extra)
        if mode is None:
            self.said.setText("")
            return
        self.tabs[kind].setChecked(True)
        self.words.setPlaceholderText(mode.asks)
        self.words.setPlainText(self.kept.get(kind, ""))
        self.go.set_words(self._names.get(kind, mode.button))
        self.refresh()

    def set_forms(self, forms: Sequence[str]) -> None:
        if [self.form.itemText(i) for i in range(self.form.count())] != list(forms):
            self.form.clear()
            self.form.addItems(list(forms))

    def set_units(self, units: Sequence[tuple[int, str]], chosen: int) -> None:
        """Units that may be held to account, by id; 0 none."""
        self.unit.clear()
        for key, name in units:
            self.unit.addItem(name, key)
        self.unit.setCurrentIndex(max(0, self.unit.findData(chosen)))

    def name(self, kind: str, words: str) -> None:
        """The words of the primary button of an act, where they depend on what is chosen."""
        self._names[kind] = words
        if kind == self.kind:
            self.go.set_words(words)

    def written(self) -> dict[str, str]:
        """Words begun, by act, with the names beside them."""
        present = {self.kind: self.words.toPlainText()} if self.kind else {}
        names = {"responsible": self.responsible.text(), "person": self.person.text()}
        return {key: words for key, words in (self.kept | present | names).items() if words.strip()}

    @property
    def filled(self) -> Filled:
        return Filled(
            self.words.toPlainText().strip(),
            self.responsible.text().strip(),
            self.days.value(),
            self.form.currentText(),
            self.person.text().strip(),
            int(self.unit.currentData() or 0),
        )

    @property
    def begun(self) -> bool:
        """Something was written and not yet done."""
        return bool(self.words.toPlainText().strip())

    def clear(self) -> None:
        self.kept = {}
        self.words.clear()
        self.responsible.clear()
        self.person.clear()

    def refresh(self) -> None:
        """Say why the act cannot be done now; empty when it can."""
        mode = MODES.get(self.kind)
        if mode is None:
            return
        why = self.why_not_(self.kind)
        if not why and mode.needs_words and not self.filled.words:
            why = {"rectify": "先写整改要求", "answer_letter": "先写办理情况", "account_for": "先写事由"}.get(
                self.kind, "先写理由"
            )
        self.go.setEnabled(not why)
        self.go.setToolTip(why)
        self.said.setText(why)
        self.said.setToolTip(why)

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.fillRect(self.rect(), ui["surface_panel"])
        painter.fillRect(0, 0, self.width(), 1, ui["line_strong"])
        painter.fillRect(0, 38, self.width(), 1, ui["line"])

    def keyPressEvent(self, event) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.press()
        else:
            super().keyPressEvent(event)

    def press(self) -> None:
        """Do it, if it can be done."""
        if self.go.isVisible() and self.go.isEnabled():
            self.done.emit(self.kind)
