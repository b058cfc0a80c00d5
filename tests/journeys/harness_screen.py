"""A virtual screen: Xvfb on a free display number, its frame buffer read as pictures without further tools."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType

import numpy as np
from PIL import Image

# Field numbers of an X window dump header, which is 25 big-endian words (XWDFile.h).
_HEADER_SIZE, _WIDTH, _HEIGHT, _BYTES_PER_LINE, _N_COLOURS = 0, 4, 5, 12, 19
_COLOUR_BYTES = 12


class VirtualScreen:
    """Xvfb of one size, 24 bits deep; ends with the block that opened it."""

    def __init__(self, width_px: int = 1920, height_px: int = 1080) -> None:
        self.width_px, self.height_px = width_px, height_px
        self._folder = Path(tempfile.mkdtemp(prefix="wgx"))
        read, write = os.pipe()
        size = f"{width_px}x{height_px}x24"
        command = [
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            size,
            "-nolisten",
            "tcp",
            "-fbdir",
            str(self._folder),
        ]
        self._process = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        self.display = f":{number}"

    def __enter__(self) -> VirtualScreen:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def environment(self) -> dict[str, str]:
        """The present environment, pointed at this screen."""
        return {**os.environ, "DISPLAY": self.display}

    def pixels(self) -> np.ndarray:
        """uint8 (height, width, 3), red first: what the screen shows now."""
        dump = (self._folder / "Xvfb_screen0").read_bytes()
        head = struct.unpack(">25I", dump[:100])
        start = head[_HEADER_SIZE] + head[_N_COLOURS] * _COLOUR_BYTES
        height, line = head[_HEIGHT], head[_BYTES_PER_LINE]
        rows = np.frombuffer(dump, np.uint8, height * line, start).reshape(height, line)
        return rows[:, : head[_WIDTH] * 4].reshape(height, -1, 4)[:, :, 2::-1]

    def picture(self, path: Path) -> Path:
        """Write the screen as a PNG."""
        Image.fromarray(np.ascontiguousarray(self.pixels())).save(path)
        return path

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        shutil.rmtree(self._folder, ignore_errors=True)
