"""Fetching in the background: few polite threads, newest wish first, a pause that grows while a server is lost."""

from __future__ import annotations

import socket
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from http.client import HTTPException

from gis.basemap.source import Health, is_picture
from gis.foundation.clock import Clock

Number = tuple[int, int, int]
_LONGEST_PAUSE_S = 60.0
_ABSENT_FOR_S = 3600
UNREACHED = "连不上底图服务"
_WISHES = 512  # older wishes are of views long left


class Outcome(Enum):
    CAME = 1
    ABSENT = 2  # the server has no such tile: normal at the edge of its data
    FAILED = 3


@dataclass(frozen=True)
class Politeness:
    """What a server is asked to bear: requests at a time, seconds before one is given up, the pause after a first
    failure (it doubles with each), our name."""

    at_once: int = 4
    timeout_s: float = 10.0
    first_pause_s: float = 2.0
    user_agent: str = "wangge/0.1 (county grid desk)"


@dataclass(frozen=True)
class Fetched:
    outcome: Outcome
    data: bytes = b""
    trouble: str = ""


def fetch(url: str, politeness: Politeness) -> Fetched:
    """One request. Failures come back as plain Chinese without the address, which may hold the county's key."""
    request = urllib.request.Request(url, headers={"User-Agent": politeness.user_agent})
    try:
        with urllib.request.urlopen(request, timeout=politeness.timeout_s) as answer:
            data = answer.read()
            if answer.status == 204:
                return Fetched(Outcome.ABSENT)
    except urllib.error.HTTPError as error:
        return _refusal(error.code)
    except (OSError, HTTPException) as error:
        return Fetched(Outcome.FAILED, trouble=f"{UNREACHED}：{_why(getattr(error, 'reason', error))}")
    if not is_picture(data):
        return Fetched(Outcome.FAILED, trouble="底图服务返回的不是图片，请检查地址与密钥")
    return Fetched(Outcome.CAME, data)


def _why(reason: object) -> str:
    """A network failure in plain words."""
    if isinstance(reason, ssl.SSLError):
        return "对方的安全证书不受信任"
    if isinstance(reason, socket.gaierror):
        return "找不到这个地址的服务器，请检查地址和网络"
    if isinstance(reason, TimeoutError):
        return "等待超时"
    if isinstance(reason, ConnectionRefusedError):
        return "服务器没有开放这个端口，或服务已停"
    return "网络中断"


def _refusal(code: int) -> Fetched:
    if code in (404, 410):
        return Fetched(Outcome.ABSENT)
    if code in (401, 403):
        return Fetched(Outcome.FAILED, trouble=f"底图服务拒绝访问（{code}），请检查密钥")
    if code in (418, 429):
        return Fetched(Outcome.FAILED, trouble=f"底图服务要求放慢（{code}）")
    return Fetched(Outcome.FAILED, trouble=f"底图服务出错（{code}）")


class Fetcher:
    """Turns wishes for tiles into calls of `arrived`, made on one of its threads. Threads start with the first wish."""

    def __init__(
        self,
        url_of: Callable[[Number], str],
        arrived: Callable[[Number, bytes], None],
        politeness: Politeness,
        clock: Clock,
    ) -> None:
        self._url_of, self._arrived = url_of, arrived
        self._politeness, self._clock = politeness, clock
        self._state = threading.Condition()
        self._wishes: OrderedDict[Number, None] = OrderedDict()
        self._under_way: set[Number] = set()
        self._absent: dict[Number, int] = {}
        self._threads: list[threading.Thread] = []
        self._closed = False
        self._health = Health()
        self._rest_until = 0.0  # time.monotonic(): the machine's clock may be set meanwhile

    @property
    def health(self) -> Health:
        return self._health

    def wish(self, number: Number) -> None:
        """Ask for a tile; quick. While the server rests after a failure the wish waits."""
        with self._state:
            now = self._clock.now()
            if self._closed or number in self._under_way:
                return
            if now - self._absent.get(number, -_ABSENT_FOR_S) < _ABSENT_FOR_S:
                return
            self._wishes[number] = None
            self._wishes.move_to_end(number)
            while len(self._wishes) > _WISHES:
                self._wishes.popitem(last=False)
            if len(self._threads) < self._politeness.at_once:
                self._start_thread()
            self._state.notify()

    def forget_wishes(self) -> None:
        """Drop what was not begun: the view moved on."""
        with self._state:
            self._wishes.clear()

    def close(self, wait_s: float = 0.0) -> None:
        """Stop. Threads inside a request end with it (they are daemons); `wait_s` waits for them."""
        with self._state:
            self._closed = True
            self._wishes.clear()
            self._state.notify_all()
        for thread in self._threads:
            thread.join(wait_s)

    def _start_thread(self) -> None:
        thread = threading.Thread(target=self._work, name=f"tiles-{len(self._threads)}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _work(self) -> None:
        while (number := self._next()) is not None:
            fetched = fetch(self._url_of(number), self._politeness)
            self._settle(number, fetched)
            if fetched.outcome is Outcome.CAME and not self._closed:
                self._arrived(number, fetched.data)

    def _next(self) -> Number | None:
        with self._state:
            while not self._closed and (not self._wishes or (rest_s := self._rest_until - time.monotonic()) > 0):
                self._state.wait(rest_s if self._wishes else None)
            if self._closed:
                return None
            number, _ = self._wishes.popitem()
            self._under_way.add(number)
            return number

    def _settle(self, number: Number, fetched: Fetched) -> None:
        with self._state:
            now = self._clock.now()
            self._under_way.discard(number)
            if fetched.outcome is Outcome.FAILED:
                failures = self._health.failures + 1
                self._health = Health(failures, self._health.last_ok_at, fetched.trouble)
                pause_s = min(self._politeness.first_pause_s * 2 ** min(failures - 1, 8), _LONGEST_PAUSE_S)
                self._rest_until = time.monotonic() + pause_s
                self._wishes[number] = None
                self._wishes.move_to_end(number, last=False)  # behind all others: it may be this tile alone
                return
            self._health = Health(0, now)
            self._rest_until = 0.0
            if fetched.outcome is Outcome.ABSENT:
                self._absent[number] = now
