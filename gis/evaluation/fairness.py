"""What wrong assignment does to the figures: each rate that has a counterpart with it taken out (扣错派…), the scores
under either, and what changes between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np

from gis.evaluation.evaluate import Evaluation, scored_by
from gis.evaluation.expressions import Formula
from gis.evaluation.measures import MEASURE_NOTE
from gis.evaluation.scoring import Scores, score
from gis.evaluation.table import Card, EvaluationTable, Term

FAIR = "扣错派"
NAME = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True)
class Effect:
    """What taking wrong assignment out does to one subject. rank: 1 … , 0 not ranked; score: 0 … 100, NaN without."""

    subject: int
    rank_plain: int
    rank_fair: int
    score_plain: float
    score_fair: float


def counterparts(table: EvaluationTable) -> dict[int, int]:
    """Place of each plain rate → place of the one with wrong assignment taken out."""
    place = {rate.name: i for i, rate in enumerate(table.rates)}
    return {place[name.removeprefix(FAIR)]: i for name, i in place.items() if _has_plain(name, place)}


def scores(found: Evaluation, fair: bool) -> Scores | None:
    """The scores with every name of the card that has a counterpart put on the plain or on the fair side; None where
    the kind of subject is not scored."""
    card = found.table.card(found.subjects.by)
    if card is None:
        return None
    return score(regarding(card, found.table, fair), scored_by(found.present, len(found.subjects)))


def effects(found: Evaluation) -> tuple[Effect, ...]:
    """Subjects whose score or rank differs between the two sides, the greatest change of rank first."""
    plain, fair = scores(found, False), scores(found, True)
    if plain is None or fair is None:
        return ()
    differing = ~((plain.score == fair.score) | (np.isnan(plain.score) & np.isnan(fair.score)))
    made = [
        Effect(int(i), int(plain.rank[i]), int(fair.rank[i]), float(plain.score[i]), float(fair.score[i]))
        for i in np.flatnonzero(differing | (plain.rank != fair.rank))
    ]
    return tuple(sorted(made, key=lambda e: (-abs(e.rank_plain - e.rank_fair), -abs(e.score_fair - e.score_plain))))


def regarding(card: Card, table: EvaluationTable, fair: bool) -> Card:
    """A card whose formulas name the fair or the plain side throughout."""
    known = {*MEASURE_NOTE, *(rate.name for rate in table.rates)}

    def named(text: str) -> str:
        return NAME.sub(lambda found: _side(found[0], known, fair), text)

    return replace(
        card,
        basis=_side(card.basis, known, fair),
        terms=tuple(Term(Formula(named(t.value.text)), t.weight) for t in card.terms),
        red=Formula(named(card.red.text)),
        black=Formula(named(card.black.text)),
    )


def _side(name: str, known: set[str], fair: bool) -> str:
    other = FAIR + name if fair else name.removeprefix(FAIR)
    return other if other in known else name


def _has_plain(name: str, place: dict[str, int]) -> bool:
    return name.startswith(FAIR) and name.removeprefix(FAIR) in place
