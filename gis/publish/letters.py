"""Letters of supervision as Word files, one a unit and act, with the sheet on which the unit answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from gis.evaluation.letters import Letter
from gis.foundation.errors import WanggeError
from gis.publish.paper import Paper

ASKED = {
    "urge": "下列 {count} 件事件请抓紧办理，并于{by}前在平台回复办理情况。",
    "supervise": "下列 {count} 件事件未按规定办理，现予督办。请查明原因、限期整改，"
    "于{by}前书面反馈整改结果、责任人及今后措施；逾期不办的，按规定转有关机关处理。",
}


def write_letters(letters: Sequence[Letter], folder: Path) -> list[Path]:
    """Write each letter as .docx into a folder, made if need be; WanggeError if it cannot be written."""
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for letter in letters:
            path = folder / f"{_safe(letter.number)} {letter.title} {_safe(letter.addressee)}.docx"
            write_letter(letter, path)
            paths.append(path)
    except OSError as error:
        raise WanggeError(
            f"写不了 {folder}：{error.strerror or error}。", "请换一个文件夹，或关闭打开着的同名文件。"
        ) from error
    return paths


def write_letter(letter: Letter, path: Path) -> None:
    """Write one letter as .docx. It names events and places, never a reporter."""
    paper = Paper(letter.title, letter.made_up)
    paper.line(letter.number, centred=True)
    paper.line(f"{letter.addressee}：")
    paper.text(asked(letter))
    if letter.words:
        paper.text(letter.words)
    lines = [
        [str(i), m.number, m.place, m.description, m.status, m.due, m.reason] for i, m in enumerate(letter.matters, 1)
    ]
    paper.table(["序号", "编号", "地点", "事项", "状态", "时限", "理由"], lines, left=7)
    paper.line(letter.issuer, right=True)
    paper.line(day_words(letter.written), right=True)
    paper.heading("办理情况反馈")
    blanks = [[m.number, "", "", ""] for m in letter.matters]
    paper.table(["编号", "原因", "整改结果", "责任人"], blanks, left=4)
    paper.text("反馈单位（盖章）：　　　　　　　　　　　　　年　　月　　日")
    paper.save(path)


def asked(letter: Letter) -> str:
    """The sentence that says what is asked, and by when."""
    by = day_words(letter.answer_by) + ("（暂定）" if letter.answer_presumed else "")
    return ASKED[letter.act].format(count=len(letter.matters), by=by)


def day_words(when: date) -> str:
    return f"{when.year} 年 {when.month} 月 {when.day} 日"


def _safe(words: str) -> str:
    """Without the characters that Windows does not allow in a file name."""
    return re.sub(r'[\\/:*?"<>|]', "", words).strip()
