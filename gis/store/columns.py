"""Rows written into columns that others may be reading: a touched column is copied once, an untouched one is shared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from gis.foundation.columns import TextColumn

Columns = dict[str, Any]  # name: np.ndarray or TextColumn, all of one length


def rows_written(columns: Columns, rows: np.ndarray, values: Sequence[Mapping[str, Any]]) -> Columns:
    """Columns in which rows[i] takes values[i] (column name to value); KeyError for a name that is no column."""
    by_name: dict[str, tuple[list[int], list[Any]]] = {}
    for row, value in zip(rows.tolist(), values, strict=True):
        for name, new in value.items():
            at, news = by_name.setdefault(name, ([], []))
            at.append(row)
            news.append(new)
    out = dict(columns)
    for name, (at, news) in by_name.items():
        column = columns[name]
        if isinstance(column, TextColumn):
            out[name] = text_written(column, np.array(at, np.int64), [str(n) for n in news])
        else:
            copied = column.copy()
            copied[np.array(at, np.int64)] = np.array(news).astype(column.dtype)
            out[name] = copied
    return out


def text_written(column: TextColumn, rows: np.ndarray, texts: Sequence[str]) -> TextColumn:
    """A text column in which `rows` read `texts`: the runs between them are copied whole."""
    order = np.argsort(rows)
    rows = rows[order]
    encoded = [texts[i].encode() for i in order]
    lengths = np.diff(column.offsets)
    lengths[rows] = [len(e) for e in encoded]
    offsets = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    data = np.empty(int(offsets[-1]), np.uint8)
    edges = [-1, *rows.tolist(), len(column)]
    for before, after in pairwise(edges):
        kept = column.data[column.offsets[before + 1] : column.offsets[after]]
        data[offsets[before + 1] : offsets[before + 1] + len(kept)] = kept
    for row, text in zip(rows.tolist(), encoded, strict=True):
        data[offsets[row] : offsets[row + 1]] = np.frombuffer(text, np.uint8)
    return TextColumn(data, offsets)


def rows_without(columns: Columns, rows: np.ndarray) -> Columns:
    """Columns with `rows` taken out."""
    if not len(rows):
        return columns
    length = len(next(iter(columns.values())))
    kept = np.delete(np.arange(length), rows)
    return {n: TextColumn.of(c.take(kept)) if isinstance(c, TextColumn) else c[kept] for n, c in columns.items()}


def texts_of(column: TextColumn) -> list[str]:
    """All strings at once, several times faster than one by one."""
    run = column.data.tobytes()
    return [run[a:b].decode() for a, b in pairwise(column.offsets.tolist())]
