"""From a bare machine to the desk, or through all tests, in one command. Standard library only; Python 3.11 or later.

    python3 start.py              open the desk                    打开指挥台
    python3 start.py test         run every test                   运行全部测试
    python3 start.py setup        only install what the desk needs 只安装，不打开 (--test: what the tests need)
    python3 start.py demo --help  any other word goes to main.py   其他命令交给 main.py

On Debian and its kin the missing system packages come through apt (as root, or by sudo); Python packages come into
.venv exactly as the lock names them, hash by hash. A stamp in .venv makes every later start immediate.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"

# What Qt's xcb plugin and the Chinese interface need; the names are the same on Debian 12, 13 and Ubuntu.
DESK_PACKAGES = [
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-image0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-randr0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libegl1",
    "libgl1",
    "libwayland-cursor0",
    "libwayland-egl1",
    "libfontconfig1",
    "libdbus-1-3",
    "libglib2.0-0",
    "fonts-noto-cjk",
]
TEST_PACKAGES = ["xvfb", "xauth", "xdotool"]
# The PostgreSQL that each release carries; PostGIS packages carry its number in their names.
POSTGRESQL = {"bookworm": "15", "trixie": "17", "noble": "16"}


class SetupError(Exception):
    """What is wrong and what to do, in a line."""


def main(words: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):  # a Windows code page must never stop a message
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python is told by
        print(
            f"需要 Python 3.11 或更新，这里是 {sys.version.split()[0]}。Python 3.11 or later is needed.",
            file=sys.stderr,
        )
        return 2
    if not words and (problem := no_screen()):
        print(problem, file=sys.stderr)
        return 3
    testing = words[:1] == ["test"] or list(words) == ["setup", "--test"]
    try:
        set_up(testing)
    except SetupError as error:
        print(f"安装未完成：{error}", file=sys.stderr)
        return 1
    if words[:1] == ["setup"]:
        say("已就绪，运行 python3 start.py 打开指挥台", "ready")
        return 0
    if words[:1] == ["test"]:
        return run_tests(words[1:])
    return hand_over([str(ROOT / "main.py"), *(words or first_time())])


def first_time() -> list[str]:
    """The very first opening shows the demo county (made on the spot); every later one the county used last."""
    mark = VENV / "wangge-opened"
    if mark.exists():
        return []
    mark.touch()
    return ["--demo"]


def no_screen() -> str | None:
    """What keeps a window from opening, asked before anything is downloaded."""
    sys.path.insert(0, str(ROOT))
    from desktop.display import server_problem

    return server_problem()


# --- installing ----------------------------------------------------------------------------------------------------


def set_up(testing: bool) -> None:
    """Bring system packages and .venv to what the lock names; nothing when the stamp says it is done."""
    lock = ROOT / ("requirements-dev.lock" if testing else "requirements.lock")
    packages = DESK_PACKAGES + (TEST_PACKAGES + postgresql_packages() if testing else [])
    if stamped(stamp_of(lock, packages), testing):
        return
    if shutil.which("apt-get") and shutil.which("dpkg-query"):
        install_system([*packages, *venv_packages()])
    make_venv()
    say("安装 Python 组件（首次约几分钟）", "installing Python packages")
    install = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--only-binary=:all:"]
    quiet = [] if sys.stdout.isatty() else ["-q"]
    run(
        [str(venv_python()), *install, *quiet, "--require-hashes", "-r", str(lock)],
        "Python 组件安装失败，请检查网络后重试",
    )
    stamp_file(testing).write_text(stamp_of(lock, packages), "utf-8")


def stamped(stamp: str, testing: bool) -> bool:
    """Is everything in place already? A complete test set-up serves the desk too."""
    if not venv_python().exists():
        return False
    if not testing and stamped(
        stamp_of(ROOT / "requirements-dev.lock", [*DESK_PACKAGES, *TEST_PACKAGES, *postgresql_packages()]), True
    ):
        return True
    file = stamp_file(testing)
    return file.exists() and file.read_text("utf-8") == stamp


def stamp_of(lock: Path, packages: Sequence[str]) -> str:
    """Changes with the lock, the list of system packages, the Python behind .venv and the place of the folder."""
    text = "\n".join([str(venv_python().resolve()), str(ROOT), *packages])
    return hashlib.sha256(lock.read_bytes() + text.encode()).hexdigest()


def stamp_file(testing: bool) -> Path:
    return VENV / ("wangge-test.stamp" if testing else "wangge-desk.stamp")


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def make_venv() -> None:
    """A fresh .venv unless the one there works."""
    if venv_python().exists():
        ask = [str(venv_python()), "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"]
        if subprocess.run(ask, capture_output=True, check=False).returncode == 0:
            return
    say("建立独立的 Python 环境 .venv", "making .venv")
    base = getattr(sys, "_base_executable", sys.executable)
    run([base, "-m", "venv", "--clear", str(VENV)], "无法建立 .venv，请确认该文件夹可写、磁盘未满")


def venv_packages() -> list[str]:
    """Debian splits venv's installer off into a package of its own."""
    return [] if importlib.util.find_spec("ensurepip") else ["python3-venv"]


