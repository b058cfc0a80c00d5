"""The ground: what lies outside, fields, parcels, settlements, water and roads with their casing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter

from desktop.map.frame import Frame
from desktop.map.painting import saved
from desktop.map.strokes import stroke
from gis.county.divisions import Level
from gis.county.ground import GroundKind


@dataclass(frozen=True)
class Road:
    """How a kind of road looks: true width in metres, its limits in px, the scale up to which it shows."""

    kind: GroundKind
    colour: str
    width_m: float
    least_px: float
    most_px: float
    coarsest_m: float


ROADS = (
    Road(GroundKind.LANE, "road_minor", 4.5, 0.9, 26, 7.0),
    Road(GroundKind.ROAD_MINOR, "road_minor", 9, 1.3, 40, 60.0),
    Road(GroundKind.ROAD_MAJOR, "road_major", 24, 2.2, 60, 1e9),
    Road(GroundKind.MOTORWAY, "motorway", 42, 2.8, 90, 1e9),
)
PARCELS = {GroundKind.PARCEL_A: "field_alt_a", GroundKind.PARCEL_B: "field_alt_b"}
PARCELS_COARSEST_M = 75.0
SMOOTH_PARCELS_M = 1.0
BAND_COARSER = 6.0
RIVER_M = 46.0
HAIRLINE_M = 19.0  # beyond this minor roads are hairlines, or they would drown the settlements


def paint(painter: QPainter, frame: Frame) -> None:
    """Paint everything below the borders, opaque."""
    colours = frame.theme.map
    _county(painter, frame)
    for kind, name in PARCELS.items():
        if frame.view.m_per_px < PARCELS_COARSEST_M:
            # a parcel is a shade or two from its field: nobody sees its edge, and it paints in half the time
            _areas(painter, frame, kind, colours[name], smooth=bool(frame.view.m_per_px < SMOOTH_PARCELS_M))
    _areas(painter, frame, GroundKind.SETTLEMENT, colours["settlement"])
    _areas(painter, frame, GroundKind.TOWN, colours["settlement"])
    _areas(painter, frame, GroundKind.WATER, colours["water"])
    river_px = min(max(RIVER_M / frame.view.m_per_px, 2.0), 80)
    _lines(painter, frame, GroundKind.RIVER, colours["water"], river_px)
    paint_roads(painter, frame)


def paint_bare(painter: QPainter, frame: Frame) -> None:
    """Only inside and outside, when the ground is switched off."""
    _county(painter, frame)


def paint_roads(painter: QPainter, frame: Frame) -> None:
    """All casings of a class first, then its fills, so that crossings open."""
    colours, scale = frame.theme.map, frame.view.m_per_px
    for road in ROADS:
        if scale > road.coarsest_m:
            continue
        if road.kind is GroundKind.ROAD_MINOR and scale > HAIRLINE_M:
            _lines(painter, frame, road.kind, colours["road_minor_casing"], 0.9)
            continue
        width = min(max(road.width_m / scale, road.least_px), road.most_px)
        casing = colours.get(f"{road.colour}_casing")
        if casing is not None and casing != colours[road.colour] and road.kind is not GroundKind.LANE:
            _lines(painter, frame, road.kind, casing, width + 1.6)
        _lines(painter, frame, road.kind, colours[road.colour], width)
        if road.kind is GroundKind.MOTORWAY and width > 3.4 and casing is not None:
            _lines(painter, frame, road.kind, casing, 0.8)


def _county(painter: QPainter, frame: Frame) -> None:
    """What lies outside, the county's area and the soft band around it; far from the border one fill does."""
    scene, colours, bounds = frame.scene, frame.theme.map, frame.local_bounds(40)
    outline = [group.path for group in scene.outline.at(frame.device_m).within(bounds)]
    if not any(scene.border_paths(Level.COUNTY).at(frame.device_m).within(bounds)):
        middle = QPointF((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2)
        _fill(painter, frame, colours["field" if any(path.contains(middle) for path in outline) else "outside"])
        return
    _fill(painter, frame, colours["outside"])
    # The band lies on one colour, so it can be opaque. A line this wide and soft may be several px off.
    band = mixed(colours["outside"], _opaque(colours["county_band"]), colours["county_band"].alphaF())
    stroke(painter, frame, scene.outline, band, 2.0 * frame.theme.tokens["border_px"]["county_band"], BAND_COARSER)
    for strip in frame.strips():
        frame.check()
        with saved(painter):
            painter.setClipRect(strip)
            # the county's border is drawn over this edge: smoothing it as well would only cost
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            frame.to_metres(painter)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours["field"])
            for path in outline:
                painter.drawPath(path)


def _fill(painter: QPainter, frame: Frame, colour: QColor) -> None:
    for strip in frame.strips():
        painter.fillRect(strip, colour)


def _opaque(colour: QColor) -> QColor:
    return QColor(colour.red(), colour.green(), colour.blue())


def _areas(painter: QPainter, frame: Frame, kind: GroundKind, colour: QColor, smooth: bool = True) -> None:
    with saved(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
        frame.to_metres(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(colour))
        for group in frame.scene.ground_paths(kind).at(frame.device_m).within(frame.local_bounds()):
            frame.check()
            painter.drawPath(group.path)


def _lines(painter: QPainter, frame: Frame, kind: GroundKind, colour: QColor, width_px: float) -> None:
    stroke(painter, frame, frame.scene.ground_paths(kind), colour, width_px)


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """A colour between two, opaque."""
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
    )
