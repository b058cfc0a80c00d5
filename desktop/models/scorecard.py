"""The table of an evaluation as Qt reads it: a line a subject, the whole county first, a column a rate. Words are made
when a cell is asked for; order is by column, and what is too few to compare comes last."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gis.evaluation.evaluate import COUNTY, Counted, Evaluation
from gis.evaluation.fairness import counterparts
from gis.evaluation.scoring import Scores
from gis.foundation.numbers import MISSING, rate

Index = QModelIndex | QPersistentModelIndex
FIRST = ("rank", "name", "score", "list", "signs")
TITLE = {"rank": "名次", "score": "得分", "list": "榜", "signs": "迹象"}
TIP = {
    "rank": "按得分排名；件数不足的不排名",
    "score": "本县考核表的权重和公式折成百分制",
    "list": "够得上红榜、黑榜条件的",
    "signs": "需要核实的迹象，只提示，不扣分",
}
KINDS = {"all": "全部", "red": "红榜", "black": "黑榜", "signs": "有迹象", "unranked": "不排名"}


@dataclass(frozen=True)
class Cell:
    """A rate as it is written: `value` at the left (an interval where there are few cases), `parts` small behind it.
    `change`: what taking wrong assignment out adds, in points, empty where that is not asked for."""

    value: str
    parts: str
    few: bool
    change: str = ""


class ScorecardModel(QAbstractTableModel):
    """`order`: subjects in display order, COUNTY first. `rates`: places in the table's rates, in order of columns."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found: Evaluation | None = None
        self.scores: Scores | None = None
        self.rates: list[int] = []
        self.order = np.empty(0, np.int64)
        self.fair = False
        self.kind, self.sort_key, self.descending = "all", "rank", False
        self._signs: dict[int, int] = {}
        self._plain_of: dict[int, int] = {}

    def set_evaluation(self, found: Evaluation, scores: Scores | None, rates: list[int], fair: bool) -> None:
        """Take an answer; `fair`: the rates shown have wrong assignment taken out where they have such a side."""
        self.beginResetModel()
        self.found, self.scores, self.rates, self.fair = found, scores, rates, fair
        self._plain_of = {fair_place: plain for plain, fair_place in counterparts(found.table).items()}
        self._signs = {}
        for sign in found.signs:
            self._signs[sign.subject] = self._signs.get(sign.subject, 0) + 1
        self._set_order()
        self.endResetModel()

    @property
    def keys(self) -> list[str]:
        """Keys of the columns: those of FIRST, then rate_<place>."""
        return [*FIRST, *(f"rate_{place}" for place in self.rates)]

    @property
    def with_signs(self) -> bool:
        """Whether any subject bears a sign."""
        return bool(self._signs)

    def fair_side(self, place: int) -> bool:
        """Whether a rate is one with wrong assignment taken out, shown with what that changes."""
        return self.fair and place in self._plain_of

    def sort_by(self, key: str) -> None:
        """Sort by a column; the same one again turns the order round."""
        begins_high = key.startswith("rate_") or key in ("score", "signs", "list")
        self.descending = not self.descending if key == self.sort_key else begins_high
        self.sort_key = key
        self.layoutAboutToBeChanged.emit()
        self._set_order()
        self.layoutChanged.emit()

    def show_kind(self, kind: str) -> None:
        """Only the subjects of one of KINDS."""
        self.beginResetModel()
        self.kind = kind
        self._set_order()
        self.endResetModel()

    def counts(self) -> dict[str, int]:
        """How many subjects each of KINDS holds."""
        return {kind: len(self._chosen(kind)) for kind in KINDS}

    def _chosen(self, kind: str) -> np.ndarray:
        if self.found is None:
            return np.empty(0, np.int64)
        every = np.arange(len(self.found.subjects))
        if kind == "all":
            return every
        if kind == "signs":
            return np.array(sorted(self._signs), np.int64)
        if self.scores is None:
            return every[:0]
        masks = {"red": self.scores.red, "black": self.scores.black, "unranked": self.scores.rank == 0}
        return every[masks[kind]]

    def _set_order(self) -> None:
        rows = self._chosen(self.kind)
        if self.found is not None and len(rows):
            value, last = self._sort_values(rows)
            value = -value if self.descending else value
            rows = rows[np.lexsort((np.where(last, 0, value), last))]
        self.order = np.concatenate([[COUNTY], rows]).astype(np.int64) if self.found else rows

    def _sort_values(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(float64 value, bool comes last) of each row by the column of the moment."""
        assert self.found is not None
        none = np.zeros(len(rows), bool)
        key = self.sort_key if self.sort_key in self.keys else "rank"
        if key.startswith("rate_"):
            counted = self.counted(int(key[5:]))
            value = counted.value[rows]
            last = np.isnan(value) | counted.few[rows]
            return np.nan_to_num(value), last
        if key == "signs":
            return np.array([self._signs.get(int(i), 0) for i in rows], float), none
        if key == "name" or self.scores is None:
            return rows.astype(float), none
        if key == "list":
            return (self.scores.red[rows] * 2 + self.scores.black[rows] * 1).astype(float), none
        unranked = self.scores.rank[rows] == 0
        value = self.scores.rank[rows].astype(float) if key == "rank" else np.nan_to_num(self.scores.score[rows])
        return value, unranked

    # --- what a cell says

    def subject(self, at: int) -> int:
        """The subject of a line, COUNTY for the first."""
        return int(self.order[at])

    def line_of(self, subject: int) -> int:
        """The line of a subject, -1 if it is not shown."""
        found = np.flatnonzero(self.order == subject)
        return int(found[0]) if len(found) else -1

    def counted(self, place: int) -> Counted:
        assert self.found is not None
        return self.found.present.rates[place]

    def rate_at(self, column: int) -> int:
        """The place of a column's rate, -1 for the columns before the rates."""
        return self.rates[column - len(FIRST)] if column >= len(FIRST) else -1

    def name(self, subject: int) -> str:
        assert self.found is not None
        return "全县" if subject == COUNTY else self.found.subjects.name[subject]

    def note(self, subject: int) -> str:
        assert self.found is not None
        return "" if subject == COUNTY else self.found.subjects.note[subject]

    def first_text(self, subject: int, key: str) -> str:
        """The words of one of the columns before the rates."""
        if key == "name":
            return self.name(subject)
        if subject == COUNTY:
            return ""
        if key == "signs":
            return str(self._signs[subject]) if subject in self._signs else ""
        if self.scores is None:
            return ""
        if key == "rank":
            return str(int(self.scores.rank[subject])) if self.scores.rank[subject] else MISSING
        if key == "score":
            points = self.scores.score[subject]
            return MISSING if np.isnan(points) else f"{points:.2f}"
        return "红榜" if self.scores.red[subject] else "黑榜" if self.scores.black[subject] else ""

    def cell(self, subject: int, place: int) -> Cell:
        """A rate of a subject in words."""
        c = self.counted(place)
        if not c.whole[subject]:
            return Cell(MISSING, "", False)
        parts = f"{int(c.part[subject]):,}/{int(c.whole[subject]):,}"
        if c.few[subject]:
            return Cell(f"{rate(c.low[subject], 0)[:-1]}–{rate(c.high[subject], 0)}", parts, True)
        return Cell(rate(float(c.value[subject]), 2), parts, False, self._change(subject, place))

    def _change(self, subject: int, place: int) -> str:
        if not self.fair or place not in self._plain_of:
            return ""
        before = self.counted(self._plain_of[place]).value[subject]
        change = (self.counted(place).value[subject] - before) * 100
        return "" if np.isnan(change) or abs(change) < 0.005 else f"{change:+.2f}"

    def text(self, at: int, column: int) -> str:
        """One cell as one string, for copying, screen readers and tests."""
        subject = self.subject(at)
        if column < len(FIRST):
            return self.first_text(subject, FIRST[column])
        cell = self.cell(subject, self.rate_at(column))
        return f"{cell.value} {cell.parts}".strip()

    def tip(self, at: int, column: int) -> str:
        """Why a cell says what it says."""
        subject, found = self.subject(at), self.found
        assert found is not None
        if column < len(FIRST):
            return self._first_tip(subject, FIRST[column])
        counted = self.counted(self.rate_at(column))
        made = counted.rate
        lines = [f"{made.name} = {made.numerator.text} ÷ {made.denominator.text}"]
        if counted.whole[subject]:
            low, high = rate(float(counted.low[subject]), 2), rate(float(counted.high[subject]), 2)
            lines.append(f"{int(counted.part[subject]):,} ÷ {int(counted.whole[subject]):,}，95% 区间 {low}～{high}")
        if counted.few[subject] and counted.whole[subject]:
            lines.append(f"分母不足 {found.table.min_cases} 件，只给区间，不比较")
        return "\n".join([*lines, "单击或按 Enter 打开这些事件"])

    def _first_tip(self, subject: int, key: str) -> str:
        if key == "name":
            return " · ".join(part for part in (self.name(subject), self.note(subject)) if part)
        if subject == COUNTY or self.scores is None:
            return ""
        card = self.scores.card
        if key in ("rank", "score") and not self.scores.rank[subject]:
            return f"{card.basis}不足 {card.min_cases} 件，不排名"
        if key == "list":
            return f"红榜：{card.red.text}\n黑榜：{card.black.text}"
        if key == "signs" and self.found is not None:
            return "\n".join(s.words for s in self.found.signs if s.subject == subject)
        return ""

    # --- Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(FIRST) + len(self.rates)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or self.found is None:
            return None
        place = self.rate_at(section)
        if role == Qt.ItemDataRole.DisplayRole:
            if place >= 0:
                return self.found.table.rates[place].name
            return TITLE.get(FIRST[section], self.found.subjects.word)
        if role == Qt.ItemDataRole.ToolTipRole:
            if place < 0:
                return TIP.get(FIRST[section])
            made = self.found.table.rates[place]
            return f"{made.numerator.text} ÷ {made.denominator.text}，{'低' if made.good == 'low' else '高'}者为好"
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.order):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tip(index.row(), index.column()) or None
        return None
