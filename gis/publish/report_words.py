"""The words and figures of an evaluation's report, for whichever paper they go on: Word, PDF."""

from __future__ import annotations

from typing import Any

import numpy as np

from gis.evaluation.evaluate import COUNTY, Counted, Evaluation
from gis.foundation.clock import local
from gis.foundation.numbers import MISSING, rate

MOST_LINES = 60  # of the score table; the workbook has them all
WHOLE_HEADING = ("比率", "分子", "分母", "本期", "与上期之差")
NO_CARD = "考核表没有为此设记分卡。"
NO_SIGNS = "本期没有发现。"


def title(found: Evaluation) -> str:
    """巨鹿县2026 年第三季度县直部门考核通报."""
    county: Any = found.county
    return f"{county.name}{found.period.name}{found.subjects.word}考核通报"


def span(found: Evaluation) -> str:
    """The period in a sentence, with how far it is known while it runs."""
    until = f"，数据截至 {local(found.now):%Y-%m-%d %H:%M}" if found.running else ""
    return f"考核期：{found.period.first_day} 至 {found.period.last_day}{until}。"


def overall(found: Evaluation) -> str:
    """The county's counts in a sentence."""
    n = {name: f"{count[COUNTY]:,} 件" for name, count in found.present.counts.items()}
    return f"上报 {n['上报']}，立案 {n['立案']}；应结案 {n['应结案']}，结案 {n['结案']}，其中按期结案 {n['按期结案']}。"


def whole_lines(found: Evaluation) -> list[list[str]]:
    """A line a rate of the whole county, under WHOLE_HEADING."""
    return [_whole_line(found, c) for c in found.present.rates]


def _whole_line(found: Evaluation, c: Counted) -> list[str]:
    change = found.moved(c.rate.key)[COUNTY]
    words = MISSING
    if not np.isnan(change):
        usual = "" if found.moved_truly(c.rate.key)[COUNTY] else "（属正常波动）"
        words = f"{round(change * 100, 2) + 0.0:+.2f} 个百分点{usual}"
    return [c.rate.name, f"{c.part[COUNTY]:,}", f"{c.whole[COUNTY]:,}", rate(c.value[COUNTY], 2), words]


def scored_rates(found: Evaluation) -> list[Counted]:
    """The rates that the scorecard uses, in its order; none without a card."""
    if found.scores is None:
        return []
    known = {c.rate.name: c for c in found.present.rates}
    return [known[n] for n in dict.fromkeys(n for t in found.scores.card.terms for n in t.value.names) if n in known]


def score_heading(found: Evaluation) -> list[str]:
    return ["名次", found.subjects.word, "得分", *(c.rate.name for c in scored_rates(found))]


def score_lines(found: Evaluation) -> list[list[str]]:
    """A line a subject, the best first, at most MOST_LINES, under `score_heading`."""
    shown = scored_rates(found)
    return [_score_line(found, int(i), shown) for i in found.order[:MOST_LINES]]


def score_notes(found: Evaluation) -> list[str]:
    """What must be said under the score table."""
    assert found.scores is not None
    card, count = found.scores.card, len(found.order)
    more = f"表内列前 {MOST_LINES} 个，其余 {count - MOST_LINES:,} 个见所附 Excel。"
    fewer = f"{card.basis}不足 {card.min_cases} 件的只列数字，不参加排名。"
    return [more, fewer] if count > MOST_LINES else [fewer]


def _score_line(found: Evaluation, i: int, shown: list[Counted]) -> list[str]:
    scores = found.scores
    assert scores is not None
    points = MISSING if np.isnan(scores.score[i]) else f"{scores.score[i]:.2f}"
    rank = str(int(scores.rank[i])) if scores.rank[i] else MISSING
    return [rank, found.subjects.name[i], points, *(cell(c, i) for c in shown)]


def cell(counted: Counted, i: int) -> str:
    """A share with its counts; of few cases the interval instead."""
    if not counted.whole[i]:
        return MISSING
    parts = f"{counted.part[i]:,}/{counted.whole[i]:,}"
    if counted.few[i]:
        return f"{rate(counted.low[i], 0)}～{rate(counted.high[i], 0)} ({parts})"
    return f"{rate(counted.value[i], 2)} ({parts})"


def listed(found: Evaluation) -> list[tuple[str, list[str]]]:
    """(红榜 | 黑榜, names with their scores, the best first); empty without a card."""
    scores = found.scores
    if scores is None:
        return []
    return [
        (word, [f"{found.subjects.name[i]}（{scores.score[i]:.2f}）" for i in found.order if chosen[i]])
        for word, chosen in (("红榜", scores.red), ("黑榜", scores.black))
    ]


def listed_words(word: str, names: list[str]) -> str:
    """One list in a sentence."""
    more = f"等 {len(names):,} 个" if len(names) > MOST_LINES else ""
    return f"{word}：{'、'.join(names[:MOST_LINES]) + more if names else '无'}。"


def sign_lines(found: Evaluation) -> list[str]:
    """Signs worth a look, a sentence each."""
    return [f"{found.subjects.name[sign.subject]}：{sign.words}。" for sign in found.signs] or [NO_SIGNS]


def definitions(found: Evaluation) -> list[str]:
    """What every figure means: formulas, when something is due, how scores come about."""
    lines = [f"{r.name} = {r.numerator.text} ÷ {r.denominator.text}。" for r in found.table.rates]
    lines.append("“应结案”“应处置”“应回复”指时限在考核期内到期的事件；期末之后才办结的不计入本期。")
    if found.scores is not None:
        weights = "；".join(f"{t.value.text} {t.weight:g} 分" for t in found.scores.card.terms)
        lines.append(f"得分：{weights}，缺数据的项目由其余项目按权重折算。权重与门槛由县里在考核表中规定。")
    return lines
