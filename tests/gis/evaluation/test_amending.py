"""The county's own table: read as lines, changed line by line, refused in words, kept as one journal row, undone."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.evaluation.amending import (
    SECTIONS,
    added,
    changed,
    checked,
    fault,
    lines,
    removed,
    shipped,
    text_of,
    toml_of,
    with_text,
)
from gis.evaluation.periods import parse_period
from gis.evaluation.table import load_table, parse_table, table_of
from gis.foundation.errors import Refused, WanggeError
from gis.people.roles import Role
from gis.workspace.appraisal import Appraisal
from tests.gis.people.conftest import PASSWORD, desk, guarded_template  # noqa: F401
from tests.gis.workflow.conftest import _cache_folder, monday_template, office  # noqa: F401


def line_of(raw, *path):
    return next(line for line in lines(raw) if line.path == path)


def test_the_shipped_table_is_whole_and_comes_back_from_toml() -> None:
    raw = shipped()
    assert tomllib.loads(toml_of(raw)) == raw
    assert not [line for line in lines(raw) if fault(raw, line)]
    assert {line.section for line in lines(raw)} == set(SECTIONS)
    assert parse_table(toml_of(raw)).rules == load_table().rules


@given(st.data())
def test_any_line_set_to_its_own_text_changes_nothing(data) -> None:
    raw = shipped()
    line = data.draw(st.sampled_from(lines(raw)))
    again = with_text(raw, line, text_of(raw, line.path))
    assert table_of(again) is not None and changed(raw, again) == []


@given(st.data(), st.text(max_size=12))
def test_whatever_is_typed_is_kept_and_judged_and_written(data, text) -> None:
    """No text breaks the sheet: either the whole table holds, or a line or the table itself says why not."""
    raw = shipped()
    line = data.draw(st.sampled_from(lines(raw)))
    again = with_text(raw, line, text)
    assert tomllib.loads(toml_of(again)) == again
    try:
        checked(again)
    except WanggeError as error:
        assert error.message


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (("min_cases",), "三十", "应为数字"),
        (("min_cases",), "2.5", "应为整数"),
        (("satisfied_from",), "5", "应为 1 到 4"),
        (("rate", 0, "numerator"), "回复 +", "写错了"),
        (("rate", 0, "numerator"), "结婚", "用到不认识的“结婚”"),
        (("rate", 0, "good"), "中", "应为"),
        (("card", 0, "terms", 0, "weight"), "0", "应大于 0"),
        (("card", 0, "terms", 0, "value"), "得分", "用到不认识的“得分”"),
        (("card", 0, "red"), "", "不能为空"),
        (("supervision", 0, "sign"), "fast", "应为"),
        (("supervision", 0, "classes"), "urgent", "不认识的类别"),
        (("accountability", "forms"), "", "不能为空"),
    ],
)
def test_what_is_wrong_is_said_at_the_line_and_refused_as_a_whole(path, text, said) -> None:
    raw = shipped()
    again = with_text(raw, line_of(raw, *path), text)
    assert said in fault(again, line_of(raw, *path))
    with pytest.raises(WanggeError):
        checked(again)


def test_terms_rates_and_rules_are_added_and_taken_out() -> None:
    raw = shipped()
    more = added(added(added(raw, "rate"), "card", 1), "supervision")
    table = parse_table(toml_of(more))
    assert table.rates[-1].name.startswith("自定比率") and len(table.cards[1].terms) == 6
    assert len(table.rules) == len(load_table().rules) + 1
    less = removed(removed(more, ("rate", len(more["rate"]) - 1, "name")), ("card", 1, "terms", 5, "weight"))
    assert removed(less, ("supervision", len(less["supervision"]) - 1, "act")) == raw
    with pytest.raises(WanggeError, match="不能删除"):
        removed(raw, ("min_cases",))
    with pytest.raises(WanggeError, match="不认识的"):
        parse_table(toml_of(removed(raw, ("rate", 6, "name"))))  # 结案率, which cards use


class TestKeptByTheCounty:
    def amended(self, appraisal: Appraisal, text: str = "50"):
        sheet = appraisal.sheet()
        raw = with_text(sheet.raw, line_of(sheet.raw, "min_cases"), text)
        return sheet, raw

    def test_one_row_with_who_and_why_and_back(self, office) -> None:  # noqa: F811
        appraisal = Appraisal(office.workspace)
        sheet, raw = self.amended(appraisal)
        assert sheet.own is None and appraisal.table().min_cases == 30
        with pytest.raises(Refused, match="没有写修改考核表的依据"):
            appraisal.amend(sheet, raw, " ")
        with pytest.raises(Refused, match="没有变化"):
            appraisal.amend(sheet, sheet.raw, "县文件")
        office.workspace.do(appraisal.amend(sheet, raw, "巨办〔2026〕7 号"))
        own = appraisal.sheet().own
        assert appraisal.table().min_cases == 50
        assert (own.actor, own.label, own.reason) == ("李晓敏", "修改考核表：分母至少多少件", "巨办〔2026〕7 号")
        found = appraisal.evaluate(office.workspace.snapshot, parse_period("2026Q4"), "department")
        assert found.table.min_cases == 50
        office.undo()
        assert appraisal.table().min_cases == 30 and appraisal.sheet().own is None

    def test_changed_again_and_given_up(self, office) -> None:  # noqa: F811
        appraisal = Appraisal(office.workspace)
        sheet, raw = self.amended(appraisal)
        with pytest.raises(Refused, match="就是随附的"):
            appraisal.give_up(sheet, "不用了")
        office.workspace.do(appraisal.amend(sheet, raw, "一"))
        sheet, raw = self.amended(appraisal, "60")
        office.workspace.do(appraisal.amend(sheet, raw, "二"))
        assert appraisal.table().min_cases == 60
        office.workspace.do(appraisal.give_up(appraisal.sheet(), "三"))
        assert appraisal.table().min_cases == 30 and appraisal.sheet().raw == shipped()

    def test_only_the_administrator_changes_it(self, desk) -> None:  # noqa: F811
        appraisal = Appraisal(desk.workspace)
        change = appraisal.amend(*self.amended(appraisal), "县文件")
        desk.workspace.sign_in(Role.INSPECTOR.value, PASSWORD)
        with pytest.raises(Refused, match="督查不能修改办理规则"):
            desk.workspace.do(change)
        desk.workspace.sign_in("admin", PASSWORD)
        desk.workspace.do(change)
        assert appraisal.table().min_cases == 50
