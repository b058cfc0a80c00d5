"""Theme: the design tokens as Qt colours, fonts and one generated style sheet. Day, night and wall."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field

from PySide6.QtGui import QColor, QFont

from gis.events.states import STATE_KEY, State
from resources import ROOT


@dataclass(frozen=True)
class StateColours:
    """The three colours of a clock state."""

    fill: QColor
    text: QColor
    tint: QColor


@dataclass(frozen=True)
class Theme:
    """One theme. `ui`, `map`, `check` hold the colours of tokens.json by their names; `state` by State."""

    name: str
    ui: dict[str, QColor]
    map: dict[str, QColor]
    state: dict[State, StateColours]
    check: dict[str, QColor]
    tokens: dict = field(repr=False)

    @property
    def night(self) -> bool:
        return self.name != "day"

    def font(self, step: str = "body") -> QFont:
        """A desk type step: caption, small, body, strong, title, figure, clock."""
        size, _line, weight = self.tokens["type"]["desk"][step]
        return pixel_font(size, weight)

    def height(self, name: str) -> int:
        """A desk height: topbar, control, control_small, row, tree_row, table_head, tabs, tile, toast."""
        return self.tokens["height"]["desk"][name]


def pixel_font(size_px: float, weight: int = 400, tracking_px: float = 0) -> QFont:
    """A font of the first family present, by pixel size (fractions kept), with tabular digits.

    Families that lack a semi-bold (Noto Sans CJK, YaHei) answer 600 with their bold, 500 with their regular.
    """
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(round(size_px)) if float(size_px).is_integer() else font.setPointSizeF(size_px * 0.75)
    font.setWeight(QFont.Weight(weight))
    font.setFeature(QFont.Tag("tnum"), 1)
    if tracking_px:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, tracking_px)
    return font


FAMILIES = [
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
]


def soften_stems() -> None:
    """Ask FreeType for half of the stem darkening that Qt turns on for CFF fonts (Noto Sans CJK), so that white text
    on slate keeps its strokes apart. Counts only before the first text is set, and only where Qt uses FreeType."""
    os.environ.setdefault("FREETYPE_PROPERTIES", "cff:darkening-parameters=500,200,1000,200,1667,100,2333,0")


def load_theme(name: str) -> Theme:
    """Read `day`, `night` or `wall` (which extends night) from the tokens. Every way to a picture passes here before
    its first text, so the weight of stems is settled here too."""
    soften_stems()
    tokens = json.loads((ROOT / "themes" / "tokens.json").read_text("utf-8"))
    themes = tokens["theme"]
    chosen = themes[name]
    base = themes[chosen["extends"]] if "extends" in chosen else {}

    def section(key: str) -> dict[str, QColor]:
        return {k: QColor(v) for k, v in {**base.get(key, {}), **chosen.get(key, {})}.items()}

    states = {**base.get("state", {}), **chosen.get("state", {})}
    return Theme(
        name,
        section("ui"),
        section("map"),
        {s: StateColours(*(QColor(states[STATE_KEY[s]][part]) for part in ("fill", "text", "tint"))) for s in State},
        section("check"),
        tokens,
    )
