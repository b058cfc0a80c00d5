"""A place typed instead of pointed at: coordinates, or a distance and a bearing, or steps east and north."""

from __future__ import annotations

import re
from math import cos, hypot, radians, sin

from gis.foundation.crs import parse_pair
from gis.foundation.errors import Refused

NUMBER = r"[+-]?\d+(?:\.\d+)?"
HELP = "可输入：591418.5 4121423.6（米）、115.03,37.22（度）、@12.5<90（距离<方位角）或 @3,-4（东、北位移）。"


def typed_place(text: str, start: tuple[float, float] | None = None) -> tuple[float, float]:
    """EPSG:4547 metres of what was typed. "@12.5<90": 12.5 m from `start` on a bearing of 90° (clockwise from north);
    "@3,-4": 3 m east and 4 m south of it; else a pair of coordinates as gis.foundation.crs.parse_pair reads it.
    Refused, saying what can be typed, for anything else."""
    words = text.strip().replace("，", ",").replace("＜", "<")
    polar = re.fullmatch(rf"@\s*({NUMBER})\s*<\s*({NUMBER})", words)
    steps = re.fullmatch(rf"@\s*({NUMBER})\s*[,\s]\s*({NUMBER})", words)
    if polar or steps:
        if start is None:
            raise Refused("相对位置需要一个起点。", "请先选中一个点，再输入距离。")
        if steps:
            return start[0] + float(steps[1]), start[1] + float(steps[2])
        if polar:
            return at_distance(start, float(polar[2]), float(polar[1]))
    pair = parse_pair(words)
    if pair is None:
        raise Refused(f"看不懂“{text.strip()}”。", HELP)
    return pair


def at_distance(start: tuple[float, float], bearing_deg: float, distance_m: float) -> tuple[float, float]:
    """The place at a distance on a grid bearing, degrees clockwise from north."""
    angle = radians(bearing_deg)
    return start[0] + distance_m * sin(angle), start[1] + distance_m * cos(angle)


def towards(start: tuple[float, float], aim: tuple[float, float], distance_m: float) -> tuple[float, float]:
    """The place at an exact distance from `start` in the direction of `aim` (the pointer); Refused if they are one."""
    length = hypot(aim[0] - start[0], aim[1] - start[1])
    if length == 0:
        raise Refused("方向不明：指针就在起点上。", "请先把指针移开。")
    share = distance_m / length
    return start[0] + (aim[0] - start[0]) * share, start[1] + (aim[1] - start[1]) * share
