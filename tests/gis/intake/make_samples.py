"""Makes data/samples anew from a demo county: `python -m tests.gis.intake.make_samples julu-demo.wangge`.

Every file shows one kind of trouble that arriving files have; data/samples/README.md says which.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from gis.county.divisions import Level
from gis.foundation.crs import add_zone, to_degrees, wgs_to_gcj
from gis.snapshot import Snapshot

FOLDER = Path(__file__).parents[3] / "data" / "samples"
MATTERS = [
    ("水环境", "养殖场废水排入村东沟渠，有异味"),
    ("道路交通", "路口信号灯不亮，早晚车多危险"),
    ("环境卫生", "垃圾池满了三天没人清运"),
    ("社会救助", "独居老人取暖补贴没有到账"),
    ("公共服务", "自来水管道破裂，路面积水结冰"),
    ("种养技术", "大棚黄瓜叶片发黄，问怎么防治"),
    ("矛盾纠纷", "两户宅基地滴水起争执，请来调解"),
    ("安全生产", "门市里液化气罐和炉灶挨在一起"),
]
PEOPLE = [("张建国", "13900000101"), ("李秀芳", "13900000102"), ("王志强", "13900000103"), ("刘玉兰", "13900000104")]
Row = dict[str, Any]


def sample_rows(county: Snapshot, count: int, seed: int, sources: list[str]) -> list[Row]:
    """Reports of one week near the label points of villages picked at random, in EPSG:4547 metres."""
    divisions, rng = county.divisions, np.random.default_rng(seed)
    villages = rng.permutation(divisions.rows_of(Level.VILLAGE))[:count]
    rows = []
    for i, village in enumerate(villages.tolist()):
        item, description = MATTERS[i % len(MATTERS)]
        name, phone = PEOPLE[i % len(PEOPLE)]
        off_x, off_y = rng.uniform(-60, 60, 2)
        x, y = float(divisions.label_x[village] + off_x), float(divisions.label_y[village] + off_y)
        rows.append(
            {
                "time": f"2026-11-{16 + i % 5} {8 + i % 10:02d}:{i * 7 % 60:02d}",
                "item": item,
                "description": f"{divisions.short_name[village]}{description}",
                "source": sources[i % len(sources)],
                "x": x,
                "y": y,
                "township": divisions.short_name[int(divisions.parent[village])],
                "village": divisions.short_name[village],
                "reporter": name,
                "phone": phone,
            }
        )
    return rows


def hotline_csv(county: Snapshot) -> None:
    """GBK from Excel, positions of a phone map (GCJ-02), some rows bad."""
    rows = sample_rows(county, 24, 1, ["12345 转办", "电话"])
    cells = []
    for i, r in enumerate(rows):
        lon, lat = wgs_to_gcj(*to_degrees(r["x"], r["y"]))
        place = [f"{lon:.6f}", f"{lat:.6f}"] if i != 4 else [f"{lat:.6f}", f"{lon:.6f}"]
        stamp = r["time"].replace("-", "/")
        cells.append([f"GD{i + 1:04d}", stamp, r["item"], r["description"], r["source"], *place, r["township"],
                      r["village"] + "村", r["reporter"], r["phone"]])  # fmt: skip
    bad = [list(cells[i]) for i in (0, 1, 2, 3, 5)]
    bad[0][0], bad[0][2] = "GD0025", "路灯照明"
    bad[1][0], bad[1][1] = "GD0026", "2026/11/31 09:00"
    bad[2][0], bad[2][5] = "GD0027", "1150.2"
    bad[3][0], bad[3][8] = "GD0028", "不存在村"
    headings = [
        "工单编号",
        "来电时间",
        "问题类型",
        "反映内容",
        "受理渠道",
        "经度",
        "纬度",
        "乡镇",
        "所在村",
        "来电人",
        "联系电话",
    ]
    _write_csv("12345工单-GBK-手机坐标.csv", headings, [*cells, *bad], "gb18030")


def ledger_xlsx(county: Snapshot) -> None:
    """A workbook with a title row, day numbers for dates, and metres with the zone number before the easting."""
    from datetime import datetime

    from xlsxwriter import Workbook

    rows = sample_rows(county, 16, 2, ["网格员上报"])
    with Workbook(str(FOLDER / "网格员台账-带号坐标.xlsx"), {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2026, 11, 20)})
        sheet = book.add_worksheet("十一月")
        sheet.write(0, 0, "网格员上报台账（2026 年 11 月）")
        sheet.write_row(
            1,
            0,
            ["上报时间", "巡查事项", "事件描述", "事件来源", "X坐标", "Y坐标", "所属乡镇", "村居", "上报人", "手机号"],
        )
        for line, r in enumerate(rows, 2):
            days = (datetime.fromisoformat(r["time"]) - datetime(1899, 12, 30)).total_seconds() / 86_400
            # Chinese surveyors call the northing X
            cells = [
                days,
                r["item"],
                r["description"],
                r["source"],
                round(r["y"], 2),
                round(float(add_zone(r["x"])), 2),
            ]
            sheet.write_row(line, 0, [*cells, r["township"], r["village"], r["reporter"], int(r["phone"])])


def patrol_geojson(county: Snapshot) -> None:
    """Points of a patrol, WGS 84 as the standard says."""
    features = []
    for r in sample_rows(county, 12, 3, ["巡查"]):
        lon, lat = to_degrees(r["x"], r["y"])
        told = {"时间": r["time"], "类别": r["item"], "描述": r["description"], "来源": r["source"], "村": r["village"],
                "乡镇": r["township"]}  # fmt: skip
        point = {"type": "Point", "coordinates": [round(float(lon), 7), round(float(lat), 7)]}
        features.append({"type": "Feature", "properties": told, "geometry": point})
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1)
    (FOLDER / "巡查点位.geojson").write_text(text + "\n", "utf-8")


def by_village_csv(county: Snapshot) -> None:
    """UTF-8 with BOM, no positions: the village is all one knows. One name that two villages bear."""
    rows = sample_rows(county, 10, 4, ["帮代办", "群众上报"])
    cells = [[r["time"], r["item"], r["description"], r["source"], r["township"], r["village"]] for r in rows]
    names = list(county.divisions.short_name)
    twice = sorted({n for n in names if not n.isdigit() and names.count(n) > 1})
    cells.append(
        ["2026年11月20日 9时05分", "环境卫生", "村口堆了建筑垃圾", "群众上报", "", twice[0] if twice else "赵家庄"]
    )
    _write_csv("帮代办-只有村名.csv", ["日期", "事项", "内容", "来源", "乡镇", "村"], cells, "utf-8-sig")


def _write_csv(name: str, headings: list[str], rows: list[list[Any]], encoding: str) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    (FOLDER / name).write_bytes(text.getvalue().encode(encoding))


MAKERS: tuple[Callable[[Snapshot], None], ...] = (hotline_csv, ledger_xlsx, patrol_geojson, by_village_csv)


def main(location: str) -> None:
    from gis.store.opening import open_store

    store = open_store(location)
    county = store.load_snapshot()
    store.close()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for make in MAKERS:
        make(county)


if __name__ == "__main__":
    main(sys.argv[1])
