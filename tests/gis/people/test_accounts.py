"""Accounts: the first administrator, sign-in, throttling, and what the journal never holds."""

from __future__ import annotations

import io
import sqlite3
import sys
from dataclasses import replace

import pytest

from gis import cli
from gis.foundation.errors import Refused
from gis.foundation.settings import load_settings
from gis.people.passwords import MustWait, locked, wait_s
from gis.people.roles import Role
from gis.workspace.membership import Membership
from tests.gis.people.conftest import PASSWORD


def test_the_first_account_is_an_administrator(office):
    with pytest.raises(Refused, match="第一个账号应是管理员"):
        Membership(office.workspace).add("lixm", "李晓敏", Role.DISPATCHER, PASSWORD)


def test_a_county_with_accounts_is_written_by_nobody_who_has_not_signed_in(office):
    members = Membership(office.workspace)
    members.add("admin", "张主任", Role.ADMINISTRATOR, PASSWORD)
    with pytest.raises(Refused, match="还没有登录"):
        members.add("lixm", "李晓敏", Role.DISPATCHER, PASSWORD)
    office.workspace.sign_in("admin", PASSWORD)
    assert members.add("lixm", "李晓敏", Role.DISPATCHER, PASSWORD).name == "李晓敏"


def test_passwords_are_argon2_and_never_in_the_journal(members):
    path = members.workspace.location
    members.workspace.close()
    with sqlite3.connect(path) as file:
        (kept,) = file.execute("SELECT password_hash FROM account_secret WHERE account = 1").fetchone()
        journal = str(file.execute("SELECT * FROM journal").fetchall())
    file.close()
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in journal and "argon2" not in journal and "添加账号 admin（管理员）" in journal


@pytest.mark.parametrize("password", ["short", "11111111", "12345678", "xiaolixm"])
def test_weak_passwords_are_refused_before_anything_is_written(members, password):
    seq = members.workspace.snapshot.seq
    with pytest.raises(Refused, match="口令太"):
        members.add("xiaolixm", "李晓敏", Role.DISPATCHER, password)
    assert members.workspace.snapshot.seq == seq and all(a.login != "xiaolixm" for a in members.accounts())


def test_wrong_name_and_wrong_password_sound_alike(members):
    workspace = members.workspace
    told = []
    for login, password in (("admin", "不是这个口令"), ("nobody", PASSWORD)):
        with pytest.raises(Refused) as refused:
            workspace.sign_in(login, password)
        told.append(refused.value.message)
    assert told[0] == told[1]


def test_guessing_is_slowed_down_and_the_right_password_ends_it(members, desk):
    workspace = members.workspace
    for _ in range(5):
        with pytest.raises(Refused, match="不对"):
            workspace.sign_in("admin", "不是这个口令")
    with pytest.raises(Refused, match=r"请 30 秒后（11:00:30）再试"):
        workspace.sign_in("admin", PASSWORD)
    desk.clock.at += 31
    with pytest.raises(Refused, match="不对"):
        workspace.sign_in("admin", "不是这个口令")
    with pytest.raises(Refused, match="请 60 秒后"):
        workspace.sign_in("admin", PASSWORD)
    desk.clock.at += 61
    workspace.sign_in("admin", PASSWORD)
    with pytest.raises(Refused, match="不对"):
        workspace.sign_in("admin", "不是这个口令")


def test_waits_double_up_to_the_countys_most():
    settings = load_settings()
    assert [wait_s(n, 1000, 1000, settings) for n in (0, 4, 5, 6, 7, 10, 60)] == [0, 0, 30, 60, 120, 900, 900]
    assert wait_s(5, 1000, 1031, settings) == 0


def test_a_desk_left_alone_locks_as_the_county_says():
    assert locked(0, 900, load_settings()) and not locked(0, 899, load_settings())
    assert not locked(0, 10**9, load_settings({"lock_minutes": "0"}))


def test_a_disabled_account_is_out_at_its_next_act(members, desk):
    members.add("lixm", "李晓敏", Role.DISPATCHER, PASSWORD)
    members.disable("lixm")
    with pytest.raises(Refused, match="已停用"):
        desk.workspace.sign_in("lixm", PASSWORD)
    members.enable("lixm")
    desk.workspace.sign_in("lixm", PASSWORD)


def test_the_last_administrator_cannot_be_shut_out(members):
    with pytest.raises(Refused, match="最后一位管理员"):
        members.disable("admin")


def test_roles_name_where_they_belong(members):
    for role, match in ((Role.TOWNSHIP, "要属于一个乡镇"), (Role.DEPARTMENT, "县直部门"), (Role.VILLAGE, "一个村")):
        with pytest.raises(Refused, match=match):
            members.add("someone", "某人", role, PASSWORD)
    with pytest.raises(Refused, match="县直部门"):
        members.add("someone", "某人", Role.DEPARTMENT, PASSWORD, unit=9)  # a township's unit
    with pytest.raises(Refused, match="已有人用"):
        members.add("admin", "又一位", Role.ADMINISTRATOR, PASSWORD)


