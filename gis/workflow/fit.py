"""How units fit the list of duties for the events at hand, and what a drop onto one of them would do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from gis.county.units import Duties, UnitKind
from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.ledger import skipped_days
from gis.deadlines.many import rests_on_presumed
from gis.deadlines.seed import load_calendar
from gis.events.county import County
from gis.events.states import Status
from gis.workflow.assignable import staying
from gis.workflow.duty import Standing, duty_words, standing


class Fit(IntEnum):
    """How a unit fits the duty list for the events at hand."""

    RECOMMENDED = 0  # 推荐: leads the duty for every one of them
    POSSIBLE = 1  # 可: assists, or is the township they lie in
    MISFIT = 2  # 不符


FIT_WORD = {Fit.RECOMMENDED: "推荐", Fit.POSSIBLE: "可", Fit.MISFIT: "不符"}


@dataclass(frozen=True)
class UnitFit:
    """One unit as a drop target. `reason` says why: 权责清单 第 3.2 项 · 农田水利, 无此权责, 非本辖区."""

    unit: int  # row in Units
    fit: Fit
    reason: str
    load: int  # open events now
    load_after: int
    capacity: int


@dataclass(frozen=True)
class Foresight:
    """What a drop would do, before it is made; instants are UTC seconds, 0 none. When the events differ, due is the
    earliest and `due_varies` is true. `skipped` lists skipped day numbers with the reason (周末, 国庆节 …)."""

    rows: tuple[int, ...]
    unit: int
    fit: UnitFit
    reply_due: int
    close_due: int
    due_varies: bool
    provisional: bool
    skipped: tuple[tuple[int, str], ...]
    basis: str  # 权责清单 主责 农田水利 · 全县
    staying: tuple[tuple[str, int], ...] = ()  # (why, events) of those that stay as they are
    reply_provisional: bool = False  # `provisional` is of the event; the reply clock may end on confirmed days

    @property
    def moving(self) -> int:
        """How many the drop would assign."""
        return len(self.rows) - sum(count for _, count in self.staying)


def unit_fits(county: County, rows: np.ndarray) -> list[UnitFit]:
    """How every unit fits the events `rows` (int32 rows, at least one), in the order of Units."""
    return Prospect(county, rows).fits()


def foresee(
    county: County, rows: np.ndarray, unit: int, calendar: WorkCalendar | None = None, now: int = 0
) -> Foresight:
    """What assigning the events `rows` to the unit row would do; for several units of the same events a Prospect is
    cheaper. calendar and now: see Prospect.foresee."""
    return Prospect(county, rows).foresee(unit, calendar, now)


class Prospect:
    """Events on their way to a unit: what the duty list says, worked out once for all units of one drag."""

    def __init__(self, county: County, rows: np.ndarray) -> None:
        self.county = county
        self.rows = np.asarray(rows, np.int64)
        self._standing = standing(county, self.rows)
        self._load = open_load(county)
        self._already = np.bincount(county.events.unit[self.rows] + 1, minlength=len(county.units) + 1)[1:]

    def fits(self) -> list[UnitFit]:
        """One per unit, in the order of Units."""
        return [self.fit(unit) for unit in range(len(self.county.units))]

    def fit(self, unit: int) -> UnitFit:
        """How a unit row fits, with its load before and after."""
        load = int(self._load[unit])
        after = load + len(self.rows) - int(self._already[unit])
        return UnitFit(
            unit, *_fit(self.county, self._standing, unit), load, after, int(self.county.units.capacity[unit])
        )

    def foresee(self, unit: int, calendar: WorkCalendar | None = None, now: int = 0) -> Foresight:
        """What a drop on a unit row would do. Assigning moves no deadline: what is shown is what already runs, the
        reply clock only of what is not answered yet.

        calendar: for the skipped days and what is 暂定 (default: the shipped one). now: skipped days are told from then
        on (UTC seconds, 0: from filing).
        """
        events, rows = self.county.events, self.rows
        reply = events.reply_due[rows[events.status[rows] < Status.REPLIED]]
        reply, close = _running(reply), _running(events.close_due[rows])
        dues = close if len(close) else reply
        since = now or int(events.reported_at[rows].min())
        fit = self.fit(unit)
        calendar = calendar or load_calendar()
        flagged = bool(events.provisional[rows].any())
        return Foresight(
            tuple(rows.tolist()),
            unit,
            fit,
            int(reply[0]) if len(reply) else 0,
            int(close[0]) if len(close) else 0,
            len(reply) > 1 or len(close) > 1,
            flagged,
            skipped_days(since, int(dues[0]), calendar) if len(dues) else (),
            _basis(self.county, self._standing, unit, fit.fit),
            staying(self.county, rows, unit),
            len(reply) > 0 and rests_on_presumed(flagged, int(reply[0]), calendar),
        )


def open_load(county: County) -> np.ndarray:
    """int64[n units] open events of each unit now."""
    events = county.events
    carried = events.unit[(events.status < Status.CLOSED) & (events.unit >= 0)]
    return np.bincount(carried, minlength=len(county.units))


def _running(due: np.ndarray) -> np.ndarray:
    """The different instants of the clocks there are, earliest first."""
    return np.unique(due[due > 0])


def _fit(county: County, found: Standing, unit: int) -> tuple[Fit, str]:
    leads, helps, home = found.leads[:, unit], found.helps[:, unit], found.home[:, unit]
    if leads.all():
        return Fit.RECOMMENDED, _led_words(county.duties, found.lead_duty[:, unit])
    possible = leads | helps | home
    if possible.all():
        return Fit.POSSIBLE, _possible_words(county, found, unit)
    reason = "非本辖区" if county.units.kind[unit] == UnitKind.TOWNSHIP else "无此权责"
    if not possible.any():
        return Fit.MISFIT, reason
    return Fit.MISFIT, f"其中 {int(found.count[~possible].sum())} 件{reason}"


def _led_words(duties: Duties, led: np.ndarray) -> str:
    of_list = np.unique(led)
    if len(of_list) == 1:
        return duty_words(duties, int(of_list[0]))
    numbers = "、".join(duties.number[int(duty)] for duty in of_list[:3])
    return f"权责清单 第 {numbers} 项{'等' if len(of_list) > 3 else ''}"


def _possible_words(county: County, found: Standing, unit: int) -> str:
    """Why a unit could take them, told by the kind with the most events."""
    most = int(np.argmax(np.where(found.leads[:, unit], 0, found.count)))
    duty = int(found.help_duty[most, unit])
    if duty < 0:
        return f"属地 {county.units.name[unit]}"
    verb = "另一项主责" if int(county.duties.lead[duty]) == int(county.units.id[unit]) else "协办"
    return f"{verb} {county.duties.matter[duty]} · 第 {county.duties.number[duty]} 项"


def _basis(county: County, found: Standing, unit: int, fit: Fit) -> str:
    """权责清单 主责 农田水利 · 全县; 权责清单 协办 …; 属地 张王疃乡; 权责清单未列，须注明理由."""
    if fit is Fit.MISFIT:
        return "权责清单未列，须注明理由"
    led, helped = found.lead_duty[:, unit], found.help_duty[:, unit]
    duties = county.duties
    own = np.unique(led if fit is Fit.RECOMMENDED else helped[helped >= 0])
    if not len(own):
        return f"属地 {county.units.name[unit]}"
    lead = int(duties.lead[int(own[0])]) == int(county.units.id[unit])
    role = "主责" if fit is Fit.RECOMMENDED else ("另一项主责" if lead else "协办")
    matters = list(dict.fromkeys(duties.matter[int(duty)] for duty in own))
    area = county.divisions.short_name[int(duties.division[int(own[0])])] if duties.division[int(own[0])] else "全县"
    return f"权责清单 {role} {'、'.join(matters[:2])}{' 等' if len(matters) > 2 else ''} · {area}"
