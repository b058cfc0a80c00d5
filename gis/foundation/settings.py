"""Numbers that a county may change: the shipped table resources/tables/workflow.toml, with what the county set over
it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from gis.foundation.errors import Refused, WanggeError
from resources import ROOT


@dataclass(frozen=True)
class Settings:
    """One field a line of the table; what each means stands there."""

    return_limit: int
    extension_limit: int
    extension_days_most: int
    reopen_days: int
    rework_floor_share: float
    check_before_close: bool
    merge_metres: int
    merge_hours: int
    photo_metres: int
    border_metres: int
    photo_hours: int
    lock_minutes: int
    sign_in_tries: int
    sign_in_wait_s: int
    sign_in_wait_most_s: int
    password_length: int
    office_hours: str
    remind_shares: str


KINDS: Mapping[str, type] = {"int": int, "float": float, "bool": bool, "str": str}
WORDS = {
    "return_limit": "退单次数上限",
    "extension_limit": "延期次数上限",
    "extension_days_most": "一次延期的工作日上限",
    "reopen_days": "可重开的天数",
    "rework_floor_share": "返工时限的保底份额",
    "check_before_close": "办结前必须核查",
    "merge_metres": "并案距离（米）",
    "merge_hours": "并案间隔（小时）",
    "photo_metres": "照片与事件的距离（米）",
    "border_metres": "近界距离（米）",
    "photo_hours": "照片早于上报（小时）",
    "lock_minutes": "锁屏分钟数",
    "sign_in_tries": "口令可错次数",
    "sign_in_wait_s": "输错后等待秒数",
    "sign_in_wait_most_s": "等待秒数上限",
    "password_length": "口令最少位数",
    "office_hours": "工作时间",
    "remind_shares": "提醒时点（时限用去的份额）",
}


class SettingsTableError(WanggeError):
    """The table of settings cannot be read or lacks a line."""


def load_settings(own: Mapping[str, str] | None = None, path: Path | None = None) -> Settings:
    """The shipped table (or another TOML file) with the county's own values (texts, by name) over it.

    SettingsTableError if the table is unreadable or lacks a line; own values of unknown names are left aside, since
    a newer program may have written them.
    """
    import tomllib  # late: the first picture needs no table

    path = path or ROOT / "tables" / "workflow.toml"
    try:
        with path.open("rb") as file:
            table = tomllib.load(file)
        values = {f.name: KINDS[str(f.type)](table[f.name]) for f in fields(Settings)}
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise SettingsTableError(
            f"办理规则表 {path.name} 读不出来：{error}。", "请改正后重开，或换回随附的表。"
        ) from error
    for name, text in (own or {}).items():
        if name in values:
            values[name] = parsed(name, text)
    return Settings(**values)


def parsed(name: str, text: str) -> int | float | bool | str:
    """The value of a setting written as text; Refused if it is none."""
    kind = {f.name: str(f.type) for f in fields(Settings)}.get(name)
    if kind is None:
        raise Refused(f"没有名为“{name}”的办理规则。", f"可用：{'、'.join(WORDS)}")
    if kind == "str":
        (sessions if name == "office_hours" else shares)(text)
        return text
    if kind == "bool":
        if text.lower() not in ("true", "false"):
            raise Refused(f"「{WORDS[name]}」应为 true 或 false。")
        return text.lower() == "true"
    try:
        value = KINDS[kind](text)
    except ValueError as error:
        raise Refused(f"「{WORDS[name]}」应为数字，不是“{text}”。") from error
    if value < 0 or (name == "rework_floor_share" and value > 1):
        raise Refused(f"「{WORDS[name]}」的值 {text} 不在允许范围。", "次数与天数不小于 0，份额在 0 与 1 之间。")
    return value


def sessions(text: str) -> tuple[tuple[int, int], ...]:
    """Working sessions of a day as seconds after midnight: 08:30-12:00, 14:00-18:00 has a lunch break. Empty text means
    the hours of the shipped calendar, and gives none. Refused if a session cannot be read, or they overlap."""
    found: list[tuple[int, int]] = []
    for part in text.replace("，", ",").replace("：", ":").split(","):
        if not part.strip():
            continue
        start, dash, end = part.strip().partition("-")
        if not dash:
            raise Refused(f"工作时间“{part.strip()}”应写成 起-止。", "如 08:30-12:00,14:00-18:00。")
        found.append((_second(start), _second(end)))
    edges = [edge for session in found for edge in session]
    if edges != sorted(set(edges)):
        raise Refused("工作时间应先后相接、不重叠。", "如 08:30-12:00,14:00-18:00。")
    return tuple(found)


def hours_words(hours: tuple[tuple[int, int], ...]) -> str:
    """Working sessions as the settings hold them: 08:30-12:00,14:00-18:00."""
    return ",".join("-".join(f"{s // 3600:02}:{s % 3600 // 60:02}" for s in session) for session in hours)


def shares(text: str) -> tuple[float, ...]:
    """Shares of a limit at which it is reminded of: 0.5,0.75,0.9. Refused if one is none."""
    try:
        found = tuple(sorted(float(part) for part in text.replace("，", ",").split(",") if part.strip()))
    except ValueError as error:
        raise Refused(f"提醒时点“{text}”看不懂。", "请写成 0.5,0.75,0.9。") from error
    if not all(0 < share <= 1 for share in found):
        raise Refused("提醒时点应在 0 与 1 之间。", "0.75 指时限用去四分之三。")
    return found


def _second(text: str) -> int:
    hour, _, minute = text.strip().partition(":")
    if not (hour.isdigit() and (minute or "0").isdigit()) or int(hour) > 24 or int(minute or 0) > 59:
        raise Refused(f"“{text.strip()}”不是一天中的时刻。", "如 08:30。")
    return int(hour) * 3600 + int(minute or 0) * 60
