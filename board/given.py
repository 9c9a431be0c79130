"""Dossiers that two sources both give, as each last spoke of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from metrics.given import Beside, Given, beside, untold
from store import given
from store.engine import Database

# What is compared dossier by dossier; a reader would wait for more.
MOST = 500_000


def two_sources(db: Database, unit_code: str = "") -> tuple[Beside, ...]:
    """Where two sources speak of the dossiers of one unit (of `unit_code` alone), each
    named with its newest file. No dossier is read where one source alone gives any."""
    with db.read() as connection:
        givers = given.givers(connection)
        if len(givers) < 2:
            return ()
        shared = _shared(given.spoken(connection, unit_code))
        units = sorted({one.unit_code for one in shared})
        if sum(one.times for one in shared) > MOST:
            rows, silent = _days_alone(shared)
        else:
            found = given.given(connection, units, unit_code)
            rows = [Given(*row) for row in found.itertuples(index=False, name=None)]
            loads = {source: giver.loads for source, giver in givers.items()}
            silent = untold(given.unclear(connection), loads, units)
    return tuple(
        replace(one, first=givers[one.first].told, second=givers[one.second].told)
        for one in beside(rows, silent)
    )


def _shared(spoken: list[given.Spoken]) -> list[given.Spoken]:
    """What was said of units of which several sources spoke."""
    sources = Counter(one.unit_code for one in spoken)
    return [one for one in spoken if sources[one.unit_code] > 1]


def _days_alone(
    shared: list[given.Spoken],
) -> tuple[list[Given], set[tuple[str, str]]]:
    """The days that sources speak of, of which no figure is to be told."""
    rows = [
        Given(one.unit_code, "", day, one.source, 0)
        for one in shared
        for day in (one.first_day, one.last_day)
    ]
    return rows, {(one.unit_code, one.source) for one in shared}
