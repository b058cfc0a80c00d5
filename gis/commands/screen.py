"""`main.py screen`: what the first screening suggests for a report, why, and how good it is on this county's texts."""

from __future__ import annotations

import argparse
from typing import Any

from gis.commands.printing import print_json
from gis.foundation.errors import Refused

HELP = "初筛一段上报文字：建议事项、时限类别、缓急和主办单位，并说明依据与把握。"
EPILOG = """示例：
  main.py screen julu.wangge --text "村东头机井线缆裸露，浇地怕触电"
  main.py screen julu.wangge --text "饮水管道破裂" --place 小留庄 --format json
  main.py screen julu.wangge --measure            用没学过的文字考一考，如实报告

模型只从本县已办结事件学习，改类与退单都会被学到；建议供调度员参考，不自动生效。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("county", metavar="县库", help="县库文件或 PostgreSQL 地址")
    parser.add_argument("--text", metavar="文字", help="上报的文字")
    parser.add_argument("--place", default="", metavar="地点", help="乡镇、村的名称或代码，给出后主办单位更准")
    parser.add_argument("--measure", action="store_true", help="在没学过的文字上测准确率")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    from gis.store.lessons import lessons
    from gis.store.opening import open_store
    from gis.workflow.screening.model import train

    if not args.text and not args.measure:
        raise Refused("没有给出上报文字。", "请用 --text 给出，或用 --measure 测准确率。")
    store = open_store(args.county)
    try:
        snapshot = store.load_snapshot()
        learned = lessons(store)
    finally:
        store.close()
    if args.measure:
        return _measure(args, snapshot)
    model = train(snapshot, learned)
    if model is None:
        raise Refused("已办结的事件太少，还学不出东西。", "至少要有 50 种不同的上报文字。")
    return _suggest(args, snapshot, model)


def _suggest(args: argparse.Namespace, snapshot: Any, model: Any) -> int:
    from gis.workflow.screening.suggest import suggest

    found = suggest(snapshot, model, args.text, _division(snapshot, args.place))
    if args.format == "json":
        print_json(
            {
                "items": [_guess(g) for g in found.items],
                "class": _guess(found.limit_class),
                "urgent": round(found.urgent, 4),
                "units": [_guess(g) for g in found.units],
                "learned_texts": model.learned,
                "learned_events": model.made_of,
            }
        )
        return 0
    for word, guesses in (("事项", found.items), ("时限类别", [found.limit_class]), ("主办单位", found.units)):
        for guess in guesses:
            print(f"{word}\t{guess.name}\t{guess.share:.0%} {guess.certainty}\t{'；'.join(guess.reasons)}")
    if not found.units:
        print("主办单位\t—\t权责清单和历史都没有答案")
    print(f"缓急\t突发的可能 {found.urgent:.0%}")
    print(f"（由本县 {model.made_of:,} 件已办结事件中 {model.learned:,} 种不同文字学得）")
    return 0


def _measure(args: argparse.Namespace, snapshot: Any) -> int:
    from gis.workflow.screening.measure import measure

    found = measure(snapshot)
    if found is None:
        raise Refused("已办结的事件太少，还测不出什么。", "至少要有 50 种不同的上报文字。")
    if args.format == "json":
        from dataclasses import asdict

        print_json(asdict(found))
        return 0
    print(f"{found.texts:,} 种不同文字，{found.wordings:,} 种说法；说法相近的要么都学、要么都考")
    for word, score in (("事项", found.items), ("时限类别", found.classes)):
        print(
            f"{word}\t首选正确 {score.first:.1%}\t前三含正确 {score.three:.1%}\t自评把握 {score.confidence:.1%}"
            f"\t只猜最常见的 {score.commonest:.1%}"
        )
    return 0


def _guess(guess: Any) -> dict[str, Any]:
    return {
        "name": guess.name,
        "share": round(guess.share, 4),
        "certainty": guess.certainty,
        "reasons": list(guess.reasons),
    }


def _division(snapshot: Any, word: str) -> int:
    if not word:
        return -1
    divisions = snapshot.divisions
    names = zip(divisions.code, divisions.name, divisions.short_name, strict=True)
    found = [row for row, known in enumerate(names) if word in known]
    if len(found) == 1:
        return found[0]
    codes = "、".join(f"{divisions.code[row]} {divisions.name[row]}" for row in found[:8])
    raise Refused(f"没有名为“{word}”的地方。" if not found else f"名为“{word}”的地方有 {len(found)} 个：{codes}。",
                  "可改写区划代码。")  # fmt: skip
