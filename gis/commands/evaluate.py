"""`main.py evaluate`: rates, scores, lists and signs of a period, as text, JSON, Excel or Word."""

from __future__ import annotations

import argparse
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gis.foundation.clock import SHANGHAI, SystemClock, instant
from gis.foundation.errors import WanggeError

if TYPE_CHECKING:
    from gis.evaluation.evaluate import Evaluation

BY = ("department", "township", "village", "grid", "worker", "unit", "class", "item", "limit", "source")
HELP = "考核：各项比率（分子、分母）、得分排名、红黑榜、趋势和异常迹象。"
EPILOG = """示例：
  main.py evaluate julu.wangge --period 2026Q3 --by department                 县直部门第三季度，文字表
  main.py evaluate julu.wangge --period 2026 --by township --format json       乡镇全年，给脚本
  main.py evaluate julu.wangge --period 2026Q3 --by worker --format xlsx --out 网格员.xlsx
  main.py evaluate julu.wangge --period 2026Q3 --by unit --format docx --out 通报.docx
  main.py evaluate julu.wangge --period 2026-07-01..2026-08-15 --by village    任意起止日
  main.py evaluate julu.wangge --period 2026Q3 --by department --open 按期结案率 --of 水务局   这个数是哪些事件
  main.py evaluate julu.wangge --period 2026Q3 --by unit --table 我县考核表.toml              换一张考核表试算
  main.py evaluate --measures                                                  公式里可用的件数及其含义

--by：department 县直部门，township 乡镇，village 村，grid 网格，worker 网格员，unit 处置单位（部门与乡镇分中心），
      class 事项类别，item 巡查事项，limit 时限类别，source 来源。
“应结案”“应处置”“应回复”都指时限在考核期内到期。比率、权重、公式、门槛在 resources/tables/evaluation.toml，县里可改。
JSON：total 与 subjects[].rates.<key> 各有 numerator, denominator, value, low, high（95% 威尔逊区间）, few（分母过小）,
      before（之前各期）, moved（与上期之差）, moved_truly（超出偶然）；subjects 另有 score, rank, list, signs, counts。
退出码：0 完成，1 县库或考核表有问题，2 用法不对。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("county", nargs="?", metavar="县库", help="县库文件或 PostgreSQL 地址；不写用本机桌面的县库")
    parser.add_argument("--period", metavar="考核期", help="2026Q3、2026、2026-09 或 起..止；缺省为本季度")
    parser.add_argument("--by", choices=BY, default="department", help="按什么考核，缺省 department")
    parser.add_argument(
        "--format", choices=("text", "json", "xlsx", "docx"), default="text", help="输出格式，缺省 text"
    )
    parser.add_argument("--out", metavar="文件", help="写到文件；xlsx、docx 必须给出")
    parser.add_argument("--table", metavar="考核表", type=Path, help="用另一张考核表（TOML）")
    parser.add_argument("--trend", type=int, metavar="期数", help="与之前几期比，缺省按考核表")
    parser.add_argument("--rates", metavar="比率", help="文字表里显示哪些比率，用逗号分开")
    parser.add_argument("--open", metavar="比率", help="列出一个比率数的事件（JSON）")
    parser.add_argument("--of", metavar="名称", help="与 --open 同用：哪个部门、乡镇……，缺省全县")
    parser.add_argument("--detail", action="store_true", help="xlsx 附每件事的明细表")
    parser.add_argument("--as-of", type=_instant, metavar="时刻", help="截至哪一刻，缺省现在")
    parser.add_argument("--measures", action="store_true", help="列出公式里可用的件数及其含义")


def run(args: argparse.Namespace) -> int:
    if args.measures:
        return _measures()
    if args.format in ("xlsx", "docx") and not args.out and not args.open:
        print(f"错误：--format {args.format} 要用 --out 给出文件名。", file=sys.stderr)
        return 2
    found, seconds = evaluated(args)
    if args.open:
        return _opened(args, found)
    if args.format in ("xlsx", "docx"):
        _write(args, found)
        print(f"已写入 {args.out}（考核用时 {seconds['evaluating']} 秒）", file=sys.stderr)
        return 0
    _tell(args, found, seconds)
    return 0


def evaluated(args: argparse.Namespace) -> tuple[Evaluation, dict[str, float]]:
    """The evaluation asked for, and how long loading and evaluating took."""
    from gis.commands.county import county_named
    from gis.evaluation.acts import marks
    from gis.evaluation.evaluate import evaluate
    from gis.evaluation.periods import parse_period, quarter_of
    from gis.evaluation.table import load_table, parse_table
    from gis.store.evaluation_table import own_table
    from gis.store.opening import open_store
    from gis.store.own_tables import own_tables

    now = args.as_of or SystemClock().now()
    period = parse_period(args.period) if args.period else quarter_of(now)
    if period.start > now:
        raise WanggeError(f"{period.name}还没有开始。", "请换一个考核期。")
    began = time.perf_counter()
    store = open_store(county_named(args.county))
    try:
        snapshot, acts, tables = store.load_snapshot(), store.acts(), own_tables(store)
        own = own_table(store)
    finally:
        store.close()
    table = parse_table(own.text, "（本县）") if own is not None and args.table is None else load_table(args.table)
    loaded = time.perf_counter()
    read = marks(snapshot.events, snapshot.units.id, acts, tables.rules, tables.calendar, snapshot.items.id)
    found = evaluate(snapshot, read, period, args.by, now, table, args.trend)
    ended = time.perf_counter()
    return found, {"loading": round(loaded - began, 3), "evaluating": round(ended - loaded, 3)}


def _tell(args: argparse.Namespace, found: Evaluation, seconds: dict[str, float]) -> None:
    from gis.commands.evaluation_answers import document, text

    if args.format == "json":
        _say(args, _json(document(found) | {"seconds": seconds}))
    else:
        names = [n.strip() for n in args.rates.replace("，", ",").split(",")] if args.rates else None
        _say(args, text(found, names))


def _opened(args: argparse.Namespace, found: Evaluation) -> int:
    from gis.commands.evaluation_answers import rows_document
    from gis.evaluation.evaluate import COUNTY

    subject = found.subjects.find(args.of) if args.of else COUNTY
    _say(args, _json(rows_document(found, args.open, subject)))
    return 0


def _write(args: argparse.Namespace, found: Evaluation) -> None:
    path = Path(args.out)
    try:
        if args.format == "xlsx":
            from gis.publish.tables import write_evaluation

            write_evaluation(found, path, args.detail)
        else:
            from gis.publish.documents import write_report

            write_report(found, path)
    except OSError as error:
        raise WanggeError(
            f"写不了 {path}：{error.strerror or error}。", "请关闭打开着的同名文件，或换一个位置。"
        ) from error


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2)


def _say(args: argparse.Namespace, words: str) -> None:
    if not args.out:
        print(words)
        return
    try:
        Path(args.out).write_text(words + "\n", encoding="utf-8")
    except OSError as error:
        raise WanggeError(f"写不了 {args.out}：{error.strerror or error}。", "请换一个位置。") from error


def _measures() -> int:
    from gis.commands.aligning import aligned
    from gis.evaluation.measures import MEASURE_NOTE
    from gis.evaluation.table import load_table

    print("\n".join(aligned(["件数", "含义"], [list(row) for row in MEASURE_NOTE.items()], left=2)))
    lines = [[r.name, r.numerator.text, r.denominator.text] for r in load_table().rates]
    print("\n" + "\n".join(aligned(["比率", "分子", "分母"], lines, left=3)))
    return 0


def _instant(words: str) -> int:
    try:
        when = datetime.fromisoformat(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"看不懂时刻 {words!r}，请写成 2026-11-23T14:32") from error
    return instant(when if when.tzinfo else when.replace(tzinfo=SHANGHAI))
