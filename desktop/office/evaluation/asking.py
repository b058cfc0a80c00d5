"""Asks the county for evaluations off the GUI thread, keeps them between visits, and lets a newer question replace an
older one."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.bridge import CountyBridge
from gis.evaluation.evaluate import Evaluation
from gis.evaluation.fairness import Effect, effects, scores
from gis.evaluation.periods import Period
from gis.evaluation.scoring import Scores
from gis.foundation.errors import WanggeError
from gis.snapshot import Snapshot
from gis.workspace.appraisal import Appraisal, Stopped

LANE = "evaluation"
KEPT = 8
SLOW_MS = 500  # from which the waiting is shown, with a way out


@dataclass(frozen=True)
class Answer:
    """One evaluation with both ways of scoring it, and what lies between them. county: the snapshot that was counted,
    whose rows every figure names."""

    county: Snapshot
    found: Evaluation
    plain: Scores | None
    fair: Scores | None
    effects: tuple[Effect, ...]

    def scores(self, fair: bool) -> Scores | None:
        return self.fair if fair else self.plain


class _Question:
    """Goes on until nobody wants it any more."""

    def __init__(self) -> None:
        self.wanted = True

    def going_on(self) -> None:
        if not self.wanted:
            raise Stopped


class Asking(QObject):
    """`answered(Answer)`, `failed(words)`, `slow(bool)`: whether a question takes long enough to be shown."""

    answered = Signal(object)
    failed = Signal(str)
    slow = Signal(bool)

    def __init__(self, bridge: CountyBridge, parent: QObject) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self._appraisal: Appraisal | None = None
        self._kept: OrderedDict[tuple, Answer] = OrderedDict()
        self._question: _Question | None = None
        self._timer = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._timer.timeout.connect(lambda: self.slow.emit(True))

    @property
    def appraisal(self) -> Appraisal:
        """The door to evaluations of the county that is open now."""
        if self._appraisal is None or self._appraisal.workspace is not self.bridge.county:
            self._appraisal, self._kept = Appraisal(self.bridge.county), OrderedDict()
        return self._appraisal

    @property
    def busy(self) -> bool:
        return self._question is not None

    def ask(self, period: Period, by: str) -> None:
        """Answer at once from what is kept, else compute; what was asked before is given up."""
        self.give_up()
        appraisal, snapshot = self.appraisal, self.bridge.snapshot
        key = (period.key, by, snapshot.seq, period.end <= self.bridge.clock.now() or self.bridge.clock.now() // 60)
        if key in self._kept:
            self._kept.move_to_end(key)
            self.answered.emit(self._kept[key])
            return
        question = self._question = _Question()
        self._timer.start()

        def work() -> Answer | None:
            try:
                found = appraisal.evaluate(snapshot, period, by, going_on=question.going_on)
                return Answer(snapshot, found, scores(found, False), scores(found, True), effects(found))
            except Stopped:
                return None

        def done(answer: Answer | None) -> None:
            if question is not self._question or answer is None:
                return
            self._end()
            if appraisal is self._appraisal:
                self._kept[key] = answer
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
                self.answered.emit(answer)

        def failed(error: Exception) -> None:
            if question is self._question:
                self._end()
                self.failed.emit(str(error) if isinstance(error, WanggeError) else f"没有算出来：{error}")

        self.bridge.jobs.run(LANE, work, done, failed)

    def give_up(self) -> None:
        """Nobody waits any more."""
        if self._question is not None:
            self._question.wanted = False
            self._end()

    def forget(self) -> None:
        """What is kept no longer holds (the table was changed)."""
        self._kept.clear()

    def _end(self) -> None:
        self._question = None
        self._timer.stop()
        self.slow.emit(False)