def postgresql_packages() -> list[str]:
    """The database server that the tests start for themselves; none where the release is not known."""
    release = Path("/etc/os-release")
    text = release.read_text("utf-8") if release.exists() else ""
    codename = next(
        (line.split("=", 1)[1].strip('"') for line in text.splitlines() if line.startswith("VERSION_CODENAME=")), ""
    )
    number = POSTGRESQL.get(codename)
    return [f"postgresql-{number}", f"postgresql-{number}-postgis-3"] if number else []


def install_system(packages: Sequence[str]) -> None:
    """apt-get what is missing, as root or through sudo."""
    missing = [p for p in packages if not installed(p)]
    if not missing:
        return
    prefix = as_root(missing)
    apt = [*prefix, "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
    say(f"安装系统软件包：{' '.join(missing)}", "installing system packages")
    run([*apt, "update"], "apt-get update 失败，请检查网络与软件源", quiet=True)
    run([*apt, "install", "-y", "--no-install-recommends", *missing], "系统软件包安装失败，请看上面的提示", quiet=True)


def as_root(missing: Sequence[str]) -> list[str]:
    """How to become root; environment settings go after sudo, which drops them otherwise."""
    quiet_debconf = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() == 0:
        return quiet_debconf
    if shutil.which("sudo"):
        return ["sudo", *quiet_debconf]
    command = f"apt-get install --no-install-recommends {' '.join(missing)}"
    raise SetupError(f"缺少系统软件包，而当前用户没有 sudo。请管理员先运行：{command}")


def installed(package: str) -> bool:
    ask = ["dpkg-query", "-W", "-f=${db:Status-Abbrev}", package]
    return subprocess.run(ask, capture_output=True, text=True, check=False).stdout.startswith("ii")


# --- running -------------------------------------------------------------------------------------------------------


def run_tests(arguments: Sequence[str]) -> int:
    """pytest on every core (four at most); journeys open real windows on virtual screens of their own."""
    spread = ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadgroup"]
    return subprocess.call([str(venv_python()), "-m", "pytest", *spread, *arguments], cwd=ROOT)


def hand_over(arguments: Sequence[str]) -> int:
    """Become the program, so that it gets every signal and its exit code is ours."""
    command = [str(venv_python()), *arguments]
    if WINDOWS:
        return subprocess.call(command)
    sys.stdout.flush()
    os.execv(command[0], command)


def run(command: Sequence[str], complaint: str, quiet: bool = False) -> None:
    """Run to the end; a failure shows its last output (all of it, if it was not quiet) and the complaint."""
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        if quiet:
            print("\n".join(done.stdout.splitlines()[-20:]), file=sys.stderr)
        raise SetupError(complaint)


def say(chinese: str, english: str) -> None:
    """In both languages: a bare machine has no Chinese font yet."""
    print(f"· {chinese} · {english}", flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
