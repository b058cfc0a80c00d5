"""Telephone numbers as people give them: what is wrong with one, in a sentence that says how to mend it.

Mobile numbers have 11 digits and begin with 13 to 19 (工信部《电信网编号计划》, 2017). Fixed lines have 7 or 8 digits,
with an area code of 3 or 4 before them; 400 and 800 numbers 10; service numbers (12345, 96302) 3 to 6.
"""

from __future__ import annotations

import re
import unicodedata

MOBILE_DIGITS = 11
_FIXED = re.compile(r"(0\d{2,3})?[2-9]\d{6,7}(转\d{1,6})?")
_SERVICE = re.compile(r"(11\d|12[0-2]|1[02]\d{3}|95\d{3,4}|96\d{3,4}|[48]00\d{7})")
_MASKED = re.compile(r"\d{3}\*+\d{3,4}")


def plain_phone(text: str) -> str:
    """A number as it is kept: full-width digits narrowed, spaces, dashes, brackets and +86 gone."""
    narrow = unicodedata.normalize("NFKC", text).strip()
    return re.sub(r"^(\+|00)86", "", re.sub(r"[\s\-()—–.]", "", narrow))


def phone_fault(text: str) -> str:
    """What is wrong with a number: 差 1 位，应为 11 位; empty for a number that can be dialled, and for none at all."""
    number = plain_phone(text)
    if not number:
        return ""
    if _MASKED.fullmatch(number):
        return "号码被遮住，请填完整号码"
    if _SERVICE.fullmatch(number) or _FIXED.fullmatch(number):
        return ""
    if not number.isdigit():
        return "电话只能是数字"
    if number[0] == "1":
        return _mobile_fault(number)
    if number[0] == "0":
        return "应为区号加 7 或 8 位号码"
    return f"{len(number)} 位，应为 11 位手机号或 7、8 位固定电话"


def _mobile_fault(number: str) -> str:
    short = MOBILE_DIGITS - len(number)
    if short:
        return f"差 {short} 位，应为 11 位" if short > 0 else f"多 {-short} 位，应为 11 位"
    return "" if number[1] in "3456789" else "手机号应以 13 至 19 开头"
