"""Illustrations in flat muted colours, one function a scene: what a report may have photographed, before and after.

Each draws on a 640 × 480 canvas; `mended` shows the place after disposal; `v` (0, 1) varies the picture.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

W, H = 640, 480
SKY, HAZE, WALL, TAN = "#9FA9B2", "#B7BEC2", "#CAB9A6", "#B6A588"
GLASS, ASPHALT, PAINT, EARTH = "#5F6B78", "#7C7E7B", "#A9A99A", "#A3947C"
GREEN, DARK_GREEN, WATER, MURK = "#93A07F", "#6F7F63", "#8FA9B4", "#6E6A58"
STEEL, DARK, RUST, BRICK, CLEAN = "#6F7F87", "#4C565E", "#C5733F", "#A9796A", "#D9D6CC"

Draw = Any  # PIL.ImageDraw.ImageDraw; Pillow is only imported when pictures are made
Scene = Callable[[Draw, bool, int], None]


def _outdoors(d: Draw, horizon: int = 300, ground: str = ASPHALT) -> None:
    d.rectangle((0, 0, W, horizon), SKY)
    d.rectangle((0, horizon, W, H), ground)


def _building(d: Draw, box: tuple[int, int, int, int], colour: str, columns: int, rows: int) -> None:
    x0, y0, x1, y1 = box
    d.rectangle(box, colour)
    step_x, step_y = (x1 - x0) / columns, (y1 - y0) / rows
    for i in range(columns):
        for j in range(rows):
            left, top = x0 + step_x * (i + 0.27), y0 + step_y * (j + 0.25)
            door = j == rows - 1 and i == columns // 2
            d.rectangle((left, top, left + step_x * 0.46, y1 if door else top + step_y * 0.5), GLASS)


def house(d: Draw, mended: bool, v: int) -> None:
    _outdoors(d, 310)
    left = 70 + 150 * v
    _building(d, (left, 90, left + 320, 320), WALL, 3, 2)
    shed = left - 180 if v else left + 360
    d.rectangle((shed, 170, shed + 140, 320), TAN)
    d.line((0, 370, W, 340), PAINT, 8)
    if not mended:
        d.line((left + 60, 95, left + 90, 170, left + 75, 215, left + 110, 318), DARK, 6, joint="curve")


def gas(d: Draw, mended: bool, v: int) -> None:
    d.rectangle((0, 0, W, H), "#BAB2A6")
    for x in (160, 420):
        d.line((x, 0, x, H), "#A69E90", 8)
    for y in (130, 290):
        d.line((0, y, W, y), "#A69E90", 8)
    x = 250 + 60 * v
    d.rounded_rectangle((x, 130, x + 140, 400), 26, STEEL)
    d.rectangle((x + 36, 95, x + 104, 140), DARK)
    hose = [(x + 104, 115), (x + 170, 130), (x + 210, 190), (x + 290, 210)]
    d.line(hose, STEEL if mended else RUST, 14, joint="curve")
    if mended:
        d.rectangle((x + 50, 240, x + 90, 290), CLEAN)


def road(d: Draw, mended: bool, v: int) -> None:
    _outdoors(d, 180, GREEN)
    d.polygon([(230, 180), (410, 180), (640, 480), (0, 480)], ASPHALT)
    for y0, y1, w in ((200, 230, 6), (260, 310, 10), (350, 430, 16)):
        d.polygon([(320 - w / 2, y0), (320 + w / 2, y0), (320 + w, y1), (320 - w, y1)], PAINT)
    x = 190 + 180 * v
    if mended:
        d.polygon([(x - 10, 330), (x + 140, 325), (x + 165, 410), (x - 30, 415)], "#6A6C6A")
    else:
        d.ellipse((x, 335, x + 150, 415), "#565753")
        d.ellipse((x + 20, 352, x + 128, 408), MURK)


def sign(d: Draw, mended: bool, v: int) -> None:
    _outdoors(d, 330)
    d.rectangle((0, 330, W, 350), GREEN)
    lean = 0 if mended else 70
    d.line((320, 400, 320 + lean, 120), STEEL, 16)
    x, y = 320 + lean, 110
    if v:
        d.rounded_rectangle((x - 45, y - 60, x + 45, y + 120), 14, DARK)
        for i, colour in enumerate((BRICK, TAN, GREEN)):
            lamp = colour if mended else GLASS
            d.ellipse((x - 24, y - 45 + 55 * i, x + 24, y + 3 + 55 * i), lamp)
    else:
        d.ellipse((x - 75, y - 75, x + 75, y + 75), BRICK)
        d.ellipse((x - 55, y - 55, x + 55, y + 55), CLEAN)
        d.rectangle((x - 35, y - 8, x + 35, y + 8), DARK)


def pole(d: Draw, mended: bool, v: int) -> None:
    _outdoors(d, 350, GREEN)
    lean = 0 if mended else 60 + 20 * v
    for base, tilt in ((150, 0), (430, lean)):
        d.line((base, 430, base + tilt, 70), "#8D877C", 18)
        d.line((base + tilt - 60, 100, base + tilt + 60, 100 + tilt // 6), DARK, 10)
    for side in (-50, 0, 50):
        sag = 60 if mended else 190
        points = [(150 + side, 98), (290 + side, 98 + sag), (430 + lean + side, 104)]
        d.line(points, DARK, 4, joint="curve")


def lamp(d: Draw, mended: bool, v: int) -> None:
    d.rectangle((0, 0, W, H), "#59636D")
    d.rectangle((0, 370, W, H), "#474D52")
    x = 240 + 120 * v
    if mended:
        d.polygon([(x + 120, 120), (x + 20, 430), (x + 260, 430)], "#8E8B76")
    d.line((x, 430, x, 100), "#8A949B", 14)
    d.line((x, 105, x + 130, 90), "#8A949B", 10)
    d.rounded_rectangle((x + 90, 85, x + 160, 112), 8, "#E3DAB4" if mended else DARK)
    d.rectangle((x - 40, 60, x + 40, 80), "#3F4A55")


def pump(d: Draw, mended: bool, v: int) -> None:
    _outdoors(d, 220, GREEN)
    for i in range(9):
        d.line((i * 80 - 40, 480, 320 + (i - 4) * 26, 220), DARK_GREEN, 5)
    x = 200 + 110 * v
    d.rectangle((x, 190, x + 170, 390), "#BDB4A3")
    d.polygon([(x - 20, 190), (x + 85, 130), (x + 190, 190)], BRICK)
    d.rectangle((x + 40, 250, x + 110, 390), STEEL if mended else "#3D444A")
    d.line((x + 170, 340, x + 260, 340, x + 280, 380), STEEL, 18, joint="curve")
    if mended:
        d.line((x + 280, 385, x + 290, 450), WATER, 16)
    else:
        d.line((x + 75, 300, x + 30, 410, x - 60, 425), RUST, 8, joint="curve")


def pipe(d: Draw, mended: bool, v: int) -> None:
    d.rectangle((0, 0, W, H), "#B0AAA0")
    d.rectangle((0, 330, W, H), "#8D887E")
    y = 220 + 50 * v
    d.line((0, y, W, y), STEEL, 54)
    for x in (140, 480):
        d.rectangle((x, y - 38, x + 34, y + 38), DARK)
    if mended:
        d.rectangle((280, y - 40, 370, y + 40), "#8A979E")
    else:
        for dx in (-60, -25, 15, 55):
            d.line((320, y - 20, 320 + dx * 2, y - 130 + abs(dx)), WATER, 9)
        d.ellipse((170, 370, 520, 450), WATER)


def manhole(d: Draw, mended: bool, v: int) -> None:
    d.rectangle((0, 0, W, H), ASPHALT)
    d.line((0, 90, W, 40), PAINT, 12)
    x, y = 220 + 60 * v, 190
    d.ellipse((x - 14, y - 12, x + 234, y + 182), "#6A6C69")
    d.ellipse((x, y, x + 220, y + 170), STEEL if mended else "#2E3133")
    if mended:
        for i in range(1, 5):
            d.line((x + 44 * i, y + 26, x + 44 * i, y + 144), DARK, 6)
    else:
        d.polygon([(x + 210, y + 60), (x + 250, y - 90), (x + 290, y + 60)], RUST)
        d.pieslice((x + 200, y + 120, x + 400, y + 250), 180, 320, STEEL)


def ditch(d: Draw, mended: bool, v: int) -> None:
    _outdoors(d, 160, GREEN)
    d.polygon([(280, 160), (360, 160), (560, 480), (80, 480)], EARTH)
    d.polygon([(300, 175), (340, 175), (480, 480), (160, 480)], WATER if mended else MURK)
    if not mended:
        x = 180 if v else 430
        d.rectangle((x, 290, x + 60, 340), DARK)
        d.line((x + 30, 330, 320, 430), "#57503F", 22)
        for i in range(4):
            d.ellipse((250 + 40 * i, 380 + 18 * (i % 2), 280 + 40 * i, 400 + 18 * (i % 2)), CLEAN)


def pond(d: Draw, mended: bool, v: int) -> None:
    _outdoors(d, 170, GREEN)
    d.ellipse((50, 200, 600, 460), EARTH)
    d.ellipse((75, 220, 575, 440), WATER if mended else MURK)
    if mended:
        for x in range(60, 620, 70):
            d.line((x, 400, x, 470), CLEAN, 8)
        d.line((0, 425, W, 425), CLEAN, 8)
    else:
        for i in range(7):
            d.rectangle((130 + 60 * i, 290 + 30 * ((i + v) % 3), 155 + 60 * i, 306 + 30 * ((i + v) % 3)), CLEAN)


def rubbish(d: Draw, mended: bool, v: int) -> None:
    _outdoors(d, 290)
    d.rectangle((0, 120, W, 300), "#C0B29D")
    for x in (120, 250):
        d.rounded_rectangle((x, 200, x + 100, 370), 8, DARK_GREEN)
        d.rectangle((x - 8, 190, x + 108, 210), GREEN)
    if not mended:
        d.polygon([(90, 430), (200, 340), (330, 330), (430, 350), (560, 440)], "#8B8474")
        colours = (CLEAN, RUST, GLASS, TAN)
        for i in range(14):
            x, y = 120 + (i * 97 + 40 * v) % 400, 360 + (i * 37) % 66
            d.rectangle((x, y, x + 30, y + 18), colours[i % 4])


def toilet(d: Draw, mended: bool, v: int) -> None:
    d.rectangle((0, 0, W, 300), "#C9CDCB")
    d.rectangle((0, 300, W, H), "#9DA3A4")
    for x in range(0, W, 80):
        d.line((x, 0, x, 300), "#B5BBBA", 3)
    for y in range(0, 300, 60):
        d.line((0, y, W, y), "#B5BBBA", 3)
    x = 240 + 50 * v
    d.ellipse((x, 320, x + 170, 440), CLEAN)
    d.ellipse((x + 35, 345, x + 135, 420), WATER if mended else MURK)
    d.line((x + 85, 320, x + 85, 120), "#8A979E", 16)
    d.rectangle((x + 40, 80, x + 130, 140), CLEAN)
    if not mended:
        d.ellipse((x - 120, 400, x + 40, 460), MURK)


def smoke(d: Draw, mended: bool, v: int) -> None:
    _outdoors(d, 300, TAN)
    for y in range(330, 480, 30):
        d.line((0, y, W, y - 8), EARTH, 5)
    x = 200 + 160 * v
    d.ellipse((x - 70, 330, x + 110, 400), "#4B4640" if mended else RUST)
    if not mended:
        d.polygon([(x - 40, 360), (x, 250), (x + 20, 330), (x + 50, 230), (x + 90, 365)], RUST)
        for i in range(6):
            r = 40 + 12 * i
            cx, cy = x + 30 + 30 * i, 230 - 38 * i
            d.ellipse((cx - r, cy - r * 0.7, cx + r, cy + r * 0.7), HAZE)


def stove(d: Draw, mended: bool, v: int) -> None:
    d.rectangle((0, 0, W, 340), "#C7BEB0")
    d.rectangle((0, 340, W, H), "#94897B")
    x = 230 + 60 * v
    if mended:
        d.rounded_rectangle((x, 90, x + 170, 310), 14, "#E2E0DA")
        d.ellipse((x + 65, 230, x + 105, 270), STEEL)
        for dx in (40, 85, 130):
            d.line((x + dx, 310, x + dx, 420), "#B08A5C", 8)
    else:
        d.rectangle((x, 230, x + 170, 400), DARK)
        d.rectangle((x + 40, 290, x + 130, 350), RUST)
        d.line((x + 85, 230, x + 85, 60), STEEL, 24)
        d.polygon([(70, 430), (130, 350), (210, 430)], "#2F3234")


def crop(d: Draw, mended: bool, v: int) -> None:
    _outdoors(d, 200, EARTH)
    colour = DARK_GREEN if mended else "#A59A5D"
    for i in range(13):
        d.line((i * 60 - 40, 480, 320 + (i - 6) * 22, 200), colour, 14)
    d.rectangle((0, 180, W, 204), GREEN)
    if not mended:
        d.ellipse((180 + 120 * v, 320, 400 + 120 * v, 410), "#8F8464")


def site(d: Draw, mended: bool, v: int) -> None:
    _outdoors(d, 310, "#B3A68F")
    d.rectangle((0, 240, W, 320), "#8FA3A5")
    peak = 330 + 90 * v
    d.polygon([(60, 420), (peak, 200), (600, 420)], DARK_GREEN if mended else "#A28E70")
    if mended:
        for i in range(6):
            d.line((90 + 90 * i, 415, peak, 205), "#5F6F55", 3)
    else:
        d.rectangle((440, 260, 560, 330), RUST)
        d.line((450, 265, 380, 190, 330, 260), RUST, 16, joint="curve")


def tree(d: Draw, mended: bool, v: int) -> None:
    _outdoors(d, 330, GREEN)
    d.polygon([(0, 480), (260, 330), (380, 330), (640, 480)], ASPHALT)
    for x in (80, 540):
        d.line((x, 380, x, 220), "#7B6A58", 22)
        d.ellipse((x - 75, 90, x + 75, 260), DARK_GREEN)
    if not mended:
        y = 400 - 30 * v
        d.line((120, y, 430, y + 20), "#7B6A58", 26)
        d.ellipse((380, y - 60, 560, y + 80), DARK_GREEN)


def shop(d: Draw, mended: bool, v: int) -> None:
    _outdoors(d, 360)
    d.rectangle((60, 100, 580, 370), WALL)
    d.rectangle((60, 100, 580, 160), BRICK if v else STEEL)
    d.rectangle((100, 190, 300, 370), GLASS)
    d.rectangle((350, 190, 540, 330), GLASS)
    if not mended:
        d.polygon([(330, 300), (600, 300), (570, 260), (360, 260)], RUST)
        d.rectangle((345, 350, 590, 430), TAN)
        for x in (380, 550):
            d.ellipse((x - 24, 415, x + 24, 463), DARK)


def board(d: Draw, mended: bool, v: int) -> None:
    _outdoors(d, 370)
    for x in (110, 520):
        d.rectangle((x, 110, x + 18, 420), STEEL)
    d.rectangle((90, 110, 550, 320), BRICK if v else STEEL)
    d.rectangle((108, 150, 532, 306), CLEAN)
    for i in range(3):
        x = 130 + 135 * i
        if mended or i == 0:
            d.rectangle((x, 170, x + 110, 285), "#F0EEE7")
            for y in range(185, 280, 16):
                d.line((x + 10, y, x + 100, y), PAINT, 4)
    if not mended:
        d.line((330, 150, 380, 220, 350, 300), DARK, 4)


def factory(d: Draw, mended: bool, v: int) -> None:
    _outdoors(d, 340)
    for i in range(3):
        d.polygon([(80 + 120 * i, 230), (80 + 120 * i, 160), (200 + 120 * i, 230)], STEEL)
    d.rectangle((80, 230, 440, 360), "#A8A295")
    x = 490 - 40 * v
    d.rectangle((x, 110, x + 46, 360), BRICK)
    if not mended:
        for i in range(4):
            d.ellipse((x - 10 - 46 * i, 60 - 12 * i, x + 70 - 46 * i, 120 - 12 * i), HAZE)
    d.rectangle((210, 280, 290, 360), DARK)


def school(d: Draw, mended: bool, v: int) -> None:
    _outdoors(d, 330, "#A68D7C")
    _building(d, (90, 110, 560, 340), "#D3C6B2", 6, 3)
    d.line((40, 340, 40, 60), STEEL, 8)
    d.rectangle((44, 62, 110, 104), BRICK)
    wall = 372
    d.rectangle((0, wall, W, wall + 60), "#B9AA94")
    if not mended:
        x = 180 + 220 * v
        d.polygon([(x, wall), (x + 30, wall + 30), (x + 10, wall + 60), (x + 90, wall + 60), (x + 80, wall)], "#7C7468")


SCENES: Mapping[str, Scene] = MappingProxyType(
    {
        scene.__name__: scene
        for scene in (
            house, gas, road, sign, pole, lamp, pump, pipe, manhole, ditch, pond,
            rubbish, toilet, smoke, stove, crop, site, tree, shop, board, factory, school,
        )
    }
)  # fmt: skip
VARIANTS = ((False, 0), (False, 1), (True, 0), (True, 1))  # before and after, each twice: 88 pictures
