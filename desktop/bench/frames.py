"""Frames and pictures: a pan at 4K, a whole new picture after a zoom, a second's tick, a minute without a stall."""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from desktop.bench.figures import Measured, median, p95, worst
from desktop.bench.stage import ShiftingClock, Stage
from gis.events.query import Filter
from gis.events.states import State

ZOOMS_M_PER_PX = (30.0, 18.0, 11.0, 6.5, 4.0, 2.4, 1.4, 0.8)
BEAT_MS = 4


def pan_frames(stage: Stage, frames: int = 240) -> Measured:
    """Frames of a pan over the whole county: what the mouse move costs and what repainting the window costs, without
    the wait for the screen's next frame between them."""
    canvas = stage.window.desk.canvas
    canvas.fit_county()
    stage.wait_quiet(1.0)
    canvas.set_viewport(canvas.viewport.zoomed(1.6))
    stage.wait_quiet(0.6)
    samples = []
    at = _empty_ground(canvas)
    _mouse(canvas, QEvent.Type.MouseButtonPress, at)
    for frame in range(frames):
        angle = frame / frames * 4 * np.pi
        at = at + QPointF(6 * np.cos(angle), 5 * np.sin(angle))
        stage.application.repaints.clear()
        begin = time.perf_counter()
        _mouse(canvas, QEvent.Type.MouseMove, at)
        moved = (time.perf_counter() - begin) * 1000
        stage.wait(lambda: bool(stage.application.repaints))
        samples.append(moved + sum(stage.application.repaints))
    _mouse(canvas, QEvent.Type.MouseButtonRelease, at)
    stage.wait_quiet(0.5)
    return p95("pan_frame_p95_4k_ms", samples[5:])


def pictures(stage: Stage, figure: str) -> Measured:
    """From asking for another scale until the complete new picture of the view, all layers, is on the screen. (The
    margin around the view, for panning, is painted after it.)"""
    x_m, y_m = _busy_place(stage)
    samples = []
    for round_ in range(3):
        for scale in ZOOMS_M_PER_PX:
            samples.append(_zoom_to(stage, x_m, y_m, scale * (1 + 0.01 * round_)))
            stage.wait_quiet(0.2)
    return median(figure, samples)


def _zoom_to(stage: Stage, x_m: float, y_m: float, scale: float) -> float:
    canvas = stage.window.desk.canvas
    view = canvas.viewport
    done: list[float] = []

    def arrived(_ms: float) -> None:
        if canvas.picture is not None and canvas.picture.view.m_per_px == scale and not done:
            canvas.repaint()
            done.append((time.perf_counter() - begin) * 1000)
            loop.quit()

    loop = QEventLoop()
    canvas.picture_ready.connect(arrived)
    begin = time.perf_counter()
    canvas.set_viewport(type(view)(x_m, y_m, scale, view.width_px, view.height_px))
    if not done:
        QTimer.singleShot(20_000, loop.quit)
        loop.exec()
    canvas.picture_ready.disconnect(arrived)
    return done[0]


def ticks(stage: Stage, clock: ShiftingClock, count: int = 120) -> Measured:
    """A second of the clocks: every open event's state recomputed, the changed symbols and figures shown."""
    canvas, bridge = stage.window.desk.canvas, stage.window.bridge
    canvas.fit_county()
    stage.wait_quiet(1.0)
    for timer in bridge._timers:
        timer.stop()
    samples = []
    for _ in range(count):
        clock.push(1)
        begin = time.perf_counter()
        bridge.tick()
        QApplication.sendPostedEvents()
        stage.pump(0)
        samples.append((time.perf_counter() - begin) * 1000)
    for timer in bridge._timers:
        timer.start()
    return p95("tick_ms", samples)


class Heartbeat:
    """A timer that beats in the GUI thread; a gap is what a hand would feel."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000 - BEAT_MS)
        self._last = now

    def stop(self) -> list[float]:
        self._timer.stop()
        return self.gaps


def stalls(stage: Stage, seconds: float) -> Measured:
    """The longest time the GUI thread answered nothing while panning, zooming, filtering and ticking."""
    canvas, filters, bridge = stage.window.desk.canvas, stage.window.desk.filters, stage.window.bridge
    stage.wait_quiet(0.5)
    beat = Heartbeat()
    end, turn = time.monotonic() + seconds, 0
    chosen = [Filter(), Filter(states=frozenset({State.OVERDUE})), Filter(division=1), Filter(text="路灯")]
    while time.monotonic() < end:
        turn += 1
        at = _empty_ground(canvas)
        _mouse(canvas, QEvent.Type.MouseButtonPress, at)
        for step in range(40):
            at = at + QPointF(9 * np.cos(turn), 7 * np.sin(turn))
            _mouse(canvas, QEvent.Type.MouseMove, at)
            _rest(0.016)
            if step == 20:
                bridge.tick()
        _mouse(canvas, QEvent.Type.MouseButtonRelease, at)
        (canvas.zoom_in if turn % 4 < 2 else canvas.zoom_out)()
        _rest(0.4)
        filters.set_filter(chosen[turn % len(chosen)])
        bridge.set_filter(chosen[turn % len(chosen)])
        _rest(0.3)
    gaps = beat.stop()
    bridge.set_filter(Filter())
    filters.set_filter(Filter())
    return worst("worst_stall_ms", gaps)


def _rest(seconds: float) -> None:
    """Let the event loop run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def _busy_place(stage: Stage) -> tuple[float, float]:
    """The middle of the open events: where there is most to paint."""
    events, rows = stage.window.bridge.snapshot.events, stage.window.bridge.rows
    return float(np.median(events.x[rows])), float(np.median(events.y[rows]))


def _empty_ground(canvas) -> QPointF:
    """A point of the map with nothing to grab under it."""
    for step in range(400):
        at = QPointF(canvas.width() * (0.3 + 0.001 * step), canvas.height() * (0.3 + 0.0011 * step))
        if canvas.hit(at, 16) is None:
            return at
    return QPointF(20, canvas.height() / 2)


def _mouse(canvas, kind: QEvent.Type, at: QPointF) -> None:
    button = Qt.MouseButton.LeftButton if kind != QEvent.Type.MouseMove else Qt.MouseButton.NoButton
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    globally = QPointF(canvas.mapToGlobal(QPoint(0, 0))) + at
    QApplication.sendEvent(canvas, QMouseEvent(kind, at, globally, button, held, Qt.KeyboardModifier.NoModifier))
