"""What would mend a row: offered, never done by itself. Names that sound or look alike, a year left out, coordinates
that lost their point, a village that the position names."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

import numpy as np

from gis.county.divisions import Divisions, Level
from gis.county.pinyin import Speller
from gis.events.states import SOURCE_WORD
from gis.foundation.clock import SHANGHAI, instant, local
from gis.foundation.crs import to_degrees, to_metres
from gis.intake.complaints import Complaint, Mend, Trouble
from gis.intake.datum import Datum, to_cgcs2000
from gis.intake.headings import Columns
from gis.intake.names import VillageNames, plain, stem
from gis.intake.positions import position_of
from gis.snapshot import Snapshot

MOST = 4
ALIKE, VERY_ALIKE = 0.5, 0.66  # of difflib's ratio
_DAY = re.compile(r"(?P<m>\d{1,2})[月/.\-](?P<d>\d{1,2})日?(?:\s*(?P<h>\d{1,2})[:时点](?P<mi>\d{1,2})?分?)?$")
_AWAY = re.compile(r"坐标落在(.+?)，离所填的")


class Locator(Protocol):
    """What gis.boundaries.locate.GridLocator offers."""

    def locate(self, x: np.ndarray, y: np.ndarray) -> np.ndarray: ...


ItemGuess = Callable[[str], list[tuple[int, float]]]


class Finder:
    """The village in which a row's coordinates lie, by the datum of its file."""

    def __init__(self, divisions: Divisions, locator: Locator, datum: Datum | None) -> None:
        self._divisions, self._locator, self._datum = divisions, locator, datum

    def village_at(self, first: str, second: str) -> int:
        """Division row of the village, -1 where the cells are no position in the county."""
        try:
            found = position_of(first, second)
        except ValueError:
            return -1
        if found is None:
            return -1
        lon, lat = np.array([found.lon]), np.array([found.lat])
        if self._datum is not None and not found.projected:
            lon, lat = to_cgcs2000(self._datum, lon, lat)
        grid = int(self._locator.locate(*to_metres(lon, lat))[0])
        return self._divisions.ancestor(grid, Level.VILLAGE) if grid >= 0 else -1


