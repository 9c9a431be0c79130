"""How far the whole is: the first page."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pandas as pd

from board.completeness import completeness
from board.header import header
from board.known import Known
from board.ranking import ranking
from board.trend import trend
from board.whole import WHOLE
from metrics.answers import Header, Overview, Ranking
from metrics.expected import Expected
from metrics.questions import Question
from metrics.standing import STATUS_ORDER, worse

ASKED, MOVED = 8, 5
# A unit is silent whose last day lags the newest by more.
SILENT_AFTER = timedelta(days=2)


def overview(
    known: Known, plan: str = "", basis: str = "", as_of: date | None = None
) -> Overview:
    """The pair of rankings, who is behind, who moved, who is silent. Raises
    UsageError for an unknown plan or basis."""
    head = header(known, plan, basis, as_of)
    pair = _rankings(known, head, head.pair)
    leading, beside = (ranked(one.frame) for one in pair)
    second = dict(zip(beside["unit_code"], beside["status"], strict=True))
    unit_status = {
        code: worse(status, second.get(code, ""))
        for code, status in zip(leading["unit_code"], leading["status"], strict=True)
    }
    counted = Counter(unit_status.values())
    return Overview(
        pair=pair,
        companion=_rankings(known, head, head.companion),
        statuses={word: counted[word] for word in STATUS_ORDER},
        met_both=counted["met"],
        ranked=len(leading),
        unit_status=unit_status,
        ask=_ask(leading),
        movers=_movers(leading),
        silent=_silent(known, leading, head.as_of, _expected(known, head)),
        trend=trend(known, head.pair[0], (WHOLE,), _key(head), end=head.as_of),
    )


def _key(head: Header) -> str:
    return head.plan.key if head.plan else ""


def _expected(known: Known, head: Header) -> Expected:
    kinds = head.plan.kinds if head.plan else ()
    question = Question(head.pair[0], _key(head), as_of=head.as_of, kinds=kinds)
    return completeness(known, question)


def _rankings(
    known: Known, head: Header, indicators: tuple[str, str]
) -> tuple[Ranking, Ranking]:
    kinds = head.plan.kinds if head.plan else ()
    first, second = (
        ranking(known, Question(key, _key(head), as_of=head.as_of, kinds=kinds))
        for key in indicators
    )
    return first, second


def ranked(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the units that are ranked: those without children."""
    return frame[~frame["is_parent"].astype(bool)].reset_index(drop=True)


def _ask(leading: pd.DataFrame) -> pd.DataFrame:
    """The units below the path, the furthest first."""
    known = leading[leading["value"].notna() & leading["expected"].notna()]
    ahead = (known["value"] - known["expected"]).astype(float)
    order = ahead[ahead < 0].sort_values(kind="stable").index
    return known.loc[order[:ASKED]].reset_index(drop=True)


def _movers(leading: pd.DataFrame) -> pd.DataFrame:
    """The units that gained most in a week."""
    change = leading["change_7d"].dropna().astype(float)
    order = change.sort_values(ascending=False, kind="stable").index
    return leading.loc[order[:MOVED]].reset_index(drop=True)


def _silent(
    known: Known, leading: pd.DataFrame, as_of: date, expected: Expected
) -> pd.DataFrame:
    """Ranking rows, with `last_day` and what they lack (metrics.expected), of the
    units without a value or whose last day with data lags the newest of all."""
    days = known.last_days(as_of)
    newest = max(days.values(), default=None)
    last = [days.get(code) for code in leading["unit_code"]]
    lagging = [
        newest is not None and (day is None or newest - day > SILENT_AFTER)
        for day in last
    ]
    shown = leading.assign(last_day=pd.Series(last, dtype=object))
    lacks = expected.frame[["unit_code", "basis", "lacking", "gaps"]]
    shown = shown.merge(lacks, "left", "unit_code")
    silent = leading["value"].isna() | pd.Series(lagging, dtype=bool)
    return shown[silent].reset_index(drop=True)
