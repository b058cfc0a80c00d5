"""The planner's tools on a plate at the top left of the map, and under it the ways of the tool in hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from desktop.actions import Commands
from desktop.icons import paint_icon
from desktop.map.canvas import MapCanvas
from desktop.map.plate import Plate, paint_plate
from desktop.panels.painted_button import PaintedButton
from desktop.panels.text_runs import Run, paint_runs, rounded, runs_width
from desktop.theme import Theme, pixel_font

SIDE, PAD, GAP_PX = 36, 4, 13
WAY_H = 30


@dataclass(frozen=True)
class ToolRow:
    """One button. id: of its command. ways: commands of the ways of the same tool; the first is the tool's own."""

    id: str
    icon: str
    ways: tuple[tuple[str, str, str], ...] = ()  # command id, icon, words


GROUPS: tuple[tuple[ToolRow, ...], ...] = (
    (
        ToolRow("tool-pick", "pointer"),
        ToolRow("tool-nodes", "nodes", (("tool-nodes", "nodes", "拖节点"), ("tool-redraw", "pen-line", "重画一段"))),
        ToolRow(
            "tool-cut",
            "scissors",
            (
                ("tool-cut", "scissors", "画线"),
                ("tool-cut-roads", "road", "沿路"),
                ("tool-cut-houses", "lasso", "圈农户"),
            ),
        ),
        ToolRow(
            "tool-give",
            "join",
            (
                ("tool-give", "brush", "画笔划户"),
                ("tool-blocks", "block", "划街区"),
                ("tool-merge", "join", "合并网格"),
            ),
        ),
        ToolRow("tool-length", "ruler", (("tool-length", "ruler", "量距离"), ("tool-area", "area", "量面积"))),
    ),
    (ToolRow("magnet", "magnet"),),
    (ToolRow("undo", "undo"), ToolRow("redo", "redo")),
)


class ToolButton(PaintedButton):
    """36 px; filled with the accent when its tool is in hand."""

    def __init__(self, theme: Theme, icon: str, parent: QWidget, filled: bool = True) -> None:
        super().__init__(theme, parent)
        self._icon, self._filled = icon, filled
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def nextCheckState(self) -> None:
        """Being checked follows the tool in hand."""

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self._theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        colour = ui["text_secondary"]
        if self.isChecked():
            rounded(painter, box, 8, ui["accent"] if self._filled else ui["accent_tint"])
            colour = ui["on_accent"] if self._filled else ui["accent_text"]
        elif self.isEnabled() and (self.underMouse() or self.isDown()):
            rounded(painter, box, 8, ui["surface_hover"])
            colour = ui["text"]
        if not self.isEnabled():
            painter.setOpacity(0.4)
        paint_icon(painter, self._icon, colour, box.center(), 18)
        painter.setOpacity(1)
        self.paint_ring(painter, 8)
        painter.end()


