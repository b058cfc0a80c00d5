"""Numbers as the interface writes them: 1,846 · 25.1 万 · 95.3%."""

from __future__ import annotations

import math

WAN = 10_000
MISSING = "—"


def count(value: int) -> str:
    """A count with thousands separators; from 100,000 on in 万 with one decimal: 1,846, 25.1 万."""
    return f"{value:,}" if abs(value) < 10 * WAN else f"{value / WAN:,.1f} 万"


def rate(share: float, decimals: int = 1) -> str:
    """A share (0–1) in per cent; — where there is none. Tiles take one decimal, reports two."""
    return MISSING if math.isnan(share) else f"{share * 100:.{decimals}f}%"
