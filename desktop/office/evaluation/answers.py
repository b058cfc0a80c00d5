"""What the probe can be asked of the page: what is shown, where things are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect

from gis.evaluation.evaluate import COUNTY

if TYPE_CHECKING:
    from desktop.office.evaluation.page import EvaluationPage


def answers(page: EvaluationPage) -> dict[str, Callable[..., Any]]:
    """Points are [x, y] in screen pixels of the device."""

    def subject(name: str) -> int:
        return COUNTY if name == "全县" or page.card.found is None else page.card.found.subjects.find(name)

    def cell_point(name: str, rate: str) -> list[float]:
        assert page.card.found is not None
        column = page.card.keys.index(f"rate_{page.card.found.table.rate(rate)}")
        index = page.card.index(page.card.line_of(subject(name)), column)
        page.table.scrollTo(index)
        return _middle(page.table.viewport(), page.table.visualRect(index))

    def event_point(position: int) -> list[float]:
        at = page.events.view.global_centre(position)
        ratio = page.devicePixelRatioF()
        return [at.x() * ratio, at.y() * ratio]

    def shown() -> dict[str, Any]:
        found = page.answer.found if page.answer else None
        return {
            "ready": found is not None and not page.asking.busy,
            "period": page.period.key if page.period else "",
            "by": page.by,
            "rates": [found.table.rates[i].name for i in page.card.rates] if found else [],
            "lines": len(page.card.order),
        }

    return {
        "evaluation.shown": shown,
        "evaluation.cell_point": cell_point,
        "evaluation.cell": lambda name, rate: (
            page.card.cell(subject(name), page.card.found.table.rate(rate) if page.card.found else 0).parts
        ),
        "evaluation.figure": lambda: page.events.figure.title if page.events.isVisible() else "",
        "evaluation.sides": lambda: [[word, len(rows)] for word, rows, _ in page.events.figure.sides],
        "evaluation.events": lambda: (
            [page.answer.found.county.events.number(int(row)) for row in page.events.model.rows[:200]]
            if page.answer
            else []
        ),
        "evaluation.event_point": event_point,
    }


def _middle(widget: Any, rect: QRect) -> list[float]:
    at, ratio = widget.mapToGlobal(rect.center()), widget.devicePixelRatioF()
    return [at.x() * ratio, at.y() * ratio]
