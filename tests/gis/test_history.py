"""Undo and redo read from the journal."""

from gis.foundation.changes import Change, Committed, RowEdit
from gis.history import History, base_label


def row(seq, kind="assign", key=1, actor="李晓敏", undoes=0, label="将 1 件指派给 水务局"):
    change = Change(kind, label, (RowEdit("event", key, seq - 1, {"unit": 1}, {"unit": seq}),), (), "", undoes)
    return Committed(seq, seq * 10, actor, "甲", change)


def history(*rows):
    made = History("李晓敏", "甲")
    for each in rows:
        made.feed(each)
    return made


def test_latest_own_change_is_undone_first():
    assert history(row(1), row(2, key=2)).undo().seq == 2


def test_undo_moves_the_change_to_redo_and_uncovers_the_one_before():
    made = history(row(1), row(2, key=2), row(3, "undo assign", 2, undoes=2))
    assert (made.undo().seq, made.redo().seq) == (1, 3)


def test_redo_can_be_undone_again():
    made = history(row(1), row(2, "undo assign", undoes=1), row(3, "redo assign", undoes=2))
    assert made.undo().seq == 3
    assert made.redo() is None


def test_a_new_change_ends_redo():
    made = history(row(1), row(2, "undo assign", undoes=1), row(3, key=5))
    assert made.redo() is None


def test_what_someone_else_went_on_from_cannot_be_undone_but_earlier_work_can():
    made = history(row(1, key=1), row(2, key=2), row(3, key=2, actor="王海涛"))
    assert made.undo().seq == 1
    assert [lost.seq for lost in made.overtaken] == [2]


def test_someone_elses_earlier_change_does_not_matter():
    assert history(row(1, actor="王海涛"), row(2)).undo().seq == 2


def test_another_station_of_the_same_person_is_somebody_else():
    other = row(3)
    made = history(row(2), Committed(other.seq, other.at, "李晓敏", "乙", other.change))
    assert made.undo() is None


def test_label_without_its_prefix():
    change = Change("undo assign", "撤销：将 1 件指派给 水务局", ())
    assert base_label(change) == "将 1 件指派给 水务局"