def said(monkeypatch, words: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(words))


def test_the_command_line_keeps_accounts(office, monkeypatch, capsys):
    place = office.workspace.location
    said(monkeypatch, PASSWORD + "\n")
    assert cli.main(["account", place, "add", "admin", "--role", "管理员", "--name", "张主任"]) == 0
    said(monkeypatch, PASSWORD + "\n")
    assert cli.main(["account", place, "add", "shuiwu", "--role", "部门经办", "--unit", "水务局"]) == 1
    assert "要先登录" in capsys.readouterr().err
    monkeypatch.setenv("WANGGE_PASSWORD", PASSWORD)
    said(monkeypatch, PASSWORD + "\n")
    assert cli.main(["account", place, "add", "shuiwu", "--role", "部门经办", "--unit", "水务局", "--as", "admin"]) == 0
    said(monkeypatch, "另一个口令 2027\n")
    assert cli.main(["account", place, "reset", "shuiwu", "--as", "admin"]) == 0
    assert cli.main(["account", place, "disable", "shuiwu", "--as", "admin"]) == 0
    capsys.readouterr()
    assert cli.main(["account", place, "list"]) == 0
    out = capsys.readouterr().out
    assert "admin\t张主任\t管理员" in out and "shuiwu\tshuiwu\t部门经办\t水务局\t停用" in out


def test_every_word_that_writes_signs_in(desk, monkeypatch, capsys):
    place, number = desk.workspace.location, desk.events.number(desk.row(2, None))
    words = ["assign", place, "--to", "水务局", "--events", number, "--reason", "商定"]
    assert cli.main(words) == 1
    assert "要先登录" in capsys.readouterr().err
    monkeypatch.setenv("WANGGE_PASSWORD", PASSWORD)
    assert cli.main([*words, "--as", "inspector"]) == 1
    assert "督查不能指派" in capsys.readouterr().err
    assert cli.main([*words, "--as", "dispatcher"]) == 0
    assert desk.workspace.store().journal(9)[-1].actor == "dispatcher"


def test_anyone_changes_the_own_password_and_no_other(desk):
    workspace = desk.workspace
    workspace.sign_in("village", PASSWORD)
    members = Membership(workspace)
    with pytest.raises(Refused, match="不对"):
        members.commit_own_password("不是这个口令", "新的口令 2027")
    with pytest.raises(Refused, match="一样"):
        members.commit_own_password(PASSWORD, PASSWORD)
    with pytest.raises(Refused, match="村干部不能管理账号"):
        members.reset("planner", "新的口令 2027")
    workspace.adopt(members.commit_own_password(PASSWORD, "新的口令 2027"))
    assert workspace.undo_change() is None
    workspace.sign_in("village", "新的口令 2027")


def test_an_account_and_its_password_are_written_together_or_not_at_all(members, monkeypatch):
    def broken(account: int, password: str):
        def keep(_connection) -> None:
            raise RuntimeError("power cut")

        return keep

    monkeypatch.setattr("gis.store.accounts.password_kept", broken)
    with pytest.raises(RuntimeError):
        members.add("lixm", "李晓敏", Role.DISPATCHER, PASSWORD)
    assert all(a.login != "lixm" for a in members.accounts())


def test_disabling_is_undone_and_adding_is_not(members):
    members.add("lixm", "李晓敏", Role.DISPATCHER, PASSWORD)
    assert members.workspace.undo_change() is None
    members.workspace.adopt(members.commit_switched("lixm", True, "调离"))
    assert members.workspace.store().journal(members.workspace.snapshot.seq - 1)[-1].change.reason == "调离"
    members.workspace.do(members.workspace.undo_change())
    assert not next(a for a in members.accounts() if a.login == "lixm").disabled


def test_a_waiting_time_is_told_as_a_number_too(members):
    for _ in range(4):
        with pytest.raises(Refused):
            members.workspace.sign_in("admin", "不是这个口令")
    with pytest.raises(MustWait, match="连续输错 5 次，30 秒后") as refused:
        members.workspace.sign_in("admin", "不是这个口令")
    assert refused.value.wait_s == 30


def test_signing_out_leaves_nobody(desk):
    desk.workspace.sign_in("dispatcher", PASSWORD)
    desk.workspace.sign_out()
    assert desk.workspace.door.person is None and not desk.workspace.undo_words()


def test_practice_accounts_are_not_added_beside_others(members):
    from gis.workspace.practice import practise

    with pytest.raises(Refused, match="已有账号"):
        practise(members)


def test_practice_accounts_are_for_made_up_counties(office):
    from gis.workspace.practice import PASSWORD as OPEN_PASSWORD
    from gis.workspace.practice import practise

    found = practise(Membership(office.workspace))
    assert {account.role for account in found} == set(Role)
    assert office.workspace.sign_in("village", OPEN_PASSWORD).division
    office.workspace.snapshot = replace(office.workspace.snapshot, made_up=False)
    with pytest.raises(Refused, match="不是模拟数据"):
        practise(Membership(office.workspace))
