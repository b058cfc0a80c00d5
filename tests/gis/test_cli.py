"""The command line teaches and complains in Chinese, and answers with exit codes."""

from __future__ import annotations

import pytest

from gis.cli import WORDS, main


@pytest.mark.parametrize("word", [w for w, module in WORDS.items() if module.startswith("gis.")])
def test_every_word_teaches_with_examples(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([word, "--help"])
    text = capsys.readouterr().out
    assert caught.value.code == 0
    assert f"用法：main.py {word}" in text
    assert f"main.py {word}" in text.split("示例", 1)[-1]
    for english in ("usage:", "positional arguments", "options:", "show this help"):
        assert english not in text


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["import", "a.csv"], "缺少参数：--into"),
        (["import", "a.csv", "--into", "x", "--datum", "mars"], "--datum 没有“mars”这一项"),
        (["import", "a.csv", "--into"], "--into 后面要给出值"),
        (["check", "x", "--oops"], "不认识的参数：--oops"),
        (["nonsense"], "没有“nonsense”这一项"),
    ],
)
def test_a_wrong_call_is_told_in_chinese(words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    error = capsys.readouterr().err
    assert complaint in error
    assert "用法：" in error


def test_a_failure_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "/nonexistent/julu.wangge"]) == 1
    assert capsys.readouterr().err.startswith("错误：")
