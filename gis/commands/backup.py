"""`main.py backup`: a copy of the county while everyone goes on working."""

from __future__ import annotations

import argparse

HELP = "备份县库（在线进行，不必停用）"
EPILOG = """示例：
  main.py backup julu.wangge 备份/julu-20261123.wangge
  main.py backup postgresql://用户@主机/库名 备份/julu-20261123.dump    （需要 pg_dump）
备份是同一时刻的完整副本；写完才出现在目标位置，已有文件不会被覆盖。用 main.py restore 恢复。
--check 在副本写成后逐项核验（日志链、边界、引用、编码、合计），通过才保留。进度写在标准错误。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("county", metavar="县库", help="县库文件或 PostgreSQL 地址")
    parser.add_argument("destination", metavar="备份文件", help="要写的新文件")
    parser.add_argument("--check", action="store_true", help="核验副本，通过才保留（PostgreSQL 的备份在恢复时核验）")


def run(args: argparse.Namespace) -> int:
    from gis.commands.printing import ProgressLines
    from gis.store.opening import open_store

    store = open_store(args.county)
    try:
        path = store.backup(args.destination, ProgressLines(), verify=args.check)
    finally:
        store.close()
    checked = "并核验" if args.check and "://" not in args.county else ""
    print(f"已备份{checked}到 {path}（{path.stat().st_size / 1e6:,.1f} MB）")
    return 0
