"""What is written into the form of a dispute or an incident, read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from actions.disputes import Said
from core.clock import written
from core.errors import UsageError
from metrics.disputes import CHANNELS, REASONS, Effect, Pick

Fields = Mapping[str, Any]


def pick_of(fields: Fields, unit_code: str, timezone: str) -> Pick:
    """The dossiers that the fields mean, at a unit or ("") at all. UsageError for what
    cannot be read."""
    codes = words_of(fields.get("codes"))
    first, last = _day(fields.get("first")), _day(fields.get("last"))
    since, until = _moments(fields, first, last, timezone)
    channel = str(fields.get("channel") or "")
    return Pick(
        unit_code,
        codes,
        # Codes say it all: days beside them would be a second answer.
        None if codes else first,
        None if codes else last,
        since,
        until,
        tuple(fields.get("procedures") or ()),
        channel if channel in CHANNELS else "",
    )


def said_of(fields: Fields) -> Said:
    """Reason, correction and text of the fields; without a correction of its own that
    which the reason asks for."""
    reason = str(fields.get("reason") or "")
    asked = REASONS.get(reason, ("", ""))[1]
    correction = str(fields.get("correction") or "") or asked
    return Said(reason, correction, str(fields.get("text") or ""))


def seen(pick: Pick, correction: str, effect: Effect) -> str:
    """What tells apart what was looked at: another one for other dossiers, another
    correction, other data."""
    told = repr((pick, correction, effect.version, effect.dossiers))
    return sha256(told.encode()).hexdigest()[:16]


def words_of(text: object) -> tuple[str, ...]:
    """The codes that somebody wrote one a line or with commas between, each once."""
    words = str(text or "").replace(",", " ").replace(";", " ").split()
    return tuple(dict.fromkeys(words))


def _day(text: object) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        raise UsageError(
            "The day “{day}” cannot be read; write it as 2025-07-24.", day=text
        ) from None


def _moments(
    fields: Fields, first: date | None, last: date | None, timezone: str
) -> tuple[str, str]:
    """Between which moments (UTC), where hours are written; "" and "" where not."""
    start, end = _hour(fields.get("from_hour")), _hour(fields.get("to_hour"))
    if first is None or last is None or (start is None and end is None):
        return "", ""
    zone = ZoneInfo(timezone)
    since = datetime.combine(first, start or time.min, zone)
    night = datetime.combine(last + timedelta(days=1), time.min, zone)
    until = datetime.combine(last, end, zone) if end else night
    return written(since), written(until)


def _hour(text: object) -> time | None:
    if not str(text or "").strip():
        return None
    try:
        return time.fromisoformat(str(text).strip().replace("h", ":").zfill(5))
    except ValueError:
        raise UsageError(
            "The hour “{hour}” cannot be read; write it as 09:30.", hour=text
        ) from None
