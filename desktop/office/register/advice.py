"""What the form is told while one types: the first screening's view and open events that may be the same, as hints."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.office.register.hints import Hint
from gis.deadlines.limits import LIMIT_CLASS_WORD, LimitClass
from gis.deadlines.words import moment
from gis.events.duplicates import Twin
from gis.events.states import STATUS_WORD, Status
from gis.snapshot import Snapshot
from gis.workflow.report import Report, class_of, lead_of
from gis.workflow.screening.measure import Measured
from gis.workflow.screening.suggest import LIKELY, Suggestion

MOST_TWINS = 2
TELLING = 0.6  # from this share on it speaks up against what is chosen
WEAK = 0.2  # below this share the screening keeps its view to itself


def screening_hints(
    snapshot: Snapshot,
    one: Report,
    found: Suggestion | None,
    measured: Measured | None,
    take: Callable[[], None],
    run_by: Callable[[LimitClass], None],
) -> list[Hint]:
    """The screening's lines: urgency if the class says otherwise, then the item if another (or none) is chosen, with
    how often it is right on words it has not learned; once that is settled, class and unit where it differs."""
    if found is None or not found.items:
        return []
    hints = []
    urgent_now = one.item >= 0 and class_of(snapshot, one) is LimitClass.EMERGENCY
    if found.urgent >= LIKELY and not urgent_now:
        word = LIMIT_CLASS_WORD[LimitClass.EMERGENCY]
        strong = f"像是{word}（{found.urgent:.0%}）"
        hurry = (("采用", lambda: run_by(LimitClass.EMERGENCY)),)
        hints.append(Hint(strong, "按突发办结时限？", hurry, True, name="register-urgent"))
    first = found.items[0]
    if first.share >= WEAK and first.value != one.item:
        strong = f"初筛 {first.name}"
        words = f"{first.certainty} {sure(first.share)} · {first.reasons[0]}"
        tip = suggestion_words(found, measured)
        hints.append(Hint(strong, words, (("采用 Alt S", take),), tip=tip, icon="filter", name="register-take"))
        if worth := measured_words(measured):
            hints.append(Hint("", worth, icon="info"))
    elif one.item >= 0:
        hints += _second_thoughts(snapshot, one, found, run_by)
    return hints


def _second_thoughts(
    snapshot: Snapshot, one: Report, found: Suggestion, run_by: Callable[[LimitClass], None]
) -> list[Hint]:
    """Where the item is agreed on: another class than it runs by, another unit than the list of duties names."""
    hints = []
    limit = found.limit_class
    kind = LimitClass(limit.value)
    if limit.share >= TELLING and kind not in (class_of(snapshot, one), LimitClass.EMERGENCY):
        words = f"{sure(limit.share)} · {limit.reasons[0]}"
        actions = (("采用", lambda: run_by(kind)),)
        hints.append(Hint(f"时限类别或为{limit.name}", words, actions, icon="clock", name="register-class"))
    lead = lead_of(snapshot, one)
    if found.units and lead >= 0 and found.units[0].value != lead and found.units[0].share >= TELLING:
        unit = found.units[0]
        hints.append(Hint(f"主办或为 {unit.name}", f"{sure(unit.share)} · {unit.reasons[0]}", icon="send"))
    return hints


def sure(share: float) -> str:
    """A confidence in per cent; nobody is ever wholly sure."""
    return f"{min(share, 0.99):.0%}"


def measured_words(measured: Measured | None) -> str:
    """在本县没学过的说法上，首选 61% 正确，前三含正确 87%; empty while that is not known."""
    if measured is None:
        return ""
    return f"在本县没学过的说法上，首选 {measured.items.first:.0%} 正确，前三含正确 {measured.items.three:.0%}"


def suggestion_words(found: Suggestion, measured: Measured | None) -> str:
    """All the screening thinks, with its reasons, a line each."""
    lines = [f"{g.name} {sure(g.share)} {g.certainty}：{'；'.join(g.reasons)}" for g in found.items]
    limit = found.limit_class
    lines.append(f"时限类别 {limit.name} {sure(limit.share)}：{'；'.join(limit.reasons)}")
    lines += [f"主办 {g.name} {sure(g.share)}：{'；'.join(g.reasons)}" for g in found.units]
    if worth := measured_words(measured):
        assert measured is not None
        lines.append(f"{worth}；自评把握平均 {measured.items.confidence:.0%}")
    lines.append("由本县已办结事件学得，改类和退单都会学到；只供参考")
    return "\n".join(lines)


def twin_hints(
    snapshot: Snapshot,
    found: Sequence[Twin],
    now: int,
    merge: Callable[[int], None],
    look: Callable[[int], None],
    dismiss: Callable[[], None],
) -> list[Hint]:
    """Open events that may tell of the same matter, likeliest first."""
    events = snapshot.events
    hints = []
    for place, twin in enumerate(found[:MOST_TWINS]):
        row = twin.row
        key = " Alt M" if place == 0 else ""
        actions = (
            (f"并入{key}", lambda r=row: merge(r)),
            ("看", lambda r=row: look(r)),
            *((("另立新件", dismiss),) if place == 0 else ()),
        )
        strong = f"疑似重复 {int(events.serial[row]):04d}"
        tip = twin_words(snapshot, row, now)
        hints.append(Hint(strong, twin.reason, actions, icon="merge", tip=tip, name=f"register-twin{place}"))
    return hints


def twin_words(snapshot: Snapshot, row: int, now: int) -> str:
    """An event in some lines: number, where it stands, with whom, its words."""
    events = snapshot.events
    unit = int(events.unit[row])
    whose = snapshot.units.name[unit] if unit >= 0 else "未指派"
    status = STATUS_WORD[Status(int(events.status[row]))]
    head = f"{events.number(row)} · {moment(int(events.reported_at[row]), now)} · {status} · {whose}"
    return f"{head}\n{snapshot.items.name[int(events.item[row])]}：{events.description[row]}"
