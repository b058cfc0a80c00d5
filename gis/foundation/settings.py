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


KINDS: Mapping[str, type] = {"int": int, "float": float, "bool": bool}
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


def parsed(name: str, text: str) -> int | float | bool:
    """The value of a setting written as text; Refused if it is none."""
    kind = {f.name: str(f.type) for f in fields(Settings)}.get(name)
    if kind is None:
        raise Refused(f"没有名为“{name}”的办理规则。", f"可用：{'、'.join(WORDS)}")
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
