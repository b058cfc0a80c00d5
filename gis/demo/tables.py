"""The editable tables of the demo (resources/tables): items, units, duties, phrases, read and checked together."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gis.deadlines.limits import LIMIT_CLASS_KEY, LimitClass
from gis.foundation.errors import WanggeError
from resources import ROOT

EVERY_TOWNSHIP = "各乡镇"
LOCAL_TOWNSHIP = "属地乡镇"
PLACES = ("yard", "lane", "town", "field")
ALL_MONTHS = frozenset(range(1, 13))
LIMIT_OF_KEY = {key: limit for limit, key in LIMIT_CLASS_KEY.items()}


class TableError(WanggeError):
    """A table names something that another table does not know, or cannot be read."""


@dataclass(frozen=True)
class ItemRow:
    """One of the 22 items. category: index into Tables.categories."""

    name: str
    category: int
    limit: LimitClass


@dataclass(frozen=True)
class UnitRow:
    """A department (area empty) or the sub-centre of the township with code `area`."""

    name: str
    full_name: str
    area: str
    capacity: int


@dataclass(frozen=True)
class DutyRow:
    """One row of the list of duties; see the heading of duties.csv for `area` and `lead`."""

    number: str
    item: str
    matter: str
    area: str
    lead: str
    assist: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """A description with {slots}. `limit` overrides the limit class of its item."""

    text: str
    months: frozenset[int]
    limit: LimitClass | None


@dataclass(frozen=True)
class Matter:
    """What is reported: how often, when in the year, where, in which words, and how it ends."""

    name: str
    weight: float
    peak: frozenset[int]
    factor: float
    only: frozenset[int]
    place: str
    scene: str
    done: str
    returns: tuple[str, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Tables:
    """All tables of the demo, in the order of their files."""

    categories: tuple[str, ...]
    items: tuple[ItemRow, ...]
    units: tuple[UnitRow, ...]
    duties: tuple[DutyRow, ...]
    matters: tuple[Matter, ...]
    slots: Mapping[str, tuple[str, ...]]
    notes: Mapping[str, tuple[str, ...]]
    done: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]


def load_tables(folder: Path | None = None) -> Tables:
    """The tables of a folder (default: resources/tables). Raises TableError with the file and the reason."""
    folder = folder or ROOT / "tables"
    items = _toml(folder / "items.toml")
    phrases = _toml(folder / "phrases.toml")
    try:
        tables = Tables(
            tuple(items["categories"]),
            tuple(_item(row, items["categories"]) for row in items["items"]),
            tuple(_unit(row) for row in _csv(folder / "units.csv")),
            tuple(_duty(row) for row in _csv(folder / "duties.csv")),
            tuple(_matter(row) for row in phrases["matter"]),
            _lists(phrases["slots"]),
            _lists({k: v for k, v in phrases["notes"].items() if k != "done"}),
            _lists(phrases["notes"]["done"]),
            _lists(phrases["names"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise TableError(f"演示数据的表格读不出来：{error}。", f"请检查 {folder} 下的文件。") from error
    _check(tables)
    return tables


def _check(tables: Tables) -> None:
    """Every name that one table uses is in the table that defines it."""
    items, units = {i.name for i in tables.items}, {u.name for u in tables.units}
    matters = {m.name for m in tables.matters}
    for duty in tables.duties:
        named = {*duty.assist, duty.lead} - {LOCAL_TOWNSHIP}
        for name, known, table in [
            (duty.item, items, "items.toml"),
            (duty.matter, matters, "phrases.toml"),
            *((unit, units, "units.csv") for unit in named),
        ]:
            if name not in known:
                raise TableError(f"duties.csv 第 {duty.number} 项的「{name}」不在 {table} 中。", "请补上或改正后重试。")
    for matter in tables.matters:
        if matter.name not in {d.matter for d in tables.duties}:
            raise TableError(f"phrases.toml 的「{matter.name}」没有对应的权责。", "请在 duties.csv 补一行。")
        if matter.done not in tables.done:
            raise TableError(f"phrases.toml 的「{matter.name}」引用了未知的结果「{matter.done}」。", "请改正后重试。")
        if matter.place not in PLACES:
            raise TableError(
                f"phrases.toml 的「{matter.name}」地点「{matter.place}」无法识别。", "可用 yard、lane、town、field。"
            )


def _item(row: Mapping[str, Any], categories: list[str]) -> ItemRow:
    return ItemRow(row["name"], categories.index(row["category"]), LIMIT_OF_KEY[row["limit"]])


def _unit(row: Mapping[str, str]) -> UnitRow:
    return UnitRow(row["name"], row["full_name"], row["area"], int(row["capacity"]))


def _duty(row: Mapping[str, str]) -> DutyRow:
    assist = tuple(name for name in row["assist"].split("、") if name)
    return DutyRow(row["number"], row["item"], row["matter"], row["area"], row["lead"], assist)


def _matter(row: Mapping[str, Any]) -> Matter:
    return Matter(
        row["name"],
        float(row["weight"]),
        frozenset(row.get("peak", ())),
        float(row.get("factor", 4)),
        frozenset(row.get("only", ALL_MONTHS)),
        row["place"],
        row.get("scene", ""),
        row["done"],
        tuple(row.get("returns", ())),
        tuple(_sentence(s) for s in row["sentences"]),
    )


def _sentence(cell: str | Mapping[str, Any]) -> Sentence:
    if isinstance(cell, str):
        return Sentence(cell, ALL_MONTHS, None)
    limit = LIMIT_OF_KEY[cell["limit"]] if "limit" in cell else None
    return Sentence(cell["text"], frozenset(cell.get("months", ALL_MONTHS)), limit)


def _lists(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in table.items()}


def _toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise TableError(f"{path.name} 读不出来：{error}。", "请改正后重试，或换回随附的文件。") from error


def _csv(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(line for line in file if not line.startswith("#")))
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{path.name} 读不出来：{error}。", "请改正后重试，或换回随附的文件。") from error
