"""Letters of supervision: what a change to them is, and whose letter it must be."""

from __future__ import annotations

from collections.abc import Mapping

from gis.foundation.changes import Change, RowEdit
from gis.people.roles import Person, Role

TABLES = frozenset({"letter", "letter_event", "rectification", "accountability", "dismissal"})
ISSUED = {1: "urge", 2: "supervise"}  # by rank
WORDS = {
    "urge": "催办",
    "supervise": "督办",
    "answer_letter": "反馈函件",
    "rectify": "责令整改",
    "close_letter": "销号",
    "account_for": "问责",
    "dismiss": "搁置建议",
}
ANSWER = frozenset({"state", "answered_at", "answerer", "answer", "responsible"})
SEVERITY = ("supervise", "urge", "rectify", "account_for", "close_letter", "dismiss", "answer_letter")

Facts = Mapping[int, tuple[int, int]]  # letter id → (unit id, rank)


def letter_kind(change: Change) -> str:
    """The act that a change to letters is, by what it writes; of several the one that asks for most. Empty if it
    writes anything else too."""
    if not change.edits or not {edit.table for edit in change.edits} <= TABLES:
        return ""
    kinds = {_kind(edit) for edit in change.edits} - {""}
    return next((kind for kind in SEVERITY if kind in kinds), "")


def letters_named(change: Change) -> set[int]:
    """Ids of the letters that a change is about and that are there already."""
    own = {int(e.key) for e in change.edits if e.table == "letter" and e.before is not None}
    return own | {int(str(e.key).split(".")[0]) for e in change.edits if e.table == "rectification"}


def why_not_letter(person: Person, kind: str, change: Change, facts: Facts) -> str:
    """Why a letter is not the person's to act on; empty if it is. Roles are judged elsewhere."""
    if person.role in (Role.TOWNSHIP, Role.DEPARTMENT):
        foreign = any(unit != person.unit for unit, _ in facts.values())
        return "不是发给本单位的函件" if foreign else ""
    if person.role is not Role.DISPATCHER:
        return ""
    if kind == "answer_letter" and any(unit for unit, _ in facts.values()):
        return "不是发给调度中心的函件"
    ranks = {rank for _, rank in facts.values()} | {int((e.after or {}).get("rank") or 0) for e in change.edits}
    return "督办由督查室处理" if kind != "answer_letter" and 2 in ranks else ""


def _kind(edit: RowEdit) -> str:
    if edit.table == "accountability":
        return "account_for"
    if edit.table == "dismissal":
        return "dismiss"
    if edit.table == "rectification":
        return "rectify" if edit.before is None or edit.after is None else "answer_letter"
    if edit.table == "letter_event":
        return ""
    if edit.before is None or edit.after is None:
        return ISSUED.get(int((edit.after or edit.before or {}).get("rank") or 2), "supervise")
    if "closed_at" in edit.after:
        return "close_letter"
    return "answer_letter" if set(edit.after) <= ANSWER else "supervise"
