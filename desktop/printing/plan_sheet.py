"""网格调整审批表: what a plan changes, maps of before and after, room for those who decide. Nobody is named."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.printing.faces import Face
from desktop.printing.flow import Document, flow
from desktop.printing.map_picture import Cartographer, area_of
from desktop.printing.marks import GREY, Mark, Symbol, Text, centred, flush_right, placed
from desktop.printing.paper import A4
from desktop.printing.plan_facts import ALTERED, BORN, RETIRED, GridRow, PlanFacts
from desktop.printing.plan_map import plan_legend, plan_map
from desktop.printing.slices import Slice, gap, kept, one_line, paragraph
from desktop.printing.stamp import Stamp, file_name, full_time
from desktop.printing.tables import BODY, Cell, heading, label, table
from gis.events.states import STATE_WORD

TITLE = Face("title", 18, True)
FINE = Face("sans", 8)
CELL = Face("sans", 8.5)
WORD_MM = 26.0
MAP_MM = 66.0  # high
COLUMNS = (26.0, 14.0, 16.0, 18.0, 18.0, 30.0, 28.0, 20.0)
NAMES = ("村（社区）", "编号", "变化", "原户数", "现户数", "面积（公顷）", "月均事件", "5～60 户")
OPINIONS = ("乡镇（街道）意见", "县网格化中心审核意见", "审批意见")
MONTHLY_NOTE = "月均事件按最近一年的事件在新旧边界下重新计数。"
RETIRED_NOTE = "撤销的网格编号作废，不再使用。"


def plan_document(facts: PlanFacts, stamp: Stamp, cartographer: Cartographer) -> Document:
    """The sheet of a plan."""
    width = A4.text_width
    title = f"{stamp.county}网格调整审批表"
    strips = [
        one_line(title, TITLE, width, "centre", 12),
        *table(_halves(width), _about(facts)),
        *_maps(facts, cartographer, width),
        gap(2),
        *_grids(facts, width),
        gap(2),
        *_opinions(width),
    ]
    pages = flow(strips, A4, stamp.furniture(f"网格调整审批表 {facts.name}", True))
    return Document(f"网格调整审批表 {facts.name}", file_name("网格调整审批表", facts.name), tuple(pages))


def _halves(width: float) -> tuple[float, ...]:
    half = (width - 2 * WORD_MM) / 2
    return WORD_MM, half, WORD_MM, half


def _about(facts: PlanFacts) -> list[list[Cell]]:
    submitted = full_time(facts.submitted_at) if facts.submitted_at else "尚未提交"
    return [
        [label("方案名称"), Cell(facts.name), label("方案状态"), Cell(facts.state)],
        [label("涉及村居"), Cell("、".join(facts.villages), span=3)],
        [label("调整理由"), Cell(facts.note or "　", span=3, least=12)],
        [label("提交时间"), Cell(submitted), label("生效日期"), Cell(facts.effective or "待批准时定")],
        [label("网格数"), Cell(counted(facts)), label("换网格的户数"), Cell(f"{facts.moved:,} 户")],
        [label("涉及网格员"), Cell(f"{facts.workers} 人"), label("在办事件"), _events(facts)],
    ]


def counted(facts: PlanFacts) -> str:
    """20 个变为 21 个（新设 1，调整 2）."""
    one, two = facts.count
    parts = [f"{what} {len(facts.of(what))}" for what in (BORN, RETIRED, ALTERED) if facts.of(what)]
    whole = f"{one} 个变为 {two} 个" if one != two else f"{one} 个，数目不变"
    return whole + (f"（{'，'.join(parts)}）" if parts else "")


def _events(facts: PlanFacts) -> Cell:
    """Open events that change owner, by the state of their clock."""
    if facts.open_events is None:
        return Cell("—")
    found = facts.open_events
    total = sum(found.values())
    if not total:
        return Cell("没有换网格的")

    def strips(width: float) -> list[Slice]:
        lines = [one_line(f"{total:,} 件换网格，时限不变", BODY, width)]
        marks: list[Mark] = []
        x = 0.0
        for state, count in sorted(found.items()):
            words = f"{STATE_WORD[state]} {count}"
            marks += [
                Symbol(x + 1.4, FINE.line / 2, state, 1.3),
                Text(x + 3.6, FINE.line / 2 + FINE.ascent, words, FINE),
            ]
            x += 20.0
        return [*lines, Slice(FINE.line, tuple(marks))]

    return Cell(strips)


def _maps(facts: PlanFacts, cartographer: Cartographer, width: float) -> list[Slice]:
    """Before and after, side by side, and what the lines mean."""
    own = (width - 4) / 2
    area = area_of(facts.near, own, MAP_MM, 2)
    marks: list[Mark] = []
    for place, (words, after) in enumerate((("调整前", False), ("调整后", True))):
        left = place * (own + 4)
        marks.append(centred(words, BODY, left + own / 2, 4.6))
        marks += placed(plan_map(facts, area, cartographer, after), left, 6.5)
    maps = Slice(MAP_MM + 8, tuple(marks))
    x, legend = 0.0, []
    for strip in plan_legend(width)[:4]:
        legend += placed(strip.marks, x, 0)
        x += 42.0
    return [gap(1.5), maps, Slice(6.5, tuple(legend))]


def _grids(facts: PlanFacts, width: float) -> list[Slice]:
    rows = [_grid(grid) for grid in facts.grids]
    notes = [MONTHLY_NOTE] if any(grid.monthly for grid in facts.grids) else []
    notes += [RETIRED_NOTE] if facts.of(RETIRED) else []
    told = [strip for note in notes for strip in paragraph(note, FINE, width, ink=GREY)]
    return [*table(COLUMNS, rows, [heading(name) for name in NAMES]), *told]


def _grid(grid: GridRow) -> list[Cell]:
    one, two = grid.households
    areas = " → ".join(f"{area / 1e4:.2f}" if area else "—" for area in grid.area_m2)
    monthly = " → ".join(
        f"{value:.1f}" if there else "—" for value, there in zip(grid.monthly or (0, 0), grid.area_m2, strict=True)
    )
    fits = "—" if grid.what == RETIRED else "合格" if grid.fits else "不合格"
    return [
        Cell(grid.village, CELL),
        Cell(grid.number, CELL, "centre"),
        Cell(grid.what, CELL, "centre"),
        Cell(f"{one}" if grid.what != BORN else "—", CELL, "right"),
        Cell(f"{two}" if grid.what != RETIRED else "—", CELL, "right"),
        Cell(areas, CELL, "right"),
        Cell(monthly if grid.monthly else "—", CELL, "right"),
        Cell(fits, CELL, "centre"),
    ]


def _opinions(width: float) -> list[Slice]:
    """Room for stamp, signature and date of each who decides."""
    rows = [[label(words), Cell(_room, least=21.0, middle=False)] for words in OPINIONS]
    return kept(table((WORD_MM, width - WORD_MM), rows))


def _room(width: float) -> Sequence[Slice]:
    base = 17.0
    return [Slice(18.5, (flush_right("（盖章）　　签名：　　　　　　　　　　年　　月　　日", BODY, width, base),))]
