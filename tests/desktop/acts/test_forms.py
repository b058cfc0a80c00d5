"""Every form of an act: what it says before, what it does, what it refuses, and that nothing typed is lost."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.acts.drafts import KEY, MOST, Drafts, draft_key
from desktop.acts.form_parts import blocked_words
from desktop.acts.forms import FORMS
from gis.events.states import Status
from gis.workflow.acting import Blocked
from gis.workflow.acts import ACTS
from tests.desktop.acts.conftest import ActWindow

CTRL = Qt.KeyboardModifier.ControlModifier
STAND = {
    "accept": Status.REPORTED, "refuse": Status.REPORTED, "ask_more": Status.REPORTED, "reclassify": Status.ASSIGNED,
    "merge": Status.ACCEPTED, "assist": Status.ASSIGNED, "escalate": Status.ACCEPTED, "reply": Status.ASSIGNED,
    "send_back": Status.ASSIGNED, "progress": Status.REPLIED, "resolve": Status.REPLIED, "ask_pause": Status.REPLIED,
    "ask_extension": Status.REPLIED, "approve": Status.REPLIED, "decline": Status.REPLIED, "resume": Status.REPLIED,
    "verify": Status.RESOLVED, "rework": Status.RESOLVED, "rate": Status.CLOSED, "close": Status.RESOLVED,
    "reopen": Status.CLOSED,
}  # fmt: skip


def ready_row(window: ActWindow, kind: str) -> int:
    """An event that takes the act."""
    row = window.row(STAND[kind])
    if kind in ("approve", "decline", "resume"):
        window.act_as("王守田", 11)
        window.does("ask_pause", row, "等待材料")
        if kind == "resume":
            window.act_as("赵国强", 12)
            window.does("approve", row)
        window.act_as("李晓敏", 1)
    return row


def opened(qtbot, window: ActWindow, kind: str, rows: list[int]):
    form = FORMS[kind](window, rows, window)
    form.resize(500, 500)
    form.show()
    qtbot.waitUntil(lambda: form.errand.docket is not None and window.jobs.idle)
    assert window.said == []
    return form


def fill(form, window: ActWindow) -> None:
    """Fill in what the form asks for."""
    if form.words_field is not None and form.words_field.needed:
        form.words_field.put("写明情况")
    if form.KIND == "rate":
        form.group.button(3).click()
    if form.KIND == "merge":
        parent = window.row(Status.ACCEPTED, skip=1)
        form.number.setText(window.events.number(parent))
        form.number.textEdited.emit(form.number.text())
    if form.KIND == "assist":
        form._added(5)
    if form.KIND == "reclassify":
        form.item.setCurrentIndex(4)
        form.item.activated.emit(4)


def test_every_act_has_its_form_and_only_assigning_has_none():
    assert set(FORMS) == {*ACTS, "accept"}


@pytest.mark.parametrize("kind", list(FORMS))
def test_a_form_says_what_follows_commits_with_ctrl_enter_and_is_one_undo(qtbot, window, kind):
    row = ready_row(window, kind)
    seq = window.bridge.snapshot.seq
    form = opened(qtbot, window, kind, [row])
    fill(form, window)
    qtbot.waitUntil(lambda: window.jobs.idle)
    assert form.commit.isEnabled() and (form.outlook.lines or form.outlook.words)
    with qtbot.waitSignal(form.done, timeout=5000):
        qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    assert [c.change.kind for c in window.committed] == [kind]
    assert window.bridge.snapshot.seq == seq + 1
    window.bridge.undo()
    qtbot.waitUntil(lambda: len(window.committed) == 2)
    assert window.committed[-1].change.undoes == seq + 1


@pytest.mark.parametrize("kind", list(FORMS))
def test_escape_does_nothing_and_every_form_fits_a_narrow_pane(qtbot, window, kind):
    form = opened(qtbot, window, kind, [ready_row(window, kind)])
    fill(form, window)
    assert form.minimumSizeHint().width() <= 500
    assert form.middle.body.minimumSizeHint().width() <= 500 - 2 * 16 - 12
    with qtbot.waitSignal(form.left):
        qtbot.keyClick(form, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.jobs.idle)
    assert window.committed == []


@pytest.mark.parametrize("kind", [k for k, f in FORMS.items() if f.LABEL and f.NEEDED])
def test_words_that_must_be_given_are_asked_for_in_place(qtbot, window, kind):
    form = opened(qtbot, window, kind, [ready_row(window, kind)])
    form.submit()
    field = form.words_field
    assert field.fault.text() == f"请写明{field.label.text()}" and field.box.property("invalid") == "true"
    assert form.state.text().startswith("1 项待改") and not form.errand.busy
    field.put("有了")
    assert field.fault.isHidden() and field.box.property("invalid") == "false"
    assert form.state.text() == "", "what was missing is not missing any more"


def test_what_was_typed_is_there_again_after_leaving(qtbot, window):
    row = window.row(Status.ASSIGNED)
    form = opened(qtbot, window, "reply", [row])
    form.words_field.set_words("写了一半")
    form.leave()
    again = opened(qtbot, window, "reply", [row])
    assert again.words == "写了一半" and again.state.text() == "接着上次写的"
    with qtbot.waitSignal(again.done):
        again.submit()
    assert not len(Drafts(window.settings)), "what was sent is no draft"


def test_what_was_typed_outlives_a_power_cut_and_is_nobody_elses(qtbot, window):
    row = window.row(Status.ASSIGNED)
    form = opened(qtbot, window, "reply", [row])
    form.words_field.set_words("写了一半")
    qtbot.waitUntil(lambda: len(Drafts(window.settings)) == 1)  # a pause in typing, without any leaving
    assert Drafts(window.settings).get(form._key) == "写了一半"
    assert draft_key("c", "other", "reply", [1]) != draft_key("c", "me", "reply", [1])
    assert draft_key("c", "me", "reply", [2, 1]) == draft_key("c", "me", "reply", [1, 2])


def test_drafts_are_bounded_and_unreadable_ones_are_forgotten(window):
    drafts = Drafts(window.settings)
    for number in range(MOST + 3):
        drafts.put(f"k{number}", "字")
    assert len(drafts) == MOST and drafts.get("k0") == "" and drafts.get(f"k{MOST + 2}") == "字"
    window.settings.setValue(KEY, "{不是")
    assert len(Drafts(window.settings)) == 0


def test_some_of_several_are_named_with_their_reasons_and_the_rest_goes_on(qtbot, window):
    able, paused = window.row(Status.ASSIGNED), window.row(Status.REPLIED)
    form = opened(qtbot, window, "reply", [able, paused])
    number = window.events.number(paused).partition("-")[2]
    assert form.notice.text() == f"其中 1 件不能回复：{number} 现为「已回复」。提交只办其余 1 件。"
    assert form.commit.text() == "回复 1 件"
    form.words_field.put("明日到场")
    with qtbot.waitSignal(form.done):
        form.submit()
    assert window.events.status[able] == Status.REPLIED


def test_when_none_takes_the_act_the_button_is_off_and_says_why(qtbot, window):
    form = opened(qtbot, window, "reply", [window.row(Status.CLOSED)])
    assert not form.commit.isEnabled() and form.notice.text() == "不能回复：现为「已办结」。"
    with qtbot.assertNotEmitted(form.done, wait=100):
        form.submit()


def test_blocked_words_name_three_and_count_the_rest():
    many = [Blocked(i, f"JL20261123-{i:04d}", "暂停中") for i in range(5)]
    assert blocked_words(many, 2, "回复").startswith(
        "其中 5 件不能回复：0000 暂停中；0001 暂停中；0002 暂停中；等 5 件"
    )
    assert blocked_words([], 2, "回复") == ""


def test_somebody_else_is_told_of_and_the_form_judges_anew(qtbot, window):
    row = window.row(Status.ASSIGNED)
    form = opened(qtbot, window, "reply", [row])
    form.words_field.set_words("明日到场")
    committed = window.bridge.county
    change = form.errand.casework.change("reply", form.errand.docket, [row], "已经回复")
    done = committed.commit(change)
    window.bridge.adopting.take([done])
    qtbot.waitUntil(lambda: not form.commit.isEnabled())
    assert "刚刚：回复" in form.news.text() and form.words == "明日到场"


def test_a_conflict_keeps_what_was_typed_and_can_be_done_again(qtbot, window):
    row = window.row(Status.REPLIED)
    form = opened(qtbot, window, "progress", [row])
    form.words_field.set_words("已挖开路面")
    with qtbot.waitSignal(window.bridge.conflicted, timeout=5000):
        window.bridge._timers[1].stop()
        other = form.errand.casework.change("progress", form.errand.docket, [row], "别人先写")
        window.bridge.county.commit(other)  # in the store, not yet adopted here
        form.submit()
    assert form.words == "已挖开路面" and not form.errand.busy
    with qtbot.waitSignal(form.done, timeout=5000):
        window.outcomes.again()
    assert window.bridge.county.history(row)[-1].note == "已挖开路面"


def test_a_refusal_of_the_workspace_is_told_in_place(qtbot, window, monkeypatch):
    from gis.foundation.errors import Refused

    form = opened(qtbot, window, "reply", [window.row(Status.ASSIGNED)])
    form.words_field.set_words("明日到场")

    def refuse(*_):
        raise Refused("部门经办不能回复，操作没有写入。", "请换账号。")

    monkeypatch.setattr(window.bridge.county, "commit", refuse)
    form.submit()
    qtbot.waitUntil(lambda: not form.fault.isHidden())
    assert "部门经办不能回复" in form.fault.text() and form.words == "明日到场" and form.commit.isEnabled()


def photo(tmp_path, name: str, lon: float, lat: float, side: bool = False) -> str:
    def parts(value: float):
        return (float(int(value)), float(int(value % 1 * 60)), value * 60 % 1 * 60)

    exif = Image.Exif()
    exif[0x0112] = 6 if side else 1
    exif.get_ifd(0x8825).update({1: "N", 2: parts(lat), 3: "E", 4: parts(lon)})
    out = io.BytesIO()
    Image.new("RGB", (80, 60), (len(name) * 9 % 255, 90, 60)).save(out, "JPEG", exif=exif)
    path = tmp_path / name
    path.write_bytes(out.getvalue())
    return str(path)


def test_photos_are_turned_told_of_and_flagged_when_far(qtbot, window, tmp_path):
    from gis.foundation.crs import to_degrees

    row = window.row(Status.REPLIED)
    lon, lat = (float(v) for v in to_degrees(float(window.events.x[row]), float(window.events.y[row])))
    form = opened(qtbot, window, "resolve", [row])
    form.photos.add_files([photo(tmp_path, "近.jpg", lon, lat, True), photo(tmp_path, "远处.jpg", lon + 0.05, lat)])
    qtbot.waitUntil(lambda: len(form.photos.pictures) == 2)
    told = {p.name: form.photos.words_of(p) for p in form.photos.pictures}
    assert "已按方向转正" in told["近.jpg"][0] and "离事件 0 米" in told["近.jpg"][0] and not told["近.jpg"][1]
    assert "公里，超过 300 米" in told["远处.jpg"][0] and told["远处.jpg"][1]
    assert not form.compared.isHidden() and form.compared.heads[1].text() == "处置后 2 张"
    form.words_field.set_words("已修好")
    with qtbot.waitSignal(form.done, timeout=5000):
        form.submit()
    assert [p.after for p in window.bridge.county.photos(row)][-2:] == [True, True]


def test_what_is_no_picture_is_named_and_several_events_take_none(qtbot, window, tmp_path):
    path = tmp_path / "说明.txt"
    path.write_text("文字", "utf-8")
    form = opened(qtbot, window, "progress", [window.row(Status.REPLIED)])
    form.photos.add_files([str(path)])
    qtbot.waitUntil(lambda: not form.photos.fault.isHidden())
    assert "说明.txt 不是可读的照片" in form.photos.fault.text() and not form.photos.pictures
    two = opened(qtbot, window, "progress", [window.row(Status.REPLIED), window.row(Status.REPLIED, 1)])
    assert not two.photos.add.isEnabled() and "逐件" in two.photos.add.toolTip()


def test_the_extension_tells_where_the_deadline_would_go(qtbot, window):
    form = opened(qtbot, window, "ask_extension", [window.row(Status.REPLIED)])
    before = [line for line in form.outlook.lines if line.what == "批准之后"]
    form.days.setValue(5)
    qtbot.waitUntil(lambda: [line for line in form.outlook.lines if line.what == "批准之后"] != before)
    assert form.more() == {"days": 5}


def test_a_rating_is_chosen_by_digit(qtbot, window):
    form = opened(qtbot, window, "rate", [window.row(Status.CLOSED)])
    form.submit()
    assert form.field.fault.text() == "请选一项评价"
    qtbot.keyClick(form, Qt.Key.Key_2)
    assert form.rating == 3 and form.field.fault.isHidden()


def test_one_cannot_check_the_own_result(qtbot, window):
    row = window.row(Status.REPLIED)
    window.does("resolve", row, "已修好")
    form = opened(qtbot, window, "verify", [row])
    assert "是您自己报结的，须由他人核查" in form.notice.text() and not form.commit.isEnabled()
    window.act_as("孙立新", 21)
    other = opened(qtbot, window, "verify", [row])
    assert other.commit.isEnabled() and "已修好" in other.result.words.text()


def test_assisting_units_are_added_and_taken_away(qtbot, window):
    form = opened(qtbot, window, "assist", [window.row(Status.ASSIGNED)])
    form._added(5)
    form._added(6)

    def chips() -> list[QPushButton]:
        return [b for b in form.field.findChildren(QPushButton) if b.text().endswith("✕") and b.isVisible()]

    qtbot.waitUntil(lambda: len(chips()) == 2)
    chips()[0].click()
    assert form.more() == {"units": [6]}


def test_the_main_event_is_chosen_by_the_hand_not_by_having_the_keyboard(qtbot, window):
    rows = [window.row(Status.ACCEPTED), window.row(Status.ACCEPTED, 1)]
    form = opened(qtbot, window, "merge", rows)
    form.list.setFocus()
    assert form.parent_row == -1
    form.submit()
    assert form.field.fault.text() == "请选一件主件，或输入完整编号"
    qtbot.keyClick(form.list, Qt.Key.Key_Down)
    assert form.parent_row == rows[0] and "主件" in form.field.note.text()
    qtbot.waitUntil(lambda: bool(form.outlook.lines))
    with qtbot.waitSignal(form.done, timeout=5000):
        qtbot.keyClick(form.list, Qt.Key.Key_Return, CTRL)
    assert window.events.status[rows[1]] == Status.MERGED and window.events.status[rows[0]] == Status.ACCEPTED


def test_quick_phrases_belong_to_acts():
    from desktop.acts.phrases import phrases_of
    from gis.workflow.next_acts import LIFE

    assert phrases_of("reply") and phrases_of("no such act") == ()
    assert all(len(phrase) <= 14 for kind in LIFE for phrase in phrases_of(kind)), "four of them fit a narrow pane"
