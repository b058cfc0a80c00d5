"""Who may do what: role × act × whose event. One table, asked by the desk (not offered) and by the workspace
(refused)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gis.county.divisions import Level
from gis.events.county import County
from gis.events.states import Status
from gis.foundation.changes import Change
from gis.foundation.errors import Refused
from gis.people.accounts import is_own_password
from gis.people.letters import WORDS as LETTER_WORDS
from gis.people.letters import Facts, letter_kind, why_not_letter
from gis.people.roles import ROLE_WORD, Person, Role
from gis.workflow.acts import ACTS

REPORTING = frozenset({"report", "import"})
HANDLING = frozenset({"reply", "progress", "ask_pause", "ask_extension", "resume", "resolve"})
SORTING = frozenset({"accept", "refuse", "ask_more", "reclassify", "merge", "assign", "assist"})
CHECKING = frozenset({"verify", "rework", "rate", "reopen"})
DECIDING = frozenset({"approve", "decline"})
SUPERVISING = frozenset({"urge", "supervise", "rectify", "account_for", "close_letter", "dismiss"})
URGING = frozenset({"urge", "close_letter", "dismiss", "answer_letter"})  # the dispatchers' own 催办
PLANNING = frozenset({"edit", "partition", "plan", "lock", "divide", "rename", "grid_worker"})
APPROVING = frozenset({"decide_plan"})  # never one's own, see gis.workspace.doorway
ENACTING = frozenset({"enact_plan"})  # only what was approved, on its day: any desk that is open may carry it out
RULING = frozenset({"set_limits", "set_days", "confirm_year", "set"})
KEEPING = frozenset({"account", "staff", "unit", "duty", "grid_worker"})

MAY: Mapping[Role, frozenset[str]] = {
    Role.DISPATCHER: REPORTING
    | SORTING
    | HANDLING
    | CHECKING
    | DECIDING
    | ENACTING
    | URGING
    | {"escalate", "close", "send_back"},
    Role.LEADER: frozenset(),
    Role.INSPECTOR: CHECKING | DECIDING | SUPERVISING,
    Role.TOWNSHIP: REPORTING | SORTING | HANDLING | {"escalate", "send_back", "rate", "close", "answer_letter"},
    Role.DEPARTMENT: HANDLING | {"send_back", "answer_letter"},
    Role.VILLAGE: frozenset({"report", "ask_more", "progress", "resolve", "reply", "rate"}),
    Role.PLANNER: PLANNING | APPROVING | ENACTING,
    Role.ADMINISTRATOR: KEEPING | RULING | APPROVING | ENACTING,
}
# Tables that decide by themselves what a change is. Borders move events from grid to grid: no act on those events.
TABLES = {
    "account": "account",
    "setting": "set",
    "limit_rule": "set_limits",
    "calendar_year": "confirm_year",
    "calendar_day": "set_days",
    "unit": "unit",
    "staff": "staff",
    "duty": "duty",
    "arc": "edit",
    "ground": "edit",
    "household": "edit",
    "division": "edit",
    "plan": "plan",
    "plan_stroke": "plan",
    "border_lock": "lock",
}
ENACTED = frozenset({"plan", "arc", "division", "household", "event"})  # what a plan that takes effect writes
WORDS = (
    {
        "report": "上报事件",
        "import": "导入事件",
        "accept": "立案",
        "assign": "指派",
        "set_limits": "修改时限",
        "set_days": "修改工作日历",
        "confirm_year": "确认年度日历",
        "set": "修改办理规则",
        "account": "管理账号",
        "partition": "划分网格",
        "edit": "编辑区划与网格",
        "plan": "编制网格方案",
        "decide_plan": "审批网格方案",
        "enact_plan": "使网格方案生效",
        "lock": "锁定边界",
        "unit": "修改单位",
        "staff": "修改人员",
        "grid_worker": "登记网格员",
        "duty": "修改权责清单",
    }
    | LETTER_WORDS
    | {kind: module.WORD for kind, module in ACTS.items()}
)


def may(role: Role, kind: str) -> bool:
    """Whether a role does an act at all, whosever event it is: what is not offered otherwise."""
    return kind in MAY[role]


def why_not(
    person: Person,
    kind: str,
    county: County,
    rows: Sequence[int],
    assisting: Mapping[int, Sequence[int]] | None = None,
    to_unit: int = 0,
) -> str:
    """Why a person may not do an act to event rows; empty if the person may. assisting: unit ids that help, by event
    row. to_unit: unit id that an assignment goes to."""
    word = WORDS.get(kind, kind)
    if not may(person.role, kind):
        return f"{ROLE_WORD[person.role]}不能{word}"
    if person.role not in (Role.TOWNSHIP, Role.DEPARTMENT, Role.VILLAGE):
        return ""
    if kind == "assign" and to_unit and to_unit != person.unit:
        return "乡镇只能指派给本乡镇，其余请上交县级"
    foreign = sum(not _own(person, kind, county, int(row), (assisting or {}).get(int(row), ())) for row in rows)
    if not foreign:
        return ""
    whose = {Role.TOWNSHIP: "本乡镇", Role.DEPARTMENT: "本部门", Role.VILLAGE: "本村"}[person.role]
    return f"不是{whose}的事件" if len(rows) == 1 else f"其中 {foreign} 件不是{whose}的事件"


def kind_of(change: Change) -> str:
    """What a change is judged as: by the tables it writes where they say it, whatever it calls itself; else by its
    act."""
    tables = {edit.table for edit in change.edits}
    states = {(edit.after or {}).get("state") for edit in change.edits if edit.table == "plan"}
    if "in_force" in states and tables <= ENACTED:
        return "enact_plan"
    if states & {"approved", "rejected"}:
        return "decide_plan"
    if kind := letter_kind(change):
        return kind
    if tables == {"staff"} and all(e.before is None and (e.after or {}).get("role") == "网格员" for e in change.edits):
        return "grid_worker"
    for table, kind in TABLES.items():
        if table in tables:
            return kind
    return change.kind.split(" ", 1)[-1]


def refuse_forbidden(
    person: Person,
    change: Change,
    county: County,
    own: bool,
    assisting: Mapping[int, Sequence[int]] | None = None,
    letters: Facts | None = None,
) -> None:
    """Refused if a person may not make a change, told plainly. own: it takes back or restores the person's own act, so
    that whose event it is was judged then. letters: (unit id, rank) of the letters it is about, by id."""
    kind = kind_of(change)
    if (own and may(person.role, kind)) or is_own_password(change, person.account):
        return
    events = county.events
    rows = [
        row
        for edit in change.edits
        if edit.table == "event" and edit.before is not None and (row := events.row_of(int(edit.key))) >= 0
    ]
    if why := _why_not_file(person, change):
        raise Refused(f"{why}，操作没有写入。", "可以只登记，由县调度员或乡镇受理。")
    units = {int(edit.after.get("unit") or 0) for edit in change.edits if edit.table == "event" and edit.after}
    to_unit = next((unit for unit in units if unit and unit != person.unit), person.unit) if kind == "assign" else 0
    why = why_not(person, kind, county, rows, assisting, to_unit)
    if why := why or (why_not_letter(person, kind, change, letters or {}) if letter_kind(change) else ""):
        raise Refused(f"{why}，操作没有写入。", _who_may(person.role, kind))


def _who_may(role: Role, kind: str) -> str:
    """To whom to turn: the roles that do such an act; where the own role does it, the event is someone else's."""
    others = [ROLE_WORD[r] for r in Role if r is not role and may(r, kind)]
    if may(role, kind) or not others:
        return "需要时请联系县调度员。"
    return f"可由{'、'.join(others)}办理；请换有权限的账号登录。"


