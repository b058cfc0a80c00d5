"""公示图: a plan for the village's notice board, on A3: the map, what changes, how to object. Nobody is named."""

from __future__ import annotations

from desktop.printing.faces import PT, Face
from desktop.printing.flow import Document, furnished
from desktop.printing.legend import head
from desktop.printing.map_picture import Cartographer, area_of
from desktop.printing.map_sheet import GAP_MM, rounded_scale
from desktop.printing.marks import Mark, Text, centred, placed
from desktop.printing.paper import A3_WIDE
from desktop.printing.plan_facts import RETIRED, PlanFacts
from desktop.printing.plan_map import plan_legend, plan_map
from desktop.printing.plan_sheet import counted
from desktop.printing.slices import Slice, gap, paragraph
from desktop.printing.stamp import MADE_UP, Stamp, file_name
from desktop.printing.tables import Cell, heading, table

TITLE = Face("title", 26, True)
WORDS = Face("sans", 10.5)
CELL = Face("sans", 9.5)
TITLE_MM = 16.0
SIDE_MM = 92.0
COLUMNS = (26.0, 18.0, 24.0, 24.0)
NAMES = ("网格", "变化", "原户数", "现户数")
MOST_ROWS = 16  # of the list beside the map; the rest is told
NOTICE = (
    "现将{villages}网格调整方案予以公示。调整后网格由 {count}；共 {moved:,} 户换网格，其余各户所属网格不变。"
    "如有意见，请在公示期内向村（居）民委员会或乡镇（街道）网格化服务管理分中心反映。"
)
BLANKS = (
    "公示期：　　年　　月　　日 至 　　年　　月　　日",
    "联系电话：",
    "公示单位（盖章）：",
    "　　　　　　　　　　　　　　年　　月　　日",
)


def notice_document(facts: PlanFacts, stamp: Stamp, cartographer: Cartographer) -> Document:
    """The notice of a plan, one page."""
    paper = A3_WIDE
    places = "、".join(name.replace(" ", "") for name in facts.villages[:3])
    title = f"{places}{'等' if len(facts.villages) > 3 else ''}网格调整方案公示图"
    shown = f"{title}（{MADE_UP}）" if stamp.made_up else title
    width = paper.text_width - SIDE_MM - GAP_MM
    area = rounded_scale(area_of(facts.wide, width, paper.text_height - TITLE_MM, 4))
    marks: list[Mark] = [
        centred(shown, TITLE, paper.width / 2, paper.top + 10),
        *placed(plan_map(facts, area, cartographer, True), paper.left, paper.top + TITLE_MM),
    ]
    y = paper.top + TITLE_MM - 2.5
    for strip in _side(facts, f"1:{round(area.m_per_mm * 1000):,}"):
        marks += placed(strip.marks, paper.left + width + GAP_MM, y)
        y += strip.height
    page = furnished(marks, paper, stamp.furniture(title, True))
    return Document(title, file_name(title), (page,))


def _side(facts: PlanFacts, scale: str) -> list[Slice]:
    line, indent = WORDS.size * PT * 1.6, 2 * WORDS.size * PT
    words = NOTICE.format(
        villages="、".join(v.replace(" ", "") for v in facts.villages), count=counted(facts), moved=facts.moved
    )
    rows = [
        [
            Cell(f"{grid.village} {grid.number}", CELL),
            Cell(grid.what, CELL, "centre"),
            Cell(f"{grid.households[0]}" if grid.households[0] else "—", CELL, "right"),
            Cell("—" if grid.what == RETIRED else f"{grid.households[1]}", CELL, "right"),
        ]
        for grid in facts.grids[:MOST_ROWS]
    ]
    more = len(facts.grids) - MOST_ROWS
    rest = paragraph(f"另有 {more} 个网格有变化，见图。", CELL, SIDE_MM) if more > 0 else []
    blanks = [Slice(9.5, (Text(0, 6.5, blank, WORDS),)) for blank in BLANKS]
    return [
        *head("公示", SIDE_MM),
        gap(1),
        *paragraph(words, WORDS, SIDE_MM, indent, line, justify=True),
        *(paragraph(f"拟自 {facts.effective} 起施行。", WORDS, SIDE_MM, indent, line) if facts.effective else []),
        *head("有变化的网格", SIDE_MM),
        gap(1.5),
        *table(COLUMNS, rows, [heading(name) for name in NAMES]),
        *rest,
        *head("图例", SIDE_MM),
        gap(1),
        *plan_legend(SIDE_MM),
        *paragraph(f"比例尺 {scale}　坐标系 CGCS2000，EPSG:4547", Face("sans", 8.5), SIDE_MM),
        gap(2),
        *blanks,
    ]
