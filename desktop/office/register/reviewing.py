"""What the form says of itself as it stands: what is to be mended, what to look twice at, clocks and destination."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.office.register.clock_line import ClockWords, clock_words
from desktop.office.register.hints import Hint
from gis.events.states import Source
from gis.workflow.report import FIELD_WORD, Report, faults
from gis.workflow.report_flags import Flag, border_flag, grid_word, own_grid_flag, photo_flags

if TYPE_CHECKING:
    from desktop.office.register.form import RegisterForm

WORDS = {**FIELD_WORD, "grid": "网格"}
SHOWN_AT_ONCE = ("grid",)  # questions that a pin raises are asked at once, not only after the field was left


class Reviewing:
    """Looks at one form whenever something changed."""

    def __init__(self, form: RegisterForm) -> None:
        self.form = form
        self.faults: dict[str, str] = {}

    def report(self) -> Report:
        """The report as filled in, with the screening's view and the notes of the place."""
        form, one = self.form, self.form.body.report()
        if not form.is_new:
            came = report_of(form.bridge, form.row)
            one = replace(one, title=came.title, text=came.text, reporter=came.reporter, phone=came.phone)
        divisions = form.bridge.snapshot.divisions
        notes = (*form.body.placing.notes(divisions), *(flag.words for flag in self.flags(one)))
        return replace(one, suggested_item=form.advising.suggested_item(), notes=notes)

    def look(self) -> None:
        """Bring faults, hints, clocks and map words up to date; memory only."""
        form, bridge = self.form, self.form.bridge
        if bridge.no_county():
            return
        one, county = form.body.report(), bridge.county
        self.faults = self._faults(one)
        shown = {n: w for n, w in self.faults.items() if form.tried or n in form.touched or n in SHOWN_AT_ONCE}
        for name, field in form.body.fields.items():
            if name != "grid":  # the strip below says it, with the answers to choose from
                field.set_problem(shown.get(name, ""))
        form.foot.set_faults([WORDS[name] for name in self.faults] if form.tried or self._begun() else [])
        form.body.flags.set_hints(self._hints(one))
        words = ClockWords()
        if one.item >= 0 and one.reported_at:
            words = clock_words(county.snapshot, county.rules, county.calendar, one, bridge.clock.now())
        form.body.clock.set_words(words)
        form.submitting.show_readiness()

    def _begun(self) -> bool:
        return bool(self.form.body.reported_at) or not self.form.is_new

    def _faults(self, one: Report) -> dict[str, str]:
        form, snapshot = self.form, self.form.bridge.snapshot
        found = faults(snapshot, one, form.bridge.clock.now())
        if not form.is_new:  # person, words and time came as they are
            found = {n: w for n, w in found.items() if n in ("item", "division", "place")}
        elif not one.reported_at:
            found.pop("reported_at", None)
        place = form.body.placing.faults(snapshot.divisions)
        if place:
            found.pop("division", None)
            found.pop("place", None)
        order = [*("reporter", "phone", "item", "title", "division", "grid", "place", "reported_at")]
        return {name: (found | place)[name] for name in order if name in found | place}

    def flags(self, one: Report) -> list[Flag]:
        """What to look twice at, the question which grid aside."""
        form, snapshot = self.form, self.form.bridge.snapshot
        found: list[Flag] = []
        if one.source is Source.GRID_WORKER and one.division >= 0:
            worker = worker_of(snapshot, one)
            if flag := own_grid_flag(snapshot.divisions, snapshot.staff, worker, one.division):
                found.append(flag)
        if form.body.placing.pin is not None and form.is_new:
            at = one.reported_at or form.bridge.clock.now()
            found += photo_flags(*form.body.placing.pin, at, form.picturing.photos, form.bridge.county.settings)
        return found

    def _hints(self, one: Report) -> list[Hint]:
        body, divisions = self.form.body, self.form.bridge.snapshot.divisions
        hints = []
        if question := body.placing.question(divisions):
            actions = tuple(
                (grid_word(divisions, row, question.grids[0]), lambda r=row: body.choose_grid(r))
                for row in question.grids[:3]
            )
            head, _, _ = question.words.partition("，")
            hints.append(Hint("归哪个网格？", head, actions, True, tip=question.words, name="register-which"))
        elif not self.form.is_new and (near := border_flag(divisions, body.placing.nearby)):
            others = [row for row in near.grids[:3] if row != body.placing.grid]
            actions = tuple(
                (f"改归 {grid_word(divisions, row, near.grids[0])}", lambda r=row: body.choose_grid(r))
                for row in others
            )
            hints.append(Hint("靠近界线", near.words.partition("，")[0], actions, tip=near.words, icon="info"))
        elif wrong := body.placing.faults(divisions).get("grid"):
            hints.append(Hint("位置与网格不符", wrong, (), True))
        for flag in self.flags(one):
            hints.append(Hint("请留意", flag.words, (), True, tip="只作提示，登记时会记入办理过程"))
        return hints

    def focus_first(self) -> None:
        """Take the keyboard to the first thing that is to be mended, and show what is wrong with all of them."""
        form = self.form
        form.tried = True
        self.look()
        widgets: dict[str, QWidget] = {name: field.control for name, field in form.body.fields.items()}
        widgets |= {"place": form.body.map, "reported_at": form.body.clock}
        first = next(iter(self.faults), "")
        if first:
            widgets[first].setFocus(Qt.FocusReason.ShortcutFocusReason)
            form.area.ensureWidgetVisible(widgets[first])


def report_of(bridge, row: int) -> Report:
    """A report that came in, as the form shows it."""
    from gis.foundation.crs import to_degrees

    events = bridge.snapshot.events
    lon, lat = to_degrees(float(events.x[row]), float(events.y[row]))
    text = events.description[row]
    own_class, item = int(events.limit_class[row]), int(events.item[row])
    return Report(
        Source(int(events.source[row])), events.reporter[row], events.phone[row], item, "",
        None if own_class == int(bridge.snapshot.items.limit_class[item]) else own_class,
        heading_of(text), text, int(events.division[row]), float(lon), float(lat), int(events.reported_at[row]),
    )  # fmt: skip


def heading_of(text: str) -> str:
    """The first clause of a text, as its heading."""
    for place, character in enumerate(text):
        if character in "。；！？\n" or (character in "，," and place >= 4):
            return text[: min(place, 40)]
    return text[:40]


def worker_of(snapshot, one: Report) -> int:
    """The staff row of the grid worker who reports: by name, and by telephone where several bear it; -1 if unknown."""
    staff = snapshot.staff
    named = [
        row for row in range(len(staff)) if staff.name[row] == one.reporter and staff.role[row] == "网格员"
    ] if one.reporter else []  # fmt: skip
    if len(named) > 1:
        named = [row for row in named if staff.phone[row] == one.phone] or named
    return named[0] if len(named) == 1 else -1
