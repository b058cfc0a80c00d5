"""The look of Qt's own widgets: palette and one style sheet, generated from the tokens, on Fusion."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from desktop.theme import Theme
from resources import ROOT


def apply_style(app: QApplication, theme: Theme) -> None:
    """Dress the application in a theme; call again to change it while running."""
    if app.style() is None or app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette(theme))
    app.setFont(theme.font("body"))
    app.setStyleSheet(style_sheet(theme))


def palette(theme: Theme) -> QPalette:
    """The palette that Fusion and painted text fall back to."""
    ui, role, made = theme.ui, QPalette.ColorRole, QPalette()
    pairs = {
        role.Window: "surface_panel",
        role.Base: "surface_panel",
        role.AlternateBase: "surface_sunk",
        role.Button: "surface_panel",
        role.WindowText: "text",
        role.Text: "text",
        role.ButtonText: "text",
        role.BrightText: "text",
        role.PlaceholderText: "text_tertiary",
        role.ToolTipBase: "surface_raised",
        role.ToolTipText: "text",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Accent: "accent",
        role.Link: "accent_text",
        role.LinkVisited: "accent_text",
        role.Light: "surface_hover",
        role.Midlight: "line",
        role.Mid: "line_strong",
        role.Dark: "line_control",
        role.Shadow: "line_strong",
    }
    for key, name in pairs.items():
        made.setColor(key, ui[name])
    for key in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, key, ui["text_tertiary"])
    return made


def style_sheet(theme: Theme) -> str:
    """The sheet for one theme; every colour, radius and height in it is a token."""
    names = {name: _css(colour) for name, colour in theme.ui.items()}
    names |= {f"check_{name}": _css(colour) for name, colour in theme.check.items()}
    names |= {f"r_{name}": str(px) for name, px in theme.tokens["radius"].items()}
    names |= {f"h_{name}": str(px) for name, px in theme.tokens["height"]["desk"].items()}
    names["accent_hover"] = _css(mixed(theme.ui["accent"], theme.ui["text"], 0.12))
    names["accent_press"] = _css(mixed(theme.ui["accent"], theme.ui["text"], 0.24))
    names["controls"] = (ROOT / "icons" / "controls").as_posix()
    names["variant"] = "night" if theme.night else "day"
    sheet = (ROOT / "themes" / "desk.qss").read_text("utf-8")
    return Template(sheet).substitute(names)


def mixed(colour: QColor, other: QColor, share: float) -> QColor:
    """`colour` with `share` (0 to 1) of `other` in it."""
    keep = 1 - share
    return QColor(
        round(colour.red() * keep + other.red() * share),
        round(colour.green() * keep + other.green() * share),
        round(colour.blue() * keep + other.blue() * share),
    )


def _css(colour: QColor) -> str:
    return colour.name() if colour.alpha() == 255 else colour.name(QColor.NameFormat.HexArgb)


def dress(theme: Theme) -> None:
    """Give the application the look of a theme."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_style(application, theme)
