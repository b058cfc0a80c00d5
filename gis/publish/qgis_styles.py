"""How QGIS shows a layer when it is opened: the day theme of the map, numbers and names as labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from gis.publish.layers import AREA, LINE, POINT, GeoLayer


@dataclass(frozen=True)
class Look:
    """Colours as r,g,b,a. width: millimetres. label: the column that is written, empty for none. until: the scale
    1:until from which on labels show, 0 for always. rank: 0 to 10, who has the room where labels meet."""

    fill: str
    line: str
    width: float
    dash: str = "solid"
    label: str = ""
    size: float = 8.0
    ink: str = "70,84,98,255"  # of labels: grids have borders too pale to read by
    until: int = 0
    rank: int = 5


LOOKS = {
    "grid": Look("255,255,255,0", "163,173,183,255", 0.26, label="编号", until=40_000, rank=3),
    "village": Look("255,255,255,0", "116,128,140,255", 0.4, label="简称", size=9, until=250_000),
    "township": Look("255,255,255,0", "74,88,102,255", 0.66, label="简称", size=11, rank=10),
    "county": Look("255,255,255,0", "44,57,71,255", 0.96),
    "plan": Look("17,96,216,28", "17,96,216,255", 0.4, label="编号", ink="14,85,194,255"),
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
    renderer = (
        '<renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0" forceraster="0"><symbols>\n'
        f"{_symbol(layer.kind, look)}</symbols><rotation/><sizescale/></renderer-v2>\n"
    )
    return _document(layer.kind, renderer, _labels(look) if look.label else "")


def qml_of_areas(layers: Sequence[GeoLayer], column: str) -> str:
    """One style for the areas of a file that holds several layers in one; column: that names the layer of each. QGIS
    takes it for the areas and shows points and lines of such a file in its own way."""
    areas = [layer for layer in layers if layer.kind == AREA]
    symbols = "".join(_symbol(AREA, LOOKS[layer.style], str(at)) for at, layer in enumerate(areas))
    kinds = "".join(
        f'<category render="true" symbol="{at}" type="string" value={quoteattr(layer.name)} '
        f"label={quoteattr(layer.name)}/>\n"
        for at, layer in enumerate(areas)
    )
    renderer = (
        f'<renderer-v2 type="categorizedSymbol" attr={quoteattr(column)} symbollevels="1" enableorderby="0" '
        f'forceraster="0"><categories>\n{kinds}</categories><symbols>\n{symbols}</symbols></renderer-v2>\n'
    )
    named = [(layer.name, LOOKS[layer.style]) for layer in areas if LOOKS[layer.style].label]
    rules = "".join(
        f"<rule key={quoteattr(name)} filter={quoteattr(_is(column, name))} description={quoteattr(name)}>"
        f"{_settings(look)}</rule>\n"
        for name, look in named
    )
    return _document(AREA, renderer, f'<labeling type="rule-based"><rules key="all">{rules}</rules></labeling>\n')


def _is(column: str, name: str) -> str:
    return f"\"{column}\" = '{name}'"


def _document(kind: str, renderer: str, labels: str) -> str:
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        f'<qgis version="3.28.0" styleCategories="Symbology|Labeling" labelsEnabled="{int(bool(labels))}">\n'
        f"{renderer}{labels}<layerGeometryType>{GEOMETRY[kind]}</layerGeometryType>\n</qgis>\n"
    )


def _symbol(kind: str, look: Look, name: str = "0") -> str:
    if kind == AREA:
        options = {"color": look.fill, "style": "solid", "outline_color": look.line, "outline_style": look.dash}
        options |= {"outline_width": f"{look.width}", "outline_width_unit": "MM", "joinstyle": "round"}
        return _layer(name, "fill", "SimpleFill", options)
    if kind == LINE:
        options = {"line_color": look.line, "line_style": look.dash, "line_width": f"{look.width}"}
        return _layer(name, "line", "SimpleLine", options | {"line_width_unit": "MM", "capstyle": "round"})
    options = {"name": "circle", "color": look.fill, "outline_color": look.line, "size": f"{look.size}"}
    options |= {"outline_width": f"{look.width}", "size_unit": "MM"}
    return _layer(name, "marker", "SimpleMarker", options)


def _layer(name: str, symbol: str, kind: str, options: dict[str, str]) -> str:
    lines = "".join(f'<Option type="QString" name={quoteattr(n)} value={quoteattr(v)}/>' for n, v in options.items())
    return (
        f'<symbol type="{symbol}" name="{name}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f'<layer class="{kind}" enabled="1" locked="0" pass="0"><Option type="Map">{lines}</Option></layer></symbol>\n'
    )


def _labels(look: Look) -> str:
    return f'<labeling type="simple">{_settings(look)}</labeling>\n'


def _settings(look: Look) -> str:
    return (
        '<settings calloutType="simple">'
        f'<text-style fieldName="{escape(look.label)}" isExpression="0" fontSize="{look.size}" fontSizeUnit="Point" '
        f'fontFamily="Noto Sans CJK SC" textColor="{look.ink}" textOpacity="1">'
        '<text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="249,248,244,255" '
        'bufferOpacity="1"/></text-style><placement placement="1" centroidInside="1" '
        f'priority="{look.rank}"/><rendering drawLabels="1" obstacle="0" scaleVisibility="{int(look.until > 0)}" '
        f'scaleMin="{look.until}" scaleMax="1"/></settings>'
    )
