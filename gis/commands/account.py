"""`main.py account`: the county's accounts without a desk."""

from __future__ import annotations

import argparse
import sys

from gis.commands.printing import print_json
from gis.commands.signing import HELP_AS, asked, sign_in
from gis.foundation.clock import local
from gis.foundation.errors import Refused
from gis.people.accounts import Account
from gis.people.roles import ROLE_OF_WORD, ROLE_WORD, Role
from gis.workspace.membership import Membership

HELP = "县里的账号：添加、列出、重设口令、停用、启用。"
EPILOG = """示例：
  main.py account julu.wangge add admin --role 管理员 --name 张主任          第一个账号，须是管理员
  main.py account julu.wangge add wangst --role 部门经办 --unit 水务局 --as admin
  main.py account julu.wangge add lixm --role 县调度员 --staff 李晓敏 --as admin
  main.py account julu.wangge add xiaoliu --role 村干部 --village 小留庄 --as admin
  main.py account julu.wangge list
  main.py account julu-demo.wangge demo              演示县：每种角色一个练习账号，公开口令，仅限模拟数据
  main.py account julu.wangge reset wangst --as admin
  main.py account julu.wangge disable wangst --as admin

新口令在终端询问两遍；不在终端时从标准输入读一行。添加第一个账号之后，任何写入都要先登录。
退出码：0 完成，1 被拒绝，2 用法不对。"""

DEEDS = ("add", "list", "reset", "disable", "enable", "demo")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    roles = "、".join(ROLE_WORD.values())
    parser.add_argument("county", metavar="县库", help="县库文件或 PostgreSQL 地址")
    parser.add_argument(
        "deed",
        choices=DEEDS,
        metavar="动作",
        help="add 添加，list 列出，reset 重设口令，disable 停用，enable 启用，demo 添加练习账号",
    )
    parser.add_argument("login", nargs="?", default="", metavar="账号", help="账号名")
    parser.add_argument("--role", default="", metavar="角色", help=f"{roles}（也可写英文名）")
    parser.add_argument("--name", default="", metavar="姓名", help="显示的姓名，缺省同 --staff 或账号名")
    parser.add_argument("--unit", default="", metavar="单位", help="乡镇干部的乡镇或部门经办的部门")
    parser.add_argument("--village", default="", metavar="村", help="村干部的村：村名或 12 位代码")
    parser.add_argument("--staff", default="", metavar="人员", help="人员名录中的姓名或编号")
    parser.add_argument("--as", dest="actor", default="", metavar="账号", help=HELP_AS)
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    import socket

    from gis.foundation.clock import SystemClock
    from gis.workspace import Workspace

    workspace = Workspace.open(args.county, SystemClock(), "", f"{socket.gethostname()} 命令行")
    try:
        members = Membership(workspace)
        if args.deed == "list":
            return _list(members, args.format)
        if args.deed == "demo":
            return _practise(members, args.format)
        if not args.login:
            raise Refused("没有给出账号名。", f"例如 main.py account {args.county} {args.deed} 账号")
        sign_in(workspace, args.actor)
        told = _done(args, members)
    finally:
        workspace.close()
    if args.format == "json":
        print_json({"done": args.deed, "login": args.login, "label": told})
    else:
        print(told)
    return 0


def _practise(members: Membership, form: str) -> int:
    from gis.workspace.practice import PASSWORD, practise

    practise(members)
    if form == "text":
        print(f"已添加练习账号，口令都是 {PASSWORD}：")
    return _list(members, form)


def _done(args: argparse.Namespace, members: Membership) -> str:
    if args.deed == "add":
        return _added(args, members)
    if args.deed == "reset":
        members.reset(args.login, _new_password())
        return f"已重设账号 {args.login} 的口令。"
    change = members.disable(args.login) if args.deed == "disable" else members.enable(args.login)
    return f"已{change.label}。"


