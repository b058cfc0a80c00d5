"""What an act is judged by: the county, the files of the events at hand, and the county's rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.course import Dues, dues
from gis.deadlines.limits import Rule
from gis.events.county import County
from gis.foundation.changes import Scalar
from gis.foundation.settings import Settings
from gis.workflow.case_file import CaseFile, course_of


@dataclass(frozen=True)
class Docket:
    """files: by event id, of every event an act is asked about; one that is missing has nothing beyond its columns."""

    county: County
    files: Mapping[int, CaseFile]
    rules: tuple[Rule, ...]
    calendar: WorkCalendar
    settings: Settings

    def file(self, row: int) -> CaseFile:
        """The file of an event row."""
        event = int(self.county.events.id[row])
        return self.files.get(event) or CaseFile(event)

    def dues(
        self,
        row: int,
        file: CaseFile | None = None,
        limit_class: int | None = None,
        replied: bool | None = None,
        item: int | None = None,
    ) -> Dues:
        """Both clocks of an event row by its file, or as they would be by another file, class or item (row), answered
        or not. A pause that runs has not moved them yet."""
        events = self.county.events
        course = course_of(file or self.file(row), events, row, 0, self.settings.rework_floor_share)
        if replied is not None:
            course = replace(course, replied=replied)
        return dues(
            self.rules,
            int(events.limit_class[row]) if limit_class is None else limit_class,
            course,
            self.calendar,
            int(self.county.items.id[int(events.item[row]) if item is None else item]),
        )


def due_columns(found: Dues) -> dict[str, Scalar]:
    """Clocks as columns of the event table."""
    return {
        "reply_due": found.reply_due,
        "close_due": found.close_due,
        "warn_at": found.warn_at,
        "provisional": found.provisional,
    }
