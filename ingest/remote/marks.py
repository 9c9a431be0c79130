"""The high-water mark: how far a source was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from core.clock import now
from core.errors import UsageError

# A mark further in the future than any clock that goes wrong a little is a fault in
# the data, and would have nothing asked for ever again.
_AHEAD = timedelta(days=1)


@dataclass(frozen=True)
class Mark:
    """A value of the column that says when a row was changed, or its number."""

    value: Any

    @property
    def type(self) -> str:
        """text, int, decimal, date or datetime."""
        names = {str: "text", int: "int", Decimal: "decimal", date: "date"}
        return names.get(type(self.value), "datetime")

    @property
    def text(self) -> str:
        """The value as it is stored."""
        moment = isinstance(self.value, date)
        return self.value.isoformat() if moment else str(self.value)


def stored(text: str, type_: str) -> Mark | None:
    """A mark as it was stored; None where there was none."""
    if not type_:
        return None
    read: dict[str, Any] = {
        "text": str,
        "int": int,
        "decimal": Decimal,
        "date": date.fromisoformat,
        "datetime": datetime.fromisoformat,
    }
    return Mark(read[type_](text))


class Furthest:
    """The furthest mark among the values seen. Values that cannot be compared, and
    moments in the future, move nothing."""

    def __init__(
        self, zone: str, formats: tuple[str, ...] = (), begun: Mark | None = None
    ) -> None:
        self._zone = ZoneInfo(zone)
        self._formats = formats
        self._best: Any = None
        self.mark: Mark | None = None
        if begun is not None:
            # A mark never goes back, from wherever this run was asked to begin.
            self.see(begun.value)

    def see(self, value: Any) -> None:
        """Take a value into account."""
        place = self._place(value)
        if place is None:
            return
        if self._best is None or (
            type(place) is type(self._best) and place > self._best
        ):
            self._best, self.mark = place, Mark(value)

    def _place(self, value: Any) -> Any:
        """Where a value stands in the order: a number or a moment in UTC."""
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return Decimal(str(value))
        found = value if isinstance(value, date) else self._read(str(value or ""))
        if isinstance(found, date) and not isinstance(found, datetime):
            found = datetime(found.year, found.month, found.day)
        if isinstance(found, datetime):
            local = found if found.tzinfo else found.replace(tzinfo=self._zone)
            moment = local.astimezone(UTC)
            return moment if moment <= now() + _AHEAD else None
        return found

    def _read(self, text: str) -> Any:
        moment = as_moment(text, self._formats)
        if moment is not None:
            return moment[0]
        try:
            return Decimal(text) if text else None
        except InvalidOperation:
            return None


def like(usual: Any, text: str) -> Any:
    """What somebody wrote, in the type that marks of this source have. UsageError
    where it cannot be read so."""
    try:
        if isinstance(usual, datetime):
            return datetime.fromisoformat(text)
        if isinstance(usual, date):
            return date.fromisoformat(text)
        return type(usual)(text)
    except (ValueError, InvalidOperation):
        raise UsageError(
            "“{text}” is no place to begin from. Write it like {usual}.",
            text=text,
            usual=usual,
        ) from None


def as_moment(text: str, formats: tuple[str, ...] = ()) -> tuple[datetime, str] | None:
    """The moment that a text tells, and its format ("" is ISO); None for a text that
    tells none."""
    for written in formats:
        try:
            return datetime.strptime(text, written), written
        except ValueError:
            continue
    if "-" not in text:
        # Python reads 20250724 as a day; to us it is a number until a format says so.
        return None
    try:
        return datetime.fromisoformat(text), ""
    except ValueError:
        return None


def before(value: Any, minutes: int, formats: tuple[str, ...] = ()) -> Any:
    """`value`, or the moment so many minutes before it, written the same way."""
    if not minutes:
        return value
    back = timedelta(minutes=minutes)
    if isinstance(value, datetime):
        return value - back
    if not isinstance(value, str):
        return value
    moment = as_moment(value, formats)
    if moment is None:
        return value
    earlier, written = moment[0] - back, moment[1]
    return earlier.strftime(written) if written else earlier.isoformat()
