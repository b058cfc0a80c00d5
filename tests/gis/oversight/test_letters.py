"""A letter's life: proposed, issued, answered, put right, closed; the record of accountability; what is set aside."""

from __future__ import annotations

import pytest

from gis.evaluation.supervision import by_unit
from gis.events.states import Act
from gis.foundation.errors import Conflict, Refused
from gis.oversight.records import LetterState, Register
from gis.people.roles import Role
from gis.workspace.inspection import Inspection, next_numbers
from tests.gis.people.conftest import PASSWORD
from tests.gis.workflow.office import INSPECTOR, Office, at

LATER = at(2026, 12, 7, 10)  # two weeks after everything was filed: much is late


@pytest.fixture
def inspection(office: Office) -> Inspection:
    office.clock.at = LATER
    office.workspace.act_as(INSPECTOR)
    return Inspection(office.workspace)


def first_supervise(inspection: Inspection):
    docket = inspection.docket()
    unit = next(p.unit for p in docket.proposals if p.act == "supervise" and p.unit >= 0)
    return docket, [p for p in docket.proposals if p.act == "supervise" and p.unit == unit]


def issued(inspection: Inspection):
    docket, chosen = first_supervise(inspection)
    inspection.do(inspection.issue(docket, chosen, "请分管领导包案"))
    return inspection.register().letters[0]


def test_a_proposal_becomes_a_letter_answered_put_right_and_closed(office: Office, inspection: Inspection) -> None:
    docket, chosen = first_supervise(inspection)
    draft = inspection.drafts(docket, chosen)[0]
    assert draft.number == "督〔2026〕1 号" and str(draft.answer_by) == "2026-12-10"
    letter = issued(inspection)
    assert (letter.number, letter.state, len(letter.mentions)) == ("督〔2026〕1 号", LetterState.ISSUED, len(chosen))
    assert letter.answer_by == at(2026, 12, 10, 18) or letter.answer_by == at(2026, 12, 11)
    assert not letter.late(LATER) and letter.late(at(2026, 12, 11, 9))

    inspection.do(inspection.answer(letter, "管网老旧，已抢修", "王守田"))
    letter = inspection.register().letter(letter.id)
    assert (letter.state, letter.answer, letter.responsible) == (LetterState.ANSWERED, "管网老旧，已抢修", "王守田")
    inspection.do(inspection.rectify(letter, "更换主管道，建立巡查台账", 5))
    letter = inspection.register().letter(letter.id)
    assert letter.state is LetterState.RECTIFYING and letter.due_at == letter.rectifications[0].due_at > LATER
    with pytest.raises(Refused, match="整改中"):
        inspection.close(letter)
    inspection.do(inspection.answer(letter, "主管道已更换"))
    letter = inspection.register().letter(letter.id)
    assert letter.state is LetterState.ANSWERED and letter.rectifications[0].report == "主管道已更换"
    inspection.do(inspection.close(letter, "现场核实，同意销号"))
    letter = inspection.register().letter(letter.id)
    assert (letter.state, letter.closing, letter.open) == (LetterState.CLOSED, "现场核实，同意销号", False)
    with pytest.raises(Refused, match="已经销号"):
        inspection.close(letter)


def test_a_letter_stands_in_the_events_history_and_silences_the_proposal(
    office: Office, inspection: Inspection
) -> None:
    _, chosen = first_supervise(inspection)
    row = chosen[0].row
    letter = issued(inspection)
    line = office.workspace.history(row)[-1]
    assert line.act == Act.SUPERVISE and line.note.startswith(letter.number)
    rows = {p.row for p in inspection.docket().proposals}
    assert not {p.row for p in chosen} & rows
    office.clock.at = at(2026, 12, 10, 10)  # two working days on: still late, so it comes again, once
    again = [p for p in inspection.docket().proposals if p.row == row]
    assert [p.sent for p in again] == [1]


