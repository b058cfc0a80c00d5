"""指派 from any workplace: the picker, a township that keeps its own, a misfit that needs a reason."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.acts.picking import assign
from desktop.dialogs.misfit_reason import MisfitReason
from desktop.dispatch.unit_picker import UnitPicker
from gis.county.units import UnitKind
from gis.events.states import Status
from gis.people.roles import Person, Role
from gis.workflow.fit import Fit
from tests.desktop.acts.conftest import ActWindow


def picker_of(window: ActWindow) -> UnitPicker:
    return next(p for p in window.findChildren(UnitPicker) if not p.isHidden())


def fitting(window: ActWindow, row: int, wanted: Fit) -> int:
    return next(fit.unit for fit in window.bridge.county.fits([row]) if fit.fit is wanted)


def test_the_picker_assigns_what_can_be_and_says_how_many_cannot(qtbot, window):
    able, done = window.row(Status.ACCEPTED), window.row(Status.CLOSED)
    assign(window, [able, done], [able])
    picker = picker_of(window)
    assert picker._title == "指派 1 件（另 1 件不能指派）给…"
    unit = fitting(window, able, Fit.RECOMMENDED)
    with qtbot.waitSignal(window.bridge.acknowledged, timeout=5000):
        picker.unit_chosen.emit(unit)
    assert window.events.unit[able] == unit and window.events.status[able] == Status.ASSIGNED


def test_a_unit_that_does_not_fit_needs_a_reason(qtbot, window):
    row = window.row(Status.ACCEPTED)
    assign(window, [row], [row])
    picker_of(window).unit_chosen.emit(fitting(window, row, Fit.MISFIT))
    dialog = window.findChildren(MisfitReason)[0]
    assert not window.committed
    with qtbot.waitSignal(window.bridge.acknowledged, timeout=5000):
        dialog.given.emit("领导批示交办")
    assert window.committed[0].change.reason == "领导批示交办"


def test_a_township_keeps_it_without_being_asked(qtbot, window):
    units, row = window.bridge.snapshot.units, window.row(Status.ACCEPTED)
    own = next(u for u in range(len(units)) if units.kind[u] == UnitKind.TOWNSHIP)
    window.bridge.county.door.person = Person(1, "x", "刘敏", Role.TOWNSHIP, 0, int(units.id[own]), "130529100")
    fit = window.bridge.county.fits([row])[own]
    assign(window, [row], [row])
    if fit.fit is Fit.MISFIT:
        window.findChildren(MisfitReason)[0].given.emit("属地办理")
    qtbot.waitUntil(lambda: bool(window.committed))
    assert window.events.unit[row] == own and not window.findChildren(UnitPicker)


def test_an_account_without_its_unit_is_told(window):
    row = window.row(Status.ACCEPTED)
    window.bridge.county.door.person = Person(1, "x", "刘敏", Role.TOWNSHIP, 0, 9999, "130529100")
    assign(window, [row], [row])
    assert window.said == ["您的账号没有对应的乡镇单位，请管理员改好账号。"] and not window.committed


def test_nothing_able_asks_nothing(qtbot, window):
    assign(window, [window.row(Status.CLOSED)], [])
    assert not window.findChildren(UnitPicker)


def test_the_picker_for_helpers_tells_that_nothing_is_assigned(qtbot, window):
    from desktop.acts.picking import pick_unit

    chosen: list[int] = []
    pick_unit(window, [window.row(Status.ASSIGNED)], chosen.append, "请哪个单位协办", "主办单位不变。")
    picker = picker_of(window)
    picker.repaint()
    qtbot.keyClick(picker.input, Qt.Key.Key_Return)
    assert chosen and not window.committed
