"""Alerts that waited, counted again before they go out: a load may have been undone or
corrected meanwhile, and nobody is told what is no longer so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from board.alert_facts import reading
from board.alerting import Found, Looking, Standings, Until
from board.known import Known
from board.to_ask import last_complete
from metrics.alerts import (
    ARMED,
    FIRINGS,
    NOT_SO,
    OVER,
    RECOUNTED,
    WITHDRAWN,
    AlertRow,
    AlertRule,
    KeptAlert,
    Recounted,
    Standing,
    days_needed,
    step,
)
from metrics.freshness import StaleSource


def recounted(
    known: Known,
    rules: Sequence[AlertRule],
    stale: Sequence[StaleSource],
    waiting: Sequence[KeptAlert],
    until: Until,
    standings: Standings,
) -> Recounted:
    """What becomes of the firings that wait, as the data stand now. One of a rule that
    is gone is told as it was judged. After one that is withdrawn the days that were
    judged since are judged again, from where the rule then stands."""
    day = last_complete(known)
    if day is None:
        gone = [_withdrawn(one, one.row, NOT_SO) for one in waiting]
        return Recounted(known.evaluation, rows=gone)
    found = Found(known.evaluation)
    looking = Looking(known, day, tuple(stale), dict(standings), found)
    by_key, told = {rule.key: rule for rule in rules}, Recounted(known.evaluation)
    for one in waiting:
        rule, newest = by_key.get(one.row.rule), standings.get(one.row.at)
        if rule is None:
            told.still.append(one)
        elif newest is not None and newest != one.row:
            told.rows.append(_withdrawn(one, newest, OVER))
        else:
            _again(looking, looking.fitted(rule, one.row.indicator), one, until, told)
    return told


def _again(
    looking: Looking,
    rule: AlertRule,
    one: KeptAlert,
    until: Until,
    told: Recounted,
) -> None:
    key, code, day = one.row.indicator, one.row.unit_code, one.row.reading.day
    ranks = [looking.ranked(key, day) for day in days_needed(rule, day)]
    readings = [reading(ranked, code) for ranked in ranks]
    before = Standing(ARMED, one.row.standing.line)
    after, event = step(rule, before, readings)
    now = AlertRow(rule.key, code, key, event, after, readings[-1])
    if event not in FIRINGS:
        told.rows.append(_withdrawn(one, now, NOT_SO))
        last = until.get((rule.key, key), day)
        told.rows.extend(_since(looking, rule, told.rows[-1], (last - day).days))
    elif _same(one.row, now):
        told.still.append(one)
    else:
        now = replace(now, facts=looking.facts(rule, key, code, ranks[-1], event))
        told.still.append(replace(one, row=now))
        facts = {**now.facts, "alert": one.id}
        told.rows.append(replace(now, event=RECOUNTED, facts=facts))


def _since(
    looking: Looking, rule: AlertRule, row: AlertRow, days: int
) -> Iterator[AlertRow]:
    """What happened on so many days after the day of a row that was withdrawn."""
    for after in range(1, days + 1):
        day = row.reading.day + timedelta(days=after)
        ranks = [looking.ranked(row.indicator, one) for one in days_needed(rule, day)]
        for happened in looking.unit(rule, row.indicator, row.unit_code, ranks, row):
            row = happened
            yield happened


def _withdrawn(one: KeptAlert, now: AlertRow, why: str) -> AlertRow:
    facts: Mapping[str, object] = {"alert": one.id, "why": why}
    if "title" in one.row.facts:
        facts = {**facts, "title": one.row.facts["title"]}
    return replace(now, event=WITHDRAWN, facts=facts)


def _same(was: AlertRow, now: AlertRow) -> bool:
    """Whether a figure and why it fired are as they were."""
    told = [
        (row.event, row.reading.numerator, row.reading.denominator)
        for row in (was, now)
    ]
    return told[0] == told[1]
