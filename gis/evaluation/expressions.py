"""The formulas of the evaluation table: a tiny language of names, numbers, + - * /, comparisons, and / or, min, max.

Text is parsed into Python's own syntax tree, every node is checked against a short list, and the tree is walked here;
nothing is ever handed to Python to run. No powers, no attributes, no calls but min and max, so a formula can neither
reach the program nor take long.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import numpy as np

from gis.foundation.errors import WanggeError

LONGEST = 400
ARITHMETIC: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
}
COMPARISON: dict[type, Callable[[Any, Any], Any]] = {
    ast.Lt: np.less,
    ast.LtE: np.less_equal,
    ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
}
LOGIC: dict[type, Callable[[Any, Any], Any]] = {ast.And: np.logical_and, ast.Or: np.logical_or}
CALLS: dict[str, Callable[[Any, Any], Any]] = {"min": np.minimum, "max": np.maximum}


class FormulaError(WanggeError):
    """A formula that is not understood or does not fit what it is used for."""


class Formula:
    """One formula, checked. `names`: the names it uses, in order of appearance."""

    def __init__(self, text: str) -> None:
        self.text = text.strip()
        self._tree = _parsed(self.text)
        found = [n.id for n in ast.walk(self._tree) if isinstance(n, ast.Name) and n.id not in CALLS]
        self.names = tuple(dict.fromkeys(found))

    def __repr__(self) -> str:
        return f"Formula({self.text!r})"

    def value(self, known: Mapping[str, Any]) -> Any:
        """The value with the names' numbers or arrays of one shape put in; NaN where something is divided by 0."""
        with np.errstate(divide="ignore", invalid="ignore"):
            result = self._value(self._tree, known)
        return np.where(np.isinf(result), np.nan, result) if np.asarray(result).dtype.kind == "f" else result

    def rows(self, known: Mapping[str, np.ndarray]) -> np.ndarray:
        """The rows (ascending, unique int32) of a formula that only adds and subtracts sets of rows.

        `a + b` must not share a row, `a - b` must find every row of b in a; else the count would not be the number of
        rows, and FormulaError says so.
        """
        return self._rows(self._tree, known)

    def _value(self, node: ast.expr, known: Mapping[str, Any]) -> Any:
        match node:
            case ast.Constant():
                return node.value
            case ast.Name():
                return self._known(node.id, known)
            case ast.UnaryOp():
                return np.negative(self._value(node.operand, known))
            case ast.BinOp():
                return ARITHMETIC[type(node.op)](self._value(node.left, known), self._value(node.right, known))
            case ast.Compare():
                return COMPARISON[type(node.ops[0])](
                    self._value(node.left, known), self._value(node.comparators[0], known)
                )
            case ast.BoolOp():
                return reduce(LOGIC[type(node.op)], [self._value(v, known) for v in node.values])
            case ast.Call():
                assert isinstance(node.func, ast.Name)
                return reduce(CALLS[node.func.id], [self._value(a, known) for a in node.args])
        raise FormulaError(f"公式“{self.text}”里有不认识的写法。")

    def _rows(self, node: ast.expr, known: Mapping[str, np.ndarray]) -> np.ndarray:
        if isinstance(node, ast.Name):
            return self._known(node.id, known)
        if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add | ast.Sub):
            raise FormulaError(f"“{self.text}”是件数，只能把几种件数相加或相减。")
        left, right = self._rows(node.left, known), self._rows(node.right, known)
        shared = np.isin(left, right, assume_unique=True)
        if isinstance(node.op, ast.Add):
            if shared.any():
                raise FormulaError(f"“{self.text}”把 {int(shared.sum()):,} 件算了两次。", "请改正考核表里的公式。")
            return np.union1d(left, right).astype(np.int32)
        if shared.sum() < len(right):
            raise FormulaError(f"“{self.text}”减去了不在其中的事件。", "请改正考核表里的公式。")
        return left[~shared]

    def _known(self, name: str, known: Mapping[str, Any]) -> Any:
        if name not in known:
            raise FormulaError(f"公式“{self.text}”用到不认识的“{name}”。", f"可用：{'、'.join(known)}。")
        return known[name]


def _parsed(text: str) -> ast.expr:
    if not text or len(text) > LONGEST:
        raise FormulaError(f"公式应有 1 到 {LONGEST} 个字符：“{text[:40]}”。")
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError(
            f"公式“{text}”写错了。", "可用：名称、数字、+ - * / ( )、比较、and、or、min、max。"
        ) from error
    _check(tree, text)
    return tree


def _check(node: ast.expr, text: str) -> None:
    """Refuse every node that is not on the short list."""
    match node:
        case ast.Constant(value=value) if type(value) in (int, float):
            return
        case ast.Name():
            return
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _check(operand, text)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
            parts = [left, right]
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARISON:
            parts = [left, right]
        case ast.BoolOp(values=values):
            parts = values
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in CALLS and args:
            parts = args
        case _:
            raise FormulaError(
                f"公式“{text}”里有不能用的写法。", "可用：名称、数字、+ - * / ( )、比较、and、or、min、max。"
            )
    for part in parts:
        _check(part, text)
