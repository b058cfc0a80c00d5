"""Changing the evaluation table line by line: what it holds as lines of words, a line set to another text, lines added
and taken out; and the table as TOML again. Nothing here is checked by halves: `fault` says what is wrong with one line,
gis.evaluation.table.table_of judges the whole."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from gis.deadlines.limits import CLASS_OF_KEY
from gis.evaluation.expressions import Formula
from gis.evaluation.gaming import SIGN_WORD
from gis.evaluation.measures import MEASURE_NOTE
from gis.evaluation.subjects import BY_WORD
from gis.evaluation.table import ACT_WORD, LIST_NAMES, SIGNS, EvaluationTable, EvaluationTableError, parse_table
from gis.foundation.errors import WanggeError
from resources import ROOT

MOST = 1e9  # of any number of the table
Path = tuple[str | int, ...]
Raw = dict[str, Any]
SECTIONS = {
    "plain": "基本",
    "rate": "比率",
    "card": "记分与红黑榜",
    "gaming": "异常迹象",
    "supervision": "督办规则",
    "letters": "函件与问责",
}
SIGN_NOTE = {
    "late": "late 超过时限达 after",
    "silent": "silent 指派后无动静达 after",
    "stalled": "stalled 回复后无动静达 after",
    "returned": "returned 退单达 times 次",
    "rework": "rework 返工达 times 次",
    "urged": "urged 催办达 times 次仍超期",
}


@dataclass(frozen=True)
class Line:
    """One value. path: where it stands in the table. group: what it belongs to (a rate, a card). word: what it is.
    kind: int | number | formula | words | choice | list | classes. note: what may stand there."""

    path: Path
    section: str
    group: str
    word: str
    kind: str
    note: str


def shipped() -> Raw:
    """The table that comes with the program, as it is parsed."""
    return tomllib.loads((ROOT / "tables" / "evaluation.toml").read_text(encoding="utf-8"))


def lines(raw: Raw) -> list[Line]:
    """Everything that can be set, in the order of the table."""
    return [*_plain(), *_rates(raw), *_cards(raw), *_gaming(raw), *_rules(raw), *_letters(raw)]


def text_of(raw: Raw, path: Path) -> str:
    """The value at a path as it is written; empty where there is none."""
    value = _at(raw, path)
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(str(each) for each in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def with_text(raw: Raw, line: Line, text: str) -> Raw:
    """The table with one line set to a text. What is no number stays as it was written, for `fault` to name."""
    made, text = deepcopy(raw), text.strip()
    holder = _at(made, line.path[:-1])
    key = line.path[-1]
    if not text and line.kind in ("number", "int", "classes") and line.section == "supervision":
        holder.pop(key, None)  # back to what holds where nothing is said
    elif line.kind in ("list", "classes"):
        holder[key] = [part for part in text.replace("，", "、").replace(",", "、").split("、") if part]
    else:
        holder[key] = _value(text, line.kind)
    return made


def fault(raw: Raw, line: Line) -> str:
    """What is wrong with one line, in words; empty if it holds by itself."""
    value = _at(raw, line.path)
    if line.kind in ("int", "number"):
        return _number_fault(value, line)
    if line.kind == "choice":
        allowed = line.note.split("：", 1)[-1].split("、")
        return "" if str(value) in [word.split(" ")[0] for word in allowed] else f"应为 {line.note}"
    if line.kind == "classes":
        wrong = [str(each) for each in value or [] if each not in CLASS_OF_KEY]
        return f"不认识的类别 {wrong[0]}" if wrong else ""
    if line.kind == "list":
        return "" if value else "不能为空"
    if not str(value or "").strip():
        return "不能为空"
    return _formula_fault(raw, line, str(value)) if line.kind == "formula" else ""


def checked(raw: Raw) -> EvaluationTable:
    """The whole table as evaluations use it; EvaluationTableError or FormulaError names what does not hold."""
    for line in lines(raw):
        if why := fault(raw, line):
            name = f"{line.group}的{line.word}" if line.group else line.word
            raise EvaluationTableError(f"{SECTIONS[line.section]}里「{name}」{why}。", "请改正后再保存。")
    return parse_table(toml_of(raw), "（本县）")


def added(raw: Raw, section: str, card: int = 0) -> Raw:
    """The table with one more rate, term of a card, or rule, at the end."""
    made = deepcopy(raw)
    if section == "rate":
        number = len(made["rate"]) + 1
        made["rate"].append({"key": f"own_rate_{number}", "name": f"自定比率{number}", "numerator": "结案",
                             "denominator": "应结案"})  # fmt: skip
    elif section == "card":
        made["card"][card]["terms"].append({"value": "结案率", "weight": 10})
    elif section == "supervision":
        made["supervision"].append({"name": f"自定规则{len(made['supervision']) + 1}", "act": "urge", "sign": "late",
                                    "after": 1, "unit": "working_days"})  # fmt: skip
    else:
        raise WanggeError(f"「{SECTIONS[section]}」里不能增加。")
    return made


def removed(raw: Raw, path: Path) -> Raw:
    """The table without the rate, the term or the rule that a line belongs to. WanggeError if it must stay."""
    holder = _part(path)
    if not holder:
        raise WanggeError("这一项不能删除。", "只能删除比率、记分项和督办规则。")
    made = deepcopy(raw)
    whole = _at(made, holder[:-1])
    if len(whole) == 1:
        raise WanggeError("至少要留一项。")
    del whole[holder[-1]]
    return made


def _part(path: Path) -> Path:
    """The path of the rate, term or rule that a line is part of; empty where it is of none."""
    if path[0] in ("rate", "supervision"):
        return path[:2]
    return path[:4] if path[0] == "card" and "terms" in path else ()


def changed(before: Raw, after: Raw) -> list[Line]:
    """Lines of `after` that `before` has otherwise or not at all."""
    return [line for line in lines(after) if text_of(before, line.path) != text_of(after, line.path)]


def toml_of(raw: Mapping[str, Any]) -> str:
    """The table as TOML; parsed again it is the same."""
    head = [f"{key} = {_toml(value)}" for key, value in raw.items() if not isinstance(value, dict | list)]
    parts = ["# 考核表（本县）。字段含义见随附的 resources/tables/evaluation.toml。", "\n".join(head)]
    for key, value in raw.items():
        if isinstance(value, list):
            parts += [f"[[{key}]]\n" + _body(row) for row in value]
        elif isinstance(value, dict):
            inner = {k: v for k, v in value.items() if isinstance(v, dict) and key == "gaming"}
            parts += [f"[{key}.{name}]\n" + _body(row) for name, row in inner.items()] or [f"[{key}]\n" + _body(value)]
    return "\n\n".join(parts) + "\n"


def _body(row: Mapping[str, Any]) -> str:
    return "\n".join(f"{key} = {_toml(value)}" for key, value in row.items())


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        if value and isinstance(value[0], dict):
            return "[\n" + "".join(f"  {_toml(each)},\n" for each in value) + "]"
        return "[" + ", ".join(_toml(each) for each in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, int | float) else _quoted(str(value))


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's, which leaves out one control character that TOML does not allow."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


# --- what the lines are


def _plain() -> Iterator[Line]:
    yield Line(("satisfied_from",), "plain", "", "满意从哪一档算起", "int", "1 不满意 2 基本满意 3 满意 4 非常满意")
    yield Line(("min_cases",), "plain", "", "分母至少多少件", "int", "不足此数的只列区间，不参加排名")
    yield Line(("trend_periods",), "plain", "", "与之前几期比", "int", "1 到 8")


def _rates(raw: Raw) -> Iterator[Line]:
    for i, row in enumerate(raw["rate"]):
        group = str(row.get("name", ""))
        yield Line(("rate", i, "name"), "rate", group, "名称", "words", "在公式里用的名字")
        yield Line(("rate", i, "numerator"), "rate", group, "分子", "formula", "件数的加减")
        yield Line(("rate", i, "denominator"), "rate", group, "分母", "formula", "件数的加减")
        yield Line(("rate", i, "good"), "rate", group, "高者为好还是低者为好", "choice", "可用：high 高、low 低")


def _cards(raw: Raw) -> Iterator[Line]:
    for i, card in enumerate(raw["card"]):
        group = "、".join(BY_WORD.get(by, str(by)) for by in card.get("by", ()))
        for j, _ in enumerate(card.get("terms", ())):
            at: Path = ("card", i, "terms", j)
            yield Line(
                (*at, "value"), "card", group, f"第 {j + 1} 项", "formula", "0 到 1，超出的截断；用比率名和件数名"
            )
            yield Line(
                (*at, "weight"), "card", group, f"第 {j + 1} 项的权重", "number", "大于 0，按有数据的各项折成百分制"
            )
        yield Line(("card", i, "basis"), "card", group, "按哪个件数决定能否排名", "words", "件数名")
        if "min_cases" in card:
            yield Line(("card", i, "min_cases"), "card", group, "至少多少件才排名", "int", "")
        yield Line(("card", i, "red"), "card", group, "红榜条件", "formula", "可用得分、名次、参评、比率名、件数名")
        yield Line(("card", i, "black"), "card", group, "黑榜条件", "formula", "可用得分、名次、参评、比率名、件数名")


def _gaming(raw: Raw) -> Iterator[Line]:
    words = {"factor": "超过全县同期几倍", "least": "至少多少件", "minutes": "几分钟内", "days": "期末最后几天"}
    for name, row in raw["gaming"].items():
        for key in row:
            kind = "number" if key == "factor" else "int"
            note = "只提示去核实，不扣分"
            yield Line(("gaming", name, key), "gaming", SIGN_WORD.get(name, name), words.get(key, key), kind, note)


def _rules(raw: Raw) -> Iterator[Line]:
    acts = "可用：" + "、".join(f"{key} {word}" for key, word in ACT_WORD.items())
    signs = "可用：" + "、".join(SIGN_NOTE[sign] for sign in SIGNS)
    for i, row in enumerate(raw["supervision"]):
        group, at = str(row.get("name", "")), ("supervision", i)
        yield Line((*at, "name"), "supervision", group, "名称", "words", "写进函里的理由")
        yield Line((*at, "act"), "supervision", group, "建议什么", "choice", acts)
        yield Line((*at, "sign"), "supervision", group, "看什么", "choice", signs)
        if row.get("sign") in ("returned", "rework", "urged"):
            yield Line((*at, "times"), "supervision", group, "几次", "int", "不写为 1")
        else:
            yield Line((*at, "after"), "supervision", group, "过多久", "number", "不写为 0")
            yield Line(
                (*at, "unit"), "supervision", group, "按什么算", "choice", "可用：hours 小时、working_days 工作日"
            )
        yield Line((*at, "classes"), "supervision", group, "只用于哪些时限类别", "classes",
                   "不写为全部；emergency、enquiry、livelihood、other")  # fmt: skip


def _letters(raw: Raw) -> Iterator[Line]:
    yield Line(
        ("letters", "again_after_working_days"), "letters", "", "发函后几个工作日内不再建议", "int", "同一级的函"
    )
    for act, word in ACT_WORD.items():
        at = ("letters", "answer_within_working_days", act)
        yield Line(at, "letters", "", f"{word}要求几个工作日内反馈", "int", "")
        yield Line(("letters", "issuer", act), "letters", "", f"{word}由谁发函", "words", "写在函件落款")
    if "accountability" in raw:
        yield Line(("accountability", "forms"), "letters", "", "问责方式", "list", "用顿号分开，登记问责时选用")


# --- values


def _at(raw: Any, path: Path) -> Any:
    for key in path:
        if isinstance(raw, list):
            raw = raw[key] if isinstance(key, int) and key < len(raw) else None
        else:
            raw = raw.get(key) if isinstance(raw, dict) else None
        if raw is None:
            return "high" if path[-1] == "good" else "working_days" if path[-1] == "unit" else None
    return raw


def _value(text: str, kind: str) -> Any:
    if kind not in ("int", "number"):
        return text
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number) or abs(number) > MOST:
        return text
    return int(number) if number == int(number) else number


def _number_fault(value: Any, line: Line) -> str:
    if value is None:
        return "" if line.section == "supervision" else "应为数字"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"应为数字，不是“{value}”"
    if line.kind == "int" and value != int(value):
        return "应为整数"
    if value < 0 or (line.path[-1] == "weight" and value <= 0):
        return "应大于 0"
    return "应为 1 到 4" if line.path == ("satisfied_from",) and not 1 <= value <= 4 else ""


def _formula_fault(raw: Raw, line: Line, text: str) -> str:
    try:
        formula = Formula(text)
    except WanggeError as error:
        return error.message
    known = set(MEASURE_NOTE)
    if line.section == "card":
        known |= {str(row.get("name")) for row in raw["rate"]}
        known |= set(LIST_NAMES) if line.path[-1] in ("red", "black") else set()
    unknown = [name for name in formula.names if name not in known]
    return f"用到不认识的“{unknown[0]}”" if unknown else ""


def names_of(raw: Raw) -> Sequence[str]:
    """Names that formulas of scores may use: counts, then rates."""
    return [*MEASURE_NOTE, *(str(row.get("name")) for row in raw["rate"])]