def _why_not_file(person: Person, change: Change) -> str:
    """Why a person may not bring in events that stand beyond 待受理: each further step is an act of its own, done where
    the person's own events lie."""
    further = {Status.ACCEPTED: "accept", Status.MERGED: "merge"}
    new = [edit.after or {} for edit in change.edits if edit.table == "event" and edit.before is None]
    beyond = [(kind, row) for row in new if (kind := further.get(Status(int(row.get("status") or 0)), ""))]
    if change.undoes or not beyond:
        return ""
    forbidden = sorted({WORDS[kind] for kind, _ in beyond if not may(person.role, kind)})
    if forbidden:
        return f"{ROLE_WORD[person.role]}不能{'、'.join(forbidden)}"
    if person.role is Role.TOWNSHIP and any(not str(row["division"]).startswith(person.division) for _, row in beyond):
        return "不是本乡镇的事件，只能登记，不能受理"
    return ""


def _own(person: Person, kind: str, county: County, row: int, assisting: Sequence[int]) -> bool:
    """Whether an event row is the person's: its unit has it, or it lies in the person's township or village."""
    events = county.events
    unit = int(events.unit[row])
    held_by = int(county.units.id[unit]) if unit >= 0 else 0
    if person.unit and held_by == person.unit:
        return True
    if kind == "progress" and person.unit in assisting:
        return True
    if person.role is Role.DEPARTMENT or not person.division:
        return False
    inside = _inside(person, county, int(events.division[row]))
    return inside and (kind not in HANDLING | {"send_back", "close"} or person.role is Role.VILLAGE or not held_by)


def _inside(person: Person, county: County, division: int) -> bool:
    divisions = county.divisions
    level = Level.TOWNSHIP if len(person.division) == 9 else Level.VILLAGE
    row = divisions.ancestor(division, level)
    return row >= 0 and divisions.code[row] == person.division