class WayButton(PaintedButton):
    """An icon with words: one way of the tool in hand."""

    def __init__(self, theme: Theme, icon: str, words: str, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._icon = icon
        self.setText(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def nextCheckState(self) -> None:
        """Being checked follows the tool in hand."""

    def _run(self) -> Run:
        return Run(self.text(), pixel_font(12), self._theme.ui["accent_text" if self.isChecked() else "text"])

    def sizeHint(self) -> QSize:
        return QSize(round(runs_width([self._run()])) + 38, WAY_H - 4)

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self._theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            rounded(painter, QRectF(self.rect()), 6, ui["accent_tint"])
        elif self.underMouse():
            rounded(painter, QRectF(self.rect()), 6, ui["surface_hover"])
        tone = ui["accent_text" if self.isChecked() else "text_secondary"]
        paint_icon(painter, self._icon, tone, QPointF(16, self.height() / 2), 16)
        paint_runs(painter, 29, self.height() / 2, [self._run()])
        self.paint_ring(painter, 6)
        painter.end()


class ToolPlate(Plate):
    """The buttons of all tools; each presses its command, whose words and reason are its tooltip."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas.theme, canvas)
        self.setObjectName("planning-tools")
        self.setAccessibleName("规划工具")
        self.buttons: dict[str, ToolButton] = {}
        at = self.shadow + PAD
        self._rules: list[int] = []
        for number, group in enumerate(GROUPS):
            if number:
                self._rules.append(at + GAP_PX // 2)
                at += GAP_PX
            for row in group:
                button = ToolButton(canvas.theme, row.icon, self, row.id != "magnet")
                button.setObjectName(f"plan-{row.id}")
                button.setGeometry(QRect(at, self.shadow + PAD, SIDE, SIDE))
                self.buttons[row.id] = button
                at += SIDE + 2
        self._wide = at - self.shadow + PAD - 2

    @property
    def size_wanted(self) -> QSize:
        return QSize(self._wide, SIDE + 2 * PAD)

    def connect_to(self, commands: Commands) -> None:
        for key, button in self.buttons.items():
            button.clicked.connect(commands.actions[key].trigger)
        self.follow(commands, "")

    def follow(self, commands: Commands, tool: str) -> None:
        """Bring availability and reasons up to date; `tool` is the command of the tool in hand."""
        for key, button in self.buttons.items():
            action = commands.actions[key]
            button.setEnabled(action.isEnabled())
            button.setToolTip(action.toolTip())
            button.setAccessibleName(action.text())
            ways = next((row.ways for group in GROUPS for row in group if row.id == key), ())
            chosen = tool == key or tool in {way[0] for way in ways}
            button.setChecked(action.isChecked() if key == "magnet" else chosen)

    def set_theme(self, theme: Theme) -> None:
        for button in self.buttons.values():
            button.set_theme(theme)
        super().set_theme(theme)

    def paint_face(self, painter: QPainter) -> None:
        paint_plate(painter, self.theme, self.body)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self.theme.ui["line"])
        for x in self._rules:
            painter.drawLine(x, int(self.body.top()) + 10, x, int(self.body.bottom()) - 10)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(self.body.contains(event.position()))


class WayPlate(Plate):
    """The ways of the tool in hand, right under the tools; away when it has only one."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas.theme, canvas)
        self.setObjectName("planning-ways")
        self.buttons: dict[str, WayButton] = {}
        self._row = ""

    @property
    def size_wanted(self) -> QSize:
        return QSize(sum(button.sizeHint().width() + 2 for button in self.buttons.values()) + 4, WAY_H)

    def offer(self, commands: Commands, tool: str) -> bool:
        """Show the ways of the tool whose command is in hand; whether there are any."""
        row = next((r for group in GROUPS for r in group if tool in {w[0] for w in r.ways}), None)
        if row is None:
            self._row = ""
            self.hide()
            return False
        if row.id != self._row:
            self._row = row.id
            self._fill(row, lambda key: commands.actions[key].trigger)
        for key, button in self.buttons.items():
            button.setChecked(key == tool)
            button.setEnabled(commands.actions[key].isEnabled())
            button.setToolTip(commands.actions[key].toolTip())
        self.show()
        return True

    def _fill(self, row: ToolRow, call: Callable[[str], Callable[[], None]]) -> None:
        for button in self.buttons.values():
            button.deleteLater()
        self.buttons = {}
        at = self.shadow + 3
        for key, icon, words in row.ways:
            button = WayButton(self.theme, icon, words, self)
            button.setObjectName(f"way-{key}")
            button.setAccessibleName(words)
            button.clicked.connect(call(key))
            button.setGeometry(QRect(at, self.shadow + 2, button.sizeHint().width(), WAY_H - 4))
            button.show()
            at += button.sizeHint().width() + 2
            self.buttons[key] = button
        self.repaint_face()

    def set_theme(self, theme: Theme) -> None:
        for button in self.buttons.values():
            button.set_theme(theme)
        super().set_theme(theme)

    def paint_face(self, painter: QPainter) -> None:
        paint_plate(painter, self.theme, self.body, 8)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(self.body.contains(event.position()))
