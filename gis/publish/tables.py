"""Excel workbooks (XlsxWriter). An evaluation: one sheet to read, and beside it everything that defends its figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from gis.evaluation.evaluate import COUNTY, Evaluation
from gis.evaluation.gaming import SIGN_WORD
from gis.evaluation.measures import MEASURE_NOTE
from gis.events.states import STATUS_WORD, Status
from gis.foundation.clock import OFFSET_S, local

PERCENT, POINTS, COUNT = "0.00%", "0.00", "#,##0"
EXCEL_EPOCH_DAYS = 25_569  # days from Excel's day 0 to 1970-01-01
DAY_S = 86_400
MANY = 400  # subjects from which a line for every rate of each would bury the sheet
LIST_WORD = {"red": "红榜", "black": "黑榜"}


def write_evaluation(found: Evaluation, path: Path, detail: bool = False) -> None:
    """Write an evaluation as .xlsx: 考核表, 分子分母, 趋势, 红黑榜, 异常迹象, 口径; with `detail` also 明细, one row
    for every event that any figure counts and a 1 under each count it belongs to. OSError if the file cannot be
    written."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    path.open("ab").close()  # what cannot be written fails before the work, and leaves nothing behind
    book = xlsxwriter.Workbook(str(path), {"constant_memory": detail, "nan_inf_to_errors": False})
    sheets = _Sheets(book)
    _summary(sheets, found)
    _parts(sheets, found)
    _trend(sheets, found)
    _lists(sheets, found)
    _signs(sheets, found)
    _rules(sheets, found)
    if detail:
        _detail(sheets, found)
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error


class _Sheets:
    """Sheets of one look: a title, a heading that stays in view, columns as wide as their words."""

    def __init__(self, book: Any) -> None:
        self.book = book
        base = {"font_name": "微软雅黑", "font_size": 10, "valign": "vcenter"}
        self.title = book.add_format({**base, "bold": True, "font_size": 14})
        self.note = book.add_format({**base, "font_color": "#5B6672"})
        self.head = book.add_format({**base, "bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": True})
        self.text = book.add_format(base)
        self.formats = {f: book.add_format({**base, "num_format": f}) for f in (PERCENT, POINTS, COUNT)}
        self.formats["when"] = book.add_format({**base, "num_format": "yyyy-mm-dd hh:mm"})
        self.red = book.add_format({**base, "font_color": "#B3261E", "bold": True})

    def add(self, name: str, title: str, note: str, heading: Sequence[str], frozen: int = 1) -> Any:
        """A sheet with its heading in row 3 (counted from 0: 2); cells follow from row 3 on."""
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 0, title, self.title)
        sheet.write_string(1, 0, note, self.note)
        sheet.set_row(2, 32)
        for column, words in enumerate(heading):
            sheet.write_string(2, column, words, self.head)
            sheet.set_column(column, column, max(9, 2 * len(words) + 2) if len(words) < 9 else 20)
        sheet.freeze_panes(3, frozen)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)
        return sheet

    def number(self, sheet: Any, row: int, column: int, value: float, form: str) -> None:
        """A number, or — where there is none."""
        if np.isnan(value):
            sheet.write_string(row, column, "—", self.text)
        else:
            sheet.write_number(row, column, float(value), self.formats[form])


def _order(found: Evaluation) -> list[int]:
    return [*(int(i) for i in found.order), COUNTY]


def _name(found: Evaluation, i: int) -> str:
    return "全县" if i == COUNTY else found.subjects.name[i]


def _title(found: Evaluation, words: str) -> tuple[str, str]:
    county: Any = found.county
    made_up = "　模拟数据" if county.made_up else ""
    until = f"　截至 {local(found.now):%Y-%m-%d %H:%M}" if found.running else ""
    return f"{county.name} {found.period.name} {found.subjects.word}{words}", (
        f"{found.period.first_day} 至 {found.period.last_day}{until}{made_up}"
    )


