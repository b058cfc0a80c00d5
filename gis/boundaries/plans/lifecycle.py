"""A plan's way: 草案 → 待审批 → 已批准 → 已生效, or 未通过, or 已撤回. Each step is one change, or a reason why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from gis.boundaries.plans.plan import OPEN_STATES, STATE_WORD, Author, Plan, PlanState, Stroke
from gis.boundaries.plans.strokes import body_of
from gis.foundation.changes import Change, RowEdit, Scalar
from gis.foundation.errors import Refused


def created(
    plan_id: int, name: str, note: str, villages: Sequence[str], who: Author, base_seq: int, at: int,
    taken: Sequence[str] = (),
) -> Change:  # fmt: skip
    """The change that makes a new draft. villages: codes of 12 digits, may be empty. base_seq: journal sequence of the
    county it is drawn on. taken: names of open plans. Refused for a name that is empty or taken."""
    row = _new_plan(plan_id, name, note, villages, who, base_seq, at, taken)
    return Change("plan-new", f"新建方案「{name.strip()}」", (row,))


def copied(
    plan: Plan, strokes: Sequence[Stroke], plan_id: int, name: str, who: Author, at: int, taken: Sequence[str] = ()
) -> Change:
    """The change that makes a draft of the same strokes (those in effect), whatever became of the plan."""
    row = _new_plan(plan_id, name, plan.note, plan.villages, who, plan.base_seq, at, taken)
    kept = [s for s in strokes if not s.undone]
    values = dict(row.after or {}) | {"copied_from": plan.id, "strokes": len(kept)}
    edits = [RowEdit("plan", plan_id, 0, None, values)]
    for number, stroke in enumerate(kept, 1):
        edits.append(
            RowEdit(
                "plan_stroke", f"{plan_id}.{number}", 0, None,
                {
                    "plan": plan_id, "number": number, "kind": stroke.kind, "label": stroke.label,
                    "body": body_of(stroke.edits, stroke.born, stroke.retired), "undone": False, "author": who.staff,
                    "author_name": who.name, "at": at,
                },
            )
        )  # fmt: skip
    return Change("plan-new", f"另存方案「{plan.name}」为「{name.strip()}」", tuple(edits))


def renamed_plan(plan: Plan, name: str, note: str, taken: Sequence[str] = ()) -> Change:
    """The change that names a draft anew."""
    if not plan.editable:
        raise Refused(f"方案「{plan.name}」{plan.word}，不能改名。")
    _refuse_name(name, [each for each in taken if each != plan.name])
    return _moved(
        plan, "plan-rename", f"方案「{plan.name}」改名为「{name.strip()}」", name=name.strip(), note=note.strip()
    )


def submitted(plan: Plan, strokes: int, codes: Mapping[str, str], note: str, at: int) -> Change:
    """The change that hands a draft in. strokes: how many are in effect. codes: while drawn → as they will be given."""
    _refuse_unless(plan, (PlanState.DRAFT,), "提交")
    if not strokes:
        raise Refused(f"方案「{plan.name}」没有任何编辑，不能提交。", "请先划改边界。")
    return _moved(
        plan, "plan-submit", f"提交方案「{plan.name}」", state=PlanState.SUBMITTED, submitted_at=at, touched_at=at,
        codes=_json(codes), **({"note": note.strip()} if note.strip() else {}),
    )  # fmt: skip


def approved(plan: Plan, who: Author, effective: date, today: date, words: str, at: int) -> Change:
    """The change that approves a plan from a day on. Refused for the author, and for a day that has passed."""
    _refuse_unless(plan, (PlanState.SUBMITTED,), "批准")
    _refuse_author(plan, who, "批准")
    if effective < today:
        raise Refused(f"生效日期 {effective} 已经过去。", "请选今天或以后的日期。")
    label = f"批准方案「{plan.name}」，自 {effective} 起生效"
    return _decided(plan, "plan-approve", label, PlanState.APPROVED, who, words, at, effective=effective.isoformat())


def rejected(plan: Plan, who: Author, reason: str, at: int) -> Change:
    """The change that turns a plan down, with the reason; Refused for the author."""
    _refuse_unless(plan, (PlanState.SUBMITTED,), "退回")
    _refuse_author(plan, who, "退回")
    if not reason.strip():
        raise Refused("没有写不通过的理由。", "请写明要改什么，编制人会看到。")
    return _decided(plan, "plan-reject", f"方案「{plan.name}」未通过", PlanState.REJECTED, who, reason, at)


def withdrawn(plan: Plan, reason: str, at: int) -> Change:
    """The change that takes a plan back before it is in force. A draft needs no reason."""
    _refuse_unless(plan, OPEN_STATES, "撤回")
    if plan.state is not PlanState.DRAFT and not reason.strip():
        raise Refused("没有写撤回的理由。", "请写明原因，审批人会看到。")
    return _moved(
        plan,
        "plan-withdraw",
        f"撤回方案「{plan.name}」",
        state=PlanState.WITHDRAWN,
        reason=reason.strip(),
        touched_at=at,
    )


def why_not_due(plan: Plan, today: date) -> str:
    """Why a plan cannot take effect on a day; empty if it can."""
    if plan.state is not PlanState.APPROVED:
        return f"方案「{plan.name}」{plan.word}，只有已批准的方案才能生效"
    if date.fromisoformat(plan.effective) > today:
        return f"方案「{plan.name}」自 {plan.effective} 起生效，日期未到"
    return ""


def enacted_row(plan: Plan, at: int) -> RowEdit:
    """The edit of the plan's row by which it is in force."""
    after: dict[str, Scalar] = {"state": PlanState.IN_FORCE.value, "touched_at": at}
    return RowEdit("plan", plan.id, plan.version, dict.fromkeys(after), after)


