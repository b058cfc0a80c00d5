"""PDF files: searchable text, whole or not at all, plain words when they cannot be written."""

from __future__ import annotations

import errno
import os

import pytest

from desktop.printing.faces import Face
from desktop.printing.flow import Document, Furniture, flow
from desktop.printing.paper import A4
from desktop.printing.pdf import page_image, pdf_bytes, save_pdf, write_whole
from desktop.printing.slices import one_line, paragraph
from gis.foundation.errors import WanggeError
from tests.desktop.printing.reading_pdf import objects, text_of

WORDS = (
    "巨鹿县网格事件工单（审图号 GS(2024)0650号）2026-11-25 18:00，立生一月文。“超期”95.33% office 𠮷 张*国 139****1234"
)
SANS, TITLE = Face("sans", 10.5), Face("title", 18, True)


def document(lines: int = 3) -> Document:
    slices = [one_line("审图号 GS(2024)0650号", TITLE, A4.text_width, "centre")]
    slices += [piece for _ in range(lines) for piece in paragraph(WORDS, SANS, A4.text_width)]
    furniture = Furniture("巨鹿县", "工单", ("模拟数据", "审图号 GS(2024)0650号"), "打印于 2026-11-23 14:32")
    return Document("试印", "试印", tuple(flow(slices, A4, furniture)))


def test_every_character_set_is_read_back(qapp):
    """Qt's own tables give 巨⿅县 and lose figures between brackets; ours give what was set, also rare characters."""
    text = text_of(pdf_bytes(document()))[0]
    assert WORDS.replace(" ", "") in text.replace(" ", "")
    assert "审图号 GS(2024)0650号" in text
    assert "⿅" not in text and "�" not in text


def test_pages_and_their_numbers(qapp):
    made = document(90)
    pdf = pdf_bytes(made)
    pages = text_of(pdf)
    assert len(pages) == len(made.pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"第 {number} 页 / 共 {len(pages)} 页" in page
        assert "模拟数据" in page and "打印于 2026-11-23 14:32" in page
    assert sum(b"/MediaBox [0 0 595" in own for own in objects(pdf).values()) == len(pages)


def test_a_page_that_is_not_as_known_prints_all_the_same(qapp, caplog):
    """The tables are left as Qt made them, and the log says so."""
    from desktop.printing.tounicode import searchable

    made = document()
    pdf = pdf_bytes(made)
    assert searchable(pdf, []) == pdf
    assert "may not be searchable" in caplog.text


def test_progress_is_told_and_can_stop(qapp, tmp_path):
    class Stop(Exception):
        pass

    def told(done: int, of: int) -> None:
        if done == 1:
            raise Stop

    with pytest.raises(Stop):
        save_pdf(document(200), tmp_path / "a.pdf", told)
    assert not list(tmp_path.iterdir())


def test_a_file_is_written_whole(tmp_path):
    path = tmp_path / "a.pdf"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "磁盘已满"), (errno.EROFS, "不让写"), (errno.EACCES, "正打开着")],
)
def test_what_cannot_be_written_leaves_what_was_there(tmp_path, number, words):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"mine")

    def refused(part: str, to: object) -> None:
        raise OSError(number, os.strerror(number))

    with pytest.raises(WanggeError, match=words):
        write_whole(path, b"other", refused)
    assert path.read_bytes() == b"mine"
    assert [p.name for p in tmp_path.iterdir()] == ["a.pdf"]


def test_a_folder_that_is_gone_or_none(tmp_path):
    with pytest.raises(WanggeError, match="不在了"):
        write_whole(tmp_path / "no" / "a.pdf", b"x")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(WanggeError, match="不是文件夹"):
        write_whole(tmp_path / "file" / "a.pdf", b"x")
    (tmp_path / "b.pdf").mkdir()
    with pytest.raises(WanggeError, match="同名的文件夹"):
        write_whole(tmp_path / "b.pdf", b"x")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(WanggeError, match="这个文件夹不让写"):
            write_whole(tmp_path / "a.pdf", b"x")
    finally:
        tmp_path.chmod(0o700)


def test_a_page_as_a_picture(qapp):
    image = page_image(document().pages[0], 50)
    assert (image.width(), image.height()) == (413, 585)
    dark = sum(image.pixelColor(x, y).lightness() < 128 for x in range(0, 413, 2) for y in range(0, 200, 2))
    assert dark > 50
