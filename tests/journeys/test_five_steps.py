"""The five steps through real windows: a report becomes a closed, rated event through four roles; a return and a second
assignment; an extension asked and approved; a rework. Each act by its form, with keys, in the office."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.harness import ROOT, RealWindow, VirtualScreen, missing_tools

pytestmark = [pytest.mark.journey, pytest.mark.skipif(bool(missing_tools()), reason=missing_tools() or "present")]
SCALE = "0.05"
PASSWORD = "lianxi2026"  # of the practice accounts


def words(*arguments: str) -> subprocess.CompletedProcess:
    """main.py as a script calls it, with the password of the practice accounts at hand."""
    environment = {**os.environ, "WANGGE_PASSWORD": PASSWORD}
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        capture_output=True, text=True, timeout=300, check=False, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualScreen]:
    with VirtualScreen(1366, 768) as made:
        yield made


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo county with its practice accounts."""
    path = tmp_path_factory.mktemp("county") / "julu.wangge"
    words("demo", "--out", str(path), "--scale", SCALE)
    words("account", str(path), "demo")
    return path


@pytest.fixture
def county(practice: Path, tmp_path: Path) -> Path:
    path = tmp_path / "julu.wangge"
    path.write_bytes(practice.read_bytes())
    return path


@pytest.fixture
def private(tmp_path: Path) -> dict[str, str]:
    """Settings, cache and log of this journey alone."""
    places = {"WANGGE_SETTINGS": "desk.ini", "WANGGE_CACHE": "cache", "WANGGE_LOG": "desk.log", "WANGGE_DATA": "data"}
    return {name: str(tmp_path / place) for name, place in places.items()}


class Office:
    """Somebody at the office's inbox."""

    def __init__(self, desk: RealWindow) -> None:
        self.desk = desk
        self.inside = False

    def ask(self, word: str, *args: object):
        return self.desk.ask("of", word, *args)

    def sit_down(self, login: str) -> None:
        """Sign in as another person and go to the inbox."""
        desk = self.desk
        if self.inside:
            desk.keys("ctrl+alt+l")
            desk.wait_for("the lock", lambda: desk.ask("door") == "lock")
            desk.click(desk.centre("sign-in-someone-else"))
        desk.wait_for("the door", lambda: desk.ask("door") == "sign-in", 60)
        self.inside = True
        desk.click(desk.centre("sign-in-login"))
        desk.keys("ctrl+a")
        desk.type(login)
        desk.keys("Return", "ctrl+a")
        desk.type(PASSWORD)
        desk.keys("Return")
        desk.wait_for(f"{login} inside", lambda: desk.ask("door") == "" and desk.ask("person") == login, 30)
        desk.wait_for("the live county", lambda: desk.ask("live") and desk.ask("settled"), 60)
        if desk.ask("workplace") != "office":
            desk.click(desk.centre("workplace-office"))
            desk.wait_for("the office", lambda: desk.ask("workplace") == "office")
        if self.ask("office.page") != "inbox":
            desk.click(desk.centre("rail-inbox"))
        desk.wait_for("the inbox", lambda: self.ask("office.page") == "inbox" and self.ask("inbox.piles"))

    def open(self, number: str) -> None:
        """Click an event in the list."""
        desk = self.desk
        desk.wait_for(f"{number} in the list", lambda: number in self.ask("inbox.rows") + self.ask("inbox.closed"))
        desk.click(self.ask("inbox.point", number))
        self.read(number)

    def read(self, number: str) -> None:
        self.desk.wait_for(
            f"the case of {number}", lambda: self.ask("inbox.shown") == [number] and self.ask("inbox.read")
        )

    def begin(self, kind: str) -> None:
        """Open the form of an act by its button, or from the menu of the others."""
        desk = self.desk
        desk.wait_for(f"{kind} on offer", lambda: self.ask("inbox.offers").get(kind) == "")
        if f"act-{kind}" in desk.ask("widgets"):
            desk.click(desk.centre(f"act-{kind}"))
        else:
            able = [k for k, why in self.ask("inbox.offers").items() if not why]
            shown = [k for k in able if f"act-{k}" in desk.ask("widgets")]
            hidden = [k for k in able if k not in shown]
            desk.keys("ctrl+period")
            desk.keys(*["Down"] * (hidden.index(kind) + 1), "Return")
        desk.wait_for(f"the form {kind}", lambda: self.ask("inbox.form") == kind and self.ask("inbox.ready"))

    def commit(self) -> None:
        """Ctrl Enter, and the form is gone."""
        desk, seq = self.desk, self.desk.ask("seq")
        desk.keys("ctrl+Return")
        desk.wait_for("the change", lambda: desk.ask("seq") > seq and self.ask("inbox.form") == "")

    def _take_phrase(self, place: int) -> str:
        """Click a quick phrase, once more where the form grew under the pointer."""
        if not self.ask("inbox.words"):
            self.desk.click(self.desk.centre(f"phrase-{place}"))
            time.sleep(0.2)
        return self.ask("inbox.words")

    def acts(self, kind: str, phrase: int = -1) -> list[list[str]]:
        """A whole act with one of the quick phrases; returns what the form said it would do."""
        self.begin(kind)
        if phrase >= 0:
            self.desk.wait_for("the words", lambda: self._take_phrase(phrase))
        said = self.desk.wait_for("the outlook", lambda: self.ask("inbox.outlook") or [["", "", ""]])
        self.commit()
        return said


