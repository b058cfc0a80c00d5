"""The page 导入 of the office: the import panel over the whole page, an opened row beside the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout

from desktop.actions import Command
from desktop.office.intake.panel import IntakePanel
from desktop.office.page import OfficePage
from desktop.theme import Theme
from gis.intake.complaints import Trouble

if TYPE_CHECKING:
    from desktop.window import Window


class IntakePage(OfficePage):
    """Ctrl+O chooses a file."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.panel = IntakePanel(window)
        self.panel.count_changed.connect(self._counted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)

    def commands(self) -> list[Command]:
        return [
            Command("import-choose", "选择要导入的文件…", ("Ctrl+O",), self.panel.choose, self.bridge.not_live, "导入"),
        ]

    def enter(self) -> None:
        self.window_.register_aids.prepare()
        self.panel.importing.refresh()

    def count(self) -> int:
        return self.panel.count()

    def _counted(self) -> None:
        from desktop.office.desk import OfficeDesk

        desk = self.window_.workplaces.made.get("office")
        if isinstance(desk, OfficeDesk):
            desk.count()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.panel.set_theme(theme)

    def answers(self) -> dict[str, Callable[..., Any]]:
        return panel_answers(self.panel)


def panel_answers(panel: IntakePanel) -> dict[str, Callable[..., Any]]:
    """What the probe may ask of an import panel."""
    work, rows = panel.importing, panel.rows

    def screen(at) -> list[float]:
        point, ratio = rows.viewport().mapToGlobal(at), rows.devicePixelRatioF()
        return [point.x() * ratio, point.y() * ratio]

    return {
        "import.busy": lambda: work.busy,
        "import.good": lambda: len(work.placed),
        "import.filed": lambda: work.batch.filed if work.batch else 0,
        "import.bad": lambda: {row.number: row.first.trouble.value for row in work.batch.bad} if work.batch else {},
        "import.ready": lambda: len(work.batch.ready) if work.batch else 0,
        "import.kept": lambda: [(batch.file, len(batch.bad)) for batch in work.kept],
        "import.says": lambda: panel.summary.sayings() if work.batch else [],
        "import.link_point": lambda number: screen(rows.link_point(number)),
        "import.row_point": lambda number: screen(rows.row_point(number)),
        "import.group_point": lambda trouble: screen(rows.group_point(Trouble(trouble))),
    }
