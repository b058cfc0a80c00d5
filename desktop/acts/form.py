"""The one shape of all act forms: head, what cannot take the act, fields, what will happen, buttons.

Ctrl Enter commits, Esc leaves. What was typed stays when the act is refused or somebody was first, and is there again
when the form is opened for the same events.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.acts.drafts import Drafts, draft_key
from desktop.acts.errand import Errand
from desktop.acts.fields import WordsField
from desktop.acts.form_parts import FieldScroll, blocked_words, sentence
from desktop.acts.outlook_box import OutlookBox
from desktop.acts.phrases import phrases_of
from desktop.panels.card_button import ButtonKind, CardButton
from desktop.panels.sections import QuietLabel
from desktop.theme import Theme
from gis.workflow.next_acts import WORDS

if TYPE_CHECKING:
    from desktop.window import Window
    from gis.intake.photo import TakenPicture

PAD_PX, GAP_PX = 16, 10
KEEP_AFTER_MS = 800  # of a pause in typing, before what was typed is written down
RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ActForm(QWidget):
    """Subclasses name their act and put their fields in `build`."""

    KIND: ClassVar[str]
    LABEL: ClassVar[str] = ""  # of the words (回复内容); empty: the act takes none
    HINT: ClassVar[str] = ""
    NEEDED: ClassVar[bool] = True  # whether the words must be given
    LINES: ClassVar[int] = 3
    RECORD: ClassVar[bool] = False  # history and photos of the event are wanted

    left = Signal()  # Esc, 取消: nothing was done
    grown = Signal()  # it wants more room, or less
    done = Signal(object)  # Committed

    def __init__(self, window: Window, rows: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"form-{self.KIND}")
        self.window_, self.theme, self.rows = window, window.theme, [int(row) for row in rows]
        self.setAccessibleName(f"{self.verb}表单")
        self.errand = Errand(window, self.KIND, self.rows, self, self.RECORD)
        self.drafts, person, snapshot = Drafts(window.settings), window.bridge.person, window.bridge.snapshot
        ids = (int(snapshot.events.id[row]) for row in self.rows)
        self._key = draft_key(snapshot.uid, person.login if person is not None else "", self.KIND, ids)
        self._keeping = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._keeping.timeout.connect(self.keep)
        self.words_field: WordsField | None = None
        self._lay_out()
        self.build(self.fields)
        self.fields.addStretch(1)
        self._restore()
        self._connect()
        self.errand.read()

    # --- what a subclass says

    @property
    def verb(self) -> str:
        """The words of the button that commits."""
        return WORDS[self.KIND]

    def build(self, column: QVBoxLayout) -> None:
        """Put the fields in; the base puts the words."""
        if self.LABEL:
            self.words_field = self.add_words(column)

    def more(self) -> dict[str, Any]:
        """What only this act takes (days, units, rating …)."""
        return {}

    def pictures(self) -> Sequence[TakenPicture]:
        """Photos to come with the act."""
        return ()

    def lacking(self) -> list[str]:
        """What is missing, each as a sentence that stands beside its field too; empty when it can be sent."""
        if self.words_field is None:
            return []
        sentence = self.words_field.lacking()
        self.words_field.blame(sentence)
        return [sentence] if sentence else []

    def show_record(self) -> None:
        """Docket, history and photos are read: fill in what shows them."""

    @property
    def photo_count(self) -> int:
        """How many photos the event has, by memory; -1 for several events."""
        return int(self.window_.bridge.snapshot.events.photos[self.rows[0]]) if len(self.rows) == 1 else -1

    # --- parts for subclasses

    def add_words(self, column: QVBoxLayout) -> WordsField:
        """The field of the words, with the county's phrases for this act."""
        field = WordsField(self.theme, self.LABEL, self.HINT, phrases_of(self.KIND), self.NEEDED, self.LINES)
        field.box.setObjectName(f"{self.KIND}-words")
        column.addWidget(field)
        return field

    @property
    def words(self) -> str:
        return self.words_field.words if self.words_field is not None else ""

    def foresee(self) -> None:
        """What would happen with the values of now."""
        self.errand.foresee(self.more())

    # --- building

    def _lay_out(self) -> None:
        events = self.window_.bridge.snapshot.events
        one = len(self.rows) == 1
        self.title, self.subject = QLabel(self.verb), QuietLabel()
        self.title.setFont(self.theme.font("title"))
        self.subject.setFont(self.theme.font("small"))
        self.subject.setProperty("tone", "secondary")
        self.subject.setText(
            f"{events.number(self.rows[0])} {events.description[self.rows[0]]}" if one else f"{len(self.rows):,} 件事件"
        )
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.subject, 1)
        self.notice, self.news = sentence(self.theme, "secondary"), sentence(self.theme, "secondary")
        body = QWidget()
        self.fields = QVBoxLayout(body)
        self.fields.setContentsMargins(0, 0, 0, 0)
        self.fields.setSpacing(GAP_PX)
        self.middle = FieldScroll(body)
        self.outlook = OutlookBox(self.theme)
        self.fault = sentence(self.theme, "error")
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD_PX, 12, PAD_PX, 12)
        column.setSpacing(GAP_PX)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.news)
        column.addWidget(self.middle, 1)
        column.addWidget(self.outlook)
        column.addWidget(self.fault)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self.state = QuietLabel()
        self.state.setFont(self.theme.font("small"))
        self.state.setProperty("tone", "secondary")
        self.cancel = CardButton(self.theme, ButtonKind.PLAIN, "取消", self, "Esc")
        self.cancel.setObjectName("act-cancel")
        self.cancel.clicked.connect(self.leave)
        self.commit = CardButton(self.theme, ButtonKind.PRIMARY, self.verb, self, "Ctrl Enter")
        self.commit.setObjectName("act-commit")
        self.commit.clicked.connect(self.submit)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.state, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.commit)
        return row

    def _connect(self) -> None:
        errand = self.errand
        errand.ready.connect(self._ready)
        errand.foreseen.connect(self.outlook.show_lines)
        errand.refused.connect(lambda told: self._say(self.fault, told))
        errand.overtaken.connect(lambda told: self._say(self.news, f"{told}。下面已按最新情况更新。"))
        errand.sending.connect(self._sending)
        errand.done.connect(self._done)
        self.window_.bridge.replaced.connect(self.leave)

    # --- reading and judging

    def _ready(self) -> None:
        able, blocked = self.errand.able, self.errand.blocked
        self._say(self.notice, blocked_words(blocked, len(able), self.verb))
        self.commit.setEnabled(bool(able))
        self.commit.setToolTip("" if able else "没有一件可以办")
        self.commit.set_words(self.verb if len(self.rows) == 1 else f"{self.verb} {len(able):,} 件")
        self.show_record()
        if able:
            self.foresee()
        else:
            self.outlook.show_lines((), "没有一件可以办")

    def _say(self, label: QLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    # --- sending and leaving

    def submit(self) -> None:
        """Commit, if nothing is missing; else say what is, beside it, and go there."""
        if self.errand.busy or not self.commit.isEnabled():
            return
        self._say(self.fault, "")
        lacks = self.lacking()
        self.state.setText(f"{len(lacks)} 项待改：{lacks[0]}" if lacks else "")
        if lacks:
            if self.words_field is not None and self.words_field.lacking():
                self.words_field.box.setFocus()
            return
        self.errand.send(self.words, self.pictures(), self.more())

    def leave(self) -> None:
        """Go without doing anything; what was typed is kept for the next time."""
        if not self.errand.busy:
            self.keep()
            self.left.emit()

    def _sending(self, under_way: bool) -> None:
        self.middle.setEnabled(not under_way)
        self.commit.setEnabled(not under_way and bool(self.errand.able))
        self.state.setText("正在提交…" if under_way else "")

    def _done(self, committed: object) -> None:
        self._keeping.stop()
        self.drafts.put(self._key, "")
        self.done.emit(committed)

    def keep(self) -> None:
        """Keep what was typed for the next time."""
        self._keeping.stop()
        self.drafts.put(self._key, self.words)

    def _restore(self) -> None:
        held = self.drafts.get(self._key)
        if self.words_field is None:
            return
        if held:
            self.words_field.set_words(held)
            self.state.setText("接着上次写的")
        self.words_field.changed.connect(self._keeping.start)
        self.words_field.changed.connect(lambda: self.state.setText(""))  # what it said was of the words before

    def take_keyboard(self) -> None:
        """The first field gets the keyboard."""
        target = self.words_field.box if self.words_field is not None else self.commit
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.take_keyboard)

    # --- keys

    def event(self, event: QEvent) -> bool:
        """Ctrl Enter and Esc are the form's, whatever the window does with them elsewhere."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.grown.emit()
        return handled

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._is_own(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            self.submit()

    @staticmethod
    def _is_own(event: QKeyEvent) -> bool:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return event.key() == Qt.Key.Key_Escape or (ctrl and event.key() in RETURN)

    # --- look

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for part in (self.outlook, self.cancel, self.commit):
            part.set_theme(theme)

    def sizeHint(self) -> QSize:
        return QSize(480, super().sizeHint().height())
