"""Which dossiers and procedures moved a published number."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from board.compared import Compared
from core.kinds import DOSSIERS, SERVICES
from metrics import causes
from metrics.ranking import Ranked
from metrics.windows import Window
from store import revisions as later
from store import then as before
from store.spans import read_spans


def moved(both: Compared, code: str) -> pd.DataFrame | None:
    """What each dossier or procedure did; None where they are too many to compare."""
    indicator = both.now.asked.indicator
    if indicator.basis == "catalogue":
        return _of_catalogue(both, code)
    if indicator.basis == "dossiers":
        return _of_dossiers(both, code)
    return pd.DataFrame(columns=causes.ITEM_COLUMNS, dtype=object)


def _of_dossiers(both: Compared, code: str) -> pd.DataFrame | None:
    came, zone = both.since, both.known.db.timezone
    then_units = both.units(both.then.ranked, code)
    now_units = both.units(both.now, code)
    units = tuple(dict.fromkeys((*then_units, *now_units)))
    with both.known.db.read() as connection:
        versions = later.dossiers(connection, came, units, both.window)
        if versions is None:
            return None
        spans = before.spans_then(connection, came, zone)
        now = versions[versions["current"].isin([True])]
        if spans is not None:
            others = later.releveled(connection, came, units, both.window, spans)
            others = others[~others["dossier_code"].isin(now["dossier_code"])]
            versions, now = (
                pd.concat([frame, others], ignore_index=True)
                for frame in (versions, now)
            )
    then = before.stood_then(versions, DOSSIERS, came, zone)
    then = before.with_levels(then, spans)
    items = causes.of_dossiers(
        _here(then, then_units, both.window),
        _here(now, now_units, both.window),
        both.now.asked.indicator,
        both.ledger(came.newer(DOSSIERS)),
    )
    return items if spans is None else _by_services(both, items)


def _here(rows: pd.DataFrame, units: Collection[str], window: Window) -> pd.DataFrame:
    """With `here`: whether each counts at the units within the window."""
    inside = rows["day"] <= window.end
    if window.start is not None:
        inside &= rows["day"] >= window.start
    return rows.assign(
        here=inside & rows["unit_code"].isin(units) & (rows["deleted"] != "1")
    )


def _by_services(both: Compared, items: pd.DataFrame) -> pd.DataFrame:
    """A dossier that no load touched moved by the services row that came since."""
    with both.known.db.read() as connection:
        services = later.later_services(connection, both.since)
    return causes.by_later_rows(items, services)


def _of_catalogue(both: Compared, code: str) -> pd.DataFrame:
    came = both.since
    with both.known.db.read() as connection:
        spans = before.spans_then(connection, came, both.known.db.timezone)
        if spans is None:
            return pd.DataFrame(columns=causes.ITEM_COLUMNS, dtype=object)
        then = before.in_force(connection, spans, both.window.end)
        now = before.in_force(connection, read_spans(connection), both.window.end)
        services = later.later_services(connection, came)
    items = causes.of_catalogue(
        then[then["unit_code"].isin(_leaves(both.then.ranked, both, code))],
        now[now["unit_code"].isin(_leaves(both.now, both, code))],
        both.now.asked.indicator,
        both.ledger(came.newer(SERVICES)),
    )
    return causes.by_later_rows(items, services)


def _leaves(side: Ranked, both: Compared, code: str) -> list[str]:
    return side.asked.childless(both.units(side, code))
