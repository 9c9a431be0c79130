"""Who answers for the unit, where it stands, what it misses by when."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import borders, completeness, parts, standing
from layouts.held import held_line
from layouts.integrity.guardrails import mark
from layouts.reconciliation import open_line
from layouts.stale import stale_badge
from layouts.state import State, href
from layouts.unit.pace import a_day
from layouts.words import kind_word
from metrics.answers import Header, UnitAnswer
from metrics.questions import Reading

Row = dict[str, Any]


def head_card(
    answer: UnitAnswer, header: Header, state: State, hollow: bool = False
) -> Component:
    """Name, Chair, rank, places moved and status; `hollow`: its rise is marked."""
    first, second = (answer.rows[key] for key in header.pair)
    status = standing.worse(first["status"], second["status"])
    return parts.card(
        [
            html.H2(name(answer), className="name"),
            html.P(_place(answer, state), className="quiet"),
            *borders.before(answer.names, answer.replaces, state),
            html.P(_chair(answer), className="quiet"),
            html.Div(
                [
                    *_rank(answer, first),
                    html.Span([parts.pill(status), " ", mark(hollow)]),
                ],
                className="facts",
            ),
            html.P(_days(answer, header), className="quiet"),
            *stale_badge(header.stale, header.basis),
            *completeness.of_unit(answer.expected, state),
            *open_line(answer, state),
            *held_line(answer.held, state),
        ]
    )


def name(answer: UnitAnswer) -> str:
    """The unit's name in the reader's language."""
    return parts.unit_name({**answer.unit, "unit_name": answer.unit["name"]})


def _place(answer: UnitAnswer, state: State) -> list[Any]:
    unit = answer.unit
    said: list[Any] = [kind_word(unit["kind"])]
    if unit["former_district"]:
        said += [" · ", unit["former_district"]]
    if unit["parent_code"]:
        to = href(f"/units/{unit['parent_code']}", state)
        said += [" · ", parts.link(unit["parent_name"], to)]
    return said


def _chair(answer: UnitAnswer) -> list[Any]:
    chair: dict[str, Any] = answer.chair
    if not chair:
        return [_("No Chair is on record on this day.")]
    said = _(
        "Chair: {person}, since {day}",
        person=chair["person"],
        day=formats.day(chair["starts_on"]),
    )
    return [said, *parts.acting(chair["acting"])]


def _rank(answer: UnitAnswer, row: Row) -> list[Component]:
    if not formats.known(row["rank"]):
        return [html.Span(_unranked(row))]
    moved = formats.places(row["rank"], row["previous_rank"])
    return [
        html.Span(formats.number(row["rank"]), className="big"),
        html.Span(f"/ {formats.number(answer.ranked)}", className="quiet"),
        html.Span(_moved(moved), className=_direction(moved)),
    ]


def _unranked(row: Row) -> str:
    if row.get("former"):
        return _("Not ranked: no longer in force.")
    if row["is_parent"]:
        return _("Not ranked: it has subordinate units.")
    return _("Not ranked: not enough data.")


def _moved(moved: str) -> str:
    if moved == formats.NOTHING:
        return _("no rank 7 days ago")
    if moved == "=":
        return _("same rank as 7 days ago")
    return _("{moved} places in 7 days", moved=moved)


def _direction(moved: str) -> str:
    return "change up" if "▲" in moved else "change down" if "▼" in moved else "quiet"


def _days(answer: UnitAnswer, header: Header) -> str:
    said = [_("Data to {day}", day=formats.day(header.as_of))]
    if header.deadline is not None:
        left = (header.deadline - header.as_of).days
        said.append(
            _("{days} days left", days=left)
            if left >= 0
            else _("{days} days past the deadline", days=-left)
        )
    last = answer.last_day
    if last is not None and last < header.as_of:
        said.append(_("this unit's last data: {day}", day=formats.day(last)))
    return " · ".join(said)


def standing_card(answer: UnitAnswer, header: Header, state: State) -> Component:
    """Both indicators of the pair against target and path, and by the other basis."""
    blocks = [
        one_standing(answer.rows[key], answer.readings[key], state)
        for key in header.pair
    ]
    other = _("By dossiers") if header.basis == "procedures" else _("By procedures")
    return parts.card(
        [
            *blocks,
            html.H3(other),
            html.Ul(
                [
                    _companion(answer.rows[key], answer.readings[key], state)
                    for key in header.companion
                ],
                className="plain-list",
            ),
            parts.note(standing.status_rule(answer.readings[header.pair[0]])),
        ],
        _("Standing against the target"),
        header.plan.title if header.plan else "",
    )


def one_standing(row: Row, reading: Reading, state: State) -> Component:
    """One indicator: the value with its counts, the bar, what is missing."""
    about = reading.indicator
    linked = parts.number(
        formats.percent(row["value"], 1), state, about.key, row["unit_code"]
    )
    return html.Div(
        [
            html.H3(_(about.name)),
            html.Div(
                [
                    html.Span(linked, className="big"),
                    html.Span(_counted(row, about.things), className="quiet"),
                ],
                className="facts",
            ),
            parts.meter(row["value"], row["target"], row["expected"]),
            html.P(missing_words(row, reading)),
        ]
    )


def _counted(row: Row, things: str) -> str:
    return parts.counted(row, things) if formats.known(row["value"]) else ""


def missing_words(row: Row, reading: Reading) -> list[Any]:
    """What is missing to the target, and how many that makes a working day."""
    if not formats.known(row["value"]):
        return [_("Not enough data to tell a share.")]
    if not formats.known(row["target"]):
        return [_("The plan names no target for this indicator.")]
    if not row["missing"]:
        return [html.B(_("The target is met."))]
    things = parts.things_word(reading.indicator.things)
    short = html.B(f"{formats.number(row['missing'])} {things}")
    points = _("({points} points).", points=formats.points(row["gap"]))
    return [_("Short of the target by"), " ", short, f" {points} ", _pace(row, reading)]


def _pace(row: Row, reading: Reading) -> str:
    if reading.deadline is None:
        return ""
    if reading.deadline < reading.as_of:
        return _("The deadline has passed.")
    each = a_day(int(row["missing"]), reading.as_of, reading.deadline)
    if each is None:
        return _("No working day is left before the deadline.")
    return _("Each working day needs {count} more.", count=formats.number(each))


def _companion(row: Row, reading: Reading, state: State) -> Component:
    about = reading.indicator
    linked = parts.number(
        formats.percent(row["value"], 1), state, about.key, row["unit_code"]
    )
    counts = _counted(row, about.things) or formats.NOTHING
    goal = (
        " · " + _("target {share}", share=formats.target(row["target"]))
        if formats.known(row["target"])
        else ""
    )
    return html.Li([f"{_(about.name)}: ", html.B(linked), f" · {counts}{goal}"])
