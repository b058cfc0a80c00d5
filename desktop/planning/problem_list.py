"""检查: what is wrong, worst first; each line zooms to its place, or offers its fix."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from desktop.icons import paint_icon
from desktop.panels.link_button import LinkButton
from desktop.panels.painted_button import PaintedButton
from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right, runs_width
from desktop.planning.appointing import WORDS
from desktop.theme import Theme, pixel_font
from gis.boundaries.problems import Kind, Problem, Severity

SIDE_PX, ROW_PX, MOST_ROWS = 16, 58, 60
LEFT_PX = SIDE_PX + 28.0  # where the words begin, beside the mark


class ProblemHead(QWidget):
    """检查 3 错误 1 提醒"""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.errors = self.warnings = 0
        self.checking, self.empty = True, True  # empty: no village is on the table
        self.setFixedHeight(44)

    def set_counts(self, errors: int, warnings: int) -> None:
        self.errors, self.warnings, self.checking, self.empty = errors, warnings, False, False
        self.setAccessibleName(f"检查：{errors} 个错误，{warnings} 个提醒")
        self.update()

    def wait(self, empty: bool) -> None:
        """Another village is on the table, or none."""
        self.checking, self.empty = True, empty
        self.setAccessibleName("检查：还没有选村" if empty else "检查：正在检查")
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        middle = self.height() / 2
        paint_runs(painter, SIDE_PX, middle, [Run("检查", pixel_font(13, 600), ui["text"])])
        runs = []
        if self.empty:
            runs = [Run("选村后检查", pixel_font(12), ui["text_tertiary"])]
        elif self.checking:
            runs = [Run("正在检查", pixel_font(12), ui["text_tertiary"])]
        elif not self.errors and not self.warnings:
            runs = [Run("全部合格", pixel_font(12, 600), self.theme.check["valid"])]
        if self.errors and not self.empty:
            runs.append(Run(f"{self.errors} 错误", pixel_font(13, 600), self.theme.check["invalid"], 12))
        if self.warnings and not self.empty:
            tone = self.theme.check["warning"] if self.theme.night else self.theme.check["warning"].darker(130)
            runs.append(Run(f"{self.warnings} 提醒", pixel_font(13), tone))
        if runs:
            paint_runs_right(
                painter,
                self.width() - SIDE_PX,
                middle,
                [*runs[:-1], Run(runs[-1].text, runs[-1].font, runs[-1].colour)],
            )
        painter.end()


class ProblemRow(PaintedButton):
    """A problem in two lines with its link beside the first, or where that would cut the words beside the second, or
    under both. A press zooms; the link zooms or, where the plan may be drawn on, mends."""

    def __init__(self, theme: Theme, problem: Problem, fresh: bool, mendable: bool, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.link = LinkButton(theme, "", self, 12)
        self.link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_problem(problem, fresh, mendable)

    def show_problem(self, problem: Problem, fresh: bool, mendable: bool) -> None:
        """Say another problem; the row is used again."""
        self.problem, self.fresh = problem, fresh
        self.way_out = way_out(problem) if mendable else ""
        self.setText(problem.words)
        self.link.setText(self.way_out or "定位")
        self.link.setAccessibleName(self.link.text())
        origin = "本方案产生" if fresh else "现行网格已有"
        self._second = f"{problem.detail} · {origin}"
        self.resizeEvent(None)
        self.setAccessibleName(
            f"{'错误' if problem.severity is Severity.ERROR else '提醒'}：{problem.words}，{self._second}"
        )
        self.setToolTip(self._second + ("\n点这一行定位" if self.way_out else ""))

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.link.set_theme(theme)

    def sizeHint(self) -> QSize:
        return QSize(200, ROW_PX)

    def resizeEvent(self, _event) -> None:
        hint = self.link.sizeHint()
        room = self.width() - LEFT_PX - SIDE_PX - hint.width() - 4
        tone, lines = self._theme.ui["text"], ((self.text(), 13), (self._second, 12))
        wide = [runs_width([Run(words, pixel_font(px), tone)]) for words, px in lines]
        top = 7 if wide[0] <= room else 28 if wide[1] <= room else 49
        self._beside = top
        self.setFixedHeight(ROW_PX if top < 49 else ROW_PX + 20)
        self.link.setGeometry(self.width() - hint.width() - SIDE_PX + 4, top, hint.width(), 24)

    def paintEvent(self, _event) -> None:
        painter, ui, check = QPainter(self), self._theme.ui, self._theme.check
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.fresh:
            painter.fillRect(self.rect(), ui["accent_tint"])
        elif self.underMouse():
            painter.fillRect(self.rect(), ui["surface_hover"])
        centre = QPointF(SIDE_PX + 9, 20)
        if self.problem.severity is Severity.ERROR:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(check["invalid"])
            painter.drawEllipse(centre, 9, 9)
            paint_icon(painter, "close", ui["on_accent"], centre, 13)
        else:
            paint_icon(painter, "warning", check["warning"], centre, 18)
        whole, beside = self.width() - LEFT_PX - SIDE_PX, self.link.x() - LEFT_PX
        first, second = (beside if self._beside == top else whole for top in (7, 28))
        paint_runs(painter, LEFT_PX, 19, [fitted(Run(self.text(), pixel_font(13), ui["text"]), first)])
        run = Run(self._second, pixel_font(12), ui["text_secondary"])
        paint_runs(painter, LEFT_PX, 40, [fitted(run, second)])
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), ui["line"])
        self.paint_ring(painter, 4)
        painter.end()


class ProblemFoot(QWidget):
    """无缝隙、无重叠；20 个网格铺满全村"""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.words = theme, ""
        self.setFixedHeight(37)

    def set_words(self, words: str) -> None:
        self.words = words
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        paint_icon(painter, "check", ui["text_secondary"], QPointF(SIDE_PX + 9, middle), 15)
        run = fitted(Run(self.words, pixel_font(12), ui["text_secondary"]), self.width() - SIDE_PX - 40)
        paint_runs(painter, SIDE_PX + 24, middle, [run])
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), ui["line"])
        painter.end()


class ProblemList(QWidget):
    """`located(Problem)` and `fix_asked(Problem)`."""

    located = Signal(object)
    fix_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.rows: list[ProblemRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for row in self.rows:
            row.set_theme(theme)

    def set_problems(
        self, found: Sequence[Problem], stood: frozenset[tuple[str, str, int]], mendable: bool = True
    ) -> None:
        """stood: (kind, code, house) of the problems that the county in force has already. mendable: whether a fix can
        be made here; where the plan is settled or the account only looks, rows only show the place."""
        count = min(len(found), MOST_ROWS)
        while len(self.rows) > count:
            row = self.rows.pop()
            self._column.removeWidget(row)
            row.deleteLater()
        for number, problem in enumerate(found[:count]):
            fresh = (problem.kind.value, problem.code, problem.house) not in stood
            if number < len(self.rows):
                self.rows[number].show_problem(problem, fresh, mendable)
            else:
                self._add(problem, fresh, mendable)
        self.updateGeometry()

    def _add(self, problem: Problem, fresh: bool, mendable: bool) -> None:
        row = ProblemRow(self.theme, problem, fresh, mendable, self)
        row.setObjectName(f"problem-{len(self.rows)}")
        row.clicked.connect(lambda: self.located.emit(row.problem))
        row.link.clicked.connect(lambda: (self.fix_asked if row.way_out else self.located).emit(row.problem))
        self._column.addWidget(row)
        row.show()
        self.rows.append(row)

    def contextMenuEvent(self, event) -> None:
        row = next((r for r in self.rows if r.geometry().contains(event.pos())), None)
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("定位").triggered.connect(lambda: self.located.emit(row.problem))
        if row.way_out:
            menu.addAction(row.way_out).triggered.connect(lambda: self.fix_asked.emit(row.problem))
        menu.popup(event.globalPos())


def way_out(problem: Problem) -> str:
    """The words of what mends a problem: its fix, or the form that asks who is to look after the grid; empty for
    none."""
    if problem.kind is Kind.NO_WORKER:
        return WORDS
    return problem.fix.words if problem.fix else ""


def counted(found: Sequence[Problem]) -> tuple[int, int]:
    """(errors, warnings)."""
    errors = sum(problem.severity is Severity.ERROR for problem in found)
    return errors, len(found) - errors