def _summary(sheets: _Sheets, found: Evaluation) -> None:
    rates = found.present.rates
    heading = [found.subjects.word, "所在", "名次", "得分", "榜", *(c.rate.name for c in rates)]
    sheet = sheets.add("考核表", *_title(found, "考核表"), heading)
    for row, i in enumerate(_order(found), 3):
        sheet.write_string(row, 0, _name(found, i), sheets.text)
        sheet.write_string(row, 1, "" if i == COUNTY else found.subjects.note[i], sheets.text)
        _score(sheets, sheet, row, found, i)
        for column, counted in enumerate(rates, 5):
            sheets.number(sheet, row, column, counted.value[i], PERCENT)
    sheet.set_column(0, 0, 18)


def _score(sheets: _Sheets, sheet: Any, row: int, found: Evaluation, i: int) -> None:
    scores = found.scores
    if scores is None or i == COUNTY:
        return
    if scores.rank[i]:
        sheet.write_number(row, 2, int(scores.rank[i]), sheets.formats[COUNT])
    else:
        sheet.write_string(row, 2, "件数少，不排名", sheets.note)
    sheets.number(sheet, row, 3, scores.score[i], POINTS)
    word = "red" if scores.red[i] else "black" if scores.black[i] else ""
    sheet.write_string(row, 4, LIST_WORD.get(word, ""), sheets.red if word == "red" else sheets.text)


def _parts(sheets: _Sheets, found: Evaluation) -> None:
    rates = found.present.rates
    heading = [found.subjects.word]
    for c in rates:
        heading += [f"{c.rate.name} 分子", "分母", "比率", "区间下限", "区间上限"]
    sheet = sheets.add("分子分母", *_title(found, "各项比率的分子与分母（95% 威尔逊区间）"), heading)
    for row, i in enumerate(_order(found), 3):
        sheet.write_string(row, 0, _name(found, i), sheets.text)
        for place, c in enumerate(rates):
            at = 1 + 5 * place
            sheet.write_number(row, at, int(c.part[i]), sheets.formats[COUNT])
            sheet.write_number(row, at + 1, int(c.whole[i]), sheets.formats[COUNT])
            for step, value in enumerate((c.value[i], c.low[i], c.high[i]), 2):
                sheets.number(sheet, row, at + step, value, PERCENT)


def _trend(sheets: _Sheets, found: Evaluation) -> None:
    spans = [*found.before, found.present]
    rates = found.table.rates
    heading = [found.subjects.word, "比率", *(s.period.key for s in spans), "与上期之差", "是否超出偶然"]
    title, note = _title(found, "各期比较")
    scored = _scored(found) if len(found.subjects) > MANY else None
    note += "　对象较多，逐个只列记分用到的比率" if scored is not None else ""
    sheet = sheets.add("趋势", title, note, heading, frozen=2)
    moves = [(found.moved(r.key), found.moved_truly(r.key)) for r in rates]
    row = 3
    for i in _order(found):
        for place, rate in enumerate(rates):
            if not spans[-1].rates[place].whole[i] or (scored is not None and i != COUNTY and place not in scored):
                continue
            sheet.write_string(row, 0, _name(found, i), sheets.text)
            sheet.write_string(row, 1, rate.name, sheets.text)
            for column, span in enumerate(spans, 2):
                sheets.number(sheet, row, column, span.rates[place].value[i], PERCENT)
            sheets.number(sheet, row, 2 + len(spans), moves[place][0][i], PERCENT)
            sheet.write_string(row, 3 + len(spans), "是" if moves[place][1][i] else "否", sheets.text)
            row += 1
    sheet.set_column(1, 1, 20)


def _scored(found: Evaluation) -> set[int]:
    """Places of the rates that the score of these subjects is made of."""
    names = {name for term in found.scores.card.terms for name in term.value.names} if found.scores else set()
    return {place for place, rate in enumerate(found.table.rates) if rate.name in names}


