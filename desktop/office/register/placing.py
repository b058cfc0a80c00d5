"""Where a report lies, as the form comes to know it: a village, a grid, a pin, in whatever order they are given."""

from __future__ import annotations

from typing import Protocol

from gis.county.divisions import Divisions, Level
from gis.foundation.crs import to_degrees
from gis.workflow.report_flags import Flag, border_flag, grid_word


class Near(Protocol):
    """What gis.boundaries.locate.GridLocator offers."""

    def near(self, x: float, y: float, within_m: float) -> list[tuple[int, float]]: ...


class Placing:
    """pin: EPSG:4547 metres, None not set. by_label: the pin only stands for the middle of the grid. village, grid:
    division rows, -1 unknown. confirmed: the question which grid was answered."""

    def __init__(self) -> None:
        self.pin: tuple[float, float] | None = None
        self.by_label = False
        self.village = self.grid = -1
        self.nearby: list[tuple[int, float]] = []
        self.confirmed = False

    def choose_village(self, divisions: Divisions, village: int) -> None:
        """A village was named. A pin inside it stays; one elsewhere goes, since nobody would see it."""
        self.village = village
        if self.grid < 0 or divisions.ancestor(self.grid, Level.VILLAGE) != village:
            self._clear_pin()
            leaves = grids_of(divisions, village)
            self.grid = leaves[0] if len(leaves) == 1 else -1

    def choose_grid(self, divisions: Divisions, grid: int) -> None:
        """A grid was named. Without a pin, or with one that only stood for a grid, its label point stands for it."""
        self.grid, self.village = grid, divisions.ancestor(grid, Level.VILLAGE)
        if self.pin is None or self.by_label:
            self.pin = float(divisions.label_x[grid]), float(divisions.label_y[grid])
            self.by_label, self.nearby = True, [(grid, 0.0)]
        self.confirmed = grid in [row for row, _ in self.nearby]

    def set_pin(self, divisions: Divisions, x: float, y: float, locator: Near, within_m: float) -> bool:
        """The pin was put somewhere; false, with nothing changed, outside the county."""
        nearby = locator.near(x, y, within_m)
        if not nearby:
            return False
        self.pin, self.by_label, self.nearby = (x, y), False, nearby
        self.grid, self.confirmed = nearby[0][0], len(nearby) == 1
        self.village = divisions.ancestor(self.grid, Level.VILLAGE)
        return True

    def adopt(self, divisions: Divisions, x: float, y: float, grid: int, locator: Near | None, within_m: float) -> None:
        """The place of a report that exists already: its own grid stands, whatever lies near."""
        self.pin, self.by_label, self.grid = (x, y), False, grid
        self.village = divisions.ancestor(grid, Level.VILLAGE)
        self.nearby = locator.near(x, y, within_m) if locator is not None else [(grid, 0.0)]
        self.confirmed = True

    def question(self, divisions: Divisions) -> Flag | None:
        """Which grid? None when that is clear, or was answered."""
        return None if self.confirmed or self.pin is None else border_flag(divisions, self.nearby)

    def faults(self, divisions: Divisions) -> dict[str, str]:
        """What is still wrong with the place, by field."""
        if self.grid < 0:
            return {"division": "请选网格，或在图上点位置" if self.village >= 0 else "请选村居和网格，或在图上点位置"}
        if flag := self.question(divisions):
            return {"grid": flag.words}
        if self.pin is not None and self.nearby and self.grid not in [row for row, _ in self.nearby]:
            there = grid_word(divisions, self.nearby[0][0], self.grid)
            return {"grid": f"位置在 {there}，请重新点位置"}
        return {}

    def words(self, divisions: Divisions) -> str:
        """What the plate on the map says."""
        if self.grid < 0:
            return "点图定位置" if self.village < 0 else f"{divisions.short_name[self.village]}：点图定位置"
        here = grid_word(divisions, self.grid, self.grid)
        if self.by_label:
            return f"位置取 {here}的中心，可点图改准"
        if wrong := self.faults(divisions).get("grid"):
            return wrong
        if self.nearby and self.nearby[0][0] != self.grid:
            return f"位置靠界，归 {here}"
        return f"位置落在 {here}内"

    def notes(self, divisions: Divisions) -> tuple[str, ...]:
        """What the first step tells of how the place was found."""
        if self.by_label:
            return ("位置取网格中心",)
        flag = border_flag(divisions, self.nearby)
        if flag is None or not self.confirmed:
            return ()
        return (f"{flag.words.split('，')[0]}，登记时确认归 {grid_word(divisions, self.grid)}",)

    def degrees(self) -> tuple[float | None, float | None]:
        """lon, lat of the pin (EPSG:4490); None, None without one."""
        if self.pin is None:
            return None, None
        lon, lat = to_degrees(*self.pin)
        return float(lon), float(lat)

    def _clear_pin(self) -> None:
        self.pin, self.by_label, self.nearby, self.confirmed, self.grid = None, False, [], False, -1


def grids_of(divisions: Divisions, village: int) -> list[int]:
    """Rows of the grids of a village; itself where it is not yet divided."""
    return list(range(village + 1, int(divisions.end[village]))) or [village]
