"""What becomes of the plan on the table: named, copied, submitted, approved by another person, in force, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop.failure_words import failure_words
from desktop.planning.measuring import fresh_name
from desktop.planning.plan_form import Answer, PlanForm, Questions
from gis.boundaries.editing.preview import LEAST, MOST
from gis.boundaries.plans.plan import Plan, PlanState
from gis.boundaries.problems import Kind, Problem, Severity
from gis.foundation.clock import local

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.planning import Planning


@dataclass(frozen=True)
class Foot:
    """What the foot of the desk shows: two buttons, why either is grey, and the words above them."""

    left: str
    left_refusal: str
    right: str
    right_refusal: str
    reason: str


class PlanActs(QObject):
    """The acts on the plan on the table, each asked for in a form and done on a worker."""

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring)
        self.wiring, self.session = wiring, wiring.session
        foot = wiring.desk.right.foot
        foot.left.clicked.connect(self.left)
        foot.right.clicked.connect(self.right)

    # --- the foot of the desk

    def follow(self) -> None:
        """Bring the foot up to date."""
        foot = self.foot()
        self.wiring.desk.right.foot.set_words(foot.left, foot.left_refusal, foot.right, foot.right_refusal, foot.reason)

    def foot(self) -> Foot:
        """What can be done with the plan on the table, and what stands in the way."""
        plan, wiring = self.session.plan, self.wiring
        if not wiring.choice.village:
            return Foot("", "先选一个村", "提交审核", "先选一个村", "选一个村，改动即成草案。")
        if self.session.past is not None:
            return Foot("", "", "回到今天", "", f"正在看 {wiring.time_machine.day} 的界线，只看不改。")
        looking = "" if wiring.may("plan") else "您的账号只看方案"
        if plan is None:
            told = "台上是现行网格；第一步改动会自动建成草案。"
            return Foot("新建草案", looking, "提交审核", "还没有改动", looking or told)
        if plan.state is PlanState.DRAFT and looking:
            return Foot("", "", "提交审核", looking, f"{plan.author_name}的草案，还没有提交。")
        if plan.state is PlanState.DRAFT and self.session.behind and self.session.steps:
            return Foot("并入现行", "", "提交审核", "先并入现行界线", "现行界线在这之后改过：先并入，看过再提交。")
        if plan.state is PlanState.DRAFT:
            why, odd = self.why_not_submit(), len(self.excusable())
            told = f"{odd} 个网格不在 {LEAST}–{MOST} 户；改好，或提交时写明理由。" if odd else ""
            return Foot("保存草稿", "", "提交审核", why, why or told or "每一步都已写入；提交后由另一人审批。")
        if plan.state is PlanState.SUBMITTED:
            mine = self._mine(plan)
            why = "自己编制的方案要由另一人审批" if mine else ""
            if not wiring.may("decide_plan"):
                why = "由规划员或管理员审批"
            at = f"{local(plan.submitted_at):%m-%d %H:%M}"
            return Foot("撤回", looking, "审批…", why, why or f"{plan.author_name} {at} 提交，等待审批。")
        if plan.state is PlanState.APPROVED:
            why = self._not_due(plan)
            return Foot("撤回", looking, "使其生效", why, f"{plan.decider} 已批准，自 {plan.effective} 起生效。")
        told = f"方案{plan.word}" + (f"：{plan.reason}" if plan.reason else "。")
        return Foot("另存为草案", looking, "回到现行网格", "", told)

    def why_not_submit(self) -> str:
        checking = self.wiring.checking
        if not self.session.steps:
            return "还没有改动，画出改动才能提交审核"
        if not self.session.settled:
            return "上一步正在写入"
        if checking.busy:
            return "正在检查"
        standing = len(self._errors()) - len(self.excusable())
        return f"先解决 {standing} 个错误才能提交审核" if standing else ""

    def _errors(self) -> list[Problem]:
        """What is wrong with grids that the plan changes."""
        found = self.session.difference
        altered = set(found.altered) if found is not None else set()
        return [p for p in self.wiring.checking.problems if p.severity is Severity.ERROR and p.code in altered]

    def excusable(self) -> list[Problem]:
        """Of these, what may be handed in with a reason: numbers of households."""
        return [p for p in self._errors() if p.kind in (Kind.TOO_FEW, Kind.TOO_MANY)]

    def _excused_lines(self) -> tuple[str, ...]:
        """These in words, with their village: 小留庄 009 网格 62 户，超过上限 60."""
        state = self.session.state
        return tuple(f"{state.places[p.code[:12]].short_name} {p.words}" for p in self.excusable()) if state else ()

    def _mine(self, plan: Plan) -> bool:
        who = self.session.door.planning.who()
        return who.is_same(plan.author, plan.author_name)

    def _not_due(self, plan: Plan) -> str:
        from gis.boundaries.plans.lifecycle import why_not_due

        return why_not_due(plan, local(self.wiring.bridge.clock.now()).date())

    def left(self) -> None:
        plan = self.session.plan
        if plan is None:
            self.new()
        elif plan.state is PlanState.DRAFT and self.session.behind and self.session.steps:
            self.merge()
        elif plan.state is PlanState.DRAFT:
            self.rename()
        elif plan.state in (PlanState.SUBMITTED, PlanState.APPROVED):
            self.withdraw()
        else:
            self.copy()

    def right(self) -> None:
        plan = self.session.plan
        if self.session.past is not None:
            self.wiring.time_machine.leave()
        elif plan is None:
            return
        elif plan.state is PlanState.DRAFT:
            self.submit()
        elif plan.state is PlanState.SUBMITTED:
            self.decide()
        elif plan.state is PlanState.APPROVED:
            self.enact()
        else:
            self.session.open(0)

    # --- the acts

    def new(self) -> None:
        told = "草案画在现行网格上，与其他草案互不影响；每一步都写入日志，断电也在。"
        session = self.session
        name = fresh_name(session.county, session.village, self.wiring.bridge.clock.now())
        asked = Questions("新建草案", told, "新建", name, "说明：为什么调整（可不填）")
        self._ask(asked, lambda a: self.session.create(a.name, a.words))

    def rename(self) -> None:
        plan = self._plan()
        told = "每一步都已写入县库。在这里给草案起名、写说明，方便以后找到它。"
        asked = Questions("保存草稿", told, "保存", plan.name, "说明（可不填）")
        self._ask(asked, lambda a: self._do(lambda p: p.rename(plan.id, a.name, a.words)))

    def copy(self) -> None:
        plan = self._plan()
        asked = Questions("另存为草案", "另存的草案从同样的边界开始，可以另作一种划法。", "另存", f"{plan.name} 另案")
        self._ask(asked, lambda a: self._do(lambda p: p.copy(plan.id, a.name)))

    def submit(self) -> None:
        plan, steps = self._plan(), len(self.session.steps)
        difference = self.session.difference
        moved = len(difference.moved) if difference is not None else 0
        told = f"“{plan.name}”共 {steps} 步，改属 {moved} 户。提交后不能再改，由另一人审批；新网格这时给定正式编号。"
        odd = self._excused_lines()
        if odd:
            told += f"下列 {len(odd)} 个网格不在 {LEAST}–{MOST} 户，理由会印在审批表上："
        why = "为什么只能如此（必填）" if odd else ""
        asked = Questions("提交审核", told, "提交", None, "给审批人的话（可不填）", listed=odd, despite=why)
        self._ask(asked, lambda a: self._do(lambda p: p.submit(plan.id, a.words, a.despite)))

    def decide(self) -> None:
        plan = self._plan()
        today = local(self.wiring.bridge.clock.now()).date()
        told = f"“{plan.name}”由 {plan.author_name} 编制。批准后自生效日期起按新边界分派；不批准请写明理由。"
        if plan.note:
            told += f"\n编制人的话：{plan.note}"
        odd = self._excused_lines()
        asked = Questions("审批方案", told, "批准", None, "意见（不批准时必填）", False, today, "不批准", odd)
        self._ask(
            asked,
            lambda a: self._do(lambda p: p.approve(plan.id, a.day or today, a.words)),
            lambda a: self._do(lambda p: p.reject(plan.id, a.words)),
        )

    def withdraw(self) -> None:
        plan = self._plan()
        needed = plan.state is not PlanState.DRAFT
        asked = Questions("撤回方案", f"“{plan.name}”撤回后不再生效，可另存为草案再改。", "撤回", None, "理由", needed)
        self._ask(asked, lambda a: self._do(lambda p: p.withdraw(plan.id, a.words)))

    def enact(self) -> None:
        """Bring what was approved in force; the county in force is on the table then."""
        plan = self._plan()
        self._do(lambda p: p.enact(plan.id), lambda: self.session.open(0))

    def enact_due(self) -> None:
        """Carry out what was approved and whose day has come, whoever approved it."""

        def due(planning: Planning) -> int:
            waiting = planning.due()
            for plan in waiting:
                planning.enact(plan.id)
            return len(waiting)

        def done(count: int) -> None:
            if count and self.session.plan is not None and self.session.plan.state is PlanState.APPROVED:
                self.session.open(0)

        self.session.door.run(due, done, lambda error: self._told(error), told=True)

    def merge(self) -> None:
        """Take the plan over onto the county in force."""

        def merged(planning: Planning) -> Plan:
            table = planning.open(self._plan().id)
            planning.do(planning.merge(table))
            return planning.plan(table.plan.id)

        self._do(merged)

    def _plan(self) -> Plan:
        plan = self.session.plan
        assert plan is not None
        return plan

    def _ask(
        self, asked: Questions, given: Callable[[Answer], None], refused: Callable[[Answer], None] | None = None
    ) -> None:
        PlanForm(self.wiring.window.theme, asked, given, self.wiring.window, refused).open()

    def _do(self, act: Callable[[Planning], Any], then: Callable[[], None] | None = None) -> None:
        """An act on a worker; then the plan that came of it is on the table, or `then` says what is."""

        def done(plan: Plan) -> None:
            if then is not None:
                then()
            else:
                self.session.load(plan.id)

        def failed(error: Exception) -> None:
            self._told(error)
            self.session.load()

        self.session.door.run(act, done, failed, told=True)

    def _told(self, error: Exception) -> None:
        from gis.boundaries.plans.merging import Differs

        if isinstance(error, Differs):
            from desktop.planning.differs_dialog import DiffersDialog

            DiffersDialog(self.wiring, error).open()
            return
        self.wiring.window.tell(failure_words(error))
