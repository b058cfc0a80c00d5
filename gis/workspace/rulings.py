"""Rulings: what the county itself decides about its clocks (limits, calendar, numbers), with every open deadline
that moves.

Each is prepared first, so that it can be looked at, and then committed as one journal row by the workspace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.confirming import Move, own_days
from gis.deadlines.limits import LIMIT_CLASS_WORD, LimitClass, Rule, limit_words
from gis.deadlines.notice import Notice
from gis.deadlines.seed import load_calendar
from gis.deadlines.years import OwnDay, YearDay, date_of, differing, number, overlaid, with_hours, year_view
from gis.foundation.changes import Change, RowEdit, Scalar
from gis.foundation.errors import Refused
from gis.foundation.settings import Settings, load_settings, sessions
from gis.workflow.docket import Docket
from gis.workflow.reckoning import edits_of, open_rows, reckoned, steps_of, summary
from gis.workspace.workspace import Workspace

if TYPE_CHECKING:
    from gis.store.store import Store


@dataclass(frozen=True)
class Ruling:
    """A decision ready to be committed. moves: open events whose clocks change. days: days of the year that become
    worked or free, as they were and as they will be. summary: the moves in words."""

    change: Change
    moves: tuple[Move, ...]
    days: tuple[tuple[YearDay, YearDay], ...]
    summary: str


class Rulings:
    """Everything that prepares a ruling reads the store and runs on a worker."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def year(self, year: int) -> list[YearDay]:
        """Every day of a year as the county counts it (memory only)."""
        return year_view(self.workspace.calendar, year)

    def notices(self) -> dict[int, str]:
        """Year → the notice its days come from, of the years that the county's store holds."""
        from gis.store.own_tables import own_tables

        return own_tables(self._store()).notices

    def own_days(self) -> list[OwnDay]:
        """Days that the county's store sets."""
        from gis.store.own_tables import held_days

        return held_days(self._store())

    def confirm(self, notice: Notice) -> Ruling:
        """Take a year's notice: its days, and every deadline that rested on presumed ones. Refused if the notice has
        doubts (correct the text first) or the year before is not confirmed yet."""
        if notice.doubts:
            raise Refused(f"通知有 {len(notice.doubts)} 处要核对：{'；'.join(notice.doubts)}。", "请改正文本后再导入。")
        confirmed_until = date_of(self.workspace.calendar.horizon).year
        if notice.year > confirmed_until + 1:
            raise Refused(
                f"{confirmed_until + 1} 年还没有确认，不能先确认 {notice.year} 年。", "请先导入上一年的通知。"
            )
        days = own_days(notice)
        calendar = self._with(days, notice.year)
        edits = [*self._year_edit(notice), *self._day_edits(days, notice)]
        label = f"确认 {notice.year} 年工作日历"
        return self._ruling("confirm_year", label, edits, calendar, None, notice.title, notice.year)

    def set_days(self, days: Sequence[OwnDay], reason: str) -> Ruling:
        """Set single days of the year view; a day set back to what the shipped calendar says has its row taken away."""
        if not days or not reason.strip():
            raise Refused(
                "没有选中日期。" if not days else "没有写修改日历的理由。", "请选中日期并写明依据，如县里的通知。"
            )
        edits = self._day_edits(days, None)
        calendar = self._with(days, 0)
        named = "、".join(f"{date_of(d.day):%m-%d}" for d in days[:5]) + ("等" if len(days) > 5 else "")
        label = f"修改工作日历 {date_of(days[0].day).year} 年 {named}"
        return self._ruling("set_days", label, edits, calendar, None, reason.strip(), date_of(days[0].day).year)

    def set_limit(self, rule: Rule, reason: str) -> Ruling:
        """Set the limits of a class, or of one item in it, from a day on; a rule of the same day is replaced. Open
        events filed (or reopened) from that day on are reckoned anew."""
        if not reason.strip():
            raise Refused("没有写修改时限的理由。", "请写明依据，如县里的文件。")
        same = _key_of(rule)
        rules = (*(r for r in self.workspace.rules if _key_of(r) != same), rule)
        told = f"回复 {limit_words(rule.reply)}，办结 {limit_words(rule.close)}"
        label = f"「{self._limit_name(rule)}」自 {rule.effective} 起：{told}"
        return self._ruling("set_limits", label, self._rule_edits(rule), None, rules, reason.strip(), 0)

    def _limit_name(self, rule: Rule) -> str:
        word = LIMIT_CLASS_WORD[rule.limit_class]
        if not rule.item:
            return word
        items = self.workspace.snapshot.items
        named = [items.name[row] for row in range(len(items)) if int(items.id[row]) == rule.item]
        if not named:
            raise Refused(f"没有编号为 {rule.item} 的事项。", "请从事项清单里选。")
        return f"{word} · {named[0]}"

    def set_value(self, name: str, text: str) -> Change:
        """Set one of the county's numbers (a field of gis.foundation.settings.Settings)."""
        from gis.store.rulings import set_value

        return set_value(self._store(), name, text)

    def set_numbers(self, values: Mapping[str, str], reason: str) -> Ruling:
        """Set some of the county's numbers and working hours (fields of Settings, as texts), with what moves by it."""
        from gis.store.rulings import own_values, value_edits, values_label

        if not values or not reason.strip():
            raise Refused("没有变化。" if not values else "没有写修改办理规则的理由。", "请改动数值并写明依据。")
        edits = value_edits(self._store(), values)
        settings = load_settings(own_values(self._store()) | dict(values))
        hours = sessions(settings.office_hours) or load_calendar().hours
        calendar = with_hours(self.workspace.calendar, hours)
        return self._ruling("set", values_label(values), edits, calendar, None, reason.strip(), 0, settings)

    def _ruling(
        self,
        kind: str,
        label: str,
        edits: list[RowEdit],
        calendar: WorkCalendar | None,
        rules: tuple[Rule, ...] | None,
        reason: str,
        year: int,
        settings: Settings | None = None,
    ) -> Ruling:
        from gis.store.case_files import case_files

        workspace, county = self.workspace, self.workspace.snapshot
        files = case_files(self._store(), (int(county.events.id[row]) for row in open_rows(county)))
        docket = Docket(
            county, files, rules or workspace.rules, calendar or workspace.calendar, settings or workspace.settings
        )
        found = reckoned(docket)
        if not edits:
            raise Refused("没有变化。")
        steps = steps_of(county, found, label)
        change = Change(kind, label, (*edits, *edits_of(county, found)), tuple(steps), reason)
        days = differing(workspace.calendar, docket.calendar, year) if year else []
        return Ruling(change, tuple(found), tuple(days), summary(found))

    def _with(self, days: Sequence[OwnDay], confirmed: int) -> WorkCalendar:
        """The calendar as it will be."""
        from gis.store.own_tables import confirmed_years, held_days

        years, held = confirmed_years(self._store()), held_days(self._store())
        if confirmed:
            years = [*years, confirmed]
            held = [d for d in held if date_of(d.day).year != confirmed]
        chosen = {d.day for d in days}
        calendar = overlaid(load_calendar(), years, [*(d for d in held if d.day not in chosen), *days])
        return with_hours(calendar, self.workspace.calendar.hours)

    def _year_edit(self, notice: Notice) -> list[RowEdit]:
        version = self._versions("calendar_year").get(notice.year)
        values: dict[str, Scalar] = {"notice": notice.title, "confirmed": True}
        if version is None:
            return [RowEdit("calendar_year", notice.year, 0, None, values)]
        return [RowEdit("calendar_year", notice.year, version, {"notice": "", "confirmed": False}, values)]

    def _day_edits(self, days: Sequence[OwnDay], notice: Notice | None) -> list[RowEdit]:
        """Rows of own days; those of the notice's year that it does not name are taken away."""
        held = self._versions("calendar_day")
        edits = []
        for one in days:
            key = date_of(one.day).isoformat()
            values: dict[str, Scalar] = {"working": one.working, "name": one.name}
            before: dict[str, Scalar] | None = {"working": not one.working, "name": ""} if key in held else None
            edits.append(RowEdit("calendar_day", key, held.get(key, 0), before, values))
        named = {edit.key for edit in edits}
        stale = [k for k in held if notice and str(k)[:4] == str(notice.year) and k not in named]
        return edits + [RowEdit("calendar_day", k, held[k], {"name": ""}, None) for k in stale]

    def _rule_edits(self, rule: Rule) -> list[RowEdit]:
        """Rows of limits. A county that went by the shipped table gets all of its rows with the first of its own."""
        from gis.store.own_tables import rule_keys

        keys = rule_keys(self._store())
        first = () if keys else self.workspace.rules
        new = [r for r in first if _key_of(r) != _key_of(rule)]
        edits = [RowEdit("limit_rule", i, 0, None, _rule_row(r)) for i, r in enumerate(new, 1)]
        if _key_of(rule) in keys:
            key, version = keys[_key_of(rule)]
            return [RowEdit("limit_rule", key, version, dict.fromkeys(_rule_row(rule), 0), _rule_row(rule))]
        last = max([len(edits), *(key for key, _ in keys.values())])
        return [*edits, RowEdit("limit_rule", last + 1, 0, None, _rule_row(rule))]

    def _versions(self, table: str) -> dict[str | int, int]:
        from gis.store.own_tables import own_versions

        return own_versions(self._store(), table)

    def _store(self) -> Store:
        return self.workspace.store()


def own_day(day: date, working: bool, name: str = "") -> OwnDay:
    """A day of the year view as the county sets it."""
    return OwnDay(number(day), working, name)


def _rule_row(rule: Rule) -> dict[str, Scalar]:
    return {
        "limit_class": int(rule.limit_class),
        "effective": rule.effective.isoformat(),
        "reply_unit": int(rule.reply.unit),
        "reply_amount": rule.reply.amount,
        "close_unit": int(rule.close.unit),
        "close_amount": rule.close.amount,
        "warn_share": rule.warn_share,
        "item": rule.item,
    }


def _key_of(rule: Rule) -> tuple[LimitClass, int, date]:
    return rule.limit_class, rule.item, rule.effective