@pytest.fixture
def office(screen, county, private) -> Iterator[Office]:
    with RealWindow(screen, ["--file", str(county)], private) as desk:
        yield Office(desk)


def report(county: Path, text: str, accept: bool = False) -> str:
    """A report by telephone, by script; its number."""
    more = ["--accept"] if accept else []
    done = words(
        "report", str(county), "--source", "电话", "--item", "水环境", "--text", text, "--village", "小留庄",
        "--at", "114.9787,37.2663", "--reporter", "张建国", "--phone", "13912341234", "--as", "dispatcher",
        "--format", "json", *more,
    )  # fmt: skip
    return json.loads(done.stdout)["number"]


def assign_to(office: Office, unit: str) -> None:
    """指派 with the picker: the initials of a unit, Enter; a misfit asks for its reason."""
    desk, seq = office.desk, office.desk.ask("seq")
    desk.wait_for("指派 on offer", lambda: office.ask("inbox.offers").get("assign") == "")
    desk.keys("ctrl+Return")
    desk.wait_for("the picker", lambda: "unit-picker" in desk.ask("widgets"))
    desk.type(unit)
    desk.keys("Return")
    asked = desk.wait_for(
        "the assignment or its reason",
        lambda: "reason" if "misfit-reason" in desk.ask("widgets") else "done" if desk.ask("seq") > seq else "",
    )
    if asked == "reason":
        desk.focus_dialog("理由")
        desk.type("lingdao pishi")
        desk.keys("ctrl+Return")
        desk.focus()
    desk.wait_for("the assignment", lambda: desk.ask("seq") > seq)


def test_a_report_becomes_a_closed_and_rated_event_through_four_roles(office, county):
    office.sit_down("village")  # reports
    desk = office.desk
    desk.keys("F2")
    desk.wait_for("the form", lambda: "register-form" in desk.ask("widgets") and office.ask("register.ready"), 30)
    desk.click(desk.centre("register-title"))
    desk.type("机井电缆裸露，浇水时会触电")
    desk.wait_for("the first screening", lambda: office.ask("register.hints"), 20)
    desk.keys("alt+s")
    desk.click(desk.centre("register-village"))
    desk.keys("ctrl+a")
    desk.type("xlz")
    time.sleep(0.3)
    desk.keys("Down", "Return")
    desk.wait_for("the village", lambda: office.ask("register.village").startswith("小留庄"))
    desk.click(office.ask("register.point", *centre_of_village()))
    desk.wait_for("nothing missing", lambda: not office.ask("register.faults"))
    before = set(office.ask("inbox.rows"))
    desk.keys("ctrl+Return")
    number = desk.wait_for("the new event", lambda: next(iter(set(office.ask("inbox.rows")) - before), ""))
    office.read(number)

    office.sit_down("dispatcher")  # accepts and assigns
    office.open(number)
    assert office.ask("inbox.primary") == "accept"
    seq = desk.ask("seq")
    desk.keys("ctrl+Return")
    desk.wait_for("the form of the report", lambda: "register-form" in desk.ask("widgets"))
    desk.keys("ctrl+Return")
    desk.wait_for("it is accepted", lambda: desk.ask("seq") > seq)
    office.read(number)
    assign_to(office, "swj")

    office.sit_down("department")  # answers and settles
    office.open(number)
    said = office.acts("reply", 0)
    assert ["状态", "处置中", "已回复"] in said
    office.read(number)
    assert ["状态", "已回复", "待核查"] in office.acts("resolve", 0)
    desk.wait_for("it left the list", lambda: number not in office.ask("inbox.rows"))

    office.sit_down("inspector")  # checks
    office.open(number)
    office.acts("verify", 0)

    office.sit_down("dispatcher")  # rates and closes
    office.open(number)
    office.begin("rate")
    desk.keys("1")
    office.commit()
    office.read(number)
    assert ["状态", "待核查", "已办结"] in office.acts("close")
    desk.wait_for("it is among today's", lambda: number in office.ask("inbox.closed"))
    office.open(number)
    (text, *_) = desk.wait_for("the messages", lambda: office.ask("inbox.messages"))
    assert number in text and "已修复，恢复使用" in text and "水务局办理" in text
    assert desk.ask("undo").endswith("办结")


