"""What a pause or an extension was asked for: who, when, why; shown where it is decided."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from desktop.theme import Theme
from gis.deadlines.words import moment
from gis.workflow.case_file import ClockAct, ClockKind
from gis.workflow.docket import Docket
from gis.workflow.requests import KIND_WORD, pending


class Requested(QLabel):
    """申请延期 3 个工作日：需开挖路面（王守田 今天 10:12）; of several events how many ask for what."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setFont(theme.font("body"))
        self.setText("正在读取申请…")

    def show_docket(self, docket: Docket | None, rows: tuple[int, ...], now: int) -> None:
        found = [asked for row in rows if docket is not None and (asked := pending(docket, row)) is not None]
        if not found:
            self.setText("没有待批的申请")
        elif len(found) == 1:
            self.setText(request_words(found[0], now))
        else:
            pauses = sum(one.kind == ClockKind.PAUSE for one in found)
            kinds = ((pauses, "暂停"), (len(found) - pauses, "延期"))
            self.setText("、".join(f"{n} 件申请{word}" for n, word in kinds if n))


def request_words(asked: ClockAct, now: int) -> str:
    """申请延期 3 个工作日：需开挖路面（王守田 今天 10:12）."""
    days = f" {asked.days} 个工作日" if asked.kind == ClockKind.EXTENSION else ""
    who = f"{asked.asker or '未署名'} {moment(asked.asked_at, now)}"
    return f"申请{KIND_WORD[ClockKind(asked.kind)]}{days}：{asked.reason}（{who}）"
