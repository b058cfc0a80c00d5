"""What the probe may ask of the inbox: inbox.rows and the like. Read-only, for tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.office.inbox.page import InboxPage


def inbox_answers(page: InboxPage) -> dict[str, Callable[..., Any]]:
    """Words and what answers them; points are screen pixels."""
    acts = page.middle.acts
    events = lambda: page.bridge.snapshot.events  # noqa: E731 - another after each change

    def numbers(rows) -> list[str]:
        return [events().number(int(row)) for row in rows]

    def point(number: str) -> list[float]:
        row = next(int(r) for r in events().numbered(number) if events().number(int(r)) == number)
        at, view = page.list.model.position(row), page.list.view
        view.scrollTo(page.list.model.index(at))
        spot = view.viewport().mapToGlobal(view.visualRect(page.list.model.index(at)).center())
        return [spot.x() * view.devicePixelRatioF(), spot.y() * view.devicePixelRatioF()]

    def outlook() -> list[list[str]]:
        lines = acts.form.outlook.lines if acts.form is not None else ()
        return [[line.what, line.was, line.will] for line in lines]

    return {
        "inbox.rows": lambda: numbers(page.list.model.entries.open),
        "inbox.closed": lambda: numbers(page.list.model.entries.closed),
        "inbox.piles": lambda: {pile.key: len(pile.rows) for pile in page.piles},
        "inbox.point": point,
        "inbox.shown": lambda: numbers(page.middle.rows),
        "inbox.read": lambda: page.dossier is not None and list(page.dossier.rows) == page.middle.rows,
        "inbox.offers": lambda: {offer.kind: offer.reason for offer in acts.bar.offers},
        "inbox.primary": lambda: acts.bar.primary,
        "inbox.form": lambda: acts.form.KIND if acts.form is not None else "",
        "inbox.ready": lambda: acts.form is not None and acts.form.errand.docket is not None,
        "inbox.words": lambda: acts.form.words if acts.form is not None else "",
        "inbox.fault": lambda: acts.form.fault.text() if acts.form is not None else "",
        "inbox.outlook": outlook,
        "inbox.messages": lambda: [one.text for one in page.middle.case.messages.messages],
    }
