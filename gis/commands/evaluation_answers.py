"""What `main.py evaluate` tells scripts and people of an evaluation."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from gis.commands.aligning import aligned
from gis.evaluation.evaluate import COUNTY, Counted, Evaluation
from gis.evaluation.gaming import SIGN_WORD
from gis.evaluation.subjects import BY_WORD
from gis.foundation.clock import local
from gis.foundation.numbers import MISSING, rate

LIST_WORD = {"red": "红榜", "black": "黑榜"}


def document(found: Evaluation) -> dict[str, Any]:
    """The whole evaluation for JSON: every rate with numerator, denominator, value, interval, trend."""
    period = found.period
    return {
        "county": _county(found),
        "period": {
            "key": period.key,
            "name": period.name,
            "from": str(period.first_day),
            "to": str(period.last_day),
            "running": found.running,
            "known_until": local(period.cut(found.now)).isoformat(),
        },
        "by": found.subjects.by,
        "by_name": BY_WORD[found.subjects.by],
        "min_cases": found.table.min_cases,
        "rates": [
            {
                "key": r.key,
                "name": r.name,
                "numerator": r.numerator.text,
                "denominator": r.denominator.text,
                "good": r.good,
            }
            for r in found.table.rates
        ],
        "before": [b.period.key for b in found.before],
        "total": _subject(found, COUNTY),
        "subjects": [_subject(found, int(i)) for i in found.order],
    }


def _county(found: Evaluation) -> dict[str, Any]:
    county: Any = found.county
    return {"name": county.name, "code": county.code, "made_up": county.made_up}


def _subject(found: Evaluation, i: int) -> dict[str, Any]:
    whose, scores = found.subjects, found.scores
    about: dict[str, Any] = {"name": "全县", "code": "", "note": ""}
    if i != COUNTY:
        about = {"name": whose.name[i], "code": whose.code[i], "note": whose.note[i]}
        if scores is not None:
            about |= {
                "score": _number(scores.score[i], 2),
                "rank": int(scores.rank[i]) or None,
                "list": listed(found, i),
            }
        about["signs"] = [
            {"kind": s.kind, "name": SIGN_WORD[s.kind], "part": s.part, "whole": s.whole, "words": s.words}
            for s in found.signs
            if s.subject == i
        ]
    about["counts"] = {name: int(c[i]) for name, c in found.present.counts.items()}
    about["rates"] = {c.rate.key: _rate(found, c, i) for c in found.present.rates}
    return about


def listed(found: Evaluation, i: int) -> str | None:
    """red, black or None."""
    if found.scores is None:
        return None
    return "red" if found.scores.red[i] else "black" if found.scores.black[i] else None


def _rate(found: Evaluation, counted: Counted, i: int) -> dict[str, Any]:
    key = counted.rate.key
    at = found.table.rate(key)
    return {
        "name": counted.rate.name,
        "numerator": int(counted.part[i]),
        "denominator": int(counted.whole[i]),
        "value": _number(counted.value[i], 6),
        "low": _number(counted.low[i], 6),
        "high": _number(counted.high[i], 6),
        "few": bool(counted.few[i]),
        "before": [_number(b.rates[at].value[i], 6) for b in found.before],
        "moved": _number(found.moved(key)[i], 6),
        "moved_truly": bool(found.moved_truly(key)[i]),
    }


def _number(value: float, places: int) -> float | None:
    return None if math.isnan(value) else round(float(value), places)


def text(found: Evaluation, names: list[str] | None = None) -> str:
    """A table for people: rank, subject, score, and the rates wanted (those of the scorecard by default)."""
    rates = [found.present.rates[found.table.rate(n)] for n in names or _shown(found)]
    heading = [BY_WORD[found.subjects.by], "名次", "得分", *(c.rate.name for c in rates), "榜"]
    lines = [_line(found, int(i), rates) for i in found.order]
    lines.append(["全县", "", "", *(_cell(c, COUNTY) for c in rates), ""])
    whole = aligned(heading, lines)
    until = f"（截至 {local(found.now):%Y-%m-%d %H:%M}）" if found.running else ""
    told = [f"{found.period.name}{until}，按{BY_WORD[found.subjects.by]}", *whole]
    told += [f"迹象  {found.subjects.name[s.subject]}  {s.words}" for s in found.signs]
    told.append(f"a~b：分母不足 {found.table.min_cases} 件，只给 95% 区间；不足参评件数的不排名。")
    return "\n".join(told)


def _shown(found: Evaluation) -> list[str]:
    """Names of the rates that the scorecard uses, or of the county's own three and the two of closing."""
    known = {r.name for r in found.table.rates}
    names = ["结案率", "按期结案率"]
    if found.scores is not None:
        names = [n for term in found.scores.card.terms for n in term.value.names if n in known]
    return list(dict.fromkeys([*names, "回复率", "办结率", "满意率"]))


def _line(found: Evaluation, i: int, rates: list[Counted]) -> list[str]:
    scores = found.scores
    rank = str(int(scores.rank[i])) if scores is not None and scores.rank[i] else MISSING
    points = MISSING if scores is None or np.isnan(scores.score[i]) else f"{scores.score[i]:.2f}"
    word = LIST_WORD.get(listed(found, i) or "", "")
    return [found.subjects.name[i], rank, points, *(_cell(c, i) for c in rates), word]


def _cell(counted: Counted, i: int) -> str:
    if not counted.whole[i]:
        return MISSING
    parts = f"{int(counted.part[i])}/{int(counted.whole[i])}"
    if counted.few[i]:
        return f"{rate(float(counted.low[i]), 0)}~{rate(float(counted.high[i]), 0)} {parts}"
    return f"{rate(float(counted.value[i]), 2)} {parts}"


def rows_document(found: Evaluation, name: str, subject: int) -> dict[str, Any]:
    """The very events of one figure: numbers of the denominator, each with whether the numerator has it."""
    part, whole = found.rate_rows(name, subject)
    events = found.county.events
    hit = set(part.tolist())
    return {
        "rate": found.table.rates[found.table.rate(name)].key,
        "of": "全县" if subject == COUNTY else found.subjects.name[subject],
        "numerator": len(part),
        "denominator": len(whole),
        "events": [{"number": events.number(int(r)), "counted": int(r) in hit} for r in whole],
    }
