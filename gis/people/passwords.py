"""Passwords: argon2id hashes, what a password must be, and how long to wait after wrong ones."""

from __future__ import annotations

from gis.foundation.clock import local
from gis.foundation.errors import Refused
from gis.foundation.settings import Settings


class MustWait(Refused):
    """Too many wrong tries of late. wait_s: seconds until the next one is looked at."""

    def __init__(self, message: str, wait_s: int) -> None:
        super().__init__(message, "忘了口令请联系管理员重设。")
        self.wait_s = wait_s


def must_wait(failures: int, wait: int, now: int) -> MustWait:
    """The refusal after so many wrong tries in a row, told with the instant of the next try."""
    return MustWait(f"连续输错 {failures} 次，请 {wait} 秒后（{local(now + wait):%H:%M:%S}）再试。", wait)


def hashed(password: str) -> str:
    """The argon2id hash of a password, with its salt and parameters in it."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def matches(password_hash: str, password: str) -> bool:
    """Whether a password has this hash; a hash that cannot be read matches nothing."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(password_hash: str) -> bool:
    """Whether a hash was made with weaker parameters than today's."""
    from argon2 import PasswordHasher

    return PasswordHasher().check_needs_rehash(password_hash)


def need_good(password: str, login: str, settings: Settings) -> None:
    """Refused if a password is too short, is the login, or is one character or a plain row of digits."""
    least = settings.password_length
    if len(password) < least:
        raise Refused(f"口令太短，至少 {least} 位。", "请换一个长些的口令，可以用一句话。")
    plain = password.casefold() == login.casefold() or len(set(password)) == 1 or password in "0123456789012345"
    if plain or password in "9876543210987654":
        raise Refused("口令太容易猜到。", "不要用账号名、同一个字符或顺序数字。")


def wait_s(failures: int, failed_at: int, now: int, settings: Settings) -> int:
    """Seconds to wait before the next try: none for the first wrong ones, then doubling with each."""
    over = failures - settings.sign_in_tries
    if over < 0:
        return 0
    wait = min(settings.sign_in_wait_s * 2 ** min(over, 20), settings.sign_in_wait_most_s)
    return max(0, failed_at + wait - now)


def locked(last_touch: int, now: int, settings: Settings) -> bool:
    """Whether a desk left alone since `last_touch` (UTC seconds) is to ask for the password again."""
    return settings.lock_minutes > 0 and now - last_touch >= settings.lock_minutes * 60
