"""Documents out of an open county: each function reads what its paper says and lays it out (worker threads).

The desk and `main.py print` both make their papers here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from desktop.map.scene import Scene
from desktop.printing.event_facts import EventFacts, facts_of
from desktop.printing.event_sheet import event_document
from desktop.printing.flow import Document, Told
from desktop.printing.map_picture import Cartographer
from desktop.printing.map_sheet import MapRequest, map_document
from desktop.printing.stamp import stamp_of
from gis.events.states import State
from gis.foundation.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.printing.letters import Rectify
    from gis.evaluation.evaluate import Evaluation
    from gis.evaluation.letters import Letter
    from gis.workspace import Workspace

MOST_SHEETS = 100  # in one file: a batch of more is hard to hold, on paper and in memory


def told_of(workspace: Workspace, row: int, state: int, now: int) -> EventFacts:
    """The facts of one event, with what only the store knows."""
    from gis.workspace.casework import Casework

    return facts_of(
        workspace.snapshot,
        row,
        State(state),
        now,
        workspace.history(row),
        workspace.photos(row),
        workspace.clocks(row),
        Casework(workspace).file(row),
    )


def event_sheets(workspace: Workspace, rows: Sequence[int], states: np.ndarray, now: int, told: Told) -> Document:
    """工单 of event rows, each on a page of its own. Refused for none and for too many at once."""
    refuse_batch(len(rows))
    facts = []
    for done, row in enumerate(rows):
        told(done, len(rows))
        facts.append(told_of(workspace, int(row), int(states[row]), now))
    return event_document(facts, stamp_of(workspace, now), Cartographer(Scene(workspace.snapshot)), told)


def map_sheet(workspace: Workspace, request: MapRequest, now: int) -> Document:
    """The map of a request."""
    return map_document(request, stamp_of(workspace, now), Cartographer(Scene(workspace.snapshot)))


def refuse_batch(count: int) -> None:
    """Refused where there is nothing to print, or too much for one file."""
    if not count:
        raise Refused("没有选中事件。", "请先在地图或列表中选中要打印的事件。")
    if count > MOST_SHEETS:
        raise Refused(f"选中了 {count:,} 件，一次最多打印 {MOST_SHEETS} 件。", "请缩小选择，分几次打印。")


def slips(workspace: Workspace, rows: Sequence[int], now: int, told: Told) -> Document:
    """回执 and 告知单 of event rows, to reporters and grid workers. Refused where nobody is to be told."""
    from desktop.printing.slip_facts import slips_of
    from desktop.printing.slips import slips_document
    from gis.workspace.casework import Casework

    refuse_batch(len(rows))
    docket = Casework(workspace).docket(rows)
    found = []
    for done, row in enumerate(rows):
        told(done, len(rows))
        found += slips_of(docket, int(row), workspace.history(int(row)), workspace.snapshot.name)
    return slips_document(found, stamp_of(workspace, now))


def letters(workspace: Workspace, wanted: Sequence[Letter], now: int, rectify: Rectify | None = None) -> Document:
    """Letters of supervision as plain values give them; with `rectify` the 整改通知书 that follows one of them."""
    from desktop.printing.letters import letters_document

    return letters_document(wanted, stamp_of(workspace, now), rectify)


def proposed_letters(
    workspace: Workspace, now: int, unit: str = "", act: str | None = None, table: Path | None = None
) -> Document:
    """Letters on what the county's rules (or another table's) propose: all, or one unit's, or one act's; nothing is
    issued. Refused for none."""
    from gis.evaluation.table import load_table
    from gis.workspace.inspection import Inspection

    inspection = Inspection(workspace)
    docket = inspection.docket(load_table(table) if table else None)
    row = named_unit(workspace, unit) if unit else -1
    found = [one for one in docket.proposals if act in (None, one.act) and (not unit or one.unit == row)]
    if not found:
        raise Refused("没有该发函的事件。", "规则在考核表里；换一个单位，或看 main.py supervise。")
    return letters(workspace, inspection.drafts(docket, found), now)


def issued_letter(workspace: Workspace, number: str, now: int) -> Document:
    """A letter of the register by its number; while it is being put right, the order to do so. Refused for none."""
    from desktop.printing.letters import order_of
    from gis.workspace.inspection import Inspection

    inspection = Inspection(workspace)
    record = inspection.register().numbered(number)
    if record is None:
        raise Refused(
            f"登记簿里没有 {number}。", "编号形如 督〔2026〕12 号；用 main.py supervise 县库 list 可看登记簿。"
        )
    return letters(workspace, [inspection.letter(record)], now, order_of(record))


def named_unit(workspace: Workspace, name: str) -> int:
    """Row of a unit by short or full name."""
    units = workspace.snapshot.units
    row = next((i for i in range(len(units)) if name in (units.name[i], units.full_name[i])), None)
    if row is None:
        raise Refused(f"没有名为“{name}”的单位。", f"可用：{'、'.join(units.name)}")
    return row


def evaluation(workspace: Workspace, found: Evaluation, now: int) -> Document:
    """考核通报 of an evaluation."""
    from desktop.printing.evaluation_report import evaluation_document

    return evaluation_document(found, stamp_of(workspace, now))


def evaluated(workspace: Workspace, period: str, by: str, now: int, table: Path | None = None) -> Document:
    """考核通报 of a period (the present quarter if none is named) by one kind of subject. Refused before it begins."""
    from gis.evaluation.periods import parse_period, quarter_of
    from gis.evaluation.table import load_table
    from gis.workspace.appraisal import Appraisal

    span = parse_period(period) if period else quarter_of(now)
    if span.start > now:
        raise Refused(f"{span.name}还没有开始。", "请换一个考核期。")
    rules = load_table(table) if table else None
    return evaluation(workspace, Appraisal(workspace).evaluate(workspace.snapshot, span, by, rules), now)


def plan_paper(workspace: Workspace, plan_id: int, notice: bool, now: int) -> Document:
    """网格调整审批表 of a plan, or with `notice` its 公示图."""
    from desktop.printing.plan_facts import facts_of
    from desktop.printing.plan_notice import notice_document
    from desktop.printing.plan_sheet import plan_document
    from gis.boundaries.plans.impact import impact
    from gis.planning.planning import Planning

    table = Planning(workspace).open(plan_id)
    facts = facts_of(table, impact(workspace.snapshot, table.base, table.state, now))
    paper = notice_document if notice else plan_document
    return paper(facts, stamp_of(workspace, now), Cartographer(Scene(workspace.snapshot)))
