"""Figures and letters in a real window: a quarter opened down to one event; a proposal becomes a 督办 letter that the
unit answers at its own desk and the inspector closes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.harness import ROOT, RealWindow, VirtualScreen, missing_tools

pytestmark = [pytest.mark.journey, pytest.mark.skipif(bool(missing_tools()), reason=missing_tools() or "present")]
MADE, LATER = "2026-11-23T14:32", "2026-12-04T10:00"  # nine working days between: much is late by then
PASSWORD = "lianxi2026"  # of the practice accounts
UNIT = "水务局"  # whose the practice account of a department is


def words(*arguments: str) -> str:
    """main.py as a script calls it."""
    command = [sys.executable, str(ROOT / "main.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualScreen]:
    with VirtualScreen(1366, 768) as made:
        yield made


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("county") / "julu.wangge"
    words("demo", "--out", str(path), "--scale", "0.1", "--at", MADE)
    return path


@pytest.fixture
def private(tmp_path: Path) -> dict[str, str]:
    """Settings, cache and log of this journey alone."""
    places = {"WANGGE_SETTINGS": "desk.ini", "WANGGE_CACHE": "cache", "WANGGE_LOG": "desk.log", "WANGGE_DATA": "data"}
    return {name: str(tmp_path / place) for name, place in places.items()}


def live(desk: RealWindow) -> None:
    desk.wait_for("the live county", lambda: desk.ask("live") and desk.ask("settled"), 60)


def open_page(desk: RealWindow, key: str) -> None:
    desk.click(desk.centre("workplace-office"))
    desk.wait_for("the office", lambda: f"rail-{key}" in desk.ask("widgets"))
    desk.click(desk.centre(f"rail-{key}"))


def of(desk: RealWindow, word: str, *arguments: object):
    return desk.ask("of", word, *arguments)


def reckoned(desk: RealWindow, period: str) -> None:
    def ready() -> bool:
        shown = of(desk, "evaluation.shown")
        return bool(shown["ready"]) and shown["period"] == period

    desk.wait_for(f"the figures of {period}", ready, 30)


def test_a_quarter_is_opened_down_to_one_event(screen, county, private) -> None:
    with RealWindow(screen, ["--file", str(county), "--now", MADE], private) as desk:
        live(desk)
        open_page(desk, "evaluation")
        reckoned(desk, "2026Q4")
        desk.keys("alt+Left")
        reckoned(desk, "2026Q3")
        part, whole = (int(n.replace(",", "")) for n in of(desk, "evaluation.cell", UNIT, "结案率").split("/"))
        told = json.loads(words("evaluate", str(county), "--period", "2026Q3", "--open", "结案率", "--of", UNIT))
        assert (part, whole) == (told["numerator"], told["denominator"]) and whole > 0

        desk.click(of(desk, "evaluation.cell_point", UNIT, "结案率"))
        desk.wait_for("its events", lambda: of(desk, "evaluation.figure").startswith(f"结案率 · {UNIT}"))
        assert of(desk, "evaluation.sides") == [["分子", part], ["分母", whole], ["其余", whole - part]]
        desk.click(desk.centre("figure-side-1"))
        numbers = desk.wait_for("the denominator", lambda: of(desk, "evaluation.events"))
        assert set(numbers) <= {event["number"] for event in told["events"]}
        assert len(numbers) == min(whole, 200)

        desk.click(of(desk, "evaluation.event_point", 1), times=2)
        desk.wait_for("the dispatcher's desk", lambda: desk.ask("workplace") == "dispatch")
        desk.wait_for("the very event", lambda: desk.ask("selected") == [numbers[1]])
        assert desk.ask("shown") == whole, "map and queue show what the figure counts, and nothing else"


def test_a_table_changed_is_kept_and_taken_back(screen, county, private) -> None:
    with RealWindow(screen, ["--file", str(county), "--now", MADE], private) as desk:
        live(desk)
        open_page(desk, "evaluation")
        reckoned(desk, "2026Q4")
        seq = desk.ask("seq")
        desk.click(desk.centre("evaluation-table-open"))
        box = desk.wait_for("the table", lambda: "sheet-lines" in desk.ask("widgets") and desk.rect("sheet-lines"))
        second = (box["x"] + box["width"] / 2, box["y"] + 28 + 34 + 17)  # 分母至少多少件
        desk.click(second, times=2)
        desk.wait_for("the field", lambda: "sheet-edit" in desk.ask("widgets"))
        desk.keys("ctrl+a")
        desk.type("45")
        desk.keys("Return")
        desk.click(desk.centre("sheet-reason"))
        desk.type("县考核办法")
        desk.wait_for("saving to be possible", lambda: desk.rect("sheet-save")["enabled"])
        desk.keys("ctrl+s")
        desk.wait_for("the journal row", lambda: desk.ask("seq") == seq + 1)
        assert "考核表" in desk.ask("toast")
        desk.wait_for("the table as it was kept", lambda: not desk.rect("sheet-save")["enabled"])
        desk.click(desk.centre("sheet-back"))
        desk.wait_for("the page", lambda: "evaluation-sheet" not in desk.ask("widgets"))
        desk.keys("ctrl+z")
        desk.wait_for("the undo", lambda: desk.ask("seq") == seq + 2)


@pytest.fixture(scope="module")
def guarded(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same county with its practice accounts."""
    path = tmp_path_factory.mktemp("guarded") / "julu.wangge"
    words("demo", "--out", str(path), "--scale", "0.1", "--at", MADE)
    words("account", str(path), "demo")
    return path


