"""The list of bad rows: groups by what is wrong, each row with its offer at the right. Model and painting; the view
below turns clicks and keys into signals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from desktop.dispatch.inspector_words import masked_phone
from desktop.icons import paint_icon
from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right, runs_width
from desktop.theme import Theme, pixel_font
from gis.intake.batch import BadRow, Batch, sure_mend
from gis.intake.complaints import TROUBLE_WORD, Trouble
from gis.intake.headings import FIELD_WORD

GROUP_PX, ROW_PX, MORE_PX = 30, 38, 24
SHOWN = 3  # rows of a group until it is opened
SIDE_PX, TEXT_PX = 14, 80
CODE = re.compile(r"^\d{12} ")  # before a village's name
Index = QModelIndex | QPersistentModelIndex
WORDS = {**FIELD_WORD, "position": "坐标"}


@dataclass(frozen=True)
class Entry:
    """A line of the list. kind: group, row, more. count: rows of the group, or those not shown."""

    kind: str
    trouble: Trouble
    row: BadRow | None = None
    count: int = 0
    sure: int = 0  # offers that one click would take


class RowsModel(QAbstractListModel):
    """Entries of one batch."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.opened: set[Trouble] = set()
        self._batch: Batch | None = None

    def set_batch(self, batch: Batch | None) -> None:
        self.beginResetModel()
        self._batch = batch
        self.entries = self._entries(batch) if batch is not None else []
        self.endResetModel()

    def open_group(self, trouble: Trouble) -> None:
        """Show all its rows."""
        self.opened.add(trouble)
        self.set_batch(self._batch)

    def _entries(self, batch: Batch) -> list[Entry]:
        entries = []
        for trouble, rows in batch.groups().items():
            sure = sum(not row.ready and sure_mend(row) is not None for row in rows)
            entries.append(Entry("group", trouble, None, len(rows), sure))
            shown = rows if trouble in self.opened or len(rows) <= SHOWN else rows[: SHOWN - 1]
            entries += [Entry("row", trouble, row) for row in shown]
            if len(shown) < len(rows):
                entries.append(Entry("more", trouble, None, len(rows) - len(shown)))
        return entries

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(entry)
        if role == Qt.ItemDataRole.ToolTipRole and entry.row is not None:
            return "\n".join(complaint.reason for complaint in entry.row.complaints)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def link_words(entry: Entry) -> str:
    """What stands at the right of a line."""
    if entry.kind == "group":
        whole = "全部不导入" if entry.trouble is Trouble.DUPLICATE else "采用全部建议"
        return whole if entry.sure else ""
    row = entry.row
    if row is None:
        return ""
    if row.ready:
        return "撤回"
    mend = sure_mend(row)
    if mend is not None:
        return mend.saying
    return "选择 ▾" if row.first.mends else "手工填写"


def row_text(row: BadRow) -> str:
    """What the row says where it is wrong, or what it would say now."""
    first = row.first
    if row.ready:
        return "，".join(CODE.sub("", text) or "（空）" for text in row.mended.values())
    if first.trouble is Trouble.PHONE:
        return masked_phone(first.text)  # a list is seen by whoever passes; the opened row shows all of it
    return first.text or row.cells.get("description", "") or "（空）"


def briefly(reason: str) -> str:
    """A reason without what stands above it anyway: 本县没有这个村."""
    return re.sub("“[^”]*”", "", reason.split("，")[0])


def spoken(entry: Entry) -> str:
    """A line for screen readers."""
    if entry.kind == "group":
        return f"{TROUBLE_WORD[entry.trouble]} {entry.count} 行 {link_words(entry)}"
    if entry.row is None:
        return f"其余 {entry.count} 行"
    return f"第 {entry.row.number} 行 {row_text(entry.row)} {entry.row.first.reason} {link_words(entry)}"


class RowsDelegate(QStyledItemDelegate):
    """Paints the lines as the design has them."""

    def __init__(self, theme: Theme, model: RowsModel) -> None:
        super().__init__()
        self.theme, self.model = theme, model

    def sizeHint(self, option, index: Index) -> QSize:
        kinds = {"group": GROUP_PX, "row": ROW_PX, "more": MORE_PX}
        return QSize(200, kinds[self.model.entries[index.row()].kind])

    def link_rect(self, rect: QRect, entry: Entry) -> QRectF:
        """Where the words at the right stand, with some air for the hand."""
        words = link_words(entry)
        wide = runs_width([Run(words, pixel_font(12), self.theme.ui["text"])]) + 16 if words else 0
        return QRectF(rect.right() - SIDE_PX - wide + 8, rect.top(), wide, rect.height())

    def paint(self, painter: QPainter, option, index: Index) -> None:
        entry, rect, ui = self.model.entries[index.row()], option.rect, self.theme.ui
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hot = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if entry.kind == "group":
            painter.fillRect(rect, ui["surface_sunk"])
        elif chosen or hot:
            painter.fillRect(rect, ui["accent_tint" if chosen else "surface_hover"])
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, ui["line"])
        getattr(self, f"_paint_{entry.kind}")(painter, QRectF(rect), entry)
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(ui["accent"])
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -2))
        painter.restore()

    def _paint_group(self, painter: QPainter, box: QRectF, entry: Entry) -> None:
        ui, middle = self.theme.ui, box.center().y()
        word = Run(TROUBLE_WORD[entry.trouble], pixel_font(13, 600), ui["text"], 6)
        paint_runs(painter, SIDE_PX, middle, [word, Run(str(entry.count), pixel_font(13), ui["text_secondary"])])
        if words := link_words(entry):
            paint_runs_right(painter, box.right() - SIDE_PX, middle, [Run(words, pixel_font(12), ui["accent_text"])])

    def _paint_row(self, painter: QPainter, box: QRectF, entry: Entry) -> None:
        ui, row = self.theme.ui, entry.row
        assert row is not None
        number = Run(f"第 {row.number} 行", pixel_font(12), ui["text_secondary"])
        paint_runs(painter, SIDE_PX, box.top() + 13, [number])
        link = link_words(entry)
        plain = link == "手工填写"
        at_right = [Run(link, pixel_font(12), ui["text_secondary" if plain or row.ready else "accent_text"])]
        left = paint_runs_right(painter, box.right() - SIDE_PX, box.center().y(), at_right)
        room = left - TEXT_PX - 12
        text = fitted(Run(row_text(row), pixel_font(13, 500 if row.ready else 400), ui["text"]), room - 18)
        end = paint_runs(painter, TEXT_PX, box.top() + 13, [text])
        if row.ready:
            paint_icon(painter, "check", self.theme.check["valid"], QPointF(end + 12, box.top() + 13), 14)
        why = f"{WORDS.get(row.first.field, '')} · {'已改，等待重试' if row.ready else briefly(row.first.reason)}"
        paint_runs(painter, TEXT_PX, box.top() + 28, [fitted(Run(why, pixel_font(11), ui["text_secondary"]), room)])

    def _paint_more(self, painter: QPainter, box: QRectF, entry: Entry) -> None:
        run = Run(f"其余 {entry.count} 行", pixel_font(12), self.theme.ui["text_secondary"])
        paint_runs(painter, TEXT_PX, box.center().y(), [run])
