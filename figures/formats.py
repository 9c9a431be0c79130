"""Numbers, days and moments as a reader sees them: 1.234,5 and 59,71 % in Vietnamese,
1,234.5 and 59.71% in English. What is not known is "–", never zero.
"""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel.numbers import get_decimal_symbol, get_group_symbol

from core.language import _, language
from metrics.small import WITHHELD, Withheld

NOTHING = "–"
_NBSP = "\u00a0"
_MINUS = "−"


@cache
def _separators(lang: str) -> tuple[str, str]:
    locale = "vi" if lang == "vi" else "en"
    return get_group_symbol(locale), get_decimal_symbol(locale)


def known(value: object) -> bool:
    """Whether `value` is known: not None, not NaN, not NaT."""
    # NaN and NaT differ from themselves.
    return value is not None and value == value


def number(value: object, digits: int = 0) -> str:
    """`value` with grouped thousands and `digits` decimals: 1.234,5 in Vietnamese."""
    if not known(value):
        return NOTHING
    if isinstance(value, Withheld):
        return _("withheld") if value == WITHHELD else str(value)
    group, decimal = _separators(language())
    text = f"{float(value):,.{digits}f}"  # type: ignore[arg-type]
    return (
        text.replace(",", "\0")
        .replace(".", decimal)
        .replace("\0", group)
        .replace("-", _MINUS)
    )


def _share(value: float, digits: int) -> float:
    """`value` x 100, cut instead of rounded where it would reach 100 from below."""
    percent = value * 100
    if percent < 100 and round(percent, digits) >= 100:
        scale = 10**digits
        return math.floor(percent * scale) / scale
    return percent


def percent(share: object, digits: int = 2) -> str:
    """A share of 0 to 1 in per cent: "59,71 %" (Vietnamese), "59.71%" (English).

    A share below one is never shown as 100.
    """
    if not known(share):
        return NOTHING
    text = number(_share(float(share), digits), digits)  # type: ignore[arg-type]
    return f"{text}{_NBSP}%" if language() == "vi" else f"{text}%"


def target(share: object) -> str:
    """A target in per cent, without decimals that say nothing: "80 %"."""
    if not known(share):
        return NOTHING
    value = float(share) * 100  # type: ignore[arg-type]
    digits = 0 if abs(value - round(value)) < 1e-9 else 2
    return percent(share, digits)


def points(share: object, digits: int = 1) -> str:
    """A difference of shares in percentage points, without its sign: "24,8"."""
    if not known(share):
        return NOTHING
    value = abs(float(share)) * 100  # type: ignore[arg-type]
    # A gap that rounds to nothing is still a gap.
    if value and round(value, digits) == 0:
        digits = 2
    return number(value, digits)


def change(share: object, digits: int = 1) -> str:
    """A signed change in percentage points: "▲ 4,2", "▼ 0,9" or "0,0"."""
    if not known(share):
        return NOTHING
    value = float(share)  # type: ignore[arg-type]
    sign = "▲" + _NBSP if value > 0 else "▼" + _NBSP if value < 0 else ""
    return sign + points(value, digits)


def places(now: object, before: object) -> str:
    """Ranks won or lost: "▲ 4", "▼ 2", "=", or "–"."""
    if not (known(now) and known(before)):
        return NOTHING
    moved = int(before) - int(now)  # type: ignore[call-overload]
    if moved == 0:
        return "="
    return f"{'▲' if moved > 0 else '▼'}{_NBSP}{number(abs(moved))}"


def counts(numerator: object, denominator: object) -> str:
    """The counts behind a share: "312/408"."""
    return f"{number(numerator)}/{number(denominator)}"


def day(value: date | None, *, year: bool = True) -> str:
    """A day as dd/mm/yyyy, or dd/mm without `year`."""
    if not known(value) or value is None:
        return NOTHING
    return f"{value.day}/{value.month}/{value.year}" if year else _short(value)


def _short(value: date) -> str:
    return f"{value.day}/{value.month}"


def moment(known_at: str, timezone: str = "Asia/Ho_Chi_Minh") -> str:
    """A moment ("2025-07-24T19:00:00Z", or a bare day) in local time: "25/7 02:00"."""
    if not known_at:
        return NOTHING
    if "T" not in known_at:
        return day(date.fromisoformat(known_at))
    at = datetime.fromisoformat(known_at.replace("Z", "+00:00"))
    local = at.astimezone(ZoneInfo(timezone))
    return f"{_short(local.date())}/{local.year} {local:%H:%M}"


def deadline(moment_: str, timezone: str = "Asia/Ho_Chi_Minh") -> str:
    """A deadline in local time; midnight ends the day before: "30/7/2025 24:00"."""
    at = datetime.fromisoformat(moment_.replace("Z", "+00:00"))
    local = at.astimezone(ZoneInfo(timezone))
    if local.hour or local.minute:
        return moment(moment_, timezone)
    return f"{day((local - timedelta(days=1)).date())} 24:00"