class Mender:
    """Offers for one county. guess_item(description) → (item row, confidence), likeliest first; it may know nothing.
    finder: where a row's coordinates lie."""

    def __init__(
        self,
        snapshot: Snapshot,
        columns: Columns,
        now: int,
        guess_item: ItemGuess | None = None,
        finder: Finder | None = None,
    ) -> None:
        self._finder = finder
        self._snapshot, self._columns, self._now = snapshot, columns, now
        self._guess = guess_item
        self._villages = VillageNames(snapshot.divisions)
        self._speller: Speller | None = None
        self._sounds: dict[tuple[str, ...], list[int]] = {}

    def offered(self, complaint: Complaint, row: Mapping[str, str]) -> Complaint:
        """The complaint with what would mend it. row: field → text."""
        ways: dict[Trouble, Callable[[Complaint, Mapping[str, str]], list[Mend]]] = {
            Trouble.VILLAGE: self._village, Trouble.TIME: self._time, Trouble.POSITION: self._position,
            Trouble.ITEM: self._item, Trouble.SOURCE: self._source, Trouble.PHONE: self._phone,
            Trouble.DUPLICATE: self._duplicate,
        }  # fmt: skip
        way = ways.get(complaint.trouble)
        return complaint if way is None or complaint.mends else replace(complaint, mends=tuple(way(complaint, row)))

    # --- villages

    def _village(self, complaint: Complaint, row: Mapping[str, str]) -> list[Mend]:
        field = "village" if "village" in self._columns.at else "address"
        if field == "address":
            return []
        wanted = stem(complaint.text)
        if not wanted:
            return []
        here = self._here(row)
        same = self._villages.named(wanted)
        if here in same:
            return [self._to_village(here, sure=True, with_town=len(same) > 1)]
        if len(same) > 1 or (same and row.get("township")):
            return [self._to_village(v, with_town=True) for v in same[:MOST]]
        sounding = self._sounding(wanted)
        looking = [v for name in self._near(wanted) for v in self._villages.named(name)]
        found = list(dict.fromkeys([*sounding, *looking]))[:MOST]
        if here in found:
            others = [self._to_village(v, with_town=True) for v in found if v != here]
            return [self._to_village(here, sure=True), *others]
        mends = [self._to_village(v, len(found) == 1, len(found) > 1) for v in found]
        return [*mends, *self._by_position(here)]

    def _here(self, row: Mapping[str, str]) -> int:
        """The village in which the row's coordinates lie; -1 unknown."""
        first, second = self._columns.pair
        return self._finder.village_at(row.get(first, ""), row.get(second, "")) if self._finder is not None else -1

    def _by_position(self, here: int) -> list[Mend]:
        if here < 0:
            return []
        d = self._snapshot.divisions
        name = d.short_name[here]
        return [Mend(f"按坐标，村改为 {name}", (("village", f"{d.code[here]} {name}"),), plain=True)]

    def _near(self, wanted: str) -> list[str]:
        return difflib.get_close_matches(wanted, self._villages.stems, MOST, VERY_ALIKE)

    def _sounding(self, wanted: str) -> list[int]:
        """Villages whose names are read like this one: 小刘庄 for 小留庄."""
        if self._speller is None:
            self._speller = Speller()
            for name in self._villages.stems:
                self._sounds.setdefault(self._sound(name), []).extend(self._villages.named(name))
        return self._sounds.get(self._sound(wanted), [])

    def _sound(self, name: str) -> tuple[str, ...]:
        assert self._speller is not None
        return tuple(readings[0] for readings in self._speller.readings(name))

    def _town(self, village: int) -> str:
        d = self._snapshot.divisions
        return d.short_name[int(d.parent[village])]

    def _to_village(self, village: int, sure: bool = False, with_town: bool = False) -> Mend:
        """By its code, which names one village whatever the other columns say."""
        d = self._snapshot.divisions
        name = d.short_name[village]
        words = f"{self._town(village)} {name}" if with_town else name
        return Mend(words, (("village", f"{d.code[village]} {name}"),), sure)

    # --- times

    def _time(self, complaint: Complaint, row: Mapping[str, str]) -> list[Mend]:
        found = _DAY.match(complaint.text.strip())
        if not found:
            return []
        m, d, h, mi = (int(found[name] or 0) for name in ("m", "d", "h", "mi"))
        this_year = local(self._now).year
        for year in (this_year, this_year - 1):
            try:
                when = datetime(year, m, d, h, mi, tzinfo=SHANGHAI)
            except ValueError:
                continue
            if instant(when) <= self._now:
                text = f"{when:%Y-%m-%d %H:%M}"
                return [Mend(text, (("reported_at", text),), sure=year == this_year)]
        return []

    # --- positions

    def _position(self, complaint: Complaint, row: Mapping[str, str]) -> list[Mend]:
        first, second = self._columns.pair
        mends = []
        if pair := self._pointed(row.get(first, ""), row.get(second, "")):
            lon, lat = f"{pair[0]:.6f}".rstrip("0"), f"{pair[1]:.6f}".rstrip("0")
            mends.append(Mend(f"{lon}, {lat}", ((first, lon), (second, lat)), sure=True))
        if found := _AWAY.search(complaint.reason):
            here = self._here(row)
            mends += self._by_position(here if here >= 0 else (self._villages.named(stem(found[1])) or [-1])[0])
        if row.get("village"):
            mends.append(Mend("按村名，去掉坐标", ((first, ""), (second, "")), plain=True))
        return mends

    def _pointed(self, first: str, second: str) -> tuple[float, float] | None:
        """Degrees in the county that lost or moved their point: 1150.2 → 115.02; None if that does not lead there."""
        try:
            numbers = float(first), float(second)
        except ValueError:
            return None
        west, south, east, north = self._snapshot.divisions.bounds[0].tolist()
        (low_lon, low_lat), (high_lon, high_lat) = to_degrees(west, south), to_degrees(east, north)
        lon = _scaled(numbers[0], float(low_lon), float(high_lon))
        lat = _scaled(numbers[1], float(low_lat), float(high_lat))
        moved = lon is not None and lat is not None and (lon, lat) != numbers
        return (lon, lat) if moved and lon is not None and lat is not None else None

    # --- the rest

    def _item(self, complaint: Complaint, row: Mapping[str, str]) -> list[Mend]:
        names = list(self._snapshot.items.name)
        near = difflib.get_close_matches(plain(complaint.text), names, 2, ALIKE)
        mends = [Mend(name, (("item", name),), sure=place == 0) for place, name in enumerate(near)]
        guesses = self._guess(row.get("description", "")) if self._guess is not None else []
        for item, share in guesses:
            if names[item] not in near:
                told = f"改为 {names[item]}（初筛 {share:.0%}）"
                mends.append(Mend(told, (("item", names[item]),), plain=True))  # a guess: never taken unseen
        return mends[:MOST]

    def _source(self, complaint: Complaint, row: Mapping[str, str]) -> list[Mend]:
        words = list(SOURCE_WORD.values())
        near = difflib.get_close_matches(complaint.text, words, 1, ALIKE)
        ordered = [*near, *(word for word in words if word not in near)]
        return [Mend(word, (("source", word),), sure=word in near) for word in ordered]

    def _phone(self, complaint: Complaint, row: Mapping[str, str]) -> list[Mend]:
        return [Mend("不留电话", (("phone", ""),), plain=True)]

    def _duplicate(self, complaint: Complaint, row: Mapping[str, str]) -> list[Mend]:
        return [Mend("不导入", sure=True, plain=True, drop=True)]


def swap(first: str, second: str, fields: tuple[str, str]) -> Mend:
    """Two coordinates given in the other order."""
    return Mend(f"{second}, {first}", ((fields[0], second), (fields[1], first)), sure=True)


def _scaled(value: float, low: float, high: float) -> float | None:
    """The value, or the value with its point moved, that lies between two limits."""
    for power in (0, -1, 1, -2, 2, -3, 3, -4, -5, -6):
        moved = value * 10.0**power
        if low <= moved <= high:
            return round(moved, 7)
    return None
