"""The list of revisions since an evaluation."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.state import State, here, href
from metrics import plain
from metrics.questions import Reading
from metrics.revisions import Revised


def card(revised: Revised, state: State, timezone: str) -> Component:
    """The units whose numbers are others now, the widest difference first."""
    about = revised.published
    rows = plain.rows(revised.frame)
    return parts.card(
        [*_table(rows, revised, state), parts.note(_rule())],
        _("Revised since: {indicator}", indicator=_(about.indicator.name)),
        published_on(about, timezone),
        parts.link(
            _("Reopen as published"),
            href(
                "/rankings",
                state,
                evaluation=about.evaluation,
                indicator=about.indicator.key,
                window=state.get("window"),
            ),
        ),
        "long",
    )


def published_on(about: Reading, timezone: str) -> str:
    """Which evaluation, when, and of which days it speaks."""
    told = _(
        "Evaluation {number}, published on {moment}",
        number=about.evaluation or "",
        moment=formats.moment(about.known_at, timezone),
    )
    days = formats.day(about.as_of)
    if about.start is not None:
        days = f"{formats.day(about.start)} – {days}"
    return f"{told} · {days}"


def _rule() -> str:
    return _(
        "Both are of the same days: what was received later is no revision. Points are "
        "percentage points."
    )


def _table(rows: list[Any], revised: Revised, state: State) -> list[Component]:
    if not rows:
        told = _("None of the {count} numbers has changed.", count=revised.units)
        return [parts.nothing(told)]
    summary = _(
        "{changed} of {count} numbers are others now.",
        changed=len(rows),
        count=revised.units,
    )
    heads: list[parts.Column | str] = [
        _("Unit"),
        parts.Column(_("As published"), True),
        parts.Column(_("As known now"), True),
        parts.Column(_("Points"), True),
        parts.Column(_("Counts"), True),
        parts.Column(_("Rank"), True),
        _("Loads"),
    ]
    lines = [_line(row, revised.published, state) for row in rows]
    return [html.P(summary), parts.table(heads, lines, _("Revisions"))]


def _line(row: Any, about: Reading, state: State) -> tuple[Any, ...]:
    name = row["unit_name"] or _("The whole")
    to = here(state, unit=row["unit_code"])
    return (
        parts.link(name, to, _("Why it changed"), "unit"),
        side(row, "then", about, state),
        side(row, "now", about, state),
        parts.signed(row["value"]),
        _plus(row["numerator"], row["denominator"]),
        _ranks(row["rank_then"], row["rank_now"]),
        row["loads"] or formats.NOTHING,
    )


def side(row: Any, when: str, about: Reading, state: State) -> list[Any]:
    """A value with its counts, "then" or "now", that leads to the number's passport."""
    counted = {name: row[f"{name}_{when}"] for name in ("numerator", "denominator")}
    window = state.get("window")
    own = {"window": window, "as_of": about.as_of, "evaluation": about.evaluation}
    text, code = formats.percent(row[f"value_{when}"]), row["unit_code"]
    linked = parts.number(text, state, about.indicator.key, code, **own)
    return [linked, html.Small(parts.counted(counted))]


def plus(count: object) -> str:
    """A count with its sign: "+3", "−2", "0"."""
    if not formats.known(count):
        return formats.NOTHING
    whole = int(str(count))
    return f"+{formats.number(whole)}" if whole > 0 else formats.number(whole)


def _plus(numerator: object, denominator: object) -> str:
    return f"{plus(numerator)} / {plus(denominator)}"


def _ranks(then: object, now: object) -> str:
    return f"{formats.number(then)} → {formats.number(now)}"