def test_undo_takes_a_letter_back_and_redo_brings_it(office: Office, inspection: Inspection) -> None:
    letter = issued(inspection)
    event = letter.mentions[0].event
    office.undo()
    assert inspection.register() == Register.empty()
    assert office.workspace.history(office.events.row_of(event))[-1].act == Act.UNDO
    office.workspace.do(office.workspace.redo_change())
    back = inspection.register().letter(letter.id)
    assert (back.number, back.mentions, back.state) == (letter.number, letter.mentions, letter.state)


def test_letters_of_all_units_at_once_are_one_change(office: Office, inspection: Inspection) -> None:
    docket = inspection.docket()
    change = inspection.issue(docket, docket.proposals)
    expected = len(by_unit(docket.proposals))
    seq = inspection.do(change).seq
    register = inspection.register()
    assert len(register.letters) == expected and {letter.version for letter in register.letters} == {seq}
    assert len({letter.number for letter in register.letters}) == expected
    numbers = next_numbers(register, 2026)
    assert numbers["urge"] + numbers["supervise"] == expected + 2
    assert next_numbers(register, 2027) == {"urge": 1, "supervise": 1}


def test_what_was_issued_prints_as_it_was_written(inspection: Inspection) -> None:
    docket, chosen = first_supervise(inspection)
    draft = inspection.drafts(docket, chosen)[0]
    letter = inspection.letter(issued(inspection))
    assert (letter.number, letter.addressee, letter.written, letter.answer_by, letter.issuer) == (
        draft.number, draft.addressee, draft.written, draft.answer_by, draft.issuer,
    )  # fmt: skip
    assert sorted(m.number for m in letter.matters) == sorted(m.number for m in draft.matters)
    assert {m.reason for m in letter.matters} == {m.reason for m in draft.matters}


def test_what_is_missing_is_said(inspection: Inspection) -> None:
    docket, chosen = first_supervise(inspection)
    letter = issued(inspection)
    for call, why in (
        (lambda: inspection.issue(docket, []), "没有选中"),
        (lambda: inspection.answer(letter, " ", "王"), "没有写办理情况"),
        (lambda: inspection.answer(letter, "已办", ""), "没有写责任人"),
        (lambda: inspection.rectify(letter, "", 3), "没有写整改要求"),
        (lambda: inspection.rectify(letter, "改", 0), "至少 1 个工作日"),
        (lambda: inspection.close(letter), "还没有反馈"),
        (lambda: inspection.dismiss(docket, chosen, ""), "没有写搁置的理由"),
        (lambda: inspection.account_for(inspection.register(), 0, " ", "通报批评", "拖延"), "没有写问责对象"),
        (lambda: inspection.account_for(inspection.register(), 1, "", "", "拖延"), "没有写问责方式"),
        (lambda: inspection.account_for(inspection.register(), 1, "", "通报批评", ""), "没有写问责事由"),
    ):
        with pytest.raises(Refused, match=why):
            call()


def test_set_aside_does_not_come_back_for_the_same_rules(inspection: Inspection) -> None:
    docket = inspection.docket()
    one = next(p for p in docket.proposals if p.act == "urge")
    inspection.do(inspection.dismiss(docket, [one], "农户要求延后"))
    assert one.row not in {p.row for p in inspection.docket().proposals}
    event = int(docket.snapshot.events.id[one.row])
    register = inspection.register()
    assert register.set_aside(event, 1, [one.reasons[0].rule])
    assert not register.set_aside(event, 1, ["另一条规则"]) and not register.set_aside(event, 2, [one.reasons[0].rule])


def test_accountability_is_kept_by_unit_and_person(inspection: Inspection) -> None:
    letter = issued(inspection)
    change = inspection.account_for(inspection.register(), letter.unit, "王守田", "通报批评", "逾期不办", letter.id)
    assert change.label == f"问责：{inspection.unit_name(letter.unit)} 王守田（通报批评）"
    inspection.do(change)
    (line,) = inspection.register().accountability
    assert (line.unit, line.person, line.form, line.letter, line.by) == (
        letter.unit, "王守田", "通报批评", letter.id, INSPECTOR.name,
    )  # fmt: skip
    inspection.do(inspection.account_for(inspection.register(), 0, "某村干部", "谈话提醒", "慢作为"))
    assert [each.unit for each in inspection.register().accountability] == [letter.unit, 0]


