"""Who sits here, in a real window: the first administrator, signing in, a wrong password, locking, each role's own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.gis.deadlines.notices import SUPPOSED_2027
from tests.journeys.harness import ROOT, RealWindow, VirtualScreen, missing_tools

pytestmark = [pytest.mark.journey, pytest.mark.skipif(bool(missing_tools()), reason=missing_tools() or "present")]
SCALE = "0.05"
PASSWORD = "lianxi2026"  # of the practice accounts


def words(*arguments: str) -> subprocess.CompletedProcess:
    """main.py as a script calls it."""
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments], capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualScreen]:
    with VirtualScreen(1366, 768) as made:
        yield made


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("county") / "julu.wangge"
    done = words("demo", "--out", str(path), "--scale", SCALE)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="module")
def guarded(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo county with its practice accounts."""
    path = tmp_path_factory.mktemp("guarded") / "julu.wangge"
    path.write_bytes(demo.read_bytes())
    done = words("account", str(path), "demo")
    assert done.returncode == 0 and PASSWORD in done.stdout, done.stderr
    return path


@pytest.fixture
def private(tmp_path: Path) -> dict[str, str]:
    """Settings, cache and log of this journey alone."""
    places = {"WANGGE_SETTINGS": "desk.ini", "WANGGE_CACHE": "cache", "WANGGE_LOG": "desk.log", "WANGGE_DATA": "data"}
    return {name: str(tmp_path / place) for name, place in places.items()}


def live(desk: RealWindow) -> None:
    desk.wait_for("the live county", lambda: desk.ask("live") and desk.ask("settled"), 60)


def sign_in(desk: RealWindow, login: str, password: str = PASSWORD) -> None:
    """Type name and password; what comes of it is for the caller to see."""
    desk.wait_for("the sign-in page", lambda: desk.ask("door") == "sign-in", 60)
    desk.click(desk.centre("sign-in-login"))
    desk.keys("ctrl+a")
    desk.type(login)
    desk.keys("Return", "ctrl+a")
    desk.type(password)
    desk.keys("Return")


def inside(desk: RealWindow, login: str) -> None:
    desk.wait_for(f"{login} inside", lambda: desk.ask("door") == "" and desk.ask("person") == login)
    live(desk)


def test_nothing_is_shown_before_a_sign_in_not_even_from_the_cache(screen, guarded, private):
    for round_ in ("from the store", "from the cache"):
        with RealWindow(screen, ["--file", str(guarded)], private) as desk:
            desk.wait_for("the sign-in page", lambda: desk.ask("door") == "sign-in", 60)
            shown = desk.ask("widgets")
            assert desk.ask("seq") == -1 and not {"map", "queue", "board"} & set(shown), round_
            desk.keys("ctrl+k", "F1")
            assert desk.ask("seq") == -1
            sign_in(desk, "dispatcher")
            inside(desk, "dispatcher")
            assert desk.ask("workplace") == "dispatch" and "map" in desk.ask("widgets")


def test_a_wrong_password_is_refused_in_place_and_guessing_waits(screen, guarded, private):
    with RealWindow(screen, ["--file", str(guarded)], private) as desk:
        for _ in range(4):
            sign_in(desk, "leader", "not-this-one")
            desk.wait_for("the refusal", lambda: "账号或口令不对" in desk.ask("sign_in_says"))
        sign_in(desk, "leader", "not-this-one")
        desk.wait_for("the wait", lambda: "30 秒后才能再试" in desk.ask("sign_in_says"))
        assert not desk.rect("sign-in-button")["enabled"]
        sign_in(desk, "leader")
        assert desk.ask("door") == "sign-in" and desk.ask("person") == ""


