"""Parts of every act form: what cannot take the act, quiet sentences, fields that scroll downwards only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from desktop.theme import Theme

if TYPE_CHECKING:
    from gis.workflow.acting import Blocked

MOST_NAMED = 3


def blocked_words(blocked: Sequence[Blocked], able: int, verb: str) -> str:
    """其中 2 件不能回复：0271 暂停中，请先恢复；0284 现为「已回复」。提交只办其余 3 件。"""
    if not blocked:
        return ""
    named = "；".join(f"{one.number.partition('-')[2]} {one.reason}" for one in blocked[:MOST_NAMED])
    more = f"；等 {len(blocked):,} 件" if len(blocked) > MOST_NAMED else ""
    if not able:
        return f"不能{verb}：{blocked[0].reason}。" if len(blocked) == 1 else f"都不能{verb}：{named}{more}。"
    return f"其中 {len(blocked):,} 件不能{verb}：{named}{more}。提交只办其余 {able:,} 件。"


def sentence(theme: Theme, tone: str) -> QLabel:
    label = QLabel()
    label.setFont(theme.font("small"))
    label.setProperty("tone", tone)
    label.setWordWrap(True)
    label.hide()
    return label


class FieldScroll(QScrollArea):
    """The fields: as tall as they are where there is room, else they scroll, downwards only."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.body = body
        self.setWidget(body)
        body.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The fields took more room or less: so does this."""
        if watched is self.body and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return False

    def sizeHint(self) -> QSize:
        return QSize(300, self.body.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, min(self.body.minimumSizeHint().height(), 60))
