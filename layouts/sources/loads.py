"""Loads, freshness, jobs and evaluations as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.cards import card_table
from layouts.stale import stale_badge, stale_line
from layouts.state import State, href
from layouts.words import CAUSES, FILE_KINDS, JOBS, OUTCOMES, word
from metrics import plain
from metrics.freshness import StaleSource


def loads_card(frame: pd.DataFrame, state: State, undo: bool) -> Component:
    """Every file taken or refused, the newest first; `undo`: with the way to undo."""
    title = _("Loads")
    if frame.empty:
        words = _("No file was loaded yet. Put one into the inbox, or run: ")
        command = html.Code("python -m ingest load FOLDER")
        return parts.card(html.P([words, command]), title)
    heads: list[parts.Column | str] = [
        _("File"),
        _("Taken at"),
        _("Outcome"),
        parts.Column(_("Read"), True),
        parts.Column(_("Accepted"), True),
        parts.Column(_("Unchanged"), True),
        parts.Column(_("Rejected"), True),
    ]
    lines = [_load(row, state, undo) for row in plain.rows(frame)]
    return parts.card(
        html.Div(
            card_table(heads, lines, _("Loads, the newest first")), className="scroll"
        ),
        title,
        _("one line a file: read = accepted + unchanged + rejected"),
        className="long",
    )


def _load(row: dict[str, Any], state: State, undo: bool) -> tuple[Any, ...]:
    about = " · ".join(
        part
        for part in (
            _("load {number}", number=row["load_id"]),
            kinds_words(row["kind"]),
            row["source"] or "",
        )
        if part
    )
    rejected: Any = formats.number(row["rejected"])
    if row["rejected"]:
        to = href("/data", state, load=row["load_id"], show="rejected")
        rejected = parts.link(rejected, to, _("Read the rejected rows"), "number")
    return (
        [html.Span(row["file"], className="file"), html.Small(about)],
        formats.moment(str(row["known_at"] or "")),
        [word(OUTCOMES, row["outcome"]), *_after(row, state, undo)],
        formats.number(row["read"]),
        formats.number(row["accepted"]),
        formats.number(row["unchanged"]),
        rejected,
    )


def _after(row: dict[str, Any], state: State, undo: bool) -> list[Any]:
    """What was said of a load, that it was undone, or the way to undo it."""
    told: list[Any] = [html.Small(row["message"])] if row["message"] else []
    if row.get("undone_at"):
        when = formats.moment(row["undone_at"])
        return [*told, html.Small(_("undone {moment}", moment=when))]
    retry = formats.known(row.get("retry_of"))
    if not undo or retry or row["outcome"] != "taken":
        return told
    words = _("Undo load {number}", number=row["load_id"])
    to = href("/upload", state, undo=row["load_id"])
    link = parts.link(_("undo…"), to, words, "no-print")
    return [*told, html.Small(link)]


def kinds_words(kinds: Any) -> str:
    """The kinds of a file, of which a workbook may hold several."""
    named = str(kinds or "").replace("|", ",").replace("+", ",").split(",")
    return ", ".join(word(FILE_KINDS, kind.strip()) for kind in named if kind.strip())


def sources_card(
    frame: pd.DataFrame, stale: Sequence[StaleSource], demo: bool
) -> Component:
    """How fresh each source is; those that are late are marked, and named first where
    they never gave anything. A demo is never told to be old."""
    title = _("Freshness by source")
    late = [line for one in stale for line in stale_line([one])]
    if frame.empty:
        nothing = parts.nothing(_("No source has given anything yet."))
        return parts.card([*late, nothing], title)
    heads: list[parts.Column | str] = [
        _("Source"),
        _("Last load"),
        _("Last day"),
        parts.Column(_("Rows"), True),
    ]
    lines = [
        (
            [
                row["source"] or _("Neutral files"),
                html.Small(kinds_words(row["kind"])),
            ],
            [
                formats.moment(str(row["last_load"] or "")),
                *stale_badge([one for one in stale if one.source == row["source"]]),
            ],
            [
                day_text(row["last_day"]),
                html.Small("" if demo else _age(row["stale_days"])),
            ],
            formats.number(row["rows"]),
        )
        for row in plain.rows(frame)
    ]
    table = parts.table(heads, lines, title, "tight")
    return parts.card([*late, table], title)


def day_text(day: Any) -> str:
    """A day that may be stored as a date or as its text."""
    return formats.moment(day) if isinstance(day, str) else formats.day(day)


def _age(days: Any) -> Any:
    if not formats.known(days):
        return ""
    if days <= 0:
        return _("up to today")
    return _("{days} days old", days=formats.number(days))


def jobs_card(frame: pd.DataFrame) -> Component:
    """The scheduler's jobs: last run, outcome, next run."""
    title = _("Scheduled jobs")
    if frame.empty:
        words = _("The scheduler has not run here yet. Start it with: ")
        command = html.Code("python -m jobs")
        return parts.card(html.P([words, command]), title)
    heads: list[parts.Column | str] = [
        _("Job"),
        _("Last run"),
        _("Outcome"),
        _("Next run"),
    ]
    lines = [
        (
            _job(str(row["job"])),
            formats.moment(str(row["last_run"] or "")),
            [word(OUTCOMES, row["outcome"]), html.Small(row["message"] or "")],
            formats.moment(str(row["next_run"] or "")),
        )
        for row in plain.rows(frame)
    ]
    return parts.card(parts.table(heads, lines, title, "tight"), title)


def _job(name: str) -> str:
    """A job's name; that of a source as "source: name"."""
    first, _colon, rest = name.partition(":")
    return f"{word(JOBS, first)}: {rest}" if rest else word(JOBS, name)


def evaluations_card(frame: pd.DataFrame) -> Component:
    """The frozen readings, never edited."""
    title = _("Evaluations")
    subtitle = _("what was known at each moment; never edited")
    if frame.empty:
        words = _("None yet: one is frozen after each load and every night.")
        return parts.card(parts.nothing(words), title, subtitle)
    heads: list[parts.Column | str] = [
        _("Number"),
        _("Frozen at"),
        _("As of"),
        _("Cause"),
    ]
    lines = [
        (
            str(row["evaluation"]),
            formats.moment(str(row["known_at"] or "")),
            day_text(row["as_of"]),
            word(CAUSES, row["cause"]),
        )
        for row in plain.rows(frame)
    ]
    table = parts.table(heads, lines, title, "tight")
    return parts.card(html.Div(table, className="scroll"), title, subtitle)
