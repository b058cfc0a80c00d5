"""Which act usually comes next: the order in which the acts of the five steps are offered for an event."""

from __future__ import annotations

from gis.events.states import Status
from gis.workflow.acts import ACTS

LIFE = (
    "accept", "assign", "refuse", "ask_more", "merge", "reclassify", "escalate", "assist", "reply", "resolve",
    "progress", "send_back", "ask_extension", "ask_pause", "approve", "decline", "resume", "verify", "rework",
    "close", "rate", "reopen",
)  # fmt: skip
WORDS = {"accept": "受理", "assign": "指派"} | {kind: module.WORD for kind, module in ACTS.items()}
NEXT = {
    Status.REPORTED: ("accept", "refuse", "merge", "ask_more", "reclassify"),
    Status.ACCEPTED: ("assign", "merge", "reclassify", "escalate", "ask_more"),
    Status.RETURNED: ("assign", "refuse", "reclassify", "merge"),
    Status.ASSIGNED: ("reply", "resolve", "send_back", "progress", "ask_extension"),
    Status.REPLIED: ("resolve", "progress", "ask_extension", "ask_pause"),
    Status.RESOLVED: ("verify", "rework", "rate", "close"),
    Status.CLOSED: ("rate", "reopen"),
    Status.REFUSED: (),
    Status.MERGED: (),
}


def in_order(kinds: list[str], status: Status, asked: bool, paused: bool) -> list[str]:
    """The kinds of act with what comes next first: the decision on a request (asked), the end of a pause (paused), the
    usual next acts of a status, then the rest in the order of an event's life."""
    first = (*(("approve", "decline") if asked else ()), *(("resume",) if paused else ()), *NEXT[status])
    order = list(dict.fromkeys((*first, *LIFE)))
    return sorted(kinds, key=order.index)


def expected(kind: str, status: Status, asked: bool, paused: bool) -> bool:
    """Whether an act is one of those that usually come next."""
    return kind in NEXT[status] or (asked and kind in ("approve", "decline")) or (paused and kind == "resume")
