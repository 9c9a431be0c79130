"""Counting guardrails over dossiers, by unit and period, in one statement."""

from __future__ import annotations

from datetime import date

import pandas as pd
from sqlalchemy import Connection, and_, case, func, select

from metrics import measures
from metrics.guardrails import COUNTS
from metrics.windows import Window
from store import bulk
from store.epoch import flag
from store.questions import within
from store.rollup import holds
from store.schema import dossier


def guardrails(connection: Connection, window: Window, middle: date) -> pd.DataFrame:
    """unit_code, late_half (0: before `middle`, 1: from it on) and COUNTS, of the
    dossiers handed in within `window`."""
    d = dossier.c
    received = holds(measures.RECEIVED.when)
    again = and_(received, d.replaces_code != "")
    online_result = and_(
        holds(measures.FINISHED.when & measures.ONLINE.when), d.result_form != ""
    )
    counts = {
        "received": flag(received),
        "handed_in": flag(d.status != "registered"),
        "refused": flag(d.status == "refused"),
        "requests": case((received, func.coalesce(d.supplement_requests, 0)), else_=0),
        "resubmitted": flag(again),
        "cases": flag(received) - flag(again),
        "due_known": flag(holds(measures.DUE_KNOWN.when)),
        "late": flag(and_(holds(measures.FINISHED.when), d.timeliness == "late")),
        "online_results": flag(online_result),
        "online_paper": flag(and_(online_result, d.result_form == "paper")),
    }
    half = case((d.day >= middle, 1), else_=0).label("late_half")
    rows = (
        select(d.unit_code, half, *(func.sum(counts[n]).label(n) for n in COUNTS))
        .where(d.current, d.deleted != "1", within(d.day, window))
        .group_by(d.unit_code, half)
    )
    frame = bulk.read_frame(connection, rows)
    return frame.astype(dict.fromkeys(("late_half", *COUNTS), "int64"))
