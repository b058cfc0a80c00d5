"""How QGIS shows a layer when it is opened: the day theme of the map, numbers and names as labels."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from gis.publish.layers import AREA, LINE, POINT, GeoLayer


@dataclass(frozen=True)
class Look:
    """Colours as r,g,b,a. width: millimetres. label: the column that is written, empty for none."""

    fill: str
    line: str
    width: float
    dash: str = "solid"
    label: str = ""
    size: float = 8.0


LOOKS = {
    "grid": Look("255,255,255,0", "163,173,183,255", 0.26, label="编号"),
    "village": Look("255,255,255,0", "116,128,140,255", 0.4, label="简称", size=9),
    "township": Look("255,255,255,0", "74,88,102,255", 0.66, label="简称", size=11),
    "county": Look("255,255,255,0", "44,57,71,255", 0.96),
    "plan": Look("17,96,216,28", "17,96,216,255", 0.4, label="编号"),
    "retired": Look("133,135,133,40", "133,135,133,255", 0.3, "dash", label="编码"),
    "gone": Look("", "133,135,133,255", 0.4, "dash"),
    "come": Look("", "17,96,216,255", 0.66),
    "household": Look("128,139,151,255", "255,255,255,0", 0.0, size=1.0),
    "moved": Look("187,123,0,255", "255,255,255,255", 0.2, size=1.8),
}


GEOMETRY = {AREA: 2, LINE: 1, POINT: 0}


def qml_of(layer: GeoLayer) -> str:
    """The style of a layer in QGIS's own form (QML, 3.x)."""
    look = LOOKS[layer.style]
    labels = _labels(look) if look.label else ""
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        '<qgis version="3.28.0" styleCategories="Symbology|Labeling" '
        f'labelsEnabled="{int(bool(look.label))}">\n'
        '<renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0" forceraster="0"><symbols>\n'
        f"{_symbol(layer.kind, look)}</symbols><rotation/><sizescale/></renderer-v2>\n{labels}"
        f"<layerGeometryType>{GEOMETRY[layer.kind]}</layerGeometryType>\n</qgis>\n"
    )


def _symbol(kind: str, look: Look) -> str:
    if kind == AREA:
        options = {"color": look.fill, "style": "solid", "outline_color": look.line, "outline_style": look.dash}
        options |= {"outline_width": f"{look.width}", "outline_width_unit": "MM", "joinstyle": "round"}
        return _layer("fill", "SimpleFill", options)
    if kind == LINE:
        options = {"line_color": look.line, "line_style": look.dash, "line_width": f"{look.width}"}
        return _layer("line", "SimpleLine", options | {"line_width_unit": "MM", "capstyle": "round"})
    options = {"name": "circle", "color": look.fill, "outline_color": look.line, "size": f"{look.size}"}
    options |= {"outline_width": f"{look.width}", "size_unit": "MM"}
    return _layer("marker", "SimpleMarker", options)


def _layer(symbol: str, name: str, options: dict[str, str]) -> str:
    lines = "".join(f'<Option type="QString" name={quoteattr(n)} value={quoteattr(v)}/>' for n, v in options.items())
    return (
        f'<symbol type="{symbol}" name="0" alpha="1" clip_to_extent="1" force_rhr="0">'
        f'<layer class="{name}" enabled="1" locked="0" pass="0"><Option type="Map">{lines}</Option></layer></symbol>\n'
    )


def _labels(look: Look) -> str:
    return (
        '<labeling type="simple"><settings calloutType="simple">'
        f'<text-style fieldName="{escape(look.label)}" isExpression="0" fontSize="{look.size}" fontSizeUnit="Point" '
        f'fontFamily="Noto Sans CJK SC" textColor="{look.line}" textOpacity="1">'
        '<text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="249,248,244,255" '
        'bufferOpacity="1"/></text-style><placement placement="1" centroidInside="1"/>'
        '<rendering drawLabels="1" obstacle="0"/></settings></labeling>\n'
    )
