"""The planner's hand: a frame of a vertex drag with live counts, a stroke from letting go to disk, and its undo."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF

from desktop.bench.figures import Measured, median, p95
from desktop.bench.frames import _mouse
from desktop.bench.stage import Stage

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.boundaries.editing.parts import Arc

VILLAGE = "小留庄"
SCALE_M = 0.55  # metres a pixel: houses as yards, two grids and their neighbours in view


def at_the_table(stage: Stage) -> PlanningWiring:
    """The planner's desk with a village on it, near enough to move borders."""
    window = stage.window
    window.workplaces.turn_to("planning")
    wiring: PlanningWiring = window.workplaces.present.wiring  # type: ignore[attr-defined]
    stage.wait(lambda: wiring.session.state is not None, 60)
    d = window.bridge.snapshot.divisions
    rows = [r for r in range(len(d)) if d.short_name[r] == VILLAGE]
    code = d.code[rows[0]] if rows else d.code[int(np.flatnonzero(d.level == 5)[0])]
    if wiring.choice.village != code:
        wiring.finding.choose_village(code)
    stage.wait(lambda: not wiring.candidates.busy and wiring.desk.canvas.settled and stage.window.jobs.idle, 60)
    return wiring


def _border(wiring: PlanningWiring) -> Arc:
    """The longest border between two grids among houses."""
    state, village = wiring.session.state, wiring.choice.village
    assert state is not None
    inner = [a for a in state.arcs.values() if a.left[:12] == a.right[:12] == village and len(a.xy) > 1]
    near = [a for a in inner if 60 < float(np.hypot(*np.diff(a.xy, axis=0).T).sum()) < 260]
    return max(near or inner, key=lambda a: float(np.hypot(*np.diff(a.xy, axis=0).T).sum()))


def _come_near(stage: Stage, wiring: PlanningWiring) -> QPointF:
    """Look at a border with the tool for points in hand; the middle of its longest segment, px."""
    arc, canvas = _border(wiring), wiring.desk.canvas
    steps = np.hypot(*np.diff(arc.xy, axis=0).T)
    at = int(steps.argmax())
    x, y = ((arc.xy[at] + arc.xy[at + 1]) / 2).tolist()
    view = canvas.viewport
    canvas.set_viewport(type(view)(x, y, SCALE_M, view.width_px, view.height_px))
    canvas.set_tool("nodes")
    stage.wait_quiet(1.0)
    stage.wait(lambda: canvas.settled)
    return QPointF(*canvas.viewport.to_screen(x, y))


def vertex_frames(stage: Stage, frames: int = 160) -> Measured:
    """Frames of dragging a point of a border: the move with its preview and live figures, and the repaint."""
    wiring = at_the_table(stage)
    canvas = wiring.desk.canvas
    start = at = _come_near(stage, wiring)
    samples = []
    _mouse(canvas, QEvent.Type.MouseButtonPress, at)
    for frame in range(frames):
        angle = frame / frames * 6 * np.pi
        at = start + QPointF(90 * np.sin(angle), 46 * np.cos(angle * 0.7))
        stage.application.repaints.clear()
        begin = time.perf_counter()
        _mouse(canvas, QEvent.Type.MouseMove, at)
        moved = (time.perf_counter() - begin) * 1000
        stage.wait(lambda: bool(stage.application.repaints))
        samples.append(moved + sum(stage.application.repaints))
    canvas.tool.cancel()
    stage.wait_quiet(0.5)
    return p95("vertex_frame_p95_4k_ms", samples[5:])


def strokes(stage: Stage, turns: int = 20) -> Measured:
    """From letting go of a point until the stroke is on disk and shown."""
    wiring = at_the_table(stage)
    canvas, session = wiring.desk.canvas, wiring.session
    if session.plan is None:
        session.create("")
        stage.wait(lambda: session.plan is not None)
    samples = []
    for turn in range(turns):
        start = _come_near(stage, wiring)
        end = start + QPointF(14 + turn % 3 * 4, 9)
        _mouse(canvas, QEvent.Type.MouseButtonPress, start)
        for share in (0.3, 0.7, 1.0):
            _mouse(canvas, QEvent.Type.MouseMove, start + (end - start) * share)
            stage.pump()
        if wiring.trial.preview is None or not wiring.trial.preview.possible:
            canvas.tool.cancel()  # this place has been bent too often
            continue
        begin = time.perf_counter()
        _mouse(canvas, QEvent.Type.MouseButtonRelease, end)
        stage.wait(lambda: session.settled)
        samples.append((time.perf_counter() - begin) * 1000)
        stage.wait_quiet(0.2)
    return median("stroke_ms", samples)


def undos(stage: Stage, turns: int = 12) -> Measured:
    """From Ctrl+Z until the stroke is taken back on disk and on the map."""
    wiring = at_the_table(stage)
    session, samples = wiring.session, []
    for _ in range(min(turns, len(session.steps))):
        begin = time.perf_counter()
        session.undo()
        stage.wait(lambda: session.settled)
        samples.append((time.perf_counter() - begin) * 1000)
        stage.wait_quiet(0.2)
    return median("stroke_undo_ms", samples)
