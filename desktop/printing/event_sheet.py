"""工单: one event on one clean page, its history running on where it is long."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.printing.event_facts import ClockFacts, EventFacts, StepFacts
from desktop.printing.faces import Face
from desktop.printing.flow import Document, Page, Told, flow, untold
from desktop.printing.map_picture import Cartographer, area_around, pin
from desktop.printing.marks import GREY, Mark, Symbol, Text, flush_right, placed
from desktop.printing.paper import A4
from desktop.printing.photos import photo_strips
from desktop.printing.slices import Slice, kept, one_line, paragraph
from desktop.printing.stamp import Stamp, file_name
from desktop.printing.tables import BODY, Cell, heading, label, table
from gis.events.states import STATE_WORD, State

TITLE = Face("title", 18, True)
NUMBER = Face("sans", 9)
FINE = Face("sans", 8)
WORD_MM = 22.0  # the column of labels
MAP_MM = (70.0, 33.0)
MAP_M_PER_MM = 7.0  # 460 m across: the lane and its neighbours
PHOTO_MM = 31.0
STEPS = (37.0, 18.0, 42.0, 73.0)  # when, act, who, why
NAME = "网格事件工单"


def event_document(
    facts: Sequence[EventFacts], stamp: Stamp, cartographer: Cartographer | None, told: Told = untold
) -> Document:
    """One sheet an event, each with its own page numbers. Without a cartographer no map is printed."""
    pages: list[Page] = []
    for done, one in enumerate(facts):
        told(done, len(facts))
        pages += sheet(one, stamp, cartographer)
    first = facts[0].number
    words = f"工单 {first}" if len(facts) == 1 else f"工单 {first} 等 {len(facts)} 件"
    return Document(words, file_name(words), tuple(pages))


def sheet(facts: EventFacts, stamp: Stamp, cartographer: Cartographer | None) -> list[Page]:
    """The pages of one event."""
    width = A4.text_width
    strips = [
        _head(facts, stamp, width),
        *table(_columns(width), _about(facts)),
        *table((WORD_MM, width - WORD_MM), [_place(facts, cartographer)]),
        *table(_columns(width), _clocks(facts)),
        *_photos(facts, width),
        *_steps(facts.steps, width),
        *_outcome(facts, width),
        *signatures(("经办人", "审核人", "签收人"), width),
    ]
    return flow(strips, A4, stamp.furniture(f"工单 {facts.number}", cartographer is not None))


def _head(facts: EventFacts, stamp: Stamp, width: float) -> Slice:
    """The title, and the number at the end of its line."""
    title = one_line(f"{stamp.county}{NAME}", TITLE, width, "centre", 12)
    return Slice(title.height, (*title.marks, flush_right(f"编号：{facts.number}", NUMBER, width, 10.5)))


def _columns(width: float) -> tuple[float, ...]:
    half = (width - 2 * WORD_MM) / 2
    return WORD_MM, half, WORD_MM, half


def _about(facts: EventFacts) -> list[list[Cell]]:
    unit = facts.unit or "尚未指派"
    return [
        [
            label("状态"),
            state_cell(facts),
            label("承办单位"),
            Cell(f"{unit}，协办 {facts.helping}" if facts.helping else unit),
        ],
        [label("类别"), Cell(facts.category), label("事项"), Cell(facts.item)],
        [label("来源"), Cell(facts.source), label("上报时间"), Cell(facts.reported)],
        [label("报告人"), Cell(facts.reporter or "—"), label("网格员"), Cell(facts.worker)],
        [label("事由"), Cell(facts.description, span=3, least=8.5)],
        *([[label("并案"), Cell(facts.merged, span=3)]] if facts.merged else []),
        [label("权责依据"), Cell(facts.duty or "权责清单中没有这一类", FINE, span=3, ink=GREY)],
    ]


def state_cell(facts: EventFacts) -> Cell:
    """State by symbol and word, and the step it stands at."""
    word = STATE_WORD[facts.state]
    words = (
        facts.status if facts.state is State.CLOSED else f"{word}（{facts.status}）" if facts.status != word else word
    )

    def strips(_width: float) -> list[Slice]:
        line = one_line(words, BODY, 100)
        marks = (Symbol(1.6, line.height / 2, facts.state), *placed(line.marks, 4.6, 0))
        return [Slice(line.height, marks)]

    return Cell(strips)


def _place(facts: EventFacts, cartographer: Cartographer | None) -> list[Cell]:
    lines = [(facts.place, BODY), (f"网格编码 {facts.code}", FINE), (facts.coordinates, FINE)]

    def strips(width: float) -> list[Slice]:
        room = width - MAP_MM[0] - 3 if cartographer else width
        words = [strip for text, face in lines for strip in paragraph(text, face, room)]
        if cartographer is None:
            return words
        marks: list[Mark] = placed(_map(facts, cartographer), width - MAP_MM[0], 0)
        y = 0.0
        for strip in words:
            marks += placed(strip.marks, 0, y)
            y += strip.height
        return [Slice(max(MAP_MM[1], y), tuple(marks))]

    return [label("地点"), Cell(strips, middle=False)]


def _map(facts: EventFacts, cartographer: Cartographer) -> list[Mark]:
    """The place and its surroundings, the place in the middle."""
    area = area_around(facts.x_m, facts.y_m, *MAP_MM, MAP_M_PER_MM)
    found = cartographer.paint(area)
    x, y = area.to_mm(facts.x_m, facts.y_m)
    return [*cartographer.marks(area, found), *pin(x, y), Symbol(x, y, facts.state, 1.9, True)]


def _clocks(facts: EventFacts) -> list[list[Cell]]:
    if not facts.clocks:
        return [[label("时限"), Cell("这一类没有规定时限", span=3)]]
    return [row for clock in facts.clocks for row in _clock(clock)]


def _clock(clock: ClockFacts) -> list[list[Cell]]:
    why = f"{clock.rule}。{clock.counted}。" if clock.counted else f"{clock.rule}。"
    return [
        [label(f"{clock.word}时限"), Cell(clock.due), label(f"{clock.word}情况"), Cell(clock.standing)],
        [label("时限说明"), Cell(why, FINE, span=3, ink=GREY)],
    ]


def _photos(facts: EventFacts, width: float) -> list[Slice]:
    """Before and after, side by side."""
    if not facts.before and not facts.after:
        return []
    half = width / 2
    own = max(len(facts.before), len(facts.after))
    rows = [[heading("处置前"), heading("处置后")]]
    for place in range(own):
        rows.append([_photo_cell(facts.before, place, half), _photo_cell(facts.after, place, half)])
    strips = table((half, half), rows)
    return [*kept(strips[:1]), *strips[1:]]


def _photo_cell(photos: Sequence[tuple[bytes, str]], place: int, _width: float) -> Cell:
    if place >= len(photos):
        return Cell("无照片" if place == 0 else "", FINE, "centre", ink=GREY)
    own = photos[place : place + 1]
    return Cell(lambda width: photo_strips(own, width, PHOTO_MM, 1))


def _steps(steps: Sequence[StepFacts], width: float) -> list[Slice]:
    head = [heading(word) for word in ("时间", "步骤", "经办", "说明")]
    rows = [
        [
            Cell(step.when, FINE, middle=False),
            Cell(step.act, FINE, "centre", middle=False),
            Cell(step.who or "—", FINE, middle=False),
            Cell(step.why, FINE, middle=False),
        ]
        for step in steps
    ]
    columns = (*STEPS[:-1], width - sum(STEPS[:-1]))
    return table(columns, rows, head, 0.5)


def _outcome(facts: EventFacts, width: float) -> list[Slice]:
    result = facts.result or "（尚未报结）"
    rated = "，".join(word for word in (facts.rating, facts.rating_words) if word) or "（尚未评价）"
    rows = [
        [label("办理结果"), Cell(result, span=3, least=8.5)],
        [label("群众评价"), Cell(rated), label("办结时间"), Cell(facts.closed or "—")],
    ]
    return kept(table(_columns(width), rows))


def signatures(words: Sequence[str], width: float, above: float = 4.0) -> list[Slice]:
    """Names to sign beside, and the date."""
    own = (width - 44) / len(words)
    base = above + BODY.line / 2 + BODY.ascent
    marks: list[Mark] = [Text(place * own, base, f"{word}：", BODY) for place, word in enumerate(words)]
    marks.append(flush_right("日期：　　　　年　　月　　日", BODY, width, base))
    return [Slice(base + 3, tuple(marks))]
