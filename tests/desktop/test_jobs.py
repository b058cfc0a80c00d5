"""Lanes when the window goes: what a hand asked of the store is still done, other questions are dropped."""

from __future__ import annotations

import threading

from desktop.jobs import Jobs


def test_closing_finishes_the_stores_lane_and_drops_what_only_asks(qtbot):
    jobs, done, begun, go = Jobs(), [], threading.Event(), threading.Event()

    def held(name: str):
        def work() -> None:
            begun.set()
            go.wait(10)
            done.append(name)

        return work

    jobs.run("store", held("first change"), lambda _: None, lambda _: None)
    jobs.run("store", held("second change"), lambda _: None, lambda _: None)
    jobs.run("read", held("first question"), lambda _: None, lambda _: None)
    jobs.run("read", held("second question"), lambda _: None, lambda _: None)
    assert begun.wait(10)
    threading.Timer(0.2, go.set).start()  # while close waits
    jobs.close()
    assert [name for name in done if "change" in name] == ["first change", "second change"]
    assert "second question" not in done
