"""start.py and the locks: what they promise, without installing anything."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import start

ROOT = Path(__file__).parents[1]
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]


def pins(lock: Path) -> set[str]:
    return set(re.findall(r"^[\w.-]+==\S+(?: ; [^\\\n]+)?", lock.read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)
def test_locks_name_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)", text, re.MULTILINE)
    for block in re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in block, block.splitlines()[0]


def test_users_run_what_was_tested() -> None:
    names = {pin.split(" ;")[0] for pin in pins(LOCKS[0])}
    assert names <= {pin.split(" ;")[0] for pin in pins(LOCKS[1])}


def test_the_locks_hold_every_dependency_of_the_project() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    locked = {pin.split("==")[0].lower().replace("_", "-") for pin in pins(LOCKS[1])}
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    for requirement in wanted:
        name = re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")
        assert name in locked, f"{requirement}: renew the locks (docs/contributing.md)"


def bare_start(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """start.py with nothing of ours in the environment, isolated from site-packages."""
    env = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", **environment}
    return subprocess.run(
        [sys.executable, "-S", str(ROOT / "start.py"), *words], env=env, capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="screens of X")
@pytest.mark.parametrize(("display", "word"), [("", "没有可用的显示器"), (":9713", "连不上显示器 :9713")])
def test_without_a_screen_one_line_says_what_to_do_before_anything_is_installed(display: str, word: str) -> None:
    done = bare_start(DISPLAY=display)
    assert done.returncode == 3
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert word in line


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with locks and a .venv that looks ready, in place of the real one."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").touch()
    for name in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text("a==1 --hash=sha256:0", "utf-8")
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(start, "WINDOWS", False)
    return tmp_path


def ran(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Record commands instead of running them; the system lacks one package."""
    commands: list[list[str]] = []
    monkeypatch.setattr(start, "run", lambda command, complaint, quiet=False: commands.append(list(command)))
    monkeypatch.setattr(start, "make_venv", lambda: None)
    monkeypatch.setattr(start, "installed", lambda package: package != "xdotool" and package != "libegl1")
    monkeypatch.setattr(start.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000, raising=False)
    return commands


def test_missing_packages_come_through_sudo_and_a_stamp_spares_the_next_start(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = ran(monkeypatch)
    start.set_up(testing=False)
    apt = [c for c in commands if "apt-get" in c]
    assert [c[0] for c in apt] == ["sudo", "sudo"]
    assert apt[1][-1] == "libegl1"
    assert any("--require-hashes" in c and str(place / "requirements.lock") in c for c in commands)
    commands.clear()
    start.set_up(testing=False)
    assert commands == []
    (place / "requirements.lock").write_text("a==2 --hash=sha256:0", "utf-8")
    start.set_up(testing=False)
    assert commands


def test_what_the_tests_need_serves_the_desk_too(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = ran(monkeypatch)
    start.set_up(testing=True)
    assert any(c[-2:] == ["libegl1", "xdotool"] for c in commands)
    commands.clear()
    start.set_up(testing=False)
    start.set_up(testing=True)
    assert commands == []


def test_without_root_and_sudo_the_administrators_command_is_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran(monkeypatch)
    monkeypatch.setattr(start.shutil, "which", lambda name: None if name == "sudo" else f"/usr/bin/{name}")
    with pytest.raises(start.SetupError, match=r"管理员先运行：apt-get install --no-install-recommends libegl1"):
        start.set_up(testing=False)


def test_an_installation_that_failed_is_not_stamped(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran(monkeypatch)

    def fail(command: list[str], complaint: str, quiet: bool = False) -> None:
        if "--require-hashes" in command:
            raise start.SetupError(complaint)

    monkeypatch.setattr(start, "run", fail)
    with pytest.raises(start.SetupError):
        start.set_up(testing=False)
    assert not list((place / ".venv").glob("*.stamp"))


def test_only_the_first_opening_shows_the_demo(place: Path) -> None:
    assert [start.first_time(), start.first_time()] == [["--demo"], []]