def _lists(sheets: _Sheets, found: Evaluation) -> None:
    scores = found.scores
    sheet = sheets.add("红黑榜", *_title(found, "红黑榜"), ["榜", found.subjects.word, "所在", "名次", "得分"])
    listed = [] if scores is None else [i for chosen in (scores.red, scores.black) for i in found.order if chosen[i]]
    if scores is None or not listed:
        sheet.write_string(3, 0, "本期没有够得上红榜、黑榜条件的。", sheets.note)
        return
    for row, i in enumerate(listed, 3):
        red = bool(scores.red[i])
        sheet.write_string(row, 0, LIST_WORD["red" if red else "black"], sheets.red if red else sheets.text)
        sheet.write_string(row, 1, found.subjects.name[i], sheets.text)
        sheet.write_string(row, 2, found.subjects.note[i], sheets.text)
        sheet.write_number(row, 3, int(scores.rank[i]), sheets.formats[COUNT])
        sheets.number(sheet, row, 4, scores.score[i], POINTS)


def _signs(sheets: _Sheets, found: Evaluation) -> None:
    heading = [found.subjects.word, "迹象", "涉及件数", "占", "参照", "事件编号"]
    title, note = _title(found, "异常迹象")
    sheet = sheets.add("异常迹象", title, f"{note}　只提示去核实，不扣分", heading)
    number = found.county.events.number
    for row, s in enumerate(found.signs, 3):
        sheet.write_string(row, 0, found.subjects.name[s.subject], sheets.text)
        sheet.write_string(row, 1, SIGN_WORD[s.kind], sheets.text)
        sheet.write_string(row, 2, f"{s.part:,} / {s.whole:,}", sheets.text)
        sheets.number(sheet, row, 3, s.share, PERCENT)
        sheets.number(sheet, row, 4, s.expected, PERCENT)
        sheet.write_string(row, 5, "、".join(number(int(r)) for r in s.rows[:1500]), sheets.text)
    if not found.signs:
        sheet.write_string(3, 0, "本期没有发现。", sheets.note)
    sheet.set_column(1, 1, 26)


def _rules(sheets: _Sheets, found: Evaluation) -> None:
    """What every figure means and how scores come about, so that the file can stand alone."""
    lines = [("比率", r.name, f"{r.numerator.text} ÷ {r.denominator.text}") for r in found.table.rates]
    lines += [("件数", name, note) for name, note in MEASURE_NOTE.items()]
    if found.scores is not None:
        card = found.scores.card
        lines += [("记分", t.value.text, f"权重 {t.weight:g}") for t in card.terms]
        lines += [("排名", card.basis, f"至少 {card.min_cases} 件")]
        lines += [("红榜", card.red.text, ""), ("黑榜", card.black.text, "")]
    sheet = sheets.add("口径", *_title(found, "考核口径"), ["种类", "名称", "口径"])
    for row, line in enumerate(lines, 3):
        for column, words in enumerate(line):
            sheet.write_string(row, column, words, sheets.text)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, 2, 70)


def _detail(sheets: _Sheets, found: Evaluation) -> None:
    """Every event that any figure counts, with a 1 under each count it has: the sum of a column is the figure."""
    events, names = found.county.events, list(MEASURE_NOTE)
    rows = np.unique(np.concatenate([found.present.rows[n] for n in names])).astype(np.int32)
    heading = ["编号", found.subjects.word, "状态", "上报", "办结时限", "办结", *names]
    title, note = _title(found, "明细")
    sheet = sheets.add("明细", title, f"{note}　每列 1 的个数即该件数", heading)
    member = np.column_stack([np.isin(rows, found.present.rows[n], assume_unique=True) for n in names])
    of = found.subjects.of_event[rows]
    whens = [events.reported_at[rows], events.close_due[rows], events.closed_at[rows]]
    write: Callable[..., Any] = sheet.write_string
    for line, row in enumerate(rows.tolist()):
        at = line + 3
        write(at, 0, events.number(row), sheets.text)
        write(at, 1, found.subjects.name[of[line]] if of[line] >= 0 else "", sheets.text)
        write(at, 2, STATUS_WORD[Status(int(events.status[row]))], sheets.text)
        for column, when in enumerate(whens, 3):
            if when[line]:
                sheet.write_number(at, column, _excel_days(int(when[line])), sheets.formats["when"])
        for column in np.flatnonzero(member[line]).tolist():
            sheet.write_number(at, 6 + column, 1)
    sheet.autofilter(2, 0, 2 + len(rows), len(heading) - 1)


def _excel_days(at: int) -> float:
    return EXCEL_EPOCH_DAYS + (at + OFFSET_S) / DAY_S
