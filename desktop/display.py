"""Can a window be shown here? Asked before QApplication, which aborts the process instead of saying so.

Standard library only, so that start.py can ask before anything is installed.
"""

from __future__ import annotations

import ctypes
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket

# What Qt's xcb plugin loads from the system; the Debian package that brings each.
XCB_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}


def display_problem() -> str | None:
    """One Chinese line that says what to do when no window can be shown; None when one can."""
    return server_problem() or library_problem()


def server_problem() -> str | None:
    """What keeps a window from its screen, not counting missing libraries; None when nothing does."""
    if not _needs_x_or_wayland() or os.environ.get("WAYLAND_DISPLAY"):
        return None
    name = os.environ.get("DISPLAY", "")
    if not name:
        return (
            "没有可用的显示器：请在图形桌面中运行；远程登录请用 ssh -X，"
            "或先装 xvfb 再运行 xvfb-run python3 start.py；不开窗口的命令见 python3 main.py --help。"
        )
    if not _x_answers(name):
        return f"连不上显示器 {name}：请检查 DISPLAY 与 XAUTHORITY 设置，或在图形桌面中重新打开终端再运行。"
    return None


def library_problem() -> str | None:
    """Which system packages are missing for a window; None when none is."""
    if not _needs_x_or_wayland() or os.environ.get("WAYLAND_DISPLAY"):
        return None
    missing = [package for library, package in XCB_LIBRARIES.items() if not _loads(library)]
    if not missing:
        return None
    return f"缺少系统组件，窗口打不开：请运行 python3 start.py 自动安装，或 sudo apt-get install {' '.join(missing)}"


def _needs_x_or_wayland() -> bool:
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    return sys.platform.startswith("linux") and platform in ("", "xcb", "wayland")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _x_answers(name: str) -> bool:
    """A real connection, cookie and all, through libxcb; where that is not installed, a bare socket."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return _x_listens(name)
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(name.encode(), None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return failed == 0


def _x_listens(name: str) -> bool:
    """Does anything listen at `host:number.screen`? No host means this machine."""
    import socket  # seldom needed, and not free before the first picture

    host, _, rest = name.rpartition(":")
    number = rest.split(".")[0]
    if not number.isdigit():
        return False
    if host not in ("", "unix"):
        return _connects(socket.socket(socket.AF_INET), (host, 6000 + int(number)))
    path = f"/tmp/.X11-unix/X{number}"
    return any(_connects(socket.socket(socket.AF_UNIX), address) for address in (path, "\0" + path))


def _connects(end: socket.socket, address: str | tuple[str, int]) -> bool:
    with end:
        end.settimeout(3)
        try:
            end.connect(address)
        except OSError:
            return False
    return True