def test_two_hands_on_one_letter(inspection: Inspection) -> None:
    letter = issued(inspection)
    inspection.do(inspection.answer(letter, "已办", "王"))
    with pytest.raises(Conflict):
        inspection.do(inspection.close(letter, "不等反馈"))


class TestWhoMayDoIt:
    @pytest.fixture
    def inspection(self, desk) -> Inspection:
        desk.clock.at = LATER
        return Inspection(desk.workspace)

    def turn(self, inspection: Inspection, role: Role) -> None:
        inspection.workspace.sign_in("admin" if role is Role.ADMINISTRATOR else role.value, PASSWORD)

    def issued_to(self, inspection: Inspection, unit: int):
        self.turn(inspection, Role.INSPECTOR)
        docket = inspection.docket()
        ids = docket.snapshot.units.id
        chosen = [p for p in docket.proposals if p.act == "supervise" and p.unit >= 0 and ids[p.unit] == unit]
        inspection.do(inspection.issue(docket, chosen))
        return inspection.register().letters[0]

    def test_inspectors_issue_units_answer_their_own(self, inspection: Inspection) -> None:
        self.turn(inspection, Role.DEPARTMENT)
        unit = inspection.workspace.door.person.unit
        other = next(int(i) for i in inspection.workspace.snapshot.units.id if int(i) != unit)
        own, foreign = self.issued_to(inspection, unit), self.issued_to(inspection, other)
        self.turn(inspection, Role.DEPARTMENT)
        assert inspection.why_not("answer_letter", own) == ""
        assert inspection.why_not("answer_letter", foreign) == "不是发给本单位的函件"
        assert inspection.why_not("close_letter", own) == "部门经办不能销号"
        with pytest.raises(Refused, match="不是发给本单位的函件"):
            inspection.do(inspection.answer(foreign, "已办", "王"))
        with pytest.raises(Refused, match="部门经办不能销号"):
            inspection.do(inspection.close(own, "好了"))
        inspection.do(inspection.answer(own, "已办", "王"))
        self.turn(inspection, Role.INSPECTOR)
        inspection.do(inspection.close(inspection.register().letter(own.id)))

    @pytest.mark.parametrize("role", [Role.LEADER, Role.VILLAGE, Role.PLANNER, Role.ADMINISTRATOR, Role.TOWNSHIP])
    def test_nobody_else_issues(self, inspection: Inspection, role: Role) -> None:
        self.turn(inspection, role)
        docket = inspection.docket()
        with pytest.raises(Refused, match="不能督办"):
            inspection.do(inspection.issue(docket, docket.proposals))

    def test_dispatchers_urge_and_leave_supervising_to_the_inspector(self, inspection: Inspection) -> None:
        self.turn(inspection, Role.DISPATCHER)
        docket = inspection.docket()
        urging = [p for p in docket.proposals if p.act == "urge"][:3]
        assert urging
        inspection.do(inspection.issue(docket, urging))
        letter = inspection.register().letters[0]
        inspection.do(inspection.close(letter, "已电话催办"))
        supervising = [p for p in docket.proposals if p.act == "supervise"][:1]
        for change in (inspection.issue(docket, supervising), inspection.dismiss(docket, supervising, "不用")):
            with pytest.raises(Refused, match="督办"):
                inspection.do(change)
        with pytest.raises(Refused, match="不能问责"):
            inspection.do(inspection.account_for(inspection.register(), 1, "", "通报批评", "拖延"))

    def test_a_letter_is_judged_by_what_it_writes(self, inspection: Inspection) -> None:
        from dataclasses import replace

        self.turn(inspection, Role.DEPARTMENT)
        own = self.issued_to(inspection, inspection.workspace.door.person.unit)
        self.turn(inspection, Role.DEPARTMENT)
        with pytest.raises(Refused, match="不能销号"):
            inspection.do(replace(inspection.close(own, "好了"), kind="answer_letter"))
