"""`main.py supervise`: which open events call for a letter; letters issued, listed, answered, put right and closed; the
record of accountability."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gis.commands.signing import HELP_AS
from gis.foundation.clock import SHANGHAI, FixedClock, SystemClock, instant
from gis.foundation.errors import Refused, WanggeError

if TYPE_CHECKING:
    from gis.evaluation.supervision import Proposal
    from gis.foundation.changes import Change, Committed
    from gis.oversight.records import LetterRecord, Register
    from gis.workspace.inspection import Docket, Inspection

ACTS = ("urge", "supervise")
DO = ("propose", "issue", "list", "answer", "rectify", "close", "account", "record", "dismiss")
HELP = "督办：按规则找出该催办、督办的未结事件，发函、反馈、整改、销号、问责，都记入县库。"
EPILOG = """示例：
  main.py supervise julu.wangge                                    现在该催办、督办哪些事，为什么（propose）
  main.py supervise julu.wangge --unit 水务局 --act supervise       只看一个单位的督办
  main.py supervise julu.wangge --format docx --out 函件/           按建议写出函件草稿（Word），不入库
  main.py supervise julu.wangge issue --unit 水务局 --as ducha      发函：编号入库，记入事件历程
  main.py supervise julu.wangge list --format json                 函件登记簿（加 --open 只看未销号的）
  main.py supervise julu.wangge list --number 督〔2026〕1号 --format docx --out 函件/
  main.py supervise julu.wangge answer --number 督〔2026〕1号 --words 已抢修 --responsible 王守田 --as shuiwu
  main.py supervise julu.wangge rectify --number 督〔2026〕1号 --words 更换主管道 --days 5 --as ducha
  main.py supervise julu.wangge close --number 督〔2026〕1号 --words 现场核实 --as ducha
  main.py supervise julu.wangge account --unit 水务局 --person 王守田 --form 通报批评 --words 逾期不办 --as ducha
  main.py supervise julu.wangge dismiss --events JL20261118-0353 --words 农户要求延后 --as ducha
  main.py supervise julu.wangge record --format json               问责记录

规则（何时催办、何时督办、要求几个工作日内反馈、谁发函、问责方式）在考核表里，县里可改。
propose、list、record 只读。退出码：0 完成，1 被拒绝或县库有问题，2 用法不对。"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("county", nargs="?", metavar="县库", help="县库文件或 PostgreSQL 地址；不写用本机桌面的县库")
    parser.add_argument("do", nargs="?", choices=DO, default="propose", metavar="动作", help="、".join(DO))
    parser.add_argument("--unit", metavar="单位", help="只看一个单位；account 问责的单位")
    parser.add_argument("--act", choices=ACTS, help="urge 催办，supervise 督办；缺省都看")
    parser.add_argument("--events", metavar="编号", help="只要这些事件的建议，用逗号分开（issue、dismiss）")
    parser.add_argument("--number", metavar="文号", help="哪一份函件，如 督〔2026〕1号")
    parser.add_argument("--open", action="store_true", help="list 只看未销号的")
    parser.add_argument("--words", default="", metavar="文字", help="附加要求、办理情况、整改要求、销号意见或理由")
    parser.add_argument("--responsible", default="", metavar="责任人", help="反馈督办的责任人（answer）")
    parser.add_argument("--days", type=int, default=5, metavar="天数", help="整改期限，几个工作日（rectify），缺省 5")
    parser.add_argument("--person", default="", metavar="人员", help="问责到人（account）")
    parser.add_argument("--form", default="", metavar="方式", help="问责方式（account），见考核表")
    parser.add_argument("--as", dest="actor", default="", metavar="账号", help=HELP_AS)
    parser.add_argument("--format", choices=("text", "json", "docx"), default="text", help="输出格式，缺省 text")
    parser.add_argument("--out", metavar="文件夹", type=Path, help="docx 写到哪个文件夹")
    parser.add_argument("--table", metavar="考核表", type=Path, help="用另一张考核表试看建议（propose）")
    parser.add_argument("--as-of", type=_instant, metavar="时刻", help="按哪一刻判断，缺省现在（propose）")


def run(args: argparse.Namespace) -> int:
    if args.format == "docx" and (args.out is None or args.do not in ("propose", "list")):
        print("错误：--format docx 只用于 propose、list，并要用 --out 给出文件夹。", file=sys.stderr)
        return 2
    if args.as_of is not None and args.do != "propose":
        print("错误：--as-of 只用于 propose。", file=sys.stderr)
        return 2
    from gis.commands.county import county_named
    from gis.workspace import Workspace
    from gis.workspace.inspection import Inspection

    clock = FixedClock(args.as_of) if args.as_of is not None else SystemClock()
    workspace = Workspace.open(county_named(args.county), clock, args.actor)
    try:
        return _do(args, Inspection(workspace))
    finally:
        workspace.close()


def _do(args: argparse.Namespace, inspection: Inspection) -> int:
    if args.do == "propose":
        return _propose(args, inspection)
    if args.do == "list":
        return _list(args, inspection)
    if args.do == "record":
        return _record(args, inspection)
    from gis.commands.signing import sign_in

    sign_in(inspection.workspace, args.actor)
    committed = inspection.do(_change(args, inspection))
    _tell(args, inspection, committed)
    return 0


