"""Facts and stamps as values, for the tests of papers."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from desktop.printing.event_facts import ClockFacts, EventFacts, StepFacts
from desktop.printing.stamp import Stamp
from gis.events.states import State
from tests.small_county import NOW, ORIGIN

STAMP = Stamp("巨鹿县", True, "审图号 GS(2024)0650号", NOW, "申敏")
STEP = StepFacts("2026-11-23 周一 10:00", "指派", "水务局 申敏", "")


def jpeg(width: int = 80, height: int = 60) -> bytes:
    """A grey picture."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFF888888)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG")  # type: ignore[call-overload]
    return bytes(data.data())


def facts(**changed: object) -> EventFacts:
    """An event in the middle of the small county."""
    plain = EventFacts(
        row=0,
        number="JL20261123-0271",
        state=State.OVERDUE,
        status="处置中",
        category="改善民生",
        item="供水",
        limit_class="公共服务、民生实事",
        source="群众上报",
        reported="2026-11-23 周一 10:00",
        reporter="张*国 139****1234",
        description="饮水管道破裂，路面积水结冰",
        place="张王疃乡 小留庄村委会 第 008 网格",
        code="130529201227008",
        worker="李*芳",
        coordinates="115.030000°E，37.220000°N",
        x_m=ORIGIN[0] + 600,
        y_m=ORIGIN[1] + 600,
        unit="水务局",
        helping="",
        merged="",
        duty="主责 · 供水；依据 权责清单 第 3.2 项",
        clocks=(
            ClockFacts("回复", "2026-11-25 周三 18:00", "还有 1 天", "2 个工作日", "11-24 至 11-25 工作日计 2 天"),
        ),
        steps=(STEP,),
        result="",
        resolved="",
        closed="",
        rating="",
        rating_words="",
        before=(),
        after=(),
    )  # fmt: skip
    return replace(plain, **changed)  # type: ignore[arg-type]
