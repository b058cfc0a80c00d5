"""One file on its way in: what was found out about it, the rows that came in, and the bad ones, kept until they are
mended or let go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from gis.boundaries.locate import GridLocator
from gis.events.states import Source
from gis.intake.complaints import Complaint, Mend, Trouble
from gis.intake.datum import DATUM_WORD, Datum
from gis.intake.headings import FIELD_WORD, Columns, match_headings
from gis.intake.mending import Finder, ItemGuess, Mender
from gis.intake.placing import Placed
from gis.intake.reading import Reading, read_rows
from gis.intake.sheets import Cell, Sheet, text_of
from gis.snapshot import Snapshot


@dataclass(frozen=True)
class BadRow:
    """number: as the user finds it in the file. cells: field → text as it came. mended: field → text that a person gave
    since. complaints: what is wrong now."""

    number: int
    cells: Mapping[str, str]
    complaints: tuple[Complaint, ...]
    mended: Mapping[str, str] = field(default_factory=dict)

    @property
    def now(self) -> dict[str, str]:
        """The cells as they would be tried."""
        return {**self.cells, **self.mended}

    @property
    def ready(self) -> bool:
        """Whether a hand has changed something since it was last tried."""
        return bool(self.mended)

    @property
    def first(self) -> Complaint:
        return self.complaints[0]


@dataclass(frozen=True)
class Batch:
    """key: names it on disk. at: UTC seconds. datum: settled for all its rows, None if none needed one. rows: of the
    file. filed: rows in the county by now, by the journal rows `seqs`. bad: kept for repair. dropped: row numbers that
    a person let go. source: for rows that name none."""

    key: str
    file: str
    at: int
    kind: str
    encoding: str
    encoding_evidence: str
    headings: tuple[str, ...]
    datum: Datum | None
    datum_evidence: str
    repairs: Mapping[str, int]
    rows: int
    source: Source | None = None
    filed: int = 0
    seqs: tuple[int, ...] = ()
    bad: tuple[BadRow, ...] = ()
    dropped: tuple[int, ...] = ()

    @property
    def columns(self) -> Columns:
        return match_headings(self.headings)

    @property
    def ready(self) -> list[BadRow]:
        """Rows that were changed and can be tried again."""
        return [row for row in self.bad if row.ready]

    def groups(self) -> dict[Trouble, list[BadRow]]:
        """Bad rows by the first thing that is wrong with them, in the order of Trouble."""
        found: dict[Trouble, list[BadRow]] = {}
        for row in self.bad:
            found.setdefault(row.first.trouble, []).append(row)
        return {trouble: found[trouble] for trouble in Trouble if trouble in found}

    def findings(self) -> list[tuple[str, str, str]]:
        """(编码, GBK, why), (坐标系, GCJ-02, why), (表头 …), (订正 …): what was decided and by what evidence."""
        columns = self.columns
        found = [("编码", self.encoding, self.encoding_evidence)]
        datum = DATUM_WORD[self.datum] if self.datum is not None else "无须判断"
        found.append(("坐标系", datum, self.datum_evidence))
        known = "，".join(f"{heading}→{FIELD_WORD[f]}" for f, heading in columns.heading.items())
        found.append(("表头", f"认出 {len(columns.at)} 列", known))
        if columns.ignored:
            found.append(("未用的列", "、".join(columns.ignored), "这些列不导入"))
        found += [("订正", f"{count} 行", note) for note, count in self.repairs.items()]
        return found


def batch_of(
    reading: Reading,
    key: str,
    at: int,
    source: Source | None,
    snapshot: Snapshot,
    locator: GridLocator,
    guess: ItemGuess | None = None,
) -> Batch:
    """A file that was read, nothing of it filed yet, its bad rows with what would mend them."""
    sheet = reading.sheet
    cells = dict(zip(sheet.numbers, sheet.rows, strict=True))
    mender = Mender(snapshot, reading.columns, at, guess, Finder(snapshot.divisions, locator, reading.datum))
    bad = []
    for fault in reading.faults:
        texts = {name: text_of(cells[fault.row][i]) for name, i in reading.columns.at.items()}
        bad.append(_bad_row(fault.row, texts, reading.complaints[fault.row], mender))
    return Batch(
        key, sheet.file, at, sheet.kind, sheet.encoding, sheet.evidence, tuple(sheet.headings), reading.datum,
        reading.datum_evidence, dict(reading.repairs), len(sheet.rows), source, bad=tuple(bad),
    )  # fmt: skip


def _bad_row(number: int, texts: Mapping[str, str], complaints: Iterable[Complaint], mender: Mender) -> BadRow:
    ordered = sorted(complaints, key=lambda c: list(Trouble).index(c.trouble))
    return BadRow(number, texts, tuple(mender.offered(complaint, texts) for complaint in ordered))


def with_mend(batch: Batch, number: int, mend: Mend) -> Batch:
    """The batch with one row mended as offered (not tried yet), or let go."""
    if mend.drop:
        return dropped(batch, [number])
    return edited(batch, number, dict(mend.values))


def with_sure_mends(batch: Batch, trouble: Trouble) -> Batch:
    """Every sure offer of one kind of trouble taken."""
    taken = {
        row.number: mend
        for row in batch.groups().get(trouble, [])
        if not row.ready and (mend := sure_mend(row)) is not None
    }
    gone = [number for number, mend in taken.items() if mend.drop]
    kept = [row if row.number not in taken else _changed(row, dict(taken[row.number].values)) for row in batch.bad]
    return dropped(replace(batch, bad=tuple(kept)), gone) if gone else replace(batch, bad=tuple(kept))


def sure_mend(row: BadRow) -> Mend | None:
    """The offer that may be taken without looking closer, if there is one."""
    return next((mend for mend in row.first.mends if mend.sure), None)


def edited(batch: Batch, number: int, values: Mapping[str, str]) -> Batch:
    """The batch with cells of one row set by hand; what is as it came again is no change."""
    return replace(batch, bad=tuple(_changed(row, values) if row.number == number else row for row in batch.bad))


def _changed(row: BadRow, values: Mapping[str, str]) -> BadRow:
    mended = {**row.mended, **values}
    return replace(row, mended={f: text for f, text in mended.items() if text != row.cells.get(f, "")})


def dropped(batch: Batch, numbers: Iterable[int]) -> Batch:
    """The batch without these bad rows: a person decided that they do not come in."""
    gone = set(numbers)
    return replace(
        batch,
        bad=tuple(row for row in batch.bad if row.number not in gone),
        dropped=(*batch.dropped, *sorted(gone)),
    )


def tried_again(
    batch: Batch, snapshot: Snapshot, locator: GridLocator, now: int, guess: ItemGuess | None = None
) -> tuple[list[Placed], Batch]:
    """The changed rows read anew: those that are good now, and the batch in which the others keep what was changed,
    with what is wrong with them now. The good ones leave the batch when they are filed (`filed`)."""
    ready = batch.ready
    if not ready:
        return [], batch
    fields, columns = list(batch.columns.at), batch.columns
    rows: list[list[Cell]] = [[row.now.get(f, "") for f in fields] for row in ready]
    headings, numbers = [columns.heading[f] for f in fields], [row.number for row in ready]
    sheet = Sheet(batch.file, batch.kind, batch.encoding, "", headings, rows, numbers)
    reading = read_rows(sheet, snapshot, locator, now, batch.datum or Datum.WGS84, batch.source)
    mender = Mender(snapshot, reading.columns, now, guess, Finder(snapshot.divisions, locator, batch.datum))
    still = {
        row.number: _bad_row(row.number, row.now, reading.complaints[row.number], mender)
        for row in ready
        if row.number in reading.complaints
    }
    return reading.placed, replace(batch, bad=tuple(still.get(row.number, row) for row in batch.bad))


def filed(batch: Batch, placed: Iterable[Placed], seq: int) -> Batch:
    """The batch after rows of it were written to the county by one journal row."""
    numbers = {one.draft.row for one in placed}
    return replace(
        batch,
        filed=batch.filed + len(numbers),
        seqs=(*batch.seqs, seq),
        bad=tuple(row for row in batch.bad if row.number not in numbers),
    )