def test_a_locked_desk_keeps_everything_and_opens_to_the_same_person(screen, guarded, private):
    with RealWindow(screen, ["--file", str(guarded)], private) as desk:
        sign_in(desk, "dispatcher")
        inside(desk, "dispatcher")
        desk.click(desk.ask("queue_point", 0))
        chosen = desk.wait_for("the selection", lambda: desk.ask("selected"))
        desk.keys("ctrl+alt+l")
        desk.wait_for("the lock", lambda: desk.ask("door") == "lock")
        assert not {"map", "queue"} & set(desk.ask("widgets"))
        desk.keys("ctrl+k", "F4")  # nothing behind the lock hears keys
        desk.click(desk.centre("sign-in-password"))
        desk.keys("ctrl+a")
        desk.type("not-this-one")
        desk.keys("Return")
        desk.wait_for("the refusal", lambda: "不对" in desk.ask("sign_in_says"))
        desk.keys("ctrl+a")
        desk.type(PASSWORD)
        desk.keys("Return")
        desk.wait_for("the desk", lambda: desk.ask("door") == "")
        assert desk.ask("selected") == chosen and "map" in desk.ask("widgets")
        desk.keys("ctrl+alt+l")
        desk.wait_for("the lock", lambda: desk.ask("door") == "lock")
        desk.click(desk.centre("sign-in-someone-else"))
        sign_in(desk, "township")
        inside(desk, "township")
        assert desk.ask("selected") == []


def test_the_first_administrator_makes_accounts_and_each_begins_with_the_own(screen, demo, private, tmp_path):
    county = tmp_path / "julu.wangge"
    county.write_bytes(demo.read_bytes())
    secret = "julu hao ban 2026"
    with RealWindow(screen, ["--file", str(county)], private) as desk:
        live(desk)
        assert desk.ask("door") == "", "a county without accounts is open"
        desk.click(desk.centre("workplace-office"))
        desk.wait_for("the office", lambda: desk.ask("workplace") == "office")
        desk.click(desk.centre("rail-accounts"))
        desk.wait_for("the offer", lambda: desk.rect("empty-action")["visible"])
        desk.click(desk.centre("empty-action"))
        desk.focus_dialog("设置管理员")
        desk.keys("Return")
        desk.wait_for("the second step", lambda: desk.rect("administrator-name")["visible"])
        desk.type("张主任")
        desk.keys("Tab", "ctrl+a")
        desk.type("admin")
        for _ in range(2):
            desk.keys("Tab")
            desk.type(secret)
        desk.keys("Return")
        desk.wait_for("the administrator inside", lambda: desk.ask("person") == "admin")
        desk.focus()
        assert desk.ask("of", "office.page") == "accounts"
        desk.wait_for("the list", lambda: desk.ask("of", "accounts.logins") == ["admin"])

        desk.keys("ctrl+n")
        desk.click(desk.centre("new-account-login"))
        desk.type("shuiwu")
        desk.keys("Tab")
        desk.type("王水生")
        desk.keys("Tab", *["Down"] * 4)  # 部门经办
        desk.click(desk.centre("new-account-save"))
        assert set(desk.ask("of", "accounts.problems")) == {"place", "password"}
        assert desk.ask("of", "accounts.logins") == ["admin"], "nothing is written with something missing"
        desk.click(desk.centre("rail-calendar"))
        desk.wait_for("the reason to stay", lambda: "还没有保存" in desk.ask("toast"))
        assert desk.ask("of", "office.page") == "accounts"
        place = desk.rect("new-account-place")
        desk.click((place["x"] + 40, place["y"] + place["height"] / 2))
        desk.type("水务")
        desk.keys("Down", "Return")  # from what the list offers
        for name in ("password", "again"):
            desk.click(desk.centre(f"new-account-{name}"))
            desk.type(secret)
        desk.keys("Return")
        desk.wait_for("the account", lambda: desk.ask("of", "accounts.logins") == ["admin", "shuiwu"])

        desk.click(desk.centre("rail-accounts"))
        desk.keys("ctrl+alt+l")
        desk.wait_for("the lock", lambda: desk.ask("door") == "lock")
        desk.click(desk.centre("sign-in-someone-else"))
        sign_in(desk, "shuiwu", secret)
        inside(desk, "shuiwu")
        assert desk.ask("workplace") == "office" and "accounts" not in desk.ask("of", "office.pages")


