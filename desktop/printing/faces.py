"""Type on paper: faces by what they are for, measured in millimetres as they will be printed.

Everything is set at 720 dots an inch, where a point is ten dots: sizes are whole, hinting does not count, and what is
measured off a page is what the page shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF

from desktop.panels.text_runs import wrapped
from desktop.theme import FAMILIES

DPI = 720
DOTS_A_MM = DPI / 25.4
DOTS_A_PT = DPI / 72
PT = 25.4 / 72  # mm of a point

# The faces of official papers (GB/T 9704-2012, 5.2.2) where the machine has them, else what comes near.
SERIF = ["Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "宋体", "Songti SC", *FAMILIES]
KINDS = {
    "sans": FAMILIES,
    "title": ["方正小标宋简体", "FZXiaoBiaoSong-B05S", "小标宋", *SERIF],
    "text": ["仿宋", "FangSong", "仿宋_GB2312", "FangSong_GB2312", "STFangsong", *SERIF],
    "head": ["黑体", "SimHei", "Heiti SC", *FAMILIES],
}


@dataclass(frozen=True)
class Face:
    """kind: a key of KINDS. size: points. spread: how much wider than usual every character is set, a share. (Spacing
    in lengths would not do: Qt stretches it by the dots of the device.)"""

    kind: str
    size: float
    bold: bool = False
    spread: float = 0.0

    @property
    def line(self) -> float:
        """mm from line to line; small print closes up."""
        return self.size * PT * (1.55 if self.size > 8.5 else 1.42)

    @property
    def ascent(self) -> float:
        """mm from the middle of a line down to its baseline: Chinese characters stand centred on the line."""
        return self.size * PT * 0.36


@lru_cache(maxsize=256)
def font_of(face: Face) -> QFont:
    """The font of a face at 720 dots an inch."""
    font = QFont()
    font.setFamilies(KINDS[face.kind])
    font.setPixelSize(round(face.size * DOTS_A_PT))
    font.setWeight(QFont.Weight.Bold if face.bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if face.spread:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 * (1 + face.spread))
    return font


def width_of(words: str, face: Face) -> float:
    """mm that words take on one line."""
    return QFontMetricsF(font_of(face)).horizontalAdvance(words) / DOTS_A_MM


def lines_of(words: str, face: Face, width: float) -> list[str]:
    """The lines of a text `width` mm wide, broken where its script allows; its own line breaks are kept."""
    font, dots = font_of(face), width * DOTS_A_MM
    return [line for part in words.split("\n") for line in (wrapped(part, font, dots) or [""])]
