"""A failure in words for a person: the program's own errors say what to do next; of others the first line stands, as
the whole of it (a statement with a thousand values, say) is for the log, where the job that failed has put it.
"""

from __future__ import annotations

from gis.foundation.errors import WanggeError

MOST = 80  # characters of a foreign error that are shown


def failure_words(error: Exception, undone: str = "没有完成") -> str:
    """What happened and what to do next, in one line. undone: what did not come about, for errors that do not say."""
    if isinstance(error, WanggeError):
        return f"{error.message} {error.remedy}".strip()
    first = next(iter(str(error).splitlines()), "").strip()
    short = first if len(first) <= MOST else f"{first[: MOST - 1]}…"
    told = f"{undone}：{short}" if short else f"{undone}（{type(error).__name__}）"
    return f"{told} 详细记录在日志里；如反复出现，请把日志发给维护人员。"
