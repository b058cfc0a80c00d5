"""The parts of the top bar: mark with county, age of the data, clock, bell, user."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from desktop.icons import paint_icon
from desktop.panels.painted_button import PaintedButton
from desktop.theme import Theme, pixel_font
from gis.foundation.clock import local

MIDDLE = Qt.AlignmentFlag.AlignVCenter
WEEKDAYS = "一二三四五六日"
LATE_S, DEAD_S = 120, 600  # age from which the data is 过时, and from which it must not be relied on
USUAL_AGE = "数据 00:00 · 59 分钟前"


class Part(QWidget):
    """A painted part of fixed width that keeps its theme."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()


class Brand(Part):
    """The mark (four grids, the one at the top right taken), 网格指挥台, the county."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.county, self._width = "", 264
        self.setAccessibleName("网格指挥台")

    def set_width(self, width: int) -> None:
        self._width = width
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._width, 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(140, 32)

    def set_county(self, name: str) -> None:
        self.county = name
        self.setAccessibleName(f"网格指挥台 {name}")
        self.update()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        paint_mark(painter, 18, self.height() / 2 - 9, 18, ui["text"], ui["accent"])
        painter.setFont(self.theme.font("title"))
        painter.setPen(ui["text"])
        painter.drawText(self.rect().adjusted(48, 0, 0, 0), MIDDLE, "网格指挥台")
        used = painter.fontMetrics().horizontalAdvance("网格指挥台")
        painter.setFont(self.theme.font("body"))
        painter.setPen(ui["text_tertiary"])
        painter.drawText(self.rect().adjusted(48 + used + 11, 0, -4, 0), MIDDLE, self.county)


def paint_mark(painter: QPainter, left: float, top: float, side: float, ink: QColor, accent: QColor) -> None:
    """The mark in a square of `side` px: an 18-unit drawing."""
    unit = side / 18
    for x, y, w, h, colour in ((0, 0, 8, 8, ink), (10, 0, 8, 5, accent), (0, 10, 8, 8, ink), (10, 7, 8, 11, ink)):
        painter.fillRect(QRectF(left + x * unit, top + y * unit, w * unit, h * unit), colour)


class DataAge(Part):
    """A dot and 数据 14:31 · 1 分钟前; ⚠ after 2 minutes, ✕ after 10."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.mark, self.words, self.offline = "", "数据 —", False

    def set_offline(self, offline: bool) -> None:
        self.offline = offline
        self._show(self.mark, self.words)

    def set_age(self, fresh_at: int, now: int) -> None:
        if not fresh_at:
            self._show("", "数据 —")
            return
        age = max(now - fresh_at, 0)
        ago = "刚刚" if age < 60 else f"{age // 60} 分钟前" if age < 3600 else f"{age // 3600} 小时前"
        mark = "error" if age >= DEAD_S else "warning" if age >= LATE_S else ""
        self._show(mark, f"数据 {local(fresh_at):%H:%M} · {ago}")

    def text(self) -> str:
        return "离线 · 已存本机" if self.offline else self.words

    def _show(self, mark: str, words: str) -> None:
        if (mark, words) == (self.mark, self.words) and self.accessibleName() == self.text():
            return
        self.mark, self.words = mark, words
        self.setAccessibleName(self.text())
        self.setToolTip(self._tip())
        self.updateGeometry()
        self.update()

    def _tip(self) -> str:
        if self.offline:
            return "连不上县库。您的操作都已存在本机，恢复后自动送出。"
        return {
            "": "县库里的改动都已显示",
            "warning": "超过 2 分钟没有核对县库，可能有别的调度员的改动还没显示",
            "error": "超过 10 分钟没有核对县库，请检查网络，或重新打开县库",
        }[self.mark]

    def sizeHint(self) -> QSize:
        """One width for every usual age, so that nothing beside it moves."""
        metrics = QFontMetrics(self.theme.font("small"))
        width = max(metrics.horizontalAdvance(words) for words in (self.text(), USUAL_AGE))
        return QSize(width + 20, 32)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.theme.font("small"))
        middle = self.height() / 2
        left = self.width() - painter.fontMetrics().horizontalAdvance(self.text())
        if self.mark and not self.offline:
            tone = self.theme.check["warning" if self.mark == "warning" else "invalid"]
            paint_icon(painter, self.mark, tone, QPointF(left - 12, middle), 16)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ui["text_tertiary"])
            painter.drawEllipse(QPointF(left - 8, middle), 3, 3)
        painter.setPen(ui["text_secondary"])
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), MIDDLE, self.text())


