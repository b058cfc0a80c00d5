"""A document as PDF: painted page by page, searchable, and on disk whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPagedPaintDevice, QPainter, QPdfWriter

from desktop.printing.faces import DPI
from desktop.printing.flow import Document, Page, Told, untold
from desktop.printing.marks import Text
from desktop.printing.tounicode import searchable
from desktop.theme import load_theme
from gis.foundation.errors import WanggeError

INCH = 25.4


def save_pdf(document: Document, path: Path, told: Told = untold) -> Path:
    """Write a document as PDF. WanggeError says why it could not be written; a file that was there stays then."""
    write_whole(path, pdf_bytes(document, told))
    return path


def pdf_bytes(document: Document, told: Told = untold) -> bytes:
    """The document as PDF (any thread). told(done, of) hears of every page and may raise to stop."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setTitle(document.title)
    writer.setCreator("网格指挥台")
    paint_document(writer, document, 1.0, told)
    buffer.close()
    texts = [mark for page in document.pages for mark in page.marks if isinstance(mark, Text)]
    return searchable(bytes(data.data()), texts)


def paint_document(device: QPagedPaintDevice, document: Document, scale: float, told: Told = untold) -> None:
    """Paint all pages on a paged device. scale: its dots an inch over 720."""
    of = len(document.pages)
    device.setPageLayout(document.pages[0].paper.page_layout)
    painter = QPainter(device)
    try:
        for done, page in enumerate(document.pages):
            told(done, of)
            if done:
                device.setPageLayout(page.paper.page_layout)
                device.newPage()
            paint_page(painter, page, scale)
    finally:
        painter.end()
    told(of, of)


def paint_page(painter: QPainter, page: Page, scale: float) -> None:
    """One page, mark by mark, so that no call is long."""
    theme = load_theme("day")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    for mark in page.marks:
        mark.paint(painter, theme)
    painter.restore()


def page_image(page: Page, dpi: float) -> QImage:
    """A page as a picture, for looking at."""
    width, height = round(page.paper.width / INCH * dpi), round(page.paper.height / INCH * dpi)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    try:
        paint_page(painter, page, dpi / DPI)
    finally:
        painter.end()
    return image


def write_whole(path: Path, data: bytes, replace: Callable[[str, Path], None] = os.replace) -> None:
    """Put data under a name in one step: beside it first, then in its place."""
    part = ""
    try:
        handle, part = tempfile.mkstemp(".part", f".{path.stem[:40]}-", path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(part, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        replace(part, path)
    except OSError as error:
        if part:
            Path(part).unlink(missing_ok=True)
        raise WanggeError(f"没有写成 {path.name}：{_why(error, path)}。", _remedy(error)) from error


def _why(error: OSError, path: Path) -> str:
    if isinstance(error, FileNotFoundError):
        return f"文件夹 {path.parent} 不在了"
    if isinstance(error, PermissionError):
        return "同名文件正打开着" if path.exists() and os.access(path.parent, os.W_OK) else "这个文件夹不让写"
    return {
        errno.ENOSPC: "磁盘已满",
        errno.EROFS: "这个文件夹不让写",
        errno.ENAMETOOLONG: "文件名太长",
        errno.EISDIR: "那里有一个同名的文件夹",
        errno.ENOTDIR: f"{path.parent} 不是文件夹",
    }.get(error.errno or 0, error.strerror or str(error))


def _remedy(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "请腾出空间，或换一个磁盘再存。"
    return "请换一个文件夹或文件名，或关闭打开着的同名文件，再存一次。"
