"""What a person reads when something failed."""

from __future__ import annotations

from desktop.failure_words import MOST, failure_words
from gis.foundation.errors import Refused


def test_the_program_s_own_errors_say_what_to_do_next() -> None:
    assert (
        failure_words(Refused("方案没有任何编辑，不能提交。", "请先划改边界。"))
        == "方案没有任何编辑，不能提交。 请先划改边界。"
    )
    assert failure_words(Refused("不能提交。")) == "不能提交。"


def test_of_a_foreign_error_one_short_line_is_shown() -> None:
    told = failure_words(RuntimeError("FOREIGN KEY constraint failed\n[SQL: INSERT INTO arc …]\n[parameters: …]"))
    assert (
        told.startswith("没有完成：FOREIGN KEY constraint failed 详细记录") and "SQL" not in told and "\n" not in told
    )
    assert len(failure_words(RuntimeError("x" * 5_000))) < MOST + 60
    assert failure_words(RuntimeError()).startswith("没有完成（RuntimeError）")
