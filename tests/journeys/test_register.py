"""At the desk of a clerk, in a real window: a call is registered, a wrong number mended, a border asked about, a photo
added, the report accepted; then a file comes in and its bad rows are mended."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from gis.foundation.crs import wgs_to_gcj
from tests.gis.intake.arriving import rows_in_villages, write_csv
from tests.journeys.harness import ROOT, RealWindow, VirtualScreen, missing_tools

pytestmark = [pytest.mark.journey, pytest.mark.skipif(bool(missing_tools()), reason=missing_tools() or "present")]


def words(*arguments: str) -> subprocess.CompletedProcess:
    """main.py as a script calls it."""
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments], capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("county") / "julu.wangge"
    done = words("demo", "--out", str(path), "--scale", "0.2")
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="module")
def sample(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """60 rows in GBK with positions of a phone map, five of them bad, at the places of this county."""
    from gis.store.opening import open_store

    store = open_store(str(county))
    snapshot = store.load_snapshot(with_events=False)
    store.close()
    rows = rows_in_villages(snapshot, 60, lambda lon, lat: tuple(float(v) for v in wgs_to_gcj(lon, lat)))
    for place, row in enumerate(rows):
        row[1] = ("道路交通", "水环境", "公共服务")[place % 3]
    rows[4][4], rows[4][5] = rows[4][5], rows[4][4]  # row 6 of the file: swapped
    rows[24][1] = "路灯照明"
    rows[25][0] = "2026/11/31 09:00"
    rows[26][9] = "1391234567"
    rows.append(list(rows[10]))  # row 62: a double
    # a plain name: the file dialog is typed into, and xdotool lends keys to Chinese characters one at a time
    return write_csv(tmp_path_factory.mktemp("samples") / "hotline.csv", rows, encoding="gb18030")


@pytest.fixture(scope="module")
def screen():
    with VirtualScreen(1366, 768) as made:
        yield made


@pytest.fixture
def private(tmp_path: Path) -> dict[str, str]:
    """Settings, cache, log and own folder of this journey alone."""
    places = {"WANGGE_SETTINGS": "desk.ini", "WANGGE_CACHE": "cache", "WANGGE_LOG": "desk.log", "WANGGE_DATA": "data"}
    return {name: str(tmp_path / place) for name, place in places.items()}


def of(desk: RealWindow, word: str, *args):
    return desk.ask("of", word, *args)


def open_page(screen: VirtualScreen, county: Path, private: dict[str, str], page: str) -> RealWindow:
    desk = RealWindow(screen, ["--file", str(county)], private)
    desk.wait_for("the live county", lambda: desk.ask("live") and desk.ask("settled"), 60)
    desk.click(desk.centre("workplace-office"))
    desk.wait_for("the office", lambda: desk.ask("workplace") == "office")
    desk.click(desk.centre(f"rail-{page}"))
    desk.wait_for("the page", lambda: of(desk, "office.page") == page)
    return desk


def write(desk: RealWindow, field: str, text: str) -> None:
    """Click into a field and type."""
    desk.click(desk.centre(f"register-{field}"))
    desk.keys("ctrl+a")
    desk.type(text)


def choose_file(desk: RealWindow, button: str, path: Path) -> None:
    """Press a button that opens a file dialog and type a path into it."""
    before = set(desk.ask("widgets"))
    desk.click(desk.centre(button))
    desk.wait_for("the file dialog", lambda: set(desk.ask("widgets")) - before)
    time.sleep(0.5)
    desk.focus_dialog("选择")
    desk.keys("ctrl+a")
    desk.type(str(path))
    time.sleep(0.5)  # the dialog looks for what fits
    desk.keys("Return")
    desk.wait_for("the dialog to close", lambda: "QFileDialog" not in desk.ask("widgets"))
    desk.focus()


def call_comes_in(desk: RealWindow) -> None:
    """A caller with a number that lacks a digit, in a village found by its initials."""
    desk.wait_for("screening and locator", lambda: of(desk, "register.ready"), 30)
    write(desk, "reporter", "张国")
    write(desk, "phone", "1391234567")
    write(desk, "title", "邻里宅基地界墙争议")
    write(desk, "text", "两户因新砌界墙占用滴水位置发生争执，要求村里到场丈量")
    desk.wait_for("the wrong number told", lambda: of(desk, "register.faults").get("phone") == "差 1 位，应为 11 位")
    desk.wait_for("the screening", lambda: any(h.startswith("初筛") for h in of(desk, "register.hints")))
    assert any("首选" in h and "正确" in h for h in of(desk, "register.hints"))
    desk.keys("alt+s")
    write(desk, "village", "xlz")
    desk.wait_for("its answers", lambda: "register-village-answers" in desk.ask("widgets"))
    desk.keys("Down", "Return")
    desk.wait_for("the village", lambda: of(desk, "register.village") == "小留庄")


def test_a_call_is_registered_with_what_was_asked_along_the_way(screen, county, private, tmp_path) -> None:
    photo = tmp_path / "scene.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8769)[0x9003] = time.strftime("%Y:%m:%d %H:%M:%S", time.gmtime(time.time() + 8 * 3600 - 600))
    Image.new("RGB", (320, 200), (150, 160, 150)).save(photo, exif=exif)
    with open_page(screen, county, private, "register") as desk:
        call_comes_in(desk)
        desk.keys("ctrl+Return")
        time.sleep(0.4)
        seq = desk.ask("seq")
        assert set(of(desk, "register.faults")) == {"phone", "division"}  # nothing was written
        write(desk, "phone", "13912345678")
        desk.wheel(desk.centre("register-map"), 5)
        time.sleep(0.5)
        desk.click(of(desk, "register.border_point"))
        asked = "请确认归哪个网格"
        desk.wait_for("the question which grid", lambda: asked in of(desk, "register.faults").get("grid", ""))
        desk.click(desk.centre("register-which-1"))
        desk.wait_for("no more faults", lambda: of(desk, "register.faults") == {})
        choose_file(desk, "register-photo-add", photo)
        desk.wait_for("the photo", lambda: of(desk, "register.photos") == 1)
        desk.wait_for("the draft on disk", lambda: of(desk, "register.draft").startswith("草稿"))
        due, why, to = of(desk, "register.clock")
        assert "工作日" in why and due and to
        desk.keys("ctrl+Return")
        desk.wait_for("the commit", lambda: desk.ask("seq") == seq + 1)
        desk.wait_for("the toast", lambda: "并立案" in desk.ask("toast"))
        desk.wait_for("an empty form", lambda: of(desk, "register.values") == {"reporter": "", "title": ""})
        desk.keys("ctrl+z")
        desk.wait_for("the undo", lambda: desk.ask("seq") == seq + 2)
        desk.keys("ctrl+y")
        desk.wait_for("the redo", lambda: desk.ask("seq") == seq + 3)
    journal = json.loads(words("check", str(county)).stdout)
    assert journal["ok"], journal["faults"]


def test_a_draft_survives_a_power_cut(screen, county, private) -> None:
    desk = open_page(screen, county, private, "register")
    try:
        desk.wait_for("screening and locator", lambda: of(desk, "register.ready"), 30)
        write(desk, "title", "路灯不亮")
        desk.wait_for("the draft on disk", lambda: of(desk, "register.draft").startswith("草稿"))
        typed = of(desk, "register.values")["title"]
        desk.kill()
    finally:
        desk.close()
    with open_page(screen, county, private, "register") as again:
        again.wait_for("the draft offered", lambda: again.rect("register-drafts")["visible"])
        again.click(again.centre("register-drafts"))
        again.wait_for("the list of drafts", lambda: "register-draft-menu" in again.ask("widgets"))
        box = again.rect("register-draft-menu")
        again.click((box["x"] + 40, box["y"] + 18))  # the first of them
        again.wait_for("the draft", lambda: of(again, "register.values")["title"] == typed)


def test_a_file_comes_in_and_its_bad_rows_are_mended(screen, county, sample, private) -> None:
    with open_page(screen, county, private, "import") as desk:
        seq = desk.ask("seq")
        choose_file(desk, "import-choose", sample)
        desk.wait_for(
            "the question which datum", lambda: "import-datum-1" in desk.ask("widgets")
        )  # the villages do not tell
        desk.click(desk.centre("import-datum-1"))  # GCJ-02
        desk.wait_for("the findings", lambda: of(desk, "import.good") > 0, 20)
        good, bad = of(desk, "import.good"), of(desk, "import.bad")
        assert {"6", "26", "27", "28", "62"} <= set(bad) and good + len(bad) == 61
        assert any("GCJ-02" in said for said in of(desk, "import.says"))
        assert desk.ask("seq") == seq
        desk.click(desk.centre("import-primary"))
        desk.wait_for("the good rows", lambda: of(desk, "import.filed") == good)
        assert desk.ask("seq") == seq + 1
        desk.click(of(desk, "import.group_point", "swapped"))
        desk.click(of(desk, "import.group_point", "duplicate"))  # not to be imported
        desk.wait_for("a row ready", lambda: of(desk, "import.ready") == 1 and "62" not in of(desk, "import.bad"))
        desk.click(of(desk, "import.row_point", 28))
        desk.wait_for("the row opened", lambda: desk.rect("import-cell-phone")["visible"])
        desk.click(desk.centre("import-cell-phone"))
        desk.keys("ctrl+a")
        desk.type("13912345678")
        desk.keys("Return")
        desk.wait_for("two rows ready", lambda: of(desk, "import.ready") == 2)
        desk.click(desk.centre("import-primary"))
        desk.wait_for("the mended rows", lambda: of(desk, "import.filed") == good + 2)
        assert desk.ask("seq") == seq + 2
        left = sorted(of(desk, "import.bad"))
    with open_page(screen, county, private, "import") as again:
        again.wait_for("the kept rows", lambda: of(again, "import.kept") == [[sample.name, len(left)]])
        again.click(again.centre("import-kept0-0"))
        again.wait_for("the batch", lambda: sorted(of(again, "import.bad")) == left)
    assert json.loads(words("check", str(county)).stdout)["ok"]
