"""`main.py restore`: bring a backup to life, verified before it is called done."""

from __future__ import annotations

import argparse

HELP = "从备份恢复县库（核验通过才算完成）"
EPILOG = """示例：
  main.py restore 备份/julu-20261123.wangge julu.wangge
  main.py restore 备份/julu-20261123.dump postgresql://用户@主机/空库
恢复到一个新文件或空数据库，随后做与 main.py check 相同的核验；不通过则不保留文件。备份本身不会被改动。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("backup", metavar="备份文件", help="main.py backup 写的文件")
    parser.add_argument("destination", metavar="县库", help="要建的新文件，或空的 PostgreSQL 数据库地址")


def run(args: argparse.Namespace) -> int:
    from gis.store.backup import restore

    report = restore(args.backup, args.destination)
    counts = report["counts"]
    assert isinstance(counts, dict)
    print(f"已恢复并通过核验：事件 {counts['event']:,} 个，日志 {counts['journal']:,} 行。")
    return 0