def centre_of_village() -> tuple[float, float]:
    """EPSG:4547 metres in 小留庄."""
    from gis.foundation.crs import to_metres

    x, y = to_metres(114.9787, 37.2663)
    return float(x), float(y)


def test_a_return_and_a_second_assignment(office, county):
    number = report(county, "村北排水沟堵塞", accept=True)
    office.sit_down("dispatcher")
    office.open(number)
    assign_to(office, "swj")
    office.sit_down("department")
    office.open(number)
    said = office.acts("send_back", 0)
    assert ["计入", "第 1 次退单，上限 2 次", ""] in said and ["责任单位", "水务局", "待调度员另行指派"] in said
    office.desk.wait_for("it left the department", lambda: number not in office.ask("inbox.rows"))
    office.sit_down("dispatcher")
    office.open(number)
    assert office.ask("inbox.primary") == "assign"
    assign_to(office, "zjj")
    office.desk.wait_for("it left the dispatcher", lambda: number not in office.ask("inbox.rows"))
    # The county of practice accounts has one department only; the journal proves the second assignment.
    assert "已在 住建局" in refused(county, number, "住建局")


def refused(county: Path, number: str, unit: str) -> str:
    """What main.py says when an event is assigned to the unit that has it."""
    environment = {**os.environ, "WANGGE_PASSWORD": PASSWORD}
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "assign", str(county), "--events", number, "--to", unit,
         "--as", "dispatcher"],
        capture_output=True, text=True, timeout=120, check=False, env=environment,
    )  # fmt: skip
    return done.stdout + done.stderr


def test_an_extension_is_asked_approved_and_a_rework_follows(office, county):
    number = report(county, "机井水泵烧坏", accept=True)
    office.sit_down("dispatcher")
    office.open(number)
    assign_to(office, "swj")
    office.sit_down("department")
    office.open(number)
    office.acts("reply", 1)
    office.read(number)
    said = office.acts("ask_extension", 3)
    due = next(will for what, _, will in said if what == "批准之后")
    assert due
    office.read(number)
    assert "已有延期申请待批" in office.ask("inbox.offers")["ask_extension"]

    office.sit_down("inspector")
    office.open(number)
    assert office.ask("inbox.piles")["asked"] == 1 and office.ask("inbox.primary") == "approve"
    said = office.acts("approve")
    assert next(will for what, _, will in said if what == "办结时限") == due
    office.desk.wait_for("it left the inspector", lambda: number not in office.ask("inbox.rows"))

    office.sit_down("department")
    office.open(number)
    office.acts("resolve", 0)
    office.sit_down("inspector")
    office.open(number)
    said = office.acts("rework", 1)
    assert ["状态", "待核查", "已回复"] in said and ["计入", "第 1 次返工，计入返工率", ""] in said

    office.sit_down("department")
    office.desk.wait_for("it is back", lambda: office.ask("inbox.piles")["rework"] == 1)
    office.open(number)
    office.acts("resolve", 0)
    office.sit_down("inspector")
    office.open(number)
    office.acts("verify")
