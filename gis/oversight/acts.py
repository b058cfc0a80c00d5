"""Acts on the register as pure functions: the letter as it stands → the change, or a reason why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gis.evaluation.letters import Letter
from gis.evaluation.supervision import RANK, Proposal
from gis.evaluation.table import ACT_WORD
from gis.events.states import Act
from gis.foundation.changes import Change, NewStep, RowEdit, Scalar
from gis.foundation.errors import Refused
from gis.oversight.records import STATE_WORD, LetterRecord, LetterState, Register

STEP = {"urge": Act.URGE, "supervise": Act.SUPERVISE}
WORD = {
    "urge": "催办",
    "supervise": "督办",
    "answer_letter": "反馈函件",
    "rectify": "责令整改",
    "close_letter": "销号",
    "account_for": "问责",
    "dismiss": "搁置建议",
}


@dataclass(frozen=True)
class Who:
    """Who acts, and when (UTC seconds)."""

    name: str
    at: int


def why_not(kind: str, letter: LetterRecord) -> str:
    """Why an act cannot be done to a letter as it stands; empty if it can."""
    word = STATE_WORD[letter.state]
    if kind == "answer_letter":
        turn = (LetterState.ISSUED, LetterState.RECTIFYING)
        return "" if letter.state in turn else f"{word}，不用反馈"
    if kind == "rectify":
        return "" if letter.state in (LetterState.ISSUED, LetterState.ANSWERED) else f"{word}，不能再责令整改"
    if kind == "close_letter":
        if letter.state is LetterState.RECTIFYING:
            return "整改中，等单位报告整改结果后再销号"
        return "" if letter.open else "已经销号"
    return ""


def issue(
    register: Register,
    letters: Sequence[Letter],
    event_ids: Sequence[Sequence[int]],
    unit_ids: Sequence[int],
    answer_by: Sequence[int],
    words: str,
    who: Who,
) -> Change:
    """Letters go out, each to one unit, as one change; each event gets a line in its history. event_ids: ids of each
    letter's matters, in order. unit_ids: 0 the dispatchers. answer_by: UTC seconds. Refused without any."""
    if not letters:
        raise Refused("没有选中要发函的建议。")
    first = max((letter.id for letter in register.letters), default=0) + 1
    edits: list[RowEdit] = []
    steps: list[NewStep] = []
    for place, letter in enumerate(letters):
        key, unit = first + place, unit_ids[place]
        edits.append(RowEdit("letter", key, 0, None, _row(letter, unit, answer_by[place], words, who)))
        for event, matter in zip(event_ids[place], letter.matters, strict=True):
            values: dict[str, Scalar] = {"letter": key, "event": event, "reason": matter.reason}
            edits.append(RowEdit("letter_event", f"{key}/{event}", 0, None, values))
            steps.append(NewStep(event, int(STEP[letter.act]), unit, f"{letter.number}：{matter.reason}"))
    kind = "supervise" if any(letter.act == "supervise" for letter in letters) else "urge"
    only = f"{letters[0].number}（{letters[0].addressee}）"
    label = f"发出{letters[0].title} {only}" if len(letters) == 1 else f"发出函件 {len(letters)} 份"
    return Change(kind, label, tuple(edits), tuple(steps), words)


def _row(letter: Letter, unit: int, answer_by: int, words: str, who: Who) -> dict[str, Scalar]:
    return {
        "rank": RANK[letter.act],
        "number": letter.number,
        "unit": unit,
        "issued_at": who.at,
        "answer_by": answer_by,
        "presumed": letter.answer_presumed,
        "issuer": letter.issuer,
        "issued_by": who.name,
        "words": words,
        "state": int(LetterState.ISSUED),
    }


def answer(letter: LetterRecord, words: str, responsible: str, who: Who) -> Change:
    """The unit answers, or reports a rectification done. Refused without words, or for a 督办 without a responsible
    person."""
    _refuse("answer_letter", letter)
    if not words.strip():
        raise Refused("没有写办理情况。", "请写明原因和整改结果。")
    state: dict[str, Scalar] = {"state": int(LetterState.ANSWERED)}
    if letter.state is LetterState.RECTIFYING and letter.rectifications:
        last = letter.rectifications[-1]
        done: dict[str, Scalar] = {"done_at": who.at, "reporter": who.name, "report": words.strip()}
        report = RowEdit("rectification", last.id, last.version, {"done_at": 0, "reporter": "", "report": ""}, done)
        edits = (_edit(letter, state), report)
        return Change("answer_letter", f"报告整改结果：{letter.number}", edits)
    if letter.act == "supervise" and not responsible.strip():
        raise Refused("没有写责任人。", "督办要求反馈整改结果、责任人及今后措施。")
    values = state | {
        "answered_at": who.at,
        "answerer": who.name,
        "answer": words.strip(),
        "responsible": responsible.strip(),
    }
    return Change("answer_letter", f"反馈{letter.number}", (_edit(letter, values),))


