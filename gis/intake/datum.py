"""The datum doctor: in which system were these degrees measured? Each hypothesis is tried on the villages named.

Phones and map apps give GCJ-02, Baidu gives BD-09, both some 540 m off here: several grids wide, yet in the same
county, so only the villages that rows name can tell. Without enough of them nothing is decided and the user is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from gis.foundation.crs import bd_to_wgs, gcj_to_wgs

_LEAST_SHARE = 0.6  # of the rows must lie in the village they name
_LEAST_TELLING = 3  # rows that only the best hypothesis explains, none or a quarter as many explained only by another

VillageAt = Callable[[np.ndarray, np.ndarray], np.ndarray]  # CGCS2000 degrees → village rows, -1 outside the county


class Datum(Enum):
    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


DATUM_WORD = {Datum.WGS84: "WGS 84 / CGCS2000", Datum.GCJ02: "GCJ-02（手机、高德、腾讯）", Datum.BD09: "BD-09（百度）"}


@dataclass(frozen=True)
class Verdict:
    """`datum` None: undecided. `agreeing`: rows that lie in the village they name, by hypothesis, of `rows` that name
    one. `evidence`: the same in a Chinese sentence."""

    datum: Datum | None
    agreeing: dict[Datum, int]
    rows: int
    evidence: str


def to_cgcs2000(datum: Datum, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """CGCS2000 degrees (equal to WGS 84 within decimetres) of degrees in a datum."""
    if datum is Datum.GCJ02:
        return gcj_to_wgs(lon, lat)
    if datum is Datum.BD09:
        return bd_to_wgs(lon, lat)
    return lon, lat


def judge(lon: np.ndarray, lat: np.ndarray, named: np.ndarray, village_at: VillageAt) -> Verdict:
    """The datum of float64[n] degrees whose rows name the villages int32[n] `named` (-1: none)."""
    told = named >= 0
    rows = int(told.sum())
    fits = {
        datum: village_at(*to_cgcs2000(datum, lon[told], lat[told])) == named[told] if rows else np.zeros(0, bool)
        for datum in Datum
    }
    agreeing = {datum: int(fit.sum()) for datum, fit in fits.items()}
    best = max(agreeing, key=agreeing.__getitem__)
    decided = rows > 0 and agreeing[best] >= _LEAST_SHARE * rows and _beats_all(best, fits)
    return Verdict(best if decided else None, agreeing, rows, _sentence(agreeing, rows))


def _beats_all(best: Datum, fits: dict[Datum, np.ndarray]) -> bool:
    """Row against row (as McNemar's test pairs them): villages are large, so most rows fit every hypothesis, and only
    those tell that fit one and not the other."""
    for other, fit in fits.items():
        if other is not best:
            for_best, for_other = int((fits[best] & ~fit).sum()), int((fit & ~fits[best]).sum())
            if for_best < max(_LEAST_TELLING, 4 * for_other):
                return False
    return True


def _sentence(agreeing: dict[Datum, int], rows: int) -> str:
    if not rows:
        return "没有一行写明村名，无从核对"
    parts = "，".join(f"按 {datum.value.upper()} 有 {n} 行" for datum, n in agreeing.items())
    return f"{rows} 行写明了村：{parts}落在所填的村里"
