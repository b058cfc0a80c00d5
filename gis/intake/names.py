"""Names in arriving rows found in the county's own lists: villages, items, sources. What is not clear is refused."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict

from gis.county.divisions import Divisions, Level
from gis.county.units import Items
from gis.events.states import SOURCE_WORD, Source

_SOURCE_WORDS = {
    Source.GRID_WORKER: "网格员 网格员上报 网格上报 网格",
    Source.RESIDENT: "群众 群众上报 群众反映 村民 居民 微信 小程序 随手拍",
    Source.PHONE: "电话 来电 热线电话 值班电话",
    Source.HOTLINE: "12345 12345转办 12345热线 市民热线 便民热线 热线转办",
    Source.PATROL: "巡查 巡查发现 巡逻 督查",
    Source.ON_BEHALF: "帮代办 代办",
}
_VILLAGE_TAIL = re.compile(r"(村民委员会|居民委员会|村委会|居委会|社区|村)$")


def plain(text: str) -> str:
    """Full width narrowed, spaces gone."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


class VillageNames:
    """The county's villages by code, name and township."""

    def __init__(self, divisions: Divisions) -> None:
        self._divisions = divisions
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._by_code: dict[str, int] = {}
        self._full_towns: dict[str, int] = {}
        self._townships: dict[str, int] = {}  # also without 镇 and 乡
        for row in divisions.rows_of(Level.TOWNSHIP).tolist():
            name = divisions.short_name[row]
            self._full_towns[name] = self._townships[name] = row
            self._townships[re.sub(r"[镇乡]$", "", name)] = row
        for row in divisions.rows_of(Level.VILLAGE).tolist():
            self._by_code[divisions.code[row]] = row
            for name in (divisions.name[row], divisions.short_name[row]):
                self._by_name[stem(name)].add(row)
        self._long_first = sorted((n for n in self._by_name if len(n) > 1), key=len, reverse=True)

    def find(self, village: str, township: str = "") -> int:
        """The division row of a village given by name or 12-digit code. ValueError with a Chinese reason if there is
        none, or several without a township that tells them apart."""
        wanted = plain(village)
        if wanted[:12] in self._by_code:
            return self._by_code[wanted[:12]]
        town = self._town_of(plain(township)) if township else -1
        rows = self._by_name.get(stem(wanted), set())
        if not rows:  # 张王疃乡小留庄村: the township written before it
            town_name = next((t for t in self._townships if wanted.startswith(t) and len(t) < len(wanted)), "")
            rest = wanted.removeprefix(town_name).removeprefix("镇").removeprefix("乡")
            rows = self._by_name.get(stem(rest), set()) if town_name else set()
            town = self._townships[town_name] if town_name else town
        if town >= 0 and rows:
            inside = {r for r in rows if int(self._divisions.parent[r]) == town}
            if not inside:
                raise ValueError(f"{township or '所填乡镇'}没有“{village}”这个村")
            rows = inside
        if not rows:
            raise ValueError(f"本县没有“{village}”这个村{self._hint(stem(wanted))}")
        if len(rows) > 1:
            towns = "、".join(self._divisions.short_name[int(self._divisions.parent[r])] for r in sorted(rows))
            raise ValueError(f"“{village}”在{towns}都有，请补填乡镇")
        return next(iter(rows))

    @property
    def stems(self) -> list[str]:
        """The names by which villages are known, without 村 and the like."""
        return list(self._by_name)

    def named(self, name: str) -> list[int]:
        """Division rows of the villages of a name without its tail."""
        return sorted(self._by_name.get(name, ()))

    def in_address(self, address: str, township: str = "") -> int:
        """The village that an address names without doubt (longest name first), else -1."""
        text = plain(address)
        town = self._town_of(plain(township)) if township else self._town_of(text)
        for name in self._long_first:
            if name not in text:
                continue
            rows = self._by_name[name]
            if town >= 0:
                rows = {r for r in rows if int(self._divisions.parent[r]) == town}
            if len(rows) == 1:
                return next(iter(rows))
        return -1

    def _town_of(self, text: str) -> int:
        """The township of a text; its full name first, for 巨鹿县 is not 巨鹿镇."""
        found = (row for name, row in self._full_towns.items() if name in text)
        return next(found, self._townships.get(text, -1))

    def _hint(self, stem: str) -> str:
        near = difflib.get_close_matches(stem, list(self._by_name), 1, 0.6)
        return f"，是不是“{near[0]}”？" if near else ""


class ItemNames:
    """The items of the patrol list by name."""

    def __init__(self, items: Items) -> None:
        self._rows = {plain(name): row for row, name in enumerate(items.name)}

    def find(self, text: str) -> int:
        """Row in Items. ValueError with a Chinese reason that names the nearest item if there is none of that name."""
        wanted = plain(text)
        if not wanted:
            raise ValueError("没有填事项")
        if wanted in self._rows:
            return self._rows[wanted]
        parts = [row for name, row in self._rows.items() if re.split(r"[-/>—]", wanted)[-1] == name]
        if parts:  # 生态环境-水环境: the category written before it
            return parts[0]
        near = difflib.get_close_matches(wanted, list(self._rows), 1, 0.4)
        raise ValueError(f"事项清单里没有“{text}”" + (f"，是不是“{near[0]}”？" if near else ""))


def source_of(text: str) -> Source:
    """The source of a word, 网格员上报 or as other systems call it. ValueError with a Chinese reason if unknown."""
    wanted = plain(text)
    for source, words in _SOURCE_WORDS.items():
        if wanted == plain(SOURCE_WORD[source]) or wanted in words.split():
            return source
    raise ValueError(f"不认识来源“{text}”，应为：{'、'.join(SOURCE_WORD.values())}")


def stem(name: str) -> str:
    """小留庄村委会 and 小留庄村 as 小留庄; names of one character keep their tail."""
    name = plain(name)
    stem = _VILLAGE_TAIL.sub("", name)
    return stem if len(stem) > 1 else name
