"""The plan on the table, or the grids in force, written to a file that a GIS opens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from gis.foundation.errors import Refused, WanggeError

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.planning import Planning

KINDS = (("GeoPackage，含 QGIS 样式", ".gpkg"), ("Shapefile", ".shp"), ("GeoJSON", ".geojson"))


class Leaving(QObject):
    """One per desk; one file at a time."""

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring)
        self.wiring = wiring
        self.busy = False

    def refusal(self) -> str:
        """Why nothing can be written now."""
        session = self.wiring.session
        why = self.wiring.bridge.not_live() or session.reading()
        if not why and self.busy:
            why = "上一个文件正在写出"
        if not why and session.past is not None:
            why = "正在看过去的界线，回到今天才能导出"
        return why or ("" if session.plan is None or session.steps else "方案还没有改动，没有可导出的")

    def choose(self) -> None:
        """Ask where to, then write."""
        wiring = self.wiring
        plan = wiring.session.plan
        stem = (plan.name if plan is not None else "现行网格").replace("/", "-").replace("\\", "-")
        folder = Path(str(wiring.window.settings.value("exchange/folder", "") or ""))
        patterns = ";;".join(f"{word} (*{suffix})" for word, suffix in KINDS)
        path, chosen = QFileDialog.getSaveFileName(wiring.window, "导出", str(folder / f"{stem}.gpkg"), patterns)
        if not path:
            return
        target = Path(path)
        if target.suffix.lower() not in {suffix for _, suffix in KINDS}:
            target = Path(path + next(suffix for _, suffix in KINDS if f"*{suffix})" in chosen))
        wiring.window.settings.setValue("exchange/folder", str(target.parent))
        self.write(target)

    def write(self, target: Path) -> None:
        """The plan on the table, else the grids in force, to a file by its ending."""
        plan = self.wiring.session.plan
        plan_id = plan.id if plan is not None else 0
        self.busy = True
        self.wiring.window.toast.done(f"正在写 {target.name}…", undo=False)
        self.wiring.refresh_commands()
        self.wiring.session.door.run(lambda planning: written(planning, plan_id, target), self._done, self._failed)

    def _done(self, made: list[Path]) -> None:
        words = f"已导出到 {made[0]}" + (f" 等 {len(made)} 个文件。" if len(made) > 1 else "。")
        self._end()
        self.wiring.window.toast.done(words, undo=False)

    def _failed(self, error: Exception) -> None:
        self._end()
        told = f"{error.message} {error.remedy}".strip() if isinstance(error, WanggeError) else f"没能导出：{error}"
        self.wiring.window.tell(told)

    def _end(self) -> None:
        self.busy = False
        self.wiring.refresh_commands()


def written(planning: Planning, plan_id: int, target: Path) -> list[Path]:
    """On the worker: the files made, without names of people."""
    from gis.publish.geofiles import write_geofile
    from gis.publish.layers import county_layers, plan_layers

    if plan_id:
        table = planning.open(plan_id)
        layers = plan_layers(planning.on_county(table).state, planning.impact(table).comparison)
        if not layers:
            raise Refused(f"方案“{table.plan.name}”与现行界线没有差别，没有可导出的。")
    else:
        layers = county_layers(planning.county())
    return write_geofile(target, layers, credit=planning.workspace.snapshot.outline_credit)
