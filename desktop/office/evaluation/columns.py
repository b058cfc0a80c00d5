"""Which rates stand as columns: those the score is made of first, then those the county is known by, then the rest;
each on the side of wrong assignment that is asked for."""

from __future__ import annotations

from desktop.office.evaluation.tiles import FIRST
from gis.evaluation.evaluate import Evaluation
from gis.evaluation.fairness import FAIR, counterparts


def rate_order(found: Evaluation, fair: bool) -> list[int]:
    """Places of all rates in the order of the columns; a pair counts once, on its plain or fair side."""
    rates, pairs = found.table.rates, counterparts(found.table)
    plain_of = {fair_place: plain for plain, fair_place in pairs.items()}
    place = {rate.name: i for i, rate in enumerate(rates)} | {rate.key: i for i, rate in enumerate(rates)}
    card = found.table.card(found.subjects.by)
    named = [name for term in card.terms for name in term.value.names] if card is not None else []
    wanted = [place[name] for name in (*named, *FIRST) if name in place] + list(range(len(rates)))
    sided = [pairs.get(plain_of.get(i, i), i) if fair else plain_of.get(i, i) for i in wanted]
    return list(dict.fromkeys(sided))


def scored_fairly(found: Evaluation) -> bool:
    """Whether the county's own card takes wrong assignment out."""
    card = found.table.card(found.subjects.by)
    if card is None:
        return False
    texts = (card.basis, card.red.text, card.black.text, *(term.value.text for term in card.terms))
    return any(FAIR in text for text in texts)
