"""What the plan looks like over the map: put together from session, choice and trial in every frame."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop.map.canvas import MapCanvas
from desktop.planning.choice import PlanChoice
from desktop.planning.paint.borders import paint_borders, paint_new, paint_old, paint_outline, paint_wash
from desktop.planning.paint.handles import paint_handles
from desktop.planning.paint.houses import MovedMark, paint_inked
from desktop.planning.paint.pill_place import Home, PillPlaces, uncrowded
from desktop.planning.paint.pills import LARGE, Pill, Pills
from desktop.planning.paint.stage import Shapes, Stage
from desktop.planning.pointer_tip import PointerTip, segments_of
from desktop.planning.redrawn import moved_lines, parts_beside
from desktop.planning.repaint import Repaint
from desktop.planning.session import PlanSession
from desktop.planning.trial import Trial
from gis.boundaries.editing.parts import Arc, Face
from gis.boundaries.editing.preview import LEAST, MOST, GridPreview, Preview
from gis.boundaries.editing.state import State
from gis.boundaries.outlook import grids_of
from gis.foundation.viewport import Viewport

PILL_FROM_PX = 74.0  # side of a grid from which its count has room
HOUSES_COARSEST_M = 6.0
MOST_WASHED = 6  # touched grids that get a wash and a large pill
LARGE_FROM_PX = 120.0  # and from which the large one does not cover it
PITCH_PX = 54  # between the middles of large pills


class PlanOver(QObject):
    """Paints on one canvas. `vertex_shown`: whether the chosen border shows its handles; `held`, `hovered`: its points
    under the hand. `in_force`: whether borders that the plan moved are shown where they run today."""

    def __init__(self, canvas: MapCanvas, session: PlanSession, choice: PlanChoice, trial: Trial) -> None:
        super().__init__(canvas)
        self.canvas, self.session, self.choice, self.trial = canvas, session, choice, trial
        self.in_force, self.houses_shown = True, True
        self.vertex_shown, self.held, self.hovered = False, -1, -1
        self._shapes, self._pills, self._mark = Shapes(), Pills(), MovedMark()
        self._quiet: list[tuple[Arc, tuple[float, float, float, float]]] = []
        self._codes: list[str] = []  # grids of the village
        self._moved_lines: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
        self._repaint = Repaint()
        self._hand: tuple[Preview | None, tuple[list[np.ndarray], list[np.ndarray]]] = (None, ([], []))
        self.tip = PointerTip(canvas, session, trial)
        self._ink: tuple[object, list[QPointF]] = (None, [])
        self._standing: list[QRectF] = []  # large pills of this frame
        self._beside = PillPlaces()
        self._free: tuple[State | None, Viewport | None, frozenset[str]] = (None, None, frozenset())
        self._boxes: tuple[Preview | None, object, dict[str, QRectF]] = (
            None,
            None,
            {},
        )  # of pills under the hand
        canvas.over.append(self.paint)
        session.changed.connect(self.refresh)
        choice.village_changed.connect(self.refresh)
        choice.changed.connect(self.canvas.update)
        trial.changed.connect(self.follow)

    # --- what there is to paint

    def refresh(self) -> None:
        """The plan or the village is another: borders are collected anew, and the picture leaves them out."""
        self._free = None, None, frozenset()
        state, base, difference = self.session.state, self.session.base, self.session.difference
        if state is None or base is None or difference is None or not self.choice.village:
            self._quiet, self._codes, self._moved_lines = [], [], ([], [])
            self.canvas.set_hidden_borders(frozenset())
            self.canvas.update()
            return
        villages = sorted({self.choice.village, *(code[:12] for code in difference.altered)})
        now = [code for village in villages for code in grids_of(state, village)]
        before = [code for village in villages for code in grids_of(base, village)]
        arcs = [state.arcs[i] for i in sorted({i for code in now for i in state.faces[code].arcs})]
        self._quiet = [(arc, _box(arc.xy)) for arc in arcs]
        self._codes = grids_of(state, self.choice.village)
        self._moved_lines = moved_lines(difference, self.choice.village)
        hidden = {i for code in before for i in base.faces[code].arcs}
        county = self.session.county  # which the map shows; it may have gone on since the plan was begun
        if county is not None and county is not base:
            hidden |= {i for v in villages for code in grids_of(county, v) for i in county.faces[code].arcs}
        self.canvas.set_hidden_borders(frozenset(hidden))
        self.canvas.update()

    def follow(self) -> None:
        """The hand has moved: repaint what looks otherwise now."""
        boxes = self._pill_boxes()
        self._set_tip(list(boxes.values()))
        region = self._repaint.region(self.trial, self.canvas.viewport, self.tip.box, boxes)
        if region is None:
            self.canvas.update()
        else:
            self.canvas.update(region)

    def _set_tip(self, pills: list[QRectF]) -> None:
        fresh, leaving = self._under_hand()
        self.tip.follow([*fresh, *leaving], pills)

    # --- painting

    def paint(self, painter: QPainter) -> None:
        canvas, state = self.canvas, self.session.state
        if state is None or canvas.scene is None or not self.choice.village:
            return
        self._shapes.settle(canvas.scene.origin)
        stage = Stage(canvas.theme, canvas.viewport, self._shapes, QRectF(canvas.dirty.boundingRect()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_washes(painter, stage)
        self._paint_borders(painter, stage)
        self._paint_houses(painter, stage)
        taken = self._paint_pills(painter, stage)
        if not self._repaint.kept or self.trial.pointer != self.tip.at:  # everything is painted: the pills stand now
            self._set_tip(taken)
            self._repaint.tip = self.tip.box
        self.tip.paint(painter)

    def _touched(self) -> list[GridPreview]:
        """Grids under the hand; a county around has no count to keep."""
        preview, state = self.trial.preview, self.session.state
        if preview is None or state is None:
            return []
        return [g for g in preview.grids if not g.retired and not state.foreign(g.code)]

    def _chosen_faces(self) -> list[Face]:
        """Grids that are chosen while nothing is under the hand."""
        state = self.session.state
        if state is None or self.trial.active:
            return []
        return [state.faces[code] for code in self.choice.grids if code in state.faces and not state.foreign(code)]

    def _washed(self) -> list[tuple[Any, bool]]:
        """(shape, whether it holds what the rule asks) of grids that are touched, or chosen."""
        preview = self.trial.preview
        if preview is not None:
            return [(preview.shapes[grid.code], grid.fits) for grid in self._touched()]
        return [(face.shape, LEAST <= face.households <= MOST) for face in self._chosen_faces()]

    def _paint_washes(self, painter: QPainter, stage: Stage) -> None:
        washed = self._washed()
        many = len(washed) > MOST_WASHED  # a wash over everything tells nothing; what does not hold still stands out
        for shape, fits in [each for each in washed if not (many and each[1])]:
            paint_wash(painter, stage, shape, stage.theme.check["valid" if fits else "invalid"])

    def _paint_borders(self, painter: QPainter, stage: Stage) -> None:
        preview = self.trial.preview
        fresh, leaving = self._under_hand()
        going = {id(xy) for xy in leaving} if preview is not None and preview.possible else set()
        near = [arc for arc, box in self._quiet if id(arc.xy) not in going and stage.meets(*box)]
        paint_borders(painter, stage, near)
        self._paint_outlines(painter, stage, going)
        new, old = self._moved_lines
        new = [xy for xy in new if id(xy) not in going and stage.meets(*_box(xy))]
        if self.in_force:
            paint_old(painter, stage, [xy for xy in (*old, *leaving) if stage.meets(*_box(xy))])
        paint_new(painter, stage, new)
        if preview is not None:
            paint_new(painter, stage, [xy for xy in fresh if stage.meets(*_box(xy))], preview.possible)
        self._paint_chosen(painter, stage)

    def _paint_outlines(self, painter: QPainter, stage: Stage, going: set[int]) -> None:
        """In ink around what is washed: the borders as they are, but those under the hand; cut ground by its rims."""
        state, preview = self.session.state, self.trial.preview
        washed = self._washed()
        if state is None or len(washed) > MOST_WASHED:
            return
        if preview is not None and self.held < 0:
            paint_outline(painter, stage, [line for shape, _ in washed for line in stage.shapes.rim(shape)])
            return
        codes = [g.code for g in self._touched()] if preview is not None else [f.code for f in self._chosen_faces()]
        arcs = {i for code in codes if code in state.faces for i in state.faces[code].arcs}
        lines = [arc.xy for arc, box in self._quiet if arc.id in arcs and id(arc.xy) not in going and stage.meets(*box)]
        paint_outline(painter, stage, [line for xy in lines for line in stage.shapes.segments(xy)])

    def _under_hand(self) -> tuple[list[np.ndarray], list[np.ndarray]]:
        """(lines as they will run, the same as they run now) of what is under the hand; worked out once a preview."""
        preview = self.trial.preview
        if preview is None:
            return [], []
        if self._hand[0] is not preview:
            single = len(preview.ghost) == len(preview.before) == 1  # one border in hand is seen whole
            if self.held < 0 and not single:  # most of what was cut and named anew lies where it lay
                lines = parts_beside(preview.ghost, preview.before), parts_beside(preview.before, preview.ghost)
            else:
                lines = list(preview.ghost), list(preview.before)
            self._hand = preview, lines
        return self._hand[1]

    def _paint_chosen(self, painter: QPainter, stage: Stage) -> None:
        """The chosen border and its handles; while its own line is under the hand, those of the line as it will run."""
        state, preview = self.session.state, self.trial.preview
        arc = state.arcs.get(self.choice.arc) if state is not None and self.choice.arc else None
        if arc is None:
            return
        if preview is None:
            paint_new(painter, stage, [arc.xy])
        if self.vertex_shown:
            lines = preview.ghost if preview is not None else (arc.xy,)
            for xy in lines if len(lines) == 1 else (arc.xy,) if preview is None else ():
                if not stage.meets(*_box(xy)):
                    continue
                held = self.held if preview is not None else self.choice.vertex
                paint_handles(painter, stage, xy, held, self.hovered, preview is None)

    def _paint_houses(self, painter: QPainter, stage: Stage) -> None:
        state, difference = self.session.state, self.session.difference
        if state is None or difference is None or not self.houses_shown or stage.view.m_per_px > HOUSES_COARSEST_M:
            return
        touched = [g.code for g in self._touched()] + [face.code for face in self._chosen_faces()]
        moved = dict(difference.moved)
        for house, source, target in self.trial.preview.moved if self.trial.preview else ():
            was = moved.pop(house, (source, ""))[0]
            if was != target:
                moved[house] = (was, target)
        paint_inked(painter, stage, [at for at in self._inked(touched, stage) if stage.dirty_near.contains(at)])
        if moved:
            self._mark.paint(painter, stage, self._places(np.array(sorted(moved)), stage))

    def _inked(self, codes: list[str], stage: Stage) -> list[QPointF]:
        """Where houses of grids stand, px; the same while the map rests. Those that change hands are marked."""
        state = self.session.state
        assert state is not None
        held = [state.faces[code].houses for code in codes if code in state.faces]
        key = (id(state), stage.view, tuple(codes))
        if self._ink[0] != key:
            places = self._places(np.concatenate(held), stage) if held else np.empty((0, 2))
            self._ink = key, stage.points(places)
        return self._ink[1]

    def _places(self, houses: np.ndarray, stage: Stage) -> np.ndarray:
        """Places of houses in view, float64 (k, 2)."""
        state = self.session.state
        assert state is not None
        x, y = state.houses.x[houses], state.houses.y[houses]
        inside = stage.view.holds(x, y, 10)
        return np.column_stack([x[inside], y[inside]])

    def _paint_pills(self, painter: QPainter, stage: Stage) -> list[QRectF]:
        """Where the large ones stand, which the tip must not cover."""
        state, base, preview = self.session.state, self.session.base, self.trial.preview
        assert state is not None and base is not None
        touched = {g.code: g for g in self._touched()}
        retired = {g.code for g in preview.grids if g.retired} if preview is not None else set()
        chosen = {face.code for face in self._chosen_faces()}
        for code in sorted(self._counted(state, stage) - (touched.keys() | chosen | retired)):
            face = state.faces[code]
            if stage.meets(*face.bounds):
                self._pill(painter, stage, face.bounds, state.places[code].label, self._at_rest(face, False))
        taken: list[QRectF] = []
        self._standing = []
        for code in sorted(chosen):
            face = state.faces[code]
            large = face.area_m2**0.5 / stage.view.m_per_px >= LARGE_FROM_PX
            self._pill(painter, stage, face.bounds, state.places[code].label, self._at_rest(face, large))
        many, boxes = len(touched) > MOST_WASHED, self._pill_boxes()
        free = self._uncrowded(touched) if many else frozenset(touched)
        for code, grid in sorted(touched.items()):
            assert preview is not None
            if code not in free:
                continue
            was = base.faces[code].households if code in base.faces else -1
            shape = preview.shapes[code]
            large = code in boxes and boxes[code].height() == LARGE.height()
            pill = Pill(self._name(code), grid.households, was, grid.fits, large)
            if code in boxes:
                taken.append(self._pills.paint(painter, stage.theme, pill, boxes[code].center()))
            else:
                taken.append(self._pill(painter, stage, shape.bounds, self._label(code, shape), pill))
            self._repaint.pills[code] = taken[-1]
        return taken

    def _counted(self, state: State, stage: Stage) -> frozenset[str]:
        """Grids of the village whose counts have room and stand on none other; those outside the rule come first."""
        if self._free[0] is not state or self._free[1] != stage.view:
            faces = [state.faces[code] for code in self._codes if len(code) == 15 and code in state.faces]
            faces = sorted((f for f in faces if _has_room(f, stage)), key=lambda f: LEAST <= f.households <= MOST)
            self._free = (
                state,
                stage.view,
                uncrowded((f.code, stage.screen(*state.places[f.code].label)) for f in faces),
            )
        return self._free[2]

    def _uncrowded(self, touched: dict[str, GridPreview]) -> frozenset[str]:
        """Of many touched grids, those whose small pills stand on none other; those that do not hold come first."""
        preview, view = self.trial.preview, self.canvas.viewport
        assert preview is not None
        middles = []
        for code in sorted(touched, key=lambda code: (touched[code].fits, code)):
            middles.append((code, QPointF(*view.to_screen(*self._label(code, preview.shapes[code])))))
        return uncrowded(middles)

    def _pill_boxes(self) -> dict[str, QRectF]:
        """Where the pills of a few touched grids stand, by code; worked out once a move of the hand."""
        preview, view = self.trial.preview, self.canvas.viewport
        touched = {g.code: g for g in self._touched()}
        if preview is None or len(touched) > MOST_WASHED:
            self._beside.forget()
            return {}
        key = self.trial.pointer, view
        if self._boxes[0] is not preview or self._boxes[1] != key:
            homes = []
            for code, grid in sorted(touched.items()):
                shape, large = preview.shapes[code], grid.area_m2**0.5 / view.m_per_px >= LARGE_FROM_PX
                middle = _home(shape.bounds, self._label(code, shape), view, large)
                homes += [Home(code, middle, large)] if middle is not None else []
            drawn = self.trial.drawn
            drags = self.held >= 0 or drawn is not None  # a hand that only points hides nothing
            lines = [*(self._under_hand()[0] if drags else []), *([drawn] if drawn is not None else [])]
            room = QRectF(0, 0, view.width_px, view.height_px)
            self._boxes = (
                preview,
                key,
                self._beside.boxes(homes, room, self.trial.pointer if drags else None, segments_of(lines, view)),
            )
        return self._boxes[2]

    def _at_rest(self, face: Face, large: bool) -> Pill:
        base = self.session.base
        was = base.faces[face.code].households if base is not None and face.code in base.faces else -1
        return Pill(self._name(face.code), face.households, was, LEAST <= face.households <= MOST, large)

    def _name(self, code: str) -> str:
        """With its village where that is another one, which may have a grid of the same number."""
        state = self.session.state
        if state is None or code[:12] == self.choice.village:
            return code[12:] or "全村"
        return state.name_of(code)

    def _label(self, code: str, shape: Any) -> tuple[float, float]:
        state = self.session.state
        place = state.places.get(code) if state is not None else None
        if place is not None and shapely.contains_xy(shape, *place.label):
            return place.label
        inside = shape.point_on_surface()
        return inside.x, inside.y

    def _pill(
        self, painter: QPainter, stage: Stage, bounds: tuple[float, float, float, float], label: tuple[float, float],
        pill: Pill,
    ) -> QRectF:  # fmt: skip
        """At the grid's label, or where the grid is in view if that is not."""
        at = _home(bounds, label, stage.view, pill.large)
        if at is None:
            return QRectF()
        if pill.large:
            half = LARGE.width() / 2 + 10
            at.setX(min(max(at.x(), half), stage.view.width_px - half))
            at.setY(min(max(at.y(), 36), stage.view.height_px - 36))
            for each in self._standing:  # two large pills stand one below the other rather than on each other
                if abs(each.center().x() - at.x()) < LARGE.width() + 6 and abs(each.center().y() - at.y()) < PITCH_PX:
                    at.setY(each.center().y() + (PITCH_PX if at.y() >= each.center().y() else -PITCH_PX))
        room = self._pills.paint(painter, stage.theme, pill, at)
        if pill.large:
            self._standing.append(room)
        return room