def test_what_was_half_done_is_given_up_only_when_that_was_said_and_never_shown_to_another(screen, guarded, private):
    with RealWindow(screen, ["--file", str(guarded)], private) as desk:
        sign_in(desk, "admin")
        inside(desk, "admin")
        desk.wait_for("the accounts", lambda: desk.ask("of", "accounts.logins"))
        desk.keys("ctrl+n")
        desk.click(desk.centre("new-account-login"))
        desk.type("halfdone")
        desk.keys("ctrl+alt+l")
        desk.wait_for("the lock", lambda: desk.ask("door") == "lock")
        desk.click(desk.centre("sign-in-someone-else"))
        desk.wait_for("the warning", lambda: "没做完的事" in desk.ask("sign_in_says"))
        assert desk.ask("door") == "lock"
        desk.click(desk.centre("sign-in-password"))
        desk.type(PASSWORD)
        desk.keys("Return")
        desk.wait_for("the desk", lambda: desk.ask("door") == "")
        assert desk.rect("new-account-login")["visible"], "the same person finds it as it was"
        desk.keys("ctrl+alt+l")
        desk.wait_for("the lock", lambda: desk.ask("door") == "lock")
        desk.click(desk.centre("sign-in-someone-else"))
        desk.wait_for("the warning", lambda: "没做完的事" in desk.ask("sign_in_says"))
        desk.click(desk.centre("sign-in-someone-else"))
        sign_in(desk, "admin")
        inside(desk, "admin")
        desk.wait_for("the accounts", lambda: desk.ask("of", "accounts.logins"))
        assert not desk.rect("new-account-login")["visible"]
        desk.keys("ctrl+n")
        desk.click(desk.centre("rail-calendar"))
        desk.wait_for("the calendar", lambda: desk.ask("of", "office.page") == "calendar")  # nothing is begun any more


THEIRS = {
    "dispatcher": ("dispatch", {"inbox", "register", "warnings", "evaluation", "calendar"}, {"accounts"}),
    "township": ("office", {"inbox", "register", "warnings", "calendar"}, {"accounts"}),
    "department": ("office", {"inbox", "warnings", "calendar"}, {"accounts", "register"}),
    "village": ("office", {"inbox", "register", "warnings"}, {"accounts", "calendar", "evaluation"}),
    "admin": ("office", {"accounts", "calendar"}, {"inbox", "register", "warnings"}),
}


def test_each_role_sees_what_is_its_own_and_nothing_else(screen, guarded, private):
    with RealWindow(screen, ["--file", str(guarded)], private) as desk:
        for place, (login, (workplace, offered, kept)) in enumerate(THEIRS.items()):
            if place:
                desk.keys("ctrl+alt+l")
                desk.wait_for("the lock", lambda: desk.ask("door") == "lock")
                desk.click(desk.centre("sign-in-someone-else"))
            sign_in(desk, login)
            inside(desk, login)
            assert desk.ask("workplace") == workplace, login
            if workplace == "dispatch":
                desk.click(desk.centre("workplace-office"))
                desk.wait_for("the office", lambda: desk.ask("workplace") == "office")
            pages = set(desk.ask("of", "office.pages"))
            assert offered <= pages and not kept & pages, (login, pages)
            if "warnings" in offered:
                desk.click(desk.centre("rail-warnings"))
                desk.wait_for("the tabs", lambda: desk.ask("of", "warnings.tabs"))
            if login == "department":
                units = set(desk.ask("of", "warnings.units"))
                assert units <= {"水务局"}, units
            reachable = {key for key in ("dispatch", "planning") if desk.rect(f"workplace-{key}")["enabled"]}
            assert ("dispatch" in reachable) == (login in ("dispatcher", "township", "admin")), login