def rectify(letter: LetterRecord, demand: str, due_at: int, who: Who) -> Change:
    """Order the unit to put it right by an instant. Refused without a demand."""
    _refuse("rectify", letter)
    if not demand.strip():
        raise Refused("没有写整改要求。", "请写明要改什么、改到什么程度。")
    key = f"{letter.id}.{len(letter.rectifications) + 1}"
    values: dict[str, Scalar] = {
        "letter": letter.id,
        "demand": demand.strip(),
        "due_at": due_at,
        "asked_at": who.at,
        "asker": who.name,
    }
    edits = (
        _edit(letter, {"state": int(LetterState.RECTIFYING)}),
        RowEdit("rectification", key, 0, None, values),
    )
    return Change("rectify", f"责令整改：{letter.number}", edits, reason=demand.strip())


def close(letter: LetterRecord, words: str, who: Who) -> Change:
    """Close a letter. Without an answer of the unit it must be said why."""
    _refuse("close_letter", letter)
    if letter.state is LetterState.ISSUED and not words.strip():
        raise Refused("单位还没有反馈，销号要写理由。", "请写明为什么不等反馈。")
    values: dict[str, Scalar] = {
        "state": int(LetterState.CLOSED),
        "closed_at": who.at,
        "closer": who.name,
        "closing": words.strip(),
    }
    return Change("close_letter", f"销号：{letter.number}", (_edit(letter, values),), reason=words.strip())


def account_for(
    register: Register, unit: int, addressee: str, person: str, form: str, words: str, letter: int, who: Who
) -> Change:
    """Put a line on the record of accountability. unit: unit id, 0 none. letter: letter id, 0 none. Refused without a
    form or a reason, or with neither unit nor person."""
    if not unit and not person.strip():
        raise Refused("没有写问责对象。", "请选单位，或写明人员。")
    if not form.strip() or not words.strip():
        raise Refused("没有写问责方式。" if not form.strip() else "没有写问责事由。", "问责要有方式和事由。")
    key = max((line.id for line in register.accountability), default=0) + 1
    values: dict[str, Scalar] = {
        "unit": unit,
        "person": person.strip(),
        "form": form.strip(),
        "reason": words.strip(),
        "letter": letter,
        "at": who.at,
        "by": who.name,
    }
    whom = " ".join(part for part in (addressee, person.strip()) if part)
    return Change("account_for", f"问责：{whom}（{form.strip()}）", (RowEdit("accountability", key, 0, None, values),))


def dismiss(
    register: Register, event_ids: Sequence[int], proposals: Sequence[Proposal], words: str, who: Who
) -> Change:
    """Set proposals aside: they do not come back for the same rules. Refused without a reason."""
    if not proposals:
        raise Refused("没有选中要搁置的建议。")
    if not words.strip():
        raise Refused("没有写搁置的理由。", "请写明为什么不发函。")
    edits = []
    for event, proposal in zip(event_ids, proposals, strict=True):
        number = sum(d.event == event for d in register.dismissals) + 1
        values: dict[str, Scalar] = {
            "event": event,
            "rank": RANK[proposal.act],
            "rules": "\n".join(reason.rule for reason in proposal.reasons),
            "words": words.strip(),
            "at": who.at,
            "by": who.name,
        }
        edits.append(RowEdit("dismissal", f"{event}.{number}", 0, None, values))
    rank = max(RANK[p.act] for p in proposals)
    word = ACT_WORD["supervise" if rank == RANK["supervise"] else "urge"]
    return Change("dismiss", f"搁置{word}建议 {len(proposals)} 件", tuple(edits), reason=words.strip())


def _edit(letter: LetterRecord, values: dict[str, Scalar]) -> RowEdit:
    return RowEdit("letter", letter.id, letter.version, {name: getattr(letter, name) for name in values}, values)


def _refuse(kind: str, letter: LetterRecord) -> None:
    if why := why_not(kind, letter):
        raise Refused(f"{letter.number}{why}。", "请刷新后再看。")