def _change(args: argparse.Namespace, inspection: Inspection) -> Change:
    if args.do in ("issue", "dismiss"):
        docket = inspection.docket()
        chosen = _wanted(args, docket)
        if args.do == "issue":
            return inspection.issue(docket, chosen, args.words)
        if not args.events:
            raise Refused("没有指明搁置哪些事件的建议。", "请用 --events 给出编号。")
        return inspection.dismiss(docket, chosen, args.words)
    register = inspection.register()
    if args.do == "account":
        letter = _letter(register, args.number).id if args.number else 0
        unit = int(inspection.workspace.snapshot.units.id[_unit(args.unit, inspection)]) if args.unit else 0
        return inspection.account_for(register, unit, args.person, args.form, args.words, letter)
    letter_ = _letter(register, args.number)
    if args.do == "answer":
        return inspection.answer(letter_, args.words, args.responsible)
    if args.do == "rectify":
        return inspection.rectify(letter_, args.words, args.days)
    return inspection.close(letter_, args.words)


def _letter(register: Register, number: str | None) -> LetterRecord:
    if not number:
        raise Refused("没有指明函件。", "请用 --number 给出文号，如 督〔2026〕1号；文号见 list。")
    found = register.numbered(number)
    if found is None:
        raise Refused(f"登记簿里没有“{number}”。", "文号见 main.py supervise 县库 list。")
    return found


def _unit(name: str, inspection: Inspection) -> int:
    units = inspection.workspace.snapshot.units
    row = next((i for i in range(len(units)) if name in (units.name[i], units.full_name[i])), None)
    if row is None:
        raise WanggeError(f"没有名为“{name}”的单位。", f"可用：{'、'.join(units.name)}")
    return row


def _wanted(args: argparse.Namespace, docket: Docket) -> list[Proposal]:
    """Of the proposals, those of the unit, act and events named."""
    found = [p for p in docket.proposals if args.act in (None, p.act)]
    if args.unit:
        units = docket.snapshot.units
        row = next((i for i in range(len(units)) if args.unit in (units.name[i], units.full_name[i])), None)
        if row is None:
            raise WanggeError(f"没有名为“{args.unit}”的单位。", f"可用：{'、'.join(units.name)}")
        found = [p for p in found if p.unit == row]
    if args.events:
        numbers = {word.strip() for word in args.events.split(",") if word.strip()}
        found = [p for p in found if docket.snapshot.events.number(p.row) in numbers]
        missing = numbers - {docket.snapshot.events.number(p.row) for p in found}
        if missing:
            raise Refused(f"{'、'.join(sorted(missing)[:5])} 现在没有发函建议。", "请看 propose 列出的事件。")
    return found


def _propose(args: argparse.Namespace, inspection: Inspection) -> int:
    from gis.commands import supervision_answers as answers

    docket = inspection.docket(_table(args))
    found = _wanted(args, docket)
    if args.format == "docx":
        from gis.publish.letters import write_letters

        paths = write_letters(inspection.drafts(docket, found), args.out)
        print("\n".join(str(p) for p in paths) or "没有需要发函的事件。")
    elif args.format == "json":
        from gis.commands.printing import print_json

        print_json(answers.proposals(docket.snapshot, found, docket.at))
    else:
        print(answers.proposals_text(docket.snapshot, found))
    return 0


def _table(args: argparse.Namespace):
    from gis.evaluation.table import load_table

    return load_table(args.table) if args.table else None


def _list(args: argparse.Namespace, inspection: Inspection) -> int:
    from gis.commands import supervision_answers as answers

    register = inspection.register()
    wanted = [_letter(register, args.number)] if args.number else list(register.letters)
    if args.unit:
        unit = int(inspection.workspace.snapshot.units.id[_unit(args.unit, inspection)])
        wanted = [letter for letter in wanted if letter.unit == unit]
    wanted = [l for l in wanted if args.act in (None, l.act) and (l.open or not args.open)]  # noqa: E741
    if args.format == "docx":
        from gis.publish.letters import write_letters

        paths = write_letters([inspection.letter(letter) for letter in wanted], args.out)
        print("\n".join(str(p) for p in paths) or "没有函件。")
    elif args.format == "json":
        from gis.commands.printing import print_json

        print_json([answers.letter(inspection, letter) for letter in wanted])
    else:
        print(answers.letters_text(inspection, wanted))
    return 0


def _record(args: argparse.Namespace, inspection: Inspection) -> int:
    from gis.commands import supervision_answers as answers
    from gis.commands.printing import print_json

    register = inspection.register()
    lines = register.accountability
    if args.unit:
        unit = int(inspection.workspace.snapshot.units.id[_unit(args.unit, inspection)])
        lines = tuple(line for line in lines if line.unit == unit)
    if args.format == "json":
        print_json([answers.accountability(inspection, register, line) for line in lines])
    else:
        print(answers.accountability_text(inspection, register, lines))
    return 0


def _tell(args: argparse.Namespace, inspection: Inspection, committed: Committed) -> None:
    from gis.commands import supervision_answers as answers

    touched = {int(e.key) for e in committed.change.edits if e.table == "letter"}
    letters = [letter for letter in inspection.register().letters if letter.id in touched]
    if args.format == "json":
        from gis.commands.printing import print_json

        print_json({
            "seq": committed.seq,
            "label": committed.change.label,
            "letters": [answers.letter(inspection, letter) for letter in letters],
        })  # fmt: skip
    else:
        print(f"已{committed.change.label}（日志 {committed.seq}）")
        if letters:
            print(answers.letters_text(inspection, letters))


def _instant(words: str) -> int:
    try:
        when = datetime.fromisoformat(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"看不懂时刻 {words!r}，请写成 2026-11-23T14:32") from error
    return instant(when if when.tzinfo else when.replace(tzinfo=SHANGHAI))