def at_desk_of(screen: VirtualScreen, county: Path, private: dict[str, str], login: str) -> RealWindow:
    """A window in which somebody has signed in, on 督办."""
    desk = RealWindow(screen, ["--file", str(county), "--now", LATER], private)
    desk.wait_for("the sign-in page", lambda: desk.ask("door") == "sign-in", 60)
    desk.click(desk.centre("sign-in-login"))
    desk.keys("ctrl+a")
    desk.type(login)
    desk.keys("Return", "ctrl+a")
    desk.type(PASSWORD)
    desk.keys("Return")
    desk.wait_for(f"{login} inside", lambda: desk.ask("door") == "" and desk.ask("person") == login)
    live(desk)
    desk.wait_for("the office", lambda: desk.ask("workplace") == "office")
    desk.click(desk.centre("rail-supervision"))
    desk.wait_for("how supervision stands", lambda: of(desk, "supervision.ready"), 30)
    return desk


def test_a_proposal_becomes_a_letter_answered_and_closed(screen, guarded, private) -> None:
    with at_desk_of(screen, guarded, private, "inspector") as desk:
        entries = desk.wait_for("proposals", lambda: of(desk, "supervision.entries"))
        at = next(i for i, entry in enumerate(entries) if entry[1:3] == ["督办", UNIT])
        desk.click(of(desk, "supervision.entry_point", at))
        desk.wait_for("the preview", lambda: of(desk, "supervision.letter").startswith("督〔2026〕"))
        number, events = of(desk, "supervision.letter"), of(desk, "supervision.events")
        desk.click(desk.centre("supervision-words"))
        desk.type("by 12-08")
        desk.keys("ctrl+Return")
        desk.wait_for("the toast", lambda: number in desk.ask("toast"))
        desk.wait_for(
            "the proposal to go", lambda: UNIT not in [e[2] for e in of(desk, "supervision.entries") if e[1] == "督办"]
        )

    with at_desk_of(screen, guarded, private, "department") as desk:
        (entry,) = desk.wait_for("the letter at the unit's own desk", lambda: of(desk, "supervision.entries"))
        assert number in entry[3] and "待反馈" in entry[3]
        assert sorted(of(desk, "supervision.events")) == sorted(events)
        assert "supervision-tab-drafts" not in desk.ask("widgets")
        desk.click(desk.centre("supervision-words"))
        desk.type("repaired 12-04")
        desk.wait_for("what is missing", lambda: of(desk, "supervision.why_not") == "先写责任人")
        desk.click(desk.centre("supervision-responsible"))
        desk.type("Wang")
        desk.wait_for("answering to be possible", lambda: desk.rect("supervision-go")["enabled"])
        desk.keys("ctrl+Return")
        desk.wait_for("the answer", lambda: of(desk, "supervision.stops")[-2:] == ["反馈", "等待审核"])

    with at_desk_of(screen, guarded, private, "inspector") as desk:
        desk.click(desk.centre("supervision-tab-letters"))
        desk.wait_for("the letter", lambda: of(desk, "supervision.letter") == number)
        desk.click(desk.centre("supervision-words"))
        desk.type("现场核实，同意销号")
        desk.keys("ctrl+Return")
        desk.wait_for("the closing", lambda: of(desk, "supervision.stops")[-1] == "销号")

    (letter,) = json.loads(words("supervise", str(guarded), "list", "--format", "json"))
    assert (letter["number"], letter["state"], letter["responsible"]) == (number, "已销号", "Wang")
    assert letter["words"] == "by 12-08" and letter["answer"] == "repaired 12-04"
    assert sorted(event["event"] for event in letter["events"]) == sorted(events)
