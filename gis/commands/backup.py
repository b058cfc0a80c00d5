"""`main.py backup`: a copy of the county while everyone goes on working."""

from __future__ import annotations

import argparse

HELP = "备份县库（在线进行，不必停用）"
EPILOG = """示例：
  main.py backup julu.wangge 备份/julu-20261123.wangge
  main.py backup postgresql://用户@主机/库名 备份/julu-20261123.dump    （需要 pg_dump）
备份是同一时刻的完整副本；写完才出现在目标位置，已有文件不会被覆盖。用 main.py restore 恢复。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("county", metavar="县库", help="县库文件或 PostgreSQL 地址")
    parser.add_argument("destination", metavar="备份文件", help="要写的新文件")


def run(args: argparse.Namespace) -> int:
    from gis.store.opening import open_store

    store = open_store(args.county)
    try:
        path = store.backup(args.destination)
    finally:
        store.close()
    print(f"已备份到 {path}（{path.stat().st_size / 1e6:,.1f} MB）")
    return 0
