"""What became of a printed number, and a number worked out again."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.causes import cause
from layouts import parts
from layouts.cards import card_table
from layouts.revisions.one import WAYS
from layouts.state import State, here, href
from metrics import plain
from metrics.citation import Frozen
from metrics.passports import Kept, Proof, Verdict

_SIGNS = {"current": "✓", "superseded": "▲", "unknown": "–"}
# Units listed of a number worked out again.
LISTED = 12


def verdict_card(verdict: Verdict, cited: tuple[int, str], state: State) -> Component:
    """Current, superseded by how much and why, or not known."""
    titles = {
        "current": _("This number is current"),
        "superseded": _("This number is superseded"),
        "unknown": _("This number is not known"),
    }
    sign = html.Span(_SIGNS[verdict.answer], **parts.aria(hidden="true"))
    body: list[Any] = [html.H2([sign, " ", titles[verdict.answer]])]
    then = verdict.then
    if then is None:
        body.append(html.P(_unknown(cited)))
    else:
        told = _became(verdict, then)
        body += [html.P(told), *_also(verdict), *_causes(verdict, state)]
        body.append(html.Code(then.citation, className="cite"))
    return html.Section(body, className=f"card verdict {verdict.answer}", role="status")


def table_line(kept: Kept, timezone: str) -> str:
    """When a table was taken away; that its hash alone does not prove a file."""
    return _(
        "A table taken away {moment}, evaluation {number}. Whether the file you hold "
        "is unaltered shows only when it is handed in.",
        moment=formats.moment(kept.made_at, timezone),
        number=kept.evaluation,
    )


def _unknown(cited: tuple[int, str]) -> str:
    if not cited[1]:
        return _("Evaluation {number} froze no such number.", number=cited[0])
    return _(
        "The hash {hash} belongs to nothing that evaluation {number} published here. "
        "Compare each digit with the paper; if they agree, the number was altered or "
        "comes from elsewhere.",
        hash=cited[1],
        number=cited[0],
    )


def reading(one: Frozen) -> str:
    """A number as it is read: "79,60 % (796/1.000)"."""
    value = None if one.value is None else float(one.value)
    return (
        f"{formats.percent(value)} ({formats.counts(one.numerator, one.denominator)})"
    )


def _became(verdict: Verdict, then: Frozen) -> str:
    now = verdict.now
    told: dict[str, object] = {
        "number": then.evaluation,
        "then": reading(then),
        "moment": formats.moment(then.known_at),
    }
    if verdict.answer == "current":
        return _(
            "Evaluation {number} (known {moment}) published {then}; as known now it "
            "reads the same.",
            **told,
        )
    if now is None:
        return _(
            "Evaluation {number} (known {moment}) published {then}; the unit is no "
            "longer measured on that day.",
            **told,
        )
    told |= {"now": reading(now), "points": _points(then, now), "by": verdict.by}
    if verdict.by is None:
        return _(
            "Evaluation {number} (known {moment}) published {then}; as known now it is "
            "{now}: {points} points. No evaluation has frozen this yet.",
            **told,
        )
    return _(
        "Evaluation {number} (known {moment}) published {then}; since evaluation {by} "
        "it is {now}: {points} points.",
        **told,
    )


def _points(then: Frozen, now: Frozen) -> str:
    if then.value is None or now.value is None:
        return formats.NOTHING
    moved = float(now.value - then.value)
    return ("+" if moved >= 0 else "−") + formats.points(moved, 2)


def _also(verdict: Verdict) -> list[Component]:
    """Rank and target, where they changed."""
    then, now = verdict.then, verdict.now
    if then is None or now is None:
        return []
    told = []
    if then.target != now.target:
        told.append(
            _(
                "Its target was {then} and is {now}.",
                then=_share(then.target),
                now=_share(now.target),
            )
        )
    if then.rank != now.rank:
        told.append(
            _(
                "Its rank was {then} and is {now}.",
                then=formats.number(then.rank),
                now=formats.number(now.rank),
            )
        )
    return [html.P(" ".join(told))] if told else []


def _share(target: str) -> str:
    above, _bar, below = target.partition("/")
    return formats.target(int(above) / int(below or 1)) if target else formats.NOTHING


def _causes(verdict: Verdict, state: State) -> list[Component]:
    """By what it moved, the widest first; the way to the rows behind it."""
    then, revision = verdict.then, verdict.revision
    if then is None or revision is None:
        return []
    window = "cumulative" if then.reading == "cumulative" else ""
    about: dict[str, Any] = {"evaluation": then.evaluation, "window": window}
    about |= {"indicator": then.indicator, "unit": then.unit_code}
    to = href("/revisions", state, plan=then.plan, as_of=None, **about)
    on = html.P(parts.link(_("Why it changed, row by row"), to))
    rows = plain.rows(revision.parts)
    if not rows:
        return [on]
    rows.sort(key=lambda row: -abs(row["points"] or 0))
    heads: list[parts.Column | str] = [
        _("Cause"),
        parts.Column(_("Rows"), True),
        parts.Column(_("Points"), True),
    ]
    lines = [_cause(row) for row in rows[:LISTED]]
    return [card_table(heads, lines, _("By what it moved")), on]


def _cause(row: dict[str, Any]) -> tuple[Any, ...]:
    when = formats.moment(row["known_at"]) if row["known_at"] else ""
    count = sum(row[way] for way in WAYS)
    points = formats.change(row["points"], 2)
    return [cause(row), html.Small(when)], formats.number(count), points


def proof_card(proof: Proof | None, state: State) -> Component:
    """The button, and what counting again gave."""
    again = here(state, proof=(state.whole("proof") or 0) + 1)
    button = parts.link(_("Work it out again"), again, className="button no-print")
    rule = _(
        "Counted anew from the dossiers, services and reported figures themselves, by "
        "rules written down a second time; nothing that is kept summed is used."
    )
    body: list[Any] = [html.P(rule, className="quiet")]
    if proof is not None:
        body += [html.P(_result(proof), role="status"), *_counted(proof, state)]
    return parts.card(body, _("Proof"), "", button)


def _result(proof: Proof) -> list[Any]:
    again = formats.counts(proof.again_numerator, proof.again_denominator)
    moment = formats.moment(proof.at)
    if proof.equal:
        return [
            html.B(_("✓ Equal.")),
            " ",
            _("Counted again {moment}: {again}.", moment=moment, again=again),
        ]
    shown = formats.counts(proof.numerator, proof.denominator)
    return [
        html.B(_("▼ Not equal.")),
        " ",
        _(
            "Counted again {moment}: {again}, while {shown} is shown; the difference "
            "is {above} above and {below} below the line. Tell whoever runs the "
            "system: the sums have to be rebuilt (python -m ingest recount).",
            moment=moment,
            again=again,
            shown=shown,
            above=_more(proof.again_numerator, proof.numerator),
            below=_more(proof.again_denominator, proof.denominator),
        ),
    ]


def _more(again: int | None, shown: int | None) -> str:
    if again is None or shown is None:
        return formats.NOTHING
    return ("+" if again >= shown else "") + formats.number(again - shown)


def _counted(proof: Proof, state: State) -> list[Component]:
    """What each unit added, the largest first."""
    froms = {
        "dossiers": _("dossiers"),
        "services": _("services"),
        "reports": _("reported figures"),
    }
    rows = [row for row in plain.rows(proof.counted) if row["denominator"]]
    rows.sort(key=lambda row: -row["denominator"])
    lines = [
        (
            parts.unit_link(state, row),
            formats.number(row["numerator"]),
            formats.number(row["denominator"]),
            froms[row["from"]],
        )
        for row in rows[:LISTED]
    ]
    heads: list[parts.Column | str] = [
        _("Unit"),
        parts.Column(_("Numerator"), True),
        parts.Column(_("Denominator"), True),
        _("Counted from"),
    ]
    rest = len(rows) - len(lines)
    more = [parts.note(_("and {count} more units", count=rest))] if rest else []
    title = _("What each unit adds")
    body = [html.Summary(title), parts.table(heads, lines, title, "tight"), *more]
    return [html.Details(body, className="no-print")] if len(rows) > 1 else []
