"""Word files (python-docx) in the look of official papers: the report of an evaluation.

PDF is printed by the desk, which has Qt's own PDF writer; gis knows no Qt.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from gis.evaluation.evaluate import COUNTY, Counted, Evaluation
from gis.foundation.clock import local
from gis.foundation.numbers import MISSING, rate
from gis.publish.paper import Paper

MOST_LINES = 60  # of the score table; the workbook has them all


def write_report(found: Evaluation, path: Path) -> None:
    """Write the report of an evaluation as .docx. OSError if the file cannot be written."""
    county: Any = found.county
    paper = Paper(f"{county.name}{found.period.name}{found.subjects.word}考核通报", county.made_up)
    until = f"，数据截至 {local(found.now):%Y-%m-%d %H:%M}" if found.running else ""
    paper.text(f"考核期：{found.period.first_day} 至 {found.period.last_day}{until}。")
    paper.heading("一、全县总体情况")
    paper.text(_overall(found))
    _whole_table(paper, found)
    paper.heading(f"二、{found.subjects.word}得分与排名")
    _score_table(paper, found)
    paper.heading("三、红黑榜")
    _lists(paper, found)
    paper.heading("四、需要核实的迹象")
    for sign in found.signs:
        paper.text(f"{found.subjects.name[sign.subject]}：{sign.words}。")
    if not found.signs:
        paper.text("本期没有发现。")
    paper.heading("五、口径")
    for line in _definitions(found):
        paper.text(line)
    paper.save(path)


def _overall(found: Evaluation) -> str:
    n = {name: f"{count[COUNTY]:,} 件" for name, count in found.present.counts.items()}
    return f"上报 {n['上报']}，立案 {n['立案']}；应结案 {n['应结案']}，结案 {n['结案']}，其中按期结案 {n['按期结案']}。"


def _whole_table(paper: Paper, found: Evaluation) -> None:
    lines = []
    for c in found.present.rates:
        change = found.moved(c.rate.key)[COUNTY]
        words = MISSING
        if not np.isnan(change):
            words = f"{round(change * 100, 2) + 0.0:+.2f} 个百分点" + (
                "" if found.moved_truly(c.rate.key)[COUNTY] else "（属正常波动）"
            )
        lines.append([c.rate.name, f"{c.part[COUNTY]:,}", f"{c.whole[COUNTY]:,}", rate(c.value[COUNTY], 2), words])
    paper.table(["比率", "分子", "分母", "本期", "与上期之差"], lines, left=1)


def _score_table(paper: Paper, found: Evaluation) -> None:
    scores = found.scores
    if scores is None:
        paper.text("考核表没有为此设记分卡。")
        return
    known = {c.rate.name: c for c in found.present.rates}
    shown = [known[n] for n in dict.fromkeys(n for t in scores.card.terms for n in t.value.names) if n in known]
    order = [int(i) for i in found.order]
    lines = [_score_line(found, i, shown) for i in order[:MOST_LINES]]
    paper.table(["名次", found.subjects.word, "得分", *(c.rate.name for c in shown)], lines, left=2)
    if len(order) > MOST_LINES:
        paper.text(f"表内列前 {MOST_LINES} 个，其余 {len(order) - MOST_LINES:,} 个见所附 Excel。")
    paper.text(f"{scores.card.basis}不足 {scores.card.min_cases} 件的只列数字，不参加排名。")


def _score_line(found: Evaluation, i: int, shown: list[Counted]) -> list[str]:
    scores = found.scores
    assert scores is not None
    points = MISSING if np.isnan(scores.score[i]) else f"{scores.score[i]:.2f}"
    rank = str(int(scores.rank[i])) if scores.rank[i] else MISSING
    return [rank, found.subjects.name[i], points, *(_cell(c, i) for c in shown)]


def _cell(counted: Counted, i: int) -> str:
    """A share with its counts; of few cases the interval instead."""
    if not counted.whole[i]:
        return MISSING
    parts = f"{counted.part[i]:,}/{counted.whole[i]:,}"
    if counted.few[i]:
        return f"{rate(counted.low[i], 0)}～{rate(counted.high[i], 0)} ({parts})"
    return f"{rate(counted.value[i], 2)} ({parts})"


def _lists(paper: Paper, found: Evaluation) -> None:
    scores = found.scores
    if scores is None:
        return
    for word, chosen in (("红榜", scores.red), ("黑榜", scores.black)):
        names = [f"{found.subjects.name[i]}（{scores.score[i]:.2f}）" for i in found.order if chosen[i]]
        more = f"等 {len(names):,} 个" if len(names) > MOST_LINES else ""
        paper.text(f"{word}：{'、'.join(names[:MOST_LINES]) + more if names else '无'}。")


def _definitions(found: Evaluation) -> list[str]:
    lines = [f"{r.name} = {r.numerator.text} ÷ {r.denominator.text}。" for r in found.table.rates]
    lines.append("“应结案”“应处置”“应回复”指时限在考核期内到期的事件；期末之后才办结的不计入本期。")
    if found.scores is not None:
        weights = "；".join(f"{t.value.text} {t.weight:g} 分" for t in found.scores.card.terms)
        lines.append(f"得分：{weights}，缺数据的项目由其余项目按权重折算。权重与门槛由县里在考核表中规定。")
    return lines
