"""Quick phrases of the forms, from a table that the county may edit (resources/tables/act_phrases.toml)."""

from __future__ import annotations

import logging
from functools import cache

from resources import ROOT

log = logging.getLogger(__name__)


@cache
def _table() -> dict[str, tuple[str, ...]]:
    import tomllib

    path = ROOT / "tables" / "act_phrases.toml"
    try:
        with path.open("rb") as file:
            return {kind: tuple(str(each) for each in lines) for kind, lines in tomllib.load(file).items()}
    except (OSError, ValueError) as error:
        log.warning("%s cannot be read, forms go without quick phrases: %s", path.name, error)
        return {}


def phrases_of(kind: str) -> tuple[str, ...]:
    """The phrases offered for an act, none if the table has none."""
    return _table().get(kind, ())
