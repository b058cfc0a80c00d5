"""The county without a desk: `main.py <word>` finds the word's file, teaches with --help, and runs it."""

from __future__ import annotations

import os
import sys
from importlib import import_module

from gis.commands.parsing import ChineseParser
from gis.foundation.errors import WanggeError

WORDS = {
    "demo": "gis.commands.demo",
    "check": "gis.commands.check",
    "backup": "gis.commands.backup",
    "restore": "gis.commands.restore",
    "import": "gis.commands.import_events",
    "assign": "gis.commands.assign",
    "deadline": "gis.commands.deadline",
    "rule": "gis.commands.rule",
    "account": "gis.commands.account",
    "act": "gis.commands.act",
    "report": "gis.commands.report",
    "screen": "gis.commands.screen",
    "partition": "gis.commands.partition",
    "plan": "gis.commands.plan",
    "import-boundaries": "gis.commands.import_boundaries",
    "import-households": "gis.commands.import_households",
    "export": "gis.commands.export",
    "evaluate": "gis.commands.evaluate",
    "supervise": "gis.commands.supervise",
    "render": "desktop.commands.render",
    "print": "desktop.commands.print_papers",
    "bench": "desktop.commands.bench",
}


def main(argv: list[str]) -> int:
    """Run one word. Exit codes: 0 done, 1 the county or the input has a fault, 2 the call is wrong."""
    parser = ChineseParser(
        prog="main.py", description="网格指挥台。不带命令时打开桌面；带命令时不开窗口完成同样的工作。"
    )
    words = parser.add_subparsers(dest="word", metavar="命令", required=True)
    wanted = argv[:1] if argv and argv[0] in WORDS else list(WORDS)
    for word in wanted:
        module = import_module(WORDS[word])
        sub = words.add_parser(word, help=module.HELP, description=module.HELP, epilog=module.EPILOG)
        module.add_arguments(sub)
        sub.set_defaults(run=module.run)
    args = parser.parse_args(argv)
    try:
        return int(args.run(args))
    except WanggeError as error:
        print(f"错误：{error.message}\n{error.remedy}".rstrip(), file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader (head, less) has seen enough; see Python's docs on SIGPIPE
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