def _box(xy: np.ndarray) -> tuple[float, float, float, float]:
    (low_x, low_y), (high_x, high_y) = xy.min(axis=0).tolist(), xy.max(axis=0).tolist()
    return low_x, low_y, high_x, high_y


def _home(
    bounds: tuple[float, float, float, float], label: tuple[float, float], view: Viewport, large: bool = True
) -> QPointF | None:
    """The middle of a grid's pill, px: at its label; a large one, where the grid is in view if that is not."""
    x, y = view.to_screen(*label)
    at, room = QPointF(x, y), QRectF(0, 0, view.width_px, view.height_px)
    if room.adjusted(20, 20, -20, -20).contains(at):
        return at
    (left, top), (right, low) = view.to_screen(bounds[0], bounds[3]), view.to_screen(bounds[2], bounds[1])
    seen = QRectF(left, top, right - left, low - top).intersected(room)
    return QPointF(seen.center()) if large and seen.width() >= 60 and seen.height() >= 40 else None


def _has_room(face: Face, stage: Stage) -> bool:
    return bool(face.area_m2**0.5 / stage.view.m_per_px >= PILL_FROM_PX)


def codes_beside(arc: Arc) -> Iterable[str]:
    """The grids beside a border."""
    return [code for code in (arc.left, arc.right) if code]