CLIPBOARD = (
    "import sys; from PySide6.QtGui import QGuiApplication; a = QGuiApplication([]);"
    "a.clipboard().setText(sys.argv[1]); a.exec()"
)


@pytest.fixture
def clipboard(screen: VirtualScreen) -> Iterator[Callable[[str], None]]:
    """Another program from which text can be pasted."""
    holders: list[subprocess.Popen] = []

    def hold(text: str) -> None:
        environment = {**screen.environment(), "QT_QPA_PLATFORM": "xcb"}
        holders.append(subprocess.Popen([sys.executable, "-c", CLIPBOARD, text], env=environment))

    yield hold
    for holder in holders:
        holder.kill()
        holder.wait(10)


def test_a_year_end_with_an_unknown_2027_confirmed_from_the_pasted_notice(screen, private, tmp_path, clipboard):
    county = tmp_path / "julu.wangge"
    assert words("demo", "--out", str(county), "--scale", SCALE, "--at", "2026-12-24T10:00+08:00").returncode == 0
    assert words("account", str(county), "demo").returncode == 0
    longer = SUPPOSED_2027.replace(
        "1月1日（周五）至3日（周日）放假，共3天", "1月1日（周五）至5日（周二）放假调休，共5天"
    )
    clipboard(longer.replace("2月14日（周日）", "2月15日（周日）"))
    with RealWindow(screen, ["--file", str(county), "--now", "2026-12-24T10:30"], private) as desk:
        sign_in(desk, "admin")
        inside(desk, "admin")
        desk.click(desk.centre("rail-calendar"))
        desk.wait_for("the calendar", lambda: desk.ask("of", "calendar.year") == 2026)
        desk.keys("Next")
        desk.wait_for("2027", lambda: desk.ask("of", "calendar.year") == 2027)
        assert desk.ask("of", "calendar.source").startswith("暂定")
        assert desk.ask("of", "calendar.day_words", "2027-01-01") == "2027-01-01 周五，元旦（暂定）"
        assert desk.ask("of", "calendar.day_words", "2027-01-05") == "2027-01-05 周二，工作日（暂定）"

        desk.keys("ctrl+i")
        desk.keys("ctrl+v")
        desk.wait_for("the doubt", lambda: "02-15 是周一，文中写的是周日" in desk.ask("of", "calendar.doubts"))
        assert not desk.rect("notice-look")["enabled"], "nothing goes on while the text contradicts itself"
        clipboard(longer)
        time.sleep(1)
        desk.keys("ctrl+a", "ctrl+v")
        desk.wait_for("no doubt", lambda: not desk.ask("of", "calendar.doubts"))
        desk.click(desk.centre("notice-look"))
        summary = desk.wait_for("what would move", lambda: desk.ask("of", "calendar.summary"), 30)
        moves = desk.ask("of", "calendar.moves")
        assert moves and min(moves) > 0, "the longer holiday puts every one of them off"
        assert f"{len(moves)} 件时限变动（最多晚 {max(moves)} 个工作日），{len(moves)} 件由暂定转为确定" in summary
        seq = desk.ask("seq")
        assert desk.ask("of", "calendar.horizon") == "2026-12-31", "nothing is decided yet"

        desk.click(desk.centre("ruling-confirm"))
        desk.wait_for("the journal row", lambda: desk.ask("seq") == seq + 1, 30)
        desk.wait_for("the year", lambda: desk.ask("of", "calendar.horizon") == "2027-12-31")
        assert desk.ask("of", "calendar.source").startswith("✓ 国务院办公厅关于2027年")
        assert desk.ask("of", "calendar.day_words", "2027-01-05") == "2027-01-05 周二，元旦"
        desk.keys("ctrl+z")
        desk.wait_for("the year taken back", lambda: desk.ask("of", "calendar.horizon") == "2026-12-31", 30)
