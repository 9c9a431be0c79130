"""What the unit has, how dossiers reach it, and what is wrong with its data."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.reconciled import MEASURES
from layouts import parts
from layouts.doubts import unit_doubts
from layouts.reconciliation import reconciliation_table
from layouts.state import State, href
from layouts.unit.pace import working_days
from layouts.words import REASONS, RESOURCES, word
from metrics import plain
from metrics.answers import UnitAnswer
from metrics.questions import Reading

# Indented below the row they are part of: measure -> the row above.
PART_OF = {"channel_unknown": "counter", "assisted": "online"}
CHANNELS = ("received", "online", "assisted", "counter", "channel_unknown", "post")


def resources_card(answer: UnitAnswer, dossiers: Reading) -> Component:
    """Staff, kiosks, lawyers, volunteers on the last day known."""
    rows = plain.rows(answer.resources)
    if not rows:
        words = _("Nothing is on record. Load a resources file to compare it.")
        return parts.card(parts.nothing(words), _("What the unit has"))
    lines = [
        (
            word(RESOURCES, row["measure"]),
            [html.B(formats.number(row["value"])), html.Small(formats.day(row["day"]))],
        )
        for row in rows
    ]
    load = _load(answer, dossiers)
    if load is not None:
        lines.append(
            (
                _("Dossiers an officer and working day"),
                [html.B(formats.number(load, 1))],
            )
        )
    heads: list[parts.Column | str] = [_("Resource"), parts.Column(_("Number"), True)]
    return parts.card(
        parts.table(heads, lines, _("What the unit has"), "tight"),
        _("What the unit has"),
    )


def _counts(answer: UnitAnswer) -> dict[str, Any]:
    return {row["measure"]: row["value"] for row in plain.rows(answer.channels)}


def _load(answer: UnitAnswer, dossiers: Reading) -> float | None:
    """Dossiers received for each officer and working day of the window."""
    staff = {row["measure"]: row["value"] for row in plain.rows(answer.resources)}
    received = _counts(answer).get("received")
    if not staff.get("staff") or received is None or dossiers.start is None:
        return None
    monday_to_friday = working_days(dossiers.start, dossiers.as_of)
    monday_to_friday += dossiers.start.weekday() < 5
    if not monday_to_friday:
        return None
    return float(received) / float(staff["staff"]) / monday_to_friday


def channels_card(answer: UnitAnswer, dossiers: Reading) -> Component:
    """How dossiers arrived; what was not stated and what was helped stands apart."""
    counts = _counts(answer)
    received = counts.get("received")
    title = _("How dossiers reach the unit")
    days = _(
        "{start} to {end}",
        start=formats.day(dossiers.start),
        end=formats.day(dossiers.as_of),
    )
    if not received:
        words = _("No dossier of these days is on record.")
        return parts.card(parts.nothing(words), title, days)
    lines = [
        (_channel(measure), formats.number(counts[measure]), _part(counts, measure))
        for measure in CHANNELS
        if formats.known(counts.get(measure))
    ]
    heads: list[parts.Column | str] = [
        _("Channel"),
        parts.Column(_("Dossiers"), True),
        parts.Column(_("Share"), True),
    ]
    rule = _(
        "A dossier without a channel counts as handed in at the counter, and is shown "
        "as its own row. With help: submitted by an officer, a kiosk or a proxy."
    )
    table = parts.table(heads, lines, title, "tight")
    return parts.card([table, parts.note(rule)], title, days)


def _channel(measure: str) -> Any:
    name = word(MEASURES, measure)
    if measure not in PART_OF:
        return name
    return html.Span(_("of these: {name}", name=name), className="part")


def _part(counts: dict[str, Any], measure: str) -> str:
    whole = counts.get(PART_OF.get(measure, "received"))
    if not whole:
        return formats.NOTHING
    return formats.percent(float(counts[measure]) / float(whole), 1)


def faults_card(answer: UnitAnswer, state: State) -> Component:
    """The unit's rejected rows by reason."""
    rows = plain.rows(answer.faults)
    title = _("Faults in the unit's data")
    code = str(answer.unit["code"])
    doubtful = [*unit_doubts(answer.doubts, state), _weeks(code, state)]
    if not rows:
        words = _("None of the unit's rows was rejected.")
        return parts.card([parts.nothing(words), *doubtful], title)
    lines = [_fault(row, code, state) for row in rows]
    heads: list[parts.Column | str] = [
        _("Reason"),
        parts.Column(_("Rows"), True),
        _("Last seen"),
    ]
    to = href("/data", state, unit=code, show="rejected")
    return parts.card(
        [
            parts.table(heads, lines, title, "tight"),
            html.P(parts.link(_("Read the rejected rows"), to)),
            *doubtful,
        ],
        title,
        _("rows that were not taken do not count in any number here"),
    )


def _weeks(code: str, state: State) -> Component:
    # What is seen there takes a while to tell, and this page is not to wait for it.
    to = href("/data", state, unit=code, show="unusual")
    return html.P(parts.link(_("Its newest week beside its own earlier ones"), to))


def _fault(row: dict[str, Any], code: str, state: State) -> tuple[Any, ...]:
    to = href("/data", state, unit=code, reason=row["reason"], show="rejected")
    return (
        parts.link(word(REASONS, row["reason"]), to),
        formats.number(row["rows"]),
        formats.moment(str(row["last_at"] or "")),
    )


def reconciliation_card(answer: UnitAnswer) -> Component:
    """What was reported beside what was counted."""
    title = _("Reported and counted")
    if answer.reconciliation.empty:
        words = _("No reported figure of this unit differs from what was counted.")
        return parts.card(parts.nothing(words), title)
    return parts.card(reconciliation_table(answer.reconciliation), title)
