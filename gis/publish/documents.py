"""Word files (python-docx) in the look of official papers: the report of an evaluation.

PDF is printed by the desk, which has Qt's own PDF writer; gis knows no Qt.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gis.evaluation.evaluate import Evaluation
from gis.publish import report_words as words
from gis.publish.paper import Paper


def write_report(found: Evaluation, path: Path) -> None:
    """Write the report of an evaluation as .docx. OSError if the file cannot be written."""
    county: Any = found.county
    paper = Paper(words.title(found), county.made_up)
    paper.text(words.span(found))
    paper.heading("一、全县总体情况")
    paper.text(words.overall(found))
    paper.table(words.WHOLE_HEADING, words.whole_lines(found), left=1)
    paper.heading(f"二、{found.subjects.word}得分与排名")
    _score_table(paper, found)
    paper.heading("三、红黑榜")
    for word, names in words.listed(found):
        paper.text(words.listed_words(word, names))
    paper.heading("四、需要核实的迹象")
    for line in words.sign_lines(found):
        paper.text(line)
    paper.heading("五、口径")
    for line in words.definitions(found):
        paper.text(line)
    paper.save(path)


def _score_table(paper: Paper, found: Evaluation) -> None:
    if found.scores is None:
        paper.text(words.NO_CARD)
        return
    paper.table(words.score_heading(found), words.score_lines(found), left=2)
    for line in words.score_notes(found):
        paper.text(line)
