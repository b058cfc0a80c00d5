"""`main.py deadline` from outside: JSON for scripts, words for people, plain refusals."""

from __future__ import annotations

import json

import pytest

from gis.cli import main


def told(capsys, *words: str) -> dict:
    assert main(["deadline", "--format", "json", *words]) == 0
    return json.loads(capsys.readouterr().out)


def test_json_for_scripts(capsys) -> None:
    answer = told(capsys, "--class", "livelihood", "--at", "2026-12-23T09:30")
    assert answer["reply_due"] == "2026-12-25T18:00:00+08:00"
    assert answer["close_due"] == "2027-01-04T18:00:00+08:00"
    assert answer["provisional"] is True
    assert answer["intervals"][0] == {
        "start": "2026-12-23T09:30:00+08:00",
        "end": "2026-12-24T00:00:00+08:00",
        "counted": False,
        "reason": "上报当日不计",
        "counted_s": 0,
        "presumed": False,
    }
    assert answer["intervals"][-1]["end"] == answer["close_due"]


def test_a_clock_without_limit_is_null_and_zones_are_read(capsys) -> None:
    answer = told(capsys, "--class", "emergency", "--at", "2026-11-23T05:20:00+00:00")
    assert answer["reply_due"] is None
    assert answer["close_due"] == "2026-11-23T15:20:00+08:00"
    assert answer["warn_at"] == "2026-11-23T14:20:00+08:00"


def test_pauses_move_both_clocks_and_the_warning(capsys) -> None:
    plain = told(capsys, "--class", "other", "--at", "2026-11-23T10:00")
    paused = told(
        capsys, "--class", "other", "--at", "2026-11-23T10:00", "--pause", "2026-11-24T08:00..2026-11-25T08:00"
    )
    assert (plain["reply_due"][:10], paused["reply_due"][:10]) == ("2026-11-25", "2026-11-26")
    assert (plain["close_due"][:10], paused["close_due"][:10]) == ("2026-12-02", "2026-12-03")
    assert paused["warn_at"] > plain["warn_at"]
    assert "暂停" in [one["reason"] for one in paused["intervals"]]


def test_words_for_people(capsys) -> None:
    assert main(["deadline", "--class", "other", "--at", "2026-09-30T10:00"]) == 0
    out = capsys.readouterr().out
    assert "办结时限  2026-10-15 18:00  7 个工作日" in out
    assert "国庆节" in out and "调休上班" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--class", "other", "--at", "昨天"), "看不懂时刻"),
        (("--class", "other", "--at", "2026-11-23T10:00", "--pause", "2026-11-24"), "起..止"),
        (("--class", "other", "--at", "2026-11-23T10:00", "--pause", "2026-11-25..2026-11-24"), "止应晚于起"),
    ],
)
def test_a_wrong_call_is_told_plainly(capsys, words, said) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["deadline", *words])
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err
