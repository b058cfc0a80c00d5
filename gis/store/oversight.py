"""The register of supervision as the store has it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Table, select

from gis.oversight.records import (
    Accountability,
    Dismissal,
    LetterRecord,
    LetterState,
    Mention,
    Rectification,
    Register,
)
from gis.store import schema
from gis.store.engine import reading
from gis.store.store import Store

LETTER = (
    *("id", "rank", "number", "unit", "issued_at", "answer_by", "presumed", "issuer", "issued_by", "words", "state"),
    *("answered_at", "answerer", "answer", "responsible", "closed_at", "closer", "closing", "version"),
)


def read_register(store: Store) -> Register:
    """Everything on record, letters newest first."""
    with reading(store.engine) as connection:
        mentions: dict[int, list[Mention]] = {}
        for row in connection.execute(select(schema.letter_event).order_by(schema.letter_event.c.event)):
            mentions.setdefault(row.letter, []).append(Mention(row.event, row.reason))
        orders: dict[int, list[Rectification]] = {}
        for order in _rectifications(connection):
            orders.setdefault(order.letter, []).append(order)
        letters = [
            _letter(row, mentions.get(row.id, []), orders.get(row.id, []))
            for row in connection.execute(select(schema.letter).order_by(schema.letter.c.id.desc()))
        ]
        return Register(tuple(letters), tuple(_accountability(connection)), tuple(_dismissals(connection)))


def letter_facts(store: Store, letter_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """(unit id, rank) of letters by id: what permissions ask."""
    c = schema.letter.c
    query = select(c.id, c.unit, c.rank).where(c.id.in_(sorted(set(letter_ids))))
    with reading(store.engine) as connection:
        return {row.id: (row.unit or 0, row.rank) for row in connection.execute(query)}


def _letter(row, mentions: list[Mention], orders: list[Rectification]) -> LetterRecord:
    values = {name: getattr(row, name) for name in LETTER}
    values |= {"unit": row.unit or 0, "presumed": bool(row.presumed), "state": LetterState(row.state)}
    return LetterRecord(**values, mentions=tuple(mentions), rectifications=tuple(orders))


def _rectifications(connection: Connection) -> list[Rectification]:
    names = tuple(Rectification.__annotations__)
    rows = _rows(connection, schema.rectification, "asked_at")
    return [Rectification(*(getattr(row, name) for name in names)) for row in rows]


def _accountability(connection: Connection) -> list[Accountability]:
    return [
        Accountability(r.id, r.unit or 0, r.person, r.form, r.reason, r.letter or 0, r.at, r.by, r.version)
        for r in _rows(connection, schema.accountability, "at")
    ]


def _dismissals(connection: Connection) -> list[Dismissal]:
    return [
        Dismissal(r.id, r.event, r.rank, frozenset(r.rules.split("\n")), r.words, r.at, r.by, r.version)
        for r in _rows(connection, schema.dismissal, "at")
    ]


def _rows(connection: Connection, table: Table, order: str):
    return connection.execute(select(table).order_by(table.c[order], table.primary_key.columns[0]))
