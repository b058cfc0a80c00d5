"""argparse that speaks Chinese: its own headings and complaints, which the standard library keeps in English."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

COMPLAINTS = (
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"argument (\S+): invalid choice: '?(.*?)'? \(choose from (.*)\)", r"\1 没有“\2”这一项，可用：\3"),
    (r"argument (\S+): expected (?:one argument|at least one argument)", r"\1 后面要给出值"),
    (r"argument (\S+): invalid \S+ value: '(.*)'", r"\1 的值“\2”不对"),
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1"),
    (r"argument (\S+): (.*)", r"\1：\2"),
)


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """A parser whose help and errors are Chinese; sub-parsers are of the same kind."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("formatter_class", _Help)
        super().__init__(**{**settings, "add_help": False})
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call and how to learn more; exit code 2."""
        for pattern, words in COMPLAINTS:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, words, message)
                break
        self.exit(2, f"错误：{message}。\n{self.format_usage()}说明：{self.prog} --help\n")
