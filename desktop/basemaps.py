"""The base maps a desk knows: a list in its settings, the one in use opened off the GUI thread and given to the map."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal

from desktop.jobs import Jobs
from desktop.key_file import KeyFile

if TYPE_CHECKING:
    from desktop.map.canvas import MapCanvas
    from gis.basemap.source import TileSource

log = logging.getLogger(__name__)

LIST, CURRENT = "map/bases", "map/base"


@dataclass(frozen=True)
class BaseMap:
    """One line of the list. `address` is what `gis.basemap.opening` reads: a tile pack, a template, tianditu:…"""

    name: str
    address: str
    key: str = ""
    attribution: str = ""

    @property
    def local(self) -> bool:
        """A file of this machine rather than a server."""
        return "://" not in self.address and not self.address.startswith("tianditu:")


def to_json(bases: list[BaseMap]) -> str:
    """The list for the settings, without the keys: those lie in a file of their own."""
    return json.dumps([asdict(replace(base, key="")) for base in bases], ensure_ascii=False)


def from_json(text: str) -> list[BaseMap]:
    """What an older or hand-edited settings file holds that is no base map is left out."""
    names = {field.name for field in fields(BaseMap)}
    try:
        rows = json.loads(text)
    except ValueError:
        return []
    if not isinstance(rows, list):
        return []
    good = [row for row in rows if isinstance(row, dict) and row.get("name") and row.get("address")]
    return [BaseMap(**{name: str(value) for name, value in row.items() if name in names}) for row in good]


def open_base(base: BaseMap, arrived: Callable[[int, int, int], None]) -> TileSource:
    """Open it, tiles cached beside the county caches. Raises BasemapError, told for the user."""
    from gis.basemap.cache import TileCache
    from gis.basemap.opening import open_source
    from gis.store.cache import folder

    source = open_source(base.address, TileCache(folder() / "tiles"), key=base.key, arrived=arrived)
    source.name = base.name
    source.attribution = base.attribution or source.attribution
    return source


class BaseMaps(QObject):
    """The list, and the base map on the canvas. `changed` after either did; `failed` with base and reason."""

    changed = Signal()
    failed = Signal(object, object)  # BaseMap, WanggeError or Exception

    def __init__(self, settings: QSettings, jobs: Jobs, canvas: MapCanvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings, self._jobs, self._canvas = settings, jobs, canvas
        self._wanted = 0
        self._keys = KeyFile(Path(settings.fileName()).with_name("keys.json"))
        listed = from_json(str(settings.value(LIST, "[]")))
        self.list = [base if base.key else replace(base, key=self._keys.get(base.name)) for base in listed]
        if any(base.key for base in listed):  # from a settings file that still held them
            self._keep()
        self.current: BaseMap | None = None
        self.source: TileSource | None = None

    def restore(self) -> None:
        """The base map of last time; once per window."""
        last = str(self._settings.value(CURRENT, ""))
        found = next((base for base in self.list if base.name == last), None)
        if found is not None and self.current is None:
            self.use(found)

    def use(self, base: BaseMap | None) -> None:
        """Show another base map, or none. The one before stays until this one is open."""
        self._wanted += 1
        if base is None:
            self._show(None, None)
        else:
            self._open(base, self._wanted)

    def add(self, base: BaseMap) -> None:
        """Into use, and then, under a name of its own, into the list; what cannot be opened enters neither."""
        taken, name, number = {each.name for each in self.list}, base.name, 2
        while name in taken:
            name, number = f"{base.name} {number}", number + 1
        self.use(replace(base, name=name))

    def _open(self, base: BaseMap, serial: int) -> None:
        arrived = self._canvas.tiles.arrived

        def opened(source: TileSource) -> None:
            if serial != self._wanted:
                source.close()
                return
            if base not in self.list:
                self.list.append(base)
                self._keep()
            self._show(base, source)

        self._jobs.run("basemap", lambda: open_base(base, arrived), opened, lambda e: self.failed.emit(base, e))

    def remove(self, base: BaseMap) -> None:
        """Out of the list; its cached tiles stay until newer ones need their room."""
        self.list = [each for each in self.list if each != base]
        self._forget_key(base)
        self._keep()
        if base == self.current:
            self.use(None)
        else:
            self.changed.emit()

    def close(self) -> None:
        """Let go of files and threads; the choice stays in the settings."""
        if self.source is not None:
            source, self.source = self.source, None
            self._canvas.set_tiles(None)
            source.close()

    def _show(self, base: BaseMap | None, source: TileSource | None) -> None:
        before, self.current, self.source = self.source, base, source
        self._canvas.set_tiles(source)
        if source is not None:
            self._canvas.set_layer_visible("raster", True)
        if before is not None:
            before.close()
        self._settings.setValue(CURRENT, base.name if base else "")
        self.changed.emit()

    def _keep(self) -> None:
        try:
            for base in self.list:
                self._keys.put(base.name, base.key)
        except OSError as error:
            log.warning("密钥没有写成，下次启动需要重新填写：%s", error)
        self._settings.setValue(LIST, to_json(self.list))

    def _forget_key(self, base: BaseMap) -> None:
        try:
            self._keys.put(base.name, "")
        except OSError as error:
            log.warning("没能删去 %s 的密钥：%s", base.name, error)