def _new_plan(
    plan_id: int, name: str, note: str, villages: Sequence[str], who: Author, base_seq: int, at: int,
    taken: Sequence[str],
) -> RowEdit:  # fmt: skip
    _refuse_name(name, taken)
    values: dict[str, Scalar] = {
        "name": name.strip(), "note": note.strip(), "state": PlanState.DRAFT.value,
        "villages": ",".join(sorted(set(villages))), "codes": "", "author": who.staff, "author_name": who.name,
        "created_at": at, "touched_at": at, "base_seq": base_seq, "strokes": 0, "copied_from": 0,
    }  # fmt: skip
    return RowEdit("plan", plan_id, 0, None, values)


def _refuse_name(name: str, taken: Sequence[str]) -> None:
    if not name.strip():
        raise Refused("方案没有名称。", "请起一个看得出内容的名称，如“小留庄 2027 年调整”。")
    if name.strip() in taken:
        raise Refused(f"已有一个进行中的方案叫「{name.strip()}」。", "请换一个名称。")


def _refuse_unless(plan: Plan, states: Sequence[PlanState], verb: str) -> None:
    if plan.state not in states:
        wanted = "、".join(STATE_WORD[s] for s in states)
        raise Refused(f"方案「{plan.name}」{plan.word}，不能{verb}。", f"只有{wanted}的方案可以{verb}。")


def _refuse_author(plan: Plan, who: Author, verb: str) -> None:
    if who.is_same(plan.author, plan.author_name):
        raise Refused(f"方案「{plan.name}」是您自己编制的，不能由您{verb}。", "请由另一位有审批权限的人办理。")


def _decided(
    plan: Plan, kind: str, label: str, state: PlanState, who: Author, words: str, at: int, **more: Scalar
) -> Change:
    return _moved(
        plan, kind, label, state=state, decided_by=who.staff, decider=who.name, decided_at=at, reason=words.strip(),
        touched_at=at, **more,
    )  # fmt: skip


def _moved(plan: Plan, kind: str, label: str, **after: Scalar) -> Change:
    values = {n: v.value if isinstance(v, PlanState) else v for n, v in after.items()}
    edit = RowEdit("plan", plan.id, plan.version, dict.fromkeys(values), values)
    return Change(kind, label, (edit,), (), str(values.get("reason") or ""))


def _json(codes: Mapping[str, str]) -> str:
    import json

    return json.dumps(dict(codes), sort_keys=True) if codes else ""