class ClockLabel(Part):
    """11月23日 周一 14:32."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.now, self.short, self.words = 0, False, ""

    def set_short(self, short: bool) -> None:
        self.short = short
        self.set_time(self.now)

    def set_time(self, now: int) -> None:
        self.now = now
        words = ""
        if now:
            at = local(now)
            day = "" if self.short else f"{at.month}月{at.day}日 周{WEEKDAYS[at.weekday()]} "
            words = f"{day}{at:%H:%M}"
        if words != self.words:
            self.words = words
            self.setAccessibleName(words)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.theme.font("body")).horizontalAdvance(self.words) + 1, 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.theme.font("body")).horizontalAdvance("00:00") + 1, 32)

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.setFont(self.theme.font("body"))
        painter.setPen(self.theme.ui["text"])
        painter.drawText(self.rect().adjusted(0, -1, 0, -1), MIDDLE, self.words)


class Bell(PaintedButton):
    """The bell and how many things wait behind it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.count = 0
        self.setFixedSize(28, 32)
        self.set_count(0)

    def set_count(self, count: int, tip: str = "") -> None:
        self.count = count
        self.setToolTip(tip or (f"{count} 条提醒" if count else "没有提醒"))
        self.setAccessibleName(f"提醒 {count}")
        self.update()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self._theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        paint_icon(painter, "bell", ui["text" if self.underMouse() else "text_secondary"], QPointF(12, middle), 18)
        if self.count:
            word = "99+" if self.count > 99 else str(self.count)
            font = pixel_font(10, 600)
            width = max(14.0, QFontMetrics(font).horizontalAdvance(word) + 6.0)
            pill = QRectF(22 - width / 2, middle - 15, width, 14)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ui["text"])
            painter.drawRoundedRect(pill, 7, 7)
            painter.setPen(ui["surface_panel"])
            painter.setFont(font)
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, word)
        self.paint_ring(painter, 6)


class UserButton(PaintedButton):
    """A letter in a circle, name and role; opens the menu."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.name, self.role, self.short = "", "", False
        self.menu_shown: QMenu | None = None
        self.setFixedHeight(32)
        self.setToolTip("菜单")
        self.clicked.connect(self.open_menu)

    def setMenu(self, menu: QMenu) -> None:
        self.menu_shown = menu

    def set_user(self, name: str, role: str) -> None:
        self.name, self.role = name, role
        self.setAccessibleName(f"{name} {role}，菜单")
        self.updateGeometry()
        self.update()

    def set_short(self, short: bool) -> None:
        self.short = short
        self.updateGeometry()
        self.update()

    def open_menu(self) -> None:
        if self.menu_shown is not None:
            size = self.menu_shown.sizeHint()
            at = self.rect().bottomRight()
            at.setX(at.x() - size.width())
            self.menu_shown.popup(self.mapToGlobal(at))

    def words(self) -> str:
        return "" if self.short or not self.name else f"{self.name} · {self.role}" if self.role else self.name

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self._theme.font("small")).horizontalAdvance(self.words())
        return QSize(26 + (8 + width if width else 0), 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(26, 32)

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self._theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ui["accent_tint"])
        circle = QRectF(0, middle - 13, 26, 26)
        painter.drawEllipse(circle)
        painter.setPen(ui["accent_text"])
        if self.name:
            painter.setFont(pixel_font(12, 600))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self.name[0])
        else:
            paint_icon(painter, "user", ui["accent_text"], circle.center(), 16)
        painter.setFont(self._theme.font("small"))
        painter.setPen(ui["text" if self.underMouse() else "text_secondary"])
        painter.drawText(self.rect().adjusted(34, 0, 0, 0), MIDDLE, self.words())
        self.paint_ring(painter, 6)
