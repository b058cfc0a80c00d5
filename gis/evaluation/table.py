"""The evaluation table (resources/tables/evaluation.toml): rates, scorecards, lists, signs, rules of supervision."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gis.deadlines.limits import CLASS_OF_KEY, LimitUnit
from gis.evaluation.expressions import Formula
from gis.evaluation.measures import MEASURE_NOTE
from gis.evaluation.subjects import BY_WORD
from gis.foundation.errors import WanggeError
from resources import ROOT

ACT_WORD = {"urge": "催办", "supervise": "督办"}
SIGNS = ("late", "silent", "stalled", "returned", "rework", "urged")
REMEDY = "请改正后重试，或换回随附的考核表。"
FORMS = (
    "谈话提醒",
    "责令书面检查",
    "通报批评",
    "诫勉谈话",
    "移送纪检监察机关",
)  # of accountability, where a table has none
LIST_NAMES = ("得分", "名次", "参评")


class EvaluationTableError(WanggeError):
    """The evaluation table cannot be read or says something that does not hold together."""


@dataclass(frozen=True)
class Rate:
    """One rate: numerator and denominator are sums or differences of measures. good: high | low."""

    key: str
    name: str
    numerator: Formula
    denominator: Formula
    good: str


@dataclass(frozen=True)
class Term:
    """One line of a scorecard: a value between 0 and 1 and its weight."""

    value: Formula
    weight: float


@dataclass(frozen=True)
class Card:
    """How one kind of subject is scored. basis: the measure that decides who is ranked, at least `min_cases` of it."""

    by: tuple[str, ...]
    basis: str
    min_cases: int
    terms: tuple[Term, ...]
    red: Formula
    black: Formula


@dataclass(frozen=True)
class Signs:
    """When a figure is worth a look: see the table. minutes, days: 0 where the sign has none."""

    factor: float
    least: int
    minutes: int = 0
    days: int = 0


@dataclass(frozen=True)
class Rule:
    """One rule that proposes a letter. act: urge | supervise. sign: one of SIGNS. unit: HOURS or WORKING_DAYS.
    classes: LimitClass values, empty for all."""

    name: str
    act: str
    sign: str
    after: float
    unit: LimitUnit
    times: int
    classes: frozenset[int]


@dataclass(frozen=True)
class Letters:
    """How letters are written: issuer and working days to answer by act; no second letter of a rank within so many."""

    again_after: int
    answer_within: dict[str, int]
    issuer: dict[str, str]


@dataclass(frozen=True)
class EvaluationTable:
    """Everything a county may set."""

    satisfied_from: int
    min_cases: int
    trend_periods: int
    rates: tuple[Rate, ...]
    cards: tuple[Card, ...]
    gaming: dict[str, Signs]
    rules: tuple[Rule, ...]
    letters: Letters
    forms: tuple[str, ...] = FORMS

    def card(self, by: str) -> Card | None:
        """The scorecard of a kind of subject, None if it is not scored."""
        return next((card for card in self.cards if by in card.by), None)

    def rate(self, key: str) -> int:
        """The place of a rate by key or name; WanggeError if there is none."""
        for place, rate in enumerate(self.rates):
            if key in (rate.key, rate.name):
                return place
        raise WanggeError(f"没有叫“{key}”的比率。", f"可用：{'、'.join(r.name for r in self.rates)}。")


def load_table(path: Path | None = None) -> EvaluationTable:
    """The table of a TOML file (default: the shipped one). EvaluationTableError if it is missing, unreadable, or a
    formula uses a name that there is not."""
    path = path or ROOT / "tables" / "evaluation.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise EvaluationTableError(f"考核表 {path.name} 读不出来：{error}。", REMEDY) from error
    return parse_table(text, path.name)


def parse_table(text: str, name: str = "") -> EvaluationTable:
    """The table of a TOML text, as a county may keep it; `name` tells a reader of the error which one."""
    import tomllib  # late: the first picture needs no table

    try:
        return table_of(tomllib.loads(text))
    except KeyError as error:
        raise EvaluationTableError(f"考核表 {name} 缺少 {error}，或写法不认识。", REMEDY) from error
    except (TypeError, ValueError) as error:
        raise EvaluationTableError(f"考核表 {name} 读不出来：{error}。", REMEDY) from error


def table_of(raw: dict[str, Any]) -> EvaluationTable:
    """A parsed table, checked as a whole."""
    rates = tuple(_rate(row) for row in raw["rate"])
    known = {*MEASURE_NOTE, *(r.name for r in rates)}
    if len(known) < len(MEASURE_NOTE) + len(rates):
        raise EvaluationTableError("考核表里有重名的比率，或与件数同名。")
    min_cases = int(raw["min_cases"])
    table = EvaluationTable(
        int(raw["satisfied_from"]),
        min_cases,
        int(raw["trend_periods"]),
        rates,
        tuple(_card(row, min_cases, known) for row in raw["card"]),
        {name: _signs(raw["gaming"][name]) for name in ("reworked", "rush", "hasty", "brink")},
        tuple(_rule(row) for row in raw["supervision"]),
        _letters(raw["letters"]),
        tuple(str(form) for form in raw.get("accountability", {}).get("forms", FORMS)),
    )
    if not 1 <= table.satisfied_from <= 4:
        raise EvaluationTableError("satisfied_from 应为 1 到 4。")
    return table


def _rate(row: dict[str, Any]) -> Rate:
    rate = Rate(
        row["key"], row["name"], Formula(row["numerator"]), Formula(row["denominator"]), row.get("good", "high")
    )
    if rate.good not in ("high", "low"):
        raise EvaluationTableError(f"{rate.name} 的 good 应为 high 或 low。")
    for formula in (rate.numerator, rate.denominator):
        _names_known(formula, set(MEASURE_NOTE))
    return rate


def _card(row: dict[str, Any], min_cases: int, known: set[str]) -> Card:
    terms = tuple(Term(Formula(t["value"]), float(t["weight"])) for t in row["terms"])
    card = Card(
        tuple(row["by"]), row["basis"], int(row.get("min_cases", min_cases)), terms,
        Formula(row["red"]), Formula(row["black"]),
    )  # fmt: skip
    if not set(card.by) <= set(BY_WORD):
        raise EvaluationTableError(f"记分卡的 by {list(card.by)} 有误。", f"可用：{'、'.join(BY_WORD)}。")
    if card.basis not in MEASURE_NOTE:
        raise EvaluationTableError(f"记分卡的 basis“{card.basis}”不是件数名。")
    if not terms or any(t.weight <= 0 for t in terms):
        raise EvaluationTableError(f"{'、'.join(card.by)} 的记分卡每项 weight 应大于 0。")
    for term in terms:
        _names_known(term.value, known)
    for formula in (card.red, card.black):
        _names_known(formula, known | set(LIST_NAMES))
    return card


def _names_known(formula: Formula, known: set[str]) -> None:
    for name in formula.names:
        if name not in known:
            raise EvaluationTableError(f"公式“{formula.text}”用到不认识的“{name}”。", "件数名见 --measures。")


def _signs(row: dict[str, Any]) -> Signs:
    return Signs(float(row["factor"]), int(row["least"]), int(row.get("minutes", 0)), int(row.get("days", 0)))


def _rule(row: dict[str, Any]) -> Rule:
    name, act, sign = row["name"], row["act"], row["sign"]
    if act not in ACT_WORD or sign not in SIGNS:
        raise EvaluationTableError(f"督办规则“{name}”的 act 或 sign 有误。")
    unit = {"hours": LimitUnit.HOURS, "working_days": LimitUnit.WORKING_DAYS}[row.get("unit", "working_days")]
    classes = frozenset(int(CLASS_OF_KEY[key]) for key in row.get("classes", ()))
    return Rule(name, act, sign, float(row.get("after", 0)), unit, int(row.get("times", 1)), classes)


def _letters(row: dict[str, Any]) -> Letters:
    within = {act: int(row["answer_within_working_days"][act]) for act in ACT_WORD}
    return Letters(int(row["again_after_working_days"]), within, {act: row["issuer"][act] for act in ACT_WORD})
