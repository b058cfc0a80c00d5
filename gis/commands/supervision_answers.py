"""What `main.py supervise` answers, as JSON documents and as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gis.commands.aligning import aligned
from gis.evaluation.letters import DISPATCH
from gis.evaluation.supervision import Proposal
from gis.evaluation.table import ACT_WORD
from gis.foundation.clock import local
from gis.oversight.records import STATE_WORD, Accountability, LetterRecord, Register
from gis.snapshot import Snapshot
from gis.workspace.inspection import Inspection


def proposals(snapshot: Snapshot, found: Sequence[Proposal], now: int) -> dict[str, Any]:
    return {
        "as_of": local(now).isoformat(),
        "urge": sum(p.act == "urge" for p in found),
        "supervise": sum(p.act == "supervise" for p in found),
        "proposals": [
            {
                "event": snapshot.events.number(p.row),
                "act": p.act,
                "unit": _holder(snapshot, p.unit),
                "due": _iso(p.due_at),
                "late_s": p.late_s,
                "sent_before": p.sent,
                "reasons": [{"rule": r.rule, "act": r.act, "found": r.found} for r in p.reasons],
            }
            for p in found
        ],
    }


def proposals_text(snapshot: Snapshot, found: Sequence[Proposal]) -> str:
    lines = [[ACT_WORD[p.act], snapshot.events.number(p.row), _holder(snapshot, p.unit), p.words] for p in found]
    table = "\n".join(aligned(["函件", "事件", "单位", "理由"], lines, left=4))
    supervise, urge = sum(p.act == "supervise" for p in found), sum(p.act == "urge" for p in found)
    return f"{table}\n共 {len(found):,} 件：督办 {supervise:,}，催办 {urge:,}"


def letter(inspection: Inspection, record: LetterRecord) -> dict[str, Any]:
    """One letter of the register."""
    snapshot, now = inspection.workspace.snapshot, inspection.workspace.clock.now()
    row_of, number = snapshot.events.row_of, snapshot.events.number
    return {
        "number": record.number,
        "act": record.act,
        "unit": inspection.unit_name(record.unit) or DISPATCH,
        "state": STATE_WORD[record.state],
        "issued": _iso(record.issued_at),
        "issued_by": record.issued_by,
        "answer_by": _iso(record.answer_by),
        "late": record.late(now),
        "words": record.words,
        "events": [{"event": number(row_of(m.event)), "reason": m.reason} for m in record.mentions],
        "answered": _iso(record.answered_at),
        "answerer": record.answerer,
        "answer": record.answer,
        "responsible": record.responsible,
        "rectifications": [
            {"demand": r.demand, "due": _iso(r.due_at), "asked": _iso(r.asked_at), "asker": r.asker,
             "done": _iso(r.done_at), "report": r.report}
            for r in record.rectifications
        ],
        "closed": _iso(record.closed_at),
        "closer": record.closer,
        "closing": record.closing,
    }  # fmt: skip


def letters_text(inspection: Inspection, records: Sequence[LetterRecord]) -> str:
    now = inspection.workspace.clock.now()
    lines = [
        [
            r.number,
            inspection.unit_name(r.unit) or DISPATCH,
            STATE_WORD[r.state] + ("（逾期）" if r.late(now) else ""),
            f"{local(r.issued_at):%Y-%m-%d}",
            f"{local(r.due_at - 1):%Y-%m-%d}" if r.due_at else "—",
            f"{len(r.mentions):,}",
        ]
        for r in records
    ]
    return "\n".join(aligned(["文号", "单位", "状态", "发出", "期限", "事件"], lines, left=5))


def accountability(inspection: Inspection, register: Register, line: Accountability) -> dict[str, Any]:
    """One line of the record of accountability."""
    held = register.letter(line.letter)
    return {
        "unit": inspection.unit_name(line.unit),
        "person": line.person,
        "form": line.form,
        "reason": line.reason,
        "letter": held.number if held else None,
        "at": _iso(line.at),
        "by": line.by,
    }


def accountability_text(inspection: Inspection, register: Register, lines: Sequence[Accountability]) -> str:
    told = [accountability(inspection, register, line) for line in lines]
    rows = [
        [str(t["at"])[:10], t["unit"] or "—", t["person"] or "—", t["form"], t["letter"] or "—", t["reason"]]
        for t in told
    ]
    return "\n".join(aligned(["日期", "单位", "人员", "方式", "函件", "事由"], rows, left=6))


def _holder(snapshot: Snapshot, row: int) -> str:
    return snapshot.units.name[row] if row >= 0 else DISPATCH


def _iso(at: int) -> str | None:
    return local(at).isoformat() if at else None
