"""The number itself, its formula with its own counts, and how to cite it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.qr import data_uri
from layouts import parts, standing
from layouts.disputes.marks import beside_line
from layouts.stale import stale_badge
from layouts.state import State, href
from layouts.words import WINDOWS, sum_words, word
from metrics import plain
from metrics.citation import SHORT, Frozen
from metrics.freshness import StaleSource
from metrics.indicators import Indicator
from metrics.passports import Passport
from metrics.questions import Reading


def address(passport: Passport, state: State, pinned: Frozen | None) -> str:
    """The passport's address with nothing left to defaults but the reader's language;
    `pinned`: the frozen number that it cites."""
    reading = passport.reading
    whole = passport.row["unit_code"]
    own: dict[str, Any] = {"indicator": reading.indicator.key, "unit": whole}
    if reading.start is not None and reading.indicator.basis != "catalogue":
        own["from"] = reading.start
    if passport.procedure_code:
        own["procedure"] = passport.procedure_code
    if pinned is not None:
        own |= {"evaluation": pinned.evaluation, "hash": pinned.hash[:SHORT]}
    plan = reading.plan.key if reading.plan else ""
    return href("/number", state, plan=plan, basis="", as_of=reading.as_of, **own)


def whose(passport: Passport) -> str:
    """The unit's name, or that it is the whole."""
    if not passport.row["unit_code"]:
        return _("The whole")
    return parts.unit_name(passport.row)


def days(reading: Reading) -> str:
    """The window and its days."""
    if reading.indicator.basis == "catalogue" or reading.start is None:
        return _("on {day}", day=formats.day(reading.as_of))
    said = _(
        "{start} to {end}",
        start=formats.day(reading.start),
        end=formats.day(reading.as_of),
    )
    count = (reading.as_of - reading.start).days + 1
    return _(
        "{days} ({count} days, {window})",
        days=said,
        count=count,
        window=word(WINDOWS, reading.window),
    )


def filled(about: Indicator, row: standing.Row) -> str:
    """The formula in words with its counts: "dossiers received online (83) ÷ dossiers
    received (374) = 22,19 %"."""
    above, below = sum_words(about.numerator), sum_words(about.denominator)
    return (
        f"{above} ({formats.number(row['numerator'])}) ÷ "
        f"{below} ({formats.number(row['denominator'])}) = "
        f"{formats.percent(row['value'])}"
    )


def figure_card(
    passport: Passport, state: State, stale: Sequence[StaleSource] = ()
) -> Component:
    """Value, counts, days and status; the ways on. `stale`: the late sources."""
    about, row = passport.reading.indicator, plain.row(passport.row)
    name = parts.unit_link(state, row) if row["unit_code"] else whose(passport)
    return parts.card(
        [
            html.P([name, f" · {days(passport.reading)}"], className="quiet"),
            html.Div(
                [
                    html.Span(formats.percent(row["value"]), className="big"),
                    html.Span(parts.counted(row, about.things), className="quiet"),
                    html.Span(parts.pill(row["status"])),
                ],
                className="facts",
            ),
            *stale_badge(stale, about.things),
            *beside_line(passport.beside, about.key, state),
            html.P(_upper(filled(about, row)), className="formula"),
            html.P(_rank(passport), className="quiet"),
            html.P(_ways(passport, state), className="no-print"),
        ],
        " · ".join((_(about.name), whose(passport), *of_one(passport))),
    )


def of_one(passport: Passport) -> list[str]:
    """The procedure, where the figure is of one alone."""
    return [passport.procedure_name] if passport.procedure_code else []


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _rank(passport: Passport) -> str:
    if passport.procedure_code:
        return _("Of one procedure alone; only whole numbers of units are ranked.")
    rank = passport.row["rank"]
    if not formats.known(rank):
        if formats.known(passport.row["value"]):
            return _("Without a rank: units with subordinate units have none.")
        return _("Without a value there is no rank.")
    return _(
        "Rank {rank} of {count} units",
        rank=formats.number(rank),
        count=formats.number(passport.ranked),
    )


def _ways(passport: Passport, state: State) -> list[Any]:
    """What it is made of, and what has been said of it elsewhere."""
    reading, unit = passport.reading, passport.row["unit_code"]
    key = reading.indicator.key
    own = {"window": state.get("window"), "from": state.get("from")}
    own |= {"procedure": passport.procedure_code}
    made = href("/data", state, indicator=key, unit=unit, **own)
    trend = href("/trends", state, indicator=key, units=unit)
    if passport.procedure_code:
        to = href("/number", state, indicator=key, unit=unit, **own | {"procedure": ""})
        whole = parts.link(_("The number of all procedures"), to)
        return [parts.link(_("What this number is made of"), made), " · ", whole]
    return [
        parts.link(_("What this number is made of"), made),
        " · ",
        parts.link(_("How it moved"), trend),
        " · ",
        parts.link(_("All readings of it"), href("/definitions", state, indicator=key)),
    ]


def citation_card(passport: Passport, state: State, public_url: str) -> Component:
    """The line to cite the number by, and the link that reopens it."""
    frozen = passport.frozen
    to = address(passport, state, frozen)
    shown = f"{public_url.rstrip('/')}{to}"
    line = [html.Code(frozen.citation, className="cite")] if frozen else []
    told = f"{frozen.citation}\n" if frozen else ""
    copy = told + (shown if public_url else f"{{origin}}{to}")
    return parts.card(
        [
            *line,
            html.P(html.A(shown, href=to, className="cite")),
            html.P(_about(passport), className="quiet"),
            *_code(shown if public_url else ""),
        ],
        _("To cite this number"),
        "",
        html.Button(_("Copy"), className="button no-print", **copying(copy)),
    )


def _code(link: str) -> list[Component]:
    """The link as a code, on paper only: a phone reads it there."""
    if not link:
        return []
    said = _("Code of the link above")
    return [html.Img(src=data_uri(link), alt=said, className="code paper-only")]


def copying(text: str) -> dict[str, Any]:
    """What assets/address.js copies and then says."""
    return {"data-copy": text, "data-copied": _("Copied")}


def _about(passport: Passport) -> str:
    frozen = passport.frozen
    if frozen is None:
        return _(
            "No evaluation froze this number: frozen are the last day with data, over "
            "the plan's window and since its start. The link reopens it as known then; "
            "it has no hash."
        )
    if (frozen.numerator, frozen.denominator) == _counts(passport):
        return _(
            "Frozen by evaluation {number}, known {moment}. The last word is the "
            "number's hash; here anyone can check later what became of it.",
            number=frozen.evaluation,
            moment=formats.moment(frozen.known_at),
        )
    return _(
        "Evaluation {number} froze {then}; as known now it reads {now}. What is cited "
        "is the frozen number, until a new evaluation is frozen.",
        number=frozen.evaluation,
        then=formats.counts(frozen.numerator, frozen.denominator),
        now=formats.counts(*_counts(passport)),
    )


def _counts(passport: Passport) -> tuple[Any, Any]:
    return passport.row["numerator"], passport.row["denominator"]
