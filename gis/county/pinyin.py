"""Chinese names spelled in Latin letters: readings of characters, and whether typed letters spell a name."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

Readings = tuple[tuple[str, ...], ...]  # for each character its readings without tones, the usual one first
DOUBLE_INITIALS = ("zh", "ch", "sh")


class Speller:
    """Readings of characters, each looked up once. Made on a worker: the dictionary takes 0.1 s to load."""

    def __init__(self) -> None:
        os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")  # the phrases treble the time and are not asked for here
        from pypinyin.pinyin_dict import pinyin_dict

        self._dictionary = pinyin_dict
        self._known: dict[str, tuple[str, ...]] = {}

    def readings(self, name: str) -> Readings:
        """Readings of each character; a letter or digit reads as itself, polyphones have several."""
        return tuple(self._of(character) for character in name)

    def _of(self, character: str) -> tuple[str, ...]:
        if character not in self._known:
            found = self._dictionary.get(ord(character), character.lower())
            self._known[character] = tuple(dict.fromkeys(toneless(reading) for reading in found.split(",")))
        return self._known[character]


def toneless(reading: str) -> str:
    """tuǎn → tuan, lǜ → lv."""
    plain = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(c for c in plain if not unicodedata.combining(c))


@dataclass(frozen=True, order=True)
class Spelling:
    """How letters spell the beginning of a name; the least is the best. abbreviated: characters given by their initial
    only. unusual: characters read otherwise than usual. left: characters not reached."""

    left: int
    abbreviated: int
    unusual: int


def spell(letters: str, readings: Readings, start: int = 0) -> Spelling | None:
    """The best way in which `letters` spell the characters from `start` on, None if they do not.

    Each character is given in full (xiao), by its initial (x, zh) or, the last one, by a beginning (zhua):
    xiaoliuzhuang, xlz and xiaolz all spell 小留庄.
    """
    return _best(_ways(letters, readings, start))


def _ways(letters: str, readings: Readings, at: int) -> Iterable[Spelling]:
    if not letters:
        yield Spelling(len(readings) - at, 0, 0)
        return
    if at == len(readings):
        return
    for order, reading in enumerate(readings[at]):
        for taken, abbreviated in _beginnings(letters, reading):
            rest = _best(_ways(letters[taken:], readings, at + 1))
            if rest is not None:
                yield Spelling(rest.left, rest.abbreviated + abbreviated, rest.unusual + (order > 0))


def _beginnings(letters: str, reading: str) -> Iterable[tuple[int, int]]:
    """How many letters one reading may take, and whether that abbreviates it."""
    if letters.startswith(reading):
        yield len(reading), 0
    elif len(letters) > 1 and reading.startswith(letters):
        yield len(letters), 0  # still being typed
    if letters[0] == reading[:1] and len(reading) > 1:
        yield 1, 1
        if reading.startswith(DOUBLE_INITIALS) and letters.startswith(reading[:2]):
            yield 2, 1


def _best(ways: Iterable[Spelling]) -> Spelling | None:
    return min(ways, default=None)
