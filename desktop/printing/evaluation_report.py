"""考核通报: a period's evaluation on paper: figures with their denominators, ranking, lists, trend, what each means."""

from __future__ import annotations

from typing import Any

import numpy as np

from desktop.printing.faces import PT, Face, lines_of
from desktop.printing.flow import Document, flow
from desktop.printing.marks import GREY
from desktop.printing.paper import A4
from desktop.printing.slices import Slice, gap, kept, one_line, paragraph
from desktop.printing.stamp import Stamp, file_name
from desktop.printing.tables import Cell, heading, table
from desktop.printing.trend_chart import Series, charts
from gis.evaluation.evaluate import COUNTY, Evaluation
from gis.evaluation.fairness import effects
from gis.foundation.numbers import MISSING
from gis.publish import report_words as words

TITLE = Face("title", 20, True)
HEAD = Face("head", 13)
BODY = Face("text", 12)
CELL = Face("sans", 8.5)
FINE = Face("sans", 8)
LINE = 12 * PT * 1.6
EM = 12 * PT
SCORE_MM = (11.0, 33.0, 15.0)  # rank, name, score
MOST_EFFECTS = 12
MOST_CHARTS = 6
TREND_OF = ("回复率", "办结率", "满意率", "结案率", "按期结案率", "返工率")
INTERVALS = (
    "比率后括号内为 分子/分母。分母不足 {few} 件的只给 95% 威尔逊区间（a～b），不与他人比较；图中灰条亦为该区间。"
)


def evaluation_document(found: Evaluation, stamp: Stamp) -> Document:
    """The report of an evaluation."""
    width = A4.text_width
    title = words.title(found)
    strips = [
        *_centred(title, width),
        gap(3),
        *_text([words.span(found), words.overall(found)], width),
        *_section("一、全县总体情况", width, _whole(found, width)),
        *_section(f"二、{found.subjects.word}得分与排名", width, _scores(found, width)),
        *_section("三、红黑榜", width, _text([words.listed_words(w, n) for w, n in words.listed(found)], width)),
        *_section("四、各期比较", width, _trend(found, width)),
        *_section("五、错派的影响", width, _effects(found, width)),
        *_section("六、需要核实的迹象", width, _text(words.sign_lines(found), width)),
        *_section("七、口径", width, _definitions(found, width)),
    ]
    pages = flow(strips, A4, stamp.furniture(title, False))
    return Document(title, file_name(title), tuple(pages))


def _centred(title: str, width: float) -> list[Slice]:
    """A title over one line, or over two where it is long."""
    return [one_line(line, TITLE, width, "centre", 11) for line in lines_of(title, TITLE, width)]


def _section(title: str, width: float, strips: list[Slice]) -> list[Slice]:
    """A heading that stays with what it heads; nothing at all without content."""
    return [gap(3), *kept([one_line(title, HEAD, width, line=9)]), *strips] if strips else []


def _text(lines: list[str], width: float) -> list[Slice]:
    return [strip for line in lines for strip in paragraph(line, BODY, width, 2 * EM, LINE, justify=True)]


def _whole(found: Evaluation, width: float) -> list[Slice]:
    columns = (52.0, 24.0, 24.0, 24.0, width - 124.0)
    rows = [
        [Cell(c, CELL, "left" if i in (0, 4) else "right") for i, c in enumerate(r)] for r in words.whole_lines(found)
    ]
    return table(columns, rows, [heading(name) for name in words.WHOLE_HEADING])


def _scores(found: Evaluation, width: float) -> list[Slice]:
    if found.scores is None:
        return _text([words.NO_CARD], width)
    names = words.score_heading(found)
    rest = (width - sum(SCORE_MM)) / (len(names) - 3) if len(names) > 3 else 0.0
    columns = (*SCORE_MM, *[rest] * (len(names) - 3)) if rest else (*SCORE_MM[:2], width - sum(SCORE_MM[:2]))
    where = [found.subjects.note[int(i)] for i in found.order]
    rows = [_score_row(line, own) for line, own in zip(words.score_lines(found), where, strict=False)]
    notes = [strip for note in words.score_notes(found) for strip in paragraph(note, FINE, width, ink=GREY)]
    return [*table(columns, rows, [heading(name) for name in names]), gap(1), *notes]


def _score_row(line: list[str], where: str) -> list[Cell]:
    """Masked names and names of villages recur: where it lies stands below."""
    rank, name, points, *rates = line
    named = Cell(f"{name}\n{where}" if where else name, CELL)
    cells = [Cell(rank, CELL, "right"), named, Cell(points, CELL, "right")]
    return [*cells, *(Cell(one.replace(" (", "\n("), FINE, "right") for one in rates)]


def _trend(found: Evaluation, width: float) -> list[Slice]:
    """The county's rates over the periods before and this one."""
    spans = [*found.before, found.present]
    if len(spans) < 2:
        return []
    names = tuple(span.period.key for span in spans)
    wanted = [i for i, r in enumerate(found.table.rates) if r.name in TREND_OF]
    series = [
        Series(
            found.table.rates[i].name,
            names,
            *(np.array([getattr(s.rates[i], part)[COUNTY] for s in spans], float) for part in ("value", "low", "high")),
        )
        for i in wanted[:MOST_CHARTS]
    ]
    return charts(series, width)


def _effects(found: Evaluation, width: float) -> list[Slice]:
    """Whom taking wrong assignment out helps, the greatest change of rank first."""
    told = effects(found)
    if not told:
        return []
    rows = []
    for one in told[:MOST_EFFECTS]:
        plain, fair = (str(rank) if rank else MISSING for rank in (one.rank_plain, one.rank_fair))
        scores = (MISSING if np.isnan(s) else f"{s:.2f}" for s in (one.score_plain, one.score_fair))
        values = (found.subjects.name[one.subject], plain, fair, *scores)
        rows.append([Cell(value, CELL, "right" if i else "left") for i, value in enumerate(values)])
    names = (found.subjects.word, "名次（不扣错派）", "名次（扣错派）", "得分（不扣错派）", "得分（扣错派）")
    columns = (width - 4 * 33.0, 33.0, 33.0, 33.0, 33.0)
    lead = _text(["指派有误、随后退单改派的事件不计入承办单位的比率。扣除前后有出入的："], width)
    return [*kept(lead), *table(columns, rows, [heading(name) for name in names])]


def _definitions(found: Evaluation, width: float) -> list[Slice]:
    county: Any = found.county
    told = words.definitions(found)
    count = len(found.table.rates)
    formulas = "；".join(line.rstrip("。") for line in told[:count])
    lines = [INTERVALS.format(few=found.table.min_cases), f"{formulas}。", *told[count:]]
    if county.made_up:
        lines.append("本通报所据为模拟数据。")
    small = Face("text", 10.5)
    return [s for line in lines for s in paragraph(line, small, width, 2 * 10.5 * PT, 10.5 * PT * 1.5, justify=True)]
