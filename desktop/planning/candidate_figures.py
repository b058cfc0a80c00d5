"""What a way to divide a village is worth, in the figures that stand side by side on cards and on the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from desktop.planning.candidate_card import CardFace
from gis.boundaries.editing.preview import LEAST, MOST
from gis.boundaries.outlook import grids_of, inner_border_m

if TYPE_CHECKING:
    from gis.boundaries.editing.state import State
    from gis.boundaries.partition.candidate import Candidate
    from gis.boundaries.partition.hand import Area

    Made = tuple[State, str, Area]  # the county it was made from, the village, its ground made ready


@dataclass(frozen=True)
class Scores:
    """least, most: households of a grid. moved: households that change hands against the county in force. border_m:
    borders between the grids. lane_share: of the borders among houses, along lanes; None until it is known.
    compactness: mean 4πA/P² (Polsby and Popper 1991). walking_m: mean from a household to the middle of its grid's."""

    least: int
    most: int
    moved: int
    border_m: float
    lane_share: float | None
    compactness: float
    walking_m: float

    def words(self) -> tuple[tuple[str, str], ...]:
        """(word, value) in the order of the cards."""
        lanes = "—" if self.lane_share is None else f"{self.lane_share:.0%}"
        return (
            ("户数", f"{self.least}–{self.most}" if self.least != self.most else str(self.least)),
            ("改属", f"{self.moved:,} 户"),
            ("边界", f"{self.border_m / 1000:.2f} km"),
            ("沿路", lanes),
            ("紧凑", f"{self.compactness:.2f}"),
            ("步行", f"{self.walking_m:.0f} m"),
        )

    def costs(self) -> tuple[float, ...]:
        """The same figures, the smaller the better."""
        lanes = -1.0 if self.lane_share is None else self.lane_share
        return self.most - self.least, self.moved, self.border_m, -lanes, -self.compactness, self.walking_m


def village_key(state: State, village: str) -> tuple[object, ...]:
    """What candidates depend on: grids of a village, their ground and households. Equal when a stroke was undone."""
    faces = [state.faces[code] for code in grids_of(state, village)]
    return tuple((f.code, round(f.area_m2, 2), round(float(f.shape.length), 2), f.houses.tobytes()) for f in faces)


def face_of(title: str, found: Candidate, moved: int) -> CardFace:
    """The card of a candidate."""
    held = found.households
    scores = Scores(
        int(held.min()), int(held.max()), moved, found.border_m, found.lane_share, found.mean_compactness,
        found.walking_m,
    )  # fmt: skip
    return _face(title, scores, tuple(found.polygons), tuple(not LEAST <= n <= MOST for n in held.tolist()))


def _face(title: str, scores: Scores, shapes: tuple, misfits: tuple[bool, ...], current: bool = False) -> CardFace:
    over = sum(misfits)
    verdict = f"{over} 个超限" if over else "全部合格"
    return CardFace(title, shapes, misfits, scores.words(), verdict, not over, current=current, costs=scores.costs())


def changed_hands(base: State, ground: Made, found: Candidate) -> int:
    """Households that would be in another grid than in the county in force."""
    area, houses = ground[2], houses_in(base, ground)
    if houses is None:
        return found.moved
    today = [code if len(code) == 15 else "" for code in area.codes]
    kept = np.array([today[k] if k >= 0 else "" for k in found.keeps.tolist()])
    was = np.full(len(base.houses.x), "", dtype="U15")
    for code in grids_of(base, area.village):
        was[base.faces[code].houses] = code
    before = was[houses]
    return int(((before != kept[found.labels]) & (np.char.str_len(before) == 15)).sum())


def as_it_stands(state: State, village: str, title: str, moved: int, ground: Made | None) -> CardFace:
    """The card of the plan itself, in the same figures as the candidates (on a worker)."""
    codes = grids_of(state, village)
    held = [state.faces[code].households for code in codes]
    misfits = tuple(len(code) == 15 and not LEAST <= n <= MOST for code, n in zip(codes, held, strict=True))
    compact = float(np.mean([state.faces[code].compactness for code in codes]))
    scores = Scores(
        min(held), max(held), moved, inner_border_m(state, village), lanes(state, ground), compact,
        _walking_m(state, codes),
    )  # fmt: skip
    return _face(title, scores, tuple(state.faces[code].shape for code in codes), misfits, current=True)


def lanes(state: State, ground: Made | None) -> float | None:
    """The share of borders among houses that follows a lane; None until the ground is made ready."""
    from gis.boundaries.partition.ground import lane_share

    houses = houses_in(state, ground) if ground is not None else None
    if ground is None or houses is None:
        return None
    label = np.full(len(state.houses.x), -1, np.int32)
    for number, code in enumerate(grids_of(state, ground[1])):
        label[state.faces[code].houses] = number
    return lane_share(ground[2].ground, label[houses])


def houses_in(state: State, ground: Made) -> np.ndarray | None:
    """int32[n]: where the households of a ground stand in a state; None if some are not there. A county read anew,
    after a plan took effect for instance, has its households in another order than the one the ground was made from."""
    made, _, area = ground
    if made.houses is state.houses:
        return area.houses
    ids, by_id = made.houses.id[area.houses], state.houses.by_id
    if ids.max(initial=0) >= len(by_id):
        return None
    found = by_id[ids]
    return found if (found >= 0).all() else None


def _walking_m(state: State, codes: list[str]) -> float:
    """Mean straight distance from a household to the middle of its grid's households."""
    far = []
    for code in codes:
        houses = state.faces[code].houses
        if len(houses):
            x, y = state.houses.x[houses], state.houses.y[houses]
            far.append(np.hypot(x - x.mean(), y - y.mean()))
    return float(np.concatenate(far).mean()) if far else 0.0