def _added(args: argparse.Namespace, members: Membership) -> str:
    snapshot = members.workspace.snapshot
    role = _role(args.role)
    unit = _named(args.unit, snapshot.units.name, snapshot.units.full_name, what="单位")
    village = _village(args.village, snapshot)
    staff = _staff(args.staff, snapshot)
    name = args.name or (snapshot.staff.name[staff] if staff >= 0 else args.login)
    staff_id = int(snapshot.staff.id[staff]) if staff >= 0 else 0
    account = members.add(args.login, name, role, _new_password(), unit, village, staff_id)
    return f"已添加账号 {account.login}：{account.name}，{ROLE_WORD[account.role]}。"


def _role(word: str) -> Role:
    if word in ROLE_OF_WORD:
        return ROLE_OF_WORD[word]
    try:
        return Role(word)
    except ValueError as error:
        raise Refused(f"没有“{word}”这个角色。", f"可用：{'、'.join(ROLE_WORD.values())}（--role）") from error


def _named(word: str, *columns, what: str) -> int:
    """The row of a name, -1 for no name."""
    if not word:
        return -1
    found = {row for column in columns for row, name in enumerate(column) if name == word}
    if len(found) != 1:
        raise Refused(f"没有名为“{word}”的{what}。" if not found else f"名为“{word}”的{what}不止一个。")
    return found.pop()


def _village(word: str, snapshot) -> int:
    from gis.county.divisions import Level

    if not word:
        return -1
    divisions = snapshot.divisions
    rows = [int(r) for r in divisions.rows_of(Level.VILLAGE)]
    found = [r for r in rows if word in (divisions.code[r], divisions.name[r], divisions.short_name[r])]
    if len(found) == 1:
        return found[0]
    codes = "、".join(f"{divisions.code[r]} {divisions.name[r]}" for r in found)
    raise Refused(
        f"没有名为“{word}”的村。" if not found else f"名为“{word}”的村有 {len(found)} 个：{codes}。",
        "可改写 12 位代码。",
    )


def _staff(word: str, snapshot) -> int:
    if not word:
        return -1
    staff = snapshot.staff
    found = [r for r in range(len(staff)) if word in (staff.name[r], str(int(staff.id[r])))]
    if len(found) == 1:
        return found[0]
    some = "；".join(f"{int(staff.id[r])} {staff.name[r]} {staff.role[r]}" for r in found[:8])
    raise Refused(f"人员名录里没有“{word}”。" if not found else f"“{word}”有 {len(found)} 人：{some}。", "可改写编号。")


def _new_password() -> str:
    first = asked("新口令：")
    if sys.stdin.isatty() and asked("再输一遍：") != first:
        raise Refused("两遍口令不一样。", "请重来。")
    return first


def _list(members: Membership, form: str) -> int:
    found = members.accounts()
    if form == "json":
        print_json([_row(members, account) for account in found])
        return 0
    if not found:
        print("这个县还没有账号。先添加管理员：main.py account 县库 add 账号 --role 管理员")
    for account in found:
        row = _row(members, account)
        place = row["unit"] or row["division"] or ""
        state = "停用" if account.disabled else f"最近登录 {row['seen_at'] or '从未'}"
        print(f"{account.login}\t{account.name}\t{ROLE_WORD[account.role]}\t{place}\t{state}")
    return 0


def _row(members: Membership, account: Account) -> dict:
    snapshot = members.workspace.snapshot
    units = {int(i): n for i, n in zip(snapshot.units.id, snapshot.units.name, strict=True)}
    return {
        "login": account.login,
        "name": account.name,
        "role": account.role.value,
        "unit": units.get(account.unit),
        "division": account.division or None,
        "disabled": account.disabled,
        "created_at": _iso(account.created_at),
        "password_at": _iso(account.password_at),
        "seen_at": _iso(account.seen_at),
    }


def _iso(at: int) -> str | None:
    return local(at).isoformat() if at else None
