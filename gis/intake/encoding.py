"""The encoding doctor: what a Chinese text file is written in, and how one knows."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

UNREADABLE = "\N{REPLACEMENT CHARACTER}"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NAMES = {"utf-8-sig": "UTF-8（带 BOM）", "utf-16": "UTF-16", "utf-8": "UTF-8", "gb18030": "GBK / GB18030"}


@dataclass(frozen=True)
class Decoded:
    """A file as text. `encoding`: as people call it. `evidence`: why, in Chinese. What could not be read stands in the
    text as U+FFFD, so that the row it is in can be named."""

    text: str
    encoding: str
    evidence: str


def decode(data: bytes) -> Decoded:
    """UTF-8 with or without a byte order mark, UTF-16 (Excel's “Unicode 文本”), else GB18030 (which holds GBK).

    Text that is valid UTF-8 is UTF-8: Chinese written in GBK practically never is. When neither fits throughout (a file
    cut short, a stray byte), the one that leaves fewer unreadable places is taken.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _decoded(data, name, "文件开头有字节顺序标记")
    for name in ("utf-8", "gb18030"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if text.isascii():
            return Decoded(text, "ASCII", "全是英文字符，各种编码相同")
        why = "全文都是合法的 UTF-8" if name == "utf-8" else "不是合法的 UTF-8，全文都能按 GB18030 读出"
        return Decoded(text, _NAMES[name], why)
    utf8, gb = (_decoded(data, name, "") for name in ("utf-8", "gb18030"))
    best = utf8 if utf8.text.count(UNREADABLE) <= gb.text.count(UNREADABLE) else gb
    spots = best.text.count(UNREADABLE)
    return Decoded(best.text, best.encoding, f"两种编码都不完全吻合，按此读出只有 {spots} 处无法识别")


def _decoded(data: bytes, name: str, evidence: str) -> Decoded:
    return Decoded(data.decode(name, errors="replace"), _NAMES[name], evidence)
