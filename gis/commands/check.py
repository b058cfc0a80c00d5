"""`main.py check`: is the county whole? Chain, rows, coverage, references, codes, counts as one JSON document."""

from __future__ import annotations

import argparse
import json
import sys

HELP = "核验县库：日志链、数据、边界、引用、编码、合计（输出 JSON）"
EPILOG = """示例：
  main.py check julu.wangge
  main.py check postgresql://用户@主机/库名
  main.py check julu.wangge --quiet || echo 有问题
输出 {"ok": …, "faults": [{"kind", "where", "message"}], "counts": {…}}。
kind：chain 日志链（指出首个被改的行） row 被改的行 table 被改的表 step 办理过程 reference 引用
      code 编码 count 合计 coverage 边界 file 文件损坏
退出码：0 完好，1 有问题或打不开，2 用法不对。只核验，不修复。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("county", metavar="县库", help="县库文件或 PostgreSQL 地址")
    parser.add_argument("--quiet", action="store_true", help="不在标准错误上显示进度")


def run(args: argparse.Namespace) -> int:
    from gis.store.check import check

    report = check(args.county, None if args.quiet else _tell)
    print(json.dumps(report, ensure_ascii=False, indent=2))
    return 0 if report["ok"] else 1


def _tell(share: float, words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{share:4.0%} {words}\033[K", end="\n" if share >= 1 else "", file=sys.stderr, flush=True)
