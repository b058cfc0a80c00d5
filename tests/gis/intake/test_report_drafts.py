"""Reports half written: kept whole, by ids that outlive a snapshot, and gone when done."""

from __future__ import annotations

import pytest

from gis.events.states import Source
from gis.intake.photo import TakenPicture
from gis.intake.report_drafts import DraftFolder, KeptReport
from gis.intake.sheets import IntakeError
from gis.workflow.report import Report
from tests.small_county import NOW, make_snapshot

SNAPSHOT = make_snapshot(5)
PICTURE = TakenPicture("a.jpg", b"\xff\xd8picture", True, NOW - 60, 115.0, 37.2)
ONE = Report(Source.HOTLINE, "张国", "139", 4, "宅基地界墙", 2, "界墙", "两户", 7, 115.0, 37.2, NOW, 3, ("a",))


def test_a_draft_comes_back_as_it_was(tmp_path):
    folder = DraftFolder(tmp_path / "d")
    kept = KeptReport("k", NOW, ONE, (PICTURE,))
    folder.keep(kept, SNAPSHOT)
    assert folder.all(SNAPSHOT) == [kept] and kept.words == "界墙"


def test_the_newest_comes_first_and_pictures_go_with_their_last_draft(tmp_path):
    folder = DraftFolder(tmp_path / "d")
    folder.keep(KeptReport("a", NOW, ONE, (PICTURE,)), SNAPSHOT)
    folder.keep(KeptReport("b", NOW + 9, Report(text="只有描述"), (PICTURE,)), SNAPSHOT)
    assert [d.key for d in folder.all(SNAPSHOT)] == ["b", "a"]
    folder.drop("a")
    assert len(list(folder.folder.glob("*.jpg"))) == 1
    folder.drop("b")
    assert not list(folder.folder.iterdir())


def test_a_place_that_is_gone_is_asked_for_again(tmp_path):
    folder = DraftFolder(tmp_path / "d")
    folder.keep(KeptReport("a", NOW, ONE), SNAPSHOT)
    path = folder.folder / "a.json"
    path.write_text(path.read_text("utf-8").replace(SNAPSHOT.divisions.code[7], "130529999999001"), "utf-8")
    assert folder.all(SNAPSHOT)[0].report.division == -1


def test_a_broken_draft_stays_and_the_others_are_read(tmp_path, caplog):
    folder = DraftFolder(tmp_path / "d")
    folder.keep(KeptReport("a", NOW, ONE), SNAPSHOT)
    (folder.folder / "b.json").write_text("[]", "utf-8")
    assert [d.key for d in folder.all(SNAPSHOT)] == ["a"]
    assert "cannot be read" in caplog.text


def test_a_folder_that_cannot_be_written_says_what_is_safe(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(IntakeError, match="表单里的内容还在"):
        DraftFolder(tmp_path / "file" / "d").keep(KeptReport("a", NOW, ONE), SNAPSHOT)
