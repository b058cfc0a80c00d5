"""Style sheet, icons, translation: made of tokens, complete in both themes."""

from __future__ import annotations

import json
import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton

from desktop.icons import FOLDER, icon, icon_pixmap
from desktop.style import mixed, palette, style_sheet
from desktop.theme import load_theme, pixel_font
from desktop.translation import install_chinese
from resources import ROOT


def token_colours(theme) -> set[str]:
    known = {c.name().lower() for part in (theme.ui, theme.check) for c in part.values()}
    return known | {mixed(theme.ui["accent"], theme.ui["text"], share).name() for share in (0.12, 0.24)}


@pytest.mark.parametrize("name", ["day", "night", "wall"])
def test_every_colour_of_the_sheet_is_a_token(name):
    theme = load_theme(name)
    sheet = style_sheet(theme)
    assert "$" not in sheet
    assert set(re.findall(r"#[0-9a-fA-F]{6,8}", sheet)) <= token_colours(theme)


@pytest.mark.parametrize("name", ["day", "night"])
def test_every_picture_of_the_sheet_exists_in_token_colours(name):
    theme = load_theme(name)
    pictures = re.findall(r'url\("([^"]+)"\)', style_sheet(theme))
    assert pictures
    for path in pictures:
        inks = set(re.findall(r"#[0-9A-Fa-f]{6}", (ROOT / "icons" / "controls" / path.rsplit("/", 1)[1]).read_text()))
        assert {ink.lower() for ink in inks} <= token_colours(theme)


def test_palette_takes_the_theme():
    theme = load_theme("night")
    made = palette(theme)
    assert made.color(QPalette.ColorRole.Window) == theme.ui["surface_panel"]
    assert made.color(QPalette.ColorRole.Highlight) == theme.ui["accent"]


def test_sheet_dresses_a_button(qtbot):
    theme = load_theme("day")
    button = QPushButton("指派给 住建局")
    qtbot.addWidget(button)
    button.setProperty("kind", "primary")
    button.setStyleSheet(style_sheet(theme))
    button.resize(160, 32)
    assert button.grab().toImage().pixelColor(10, 6) == theme.ui["accent"]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.svg")), ids=lambda p: p.stem)
def test_icons_are_thin_strokes_that_take_colour(qapp, path):
    text = path.read_text("utf-8")
    assert 'viewBox="0 0 20 20"' in text and 'stroke="currentColor"' in text and 'stroke-width="1.5"' in text
    image = icon_pixmap(path.stem, QColor("#C0101E"), 18, 2.0).toImage()
    opaque = [image.pixelColor(x, y) for x in range(36) for y in range(36) if image.pixelColor(x, y).alpha() > 250]
    assert opaque and all(c.red() > 180 and c.green() < 40 for c in opaque)


def test_icon_has_a_disabled_face(qapp):
    made = icon(load_theme("day"), "bell")
    plain, off = made.pixmap(18), made.pixmap(18, made.Mode.Disabled)
    assert plain.toImage() != off.toImage()


def test_fonts_have_even_digits(qapp):
    from PySide6.QtGui import QFontMetricsF

    measure = QFontMetricsF(pixel_font(13))
    assert len({measure.horizontalAdvance(d * 4) for d in "0123456789"}) == 1


def test_qt_speaks_chinese(qtbot):
    app = QApplication.instance()
    assert install_chinese(app)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Save)
    qtbot.addWidget(box)
    words = {re.sub(r"\(.*\)|&", "", b.text()) for b in box.buttons()}
    assert words == {"取消", "保存"}


def test_tokens_name_what_the_sheet_needs():
    tokens = json.loads((ROOT / "themes" / "tokens.json").read_text("utf-8"))
    assert tokens["height"]["desk"]["row"] == 31 and tokens["radius"]["control"] == 6
