"""What would become of each file: its rows, what is rejected and why, what changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from core.reasons import advice_text, reason_text
from figures import formats
from layouts import parts
from layouts.cards import card_table
from layouts.sources.loads import kinds_words
from layouts.sources.rejected import row_text
from layouts.upload.ids import deed
from layouts.words import REASONS, word
from metrics.uploads import Upload

Told = Mapping[str, Any]


def file_card(told: Told, upload: Upload) -> Component:
    """One file of a look."""
    actions = _actions(told, upload)
    if told["error"] is not None:
        error = _(told["error"]["key"], None, **told["error"]["values"])
        return parts.card(
            [
                html.P([html.B(_("This file cannot be taken.")), " ", error]),
                html.P(_("The other files can be taken without it."), className="quiet")
                if len(upload.wanted) > 1 and upload.state != "refused"
                else "",
            ],
            told["file"],
            "",
            actions,
            "problem",
        )
    body = [_facts(told), *_known(told), *_changes(told), *_doubts(told)]
    return parts.card([*body, *_reasons(told)], told["file"], _what(told), actions)


def _actions(told: Told, upload: Upload) -> list[Component]:
    which = f"looked_rejected:{told['place']}"
    buttons = parts.download_buttons(which) if told.get("rejected") else []
    if len(upload.wanted) > 1:
        words = _("Leave this file out")
        one = html.Button(words, id=deed("leave", told["place"]), className="button")
        buttons = [*buttons, one]
    return buttons


def _what(told: Told) -> str:
    """What the file is: its kinds, and the source description that knows it."""
    source = (
        _("as {source} describes it", source=told["source"]) if told["source"] else ""
    )
    return " · ".join(part for part in (kinds_words(told["kind"]), source) if part)


def _facts(told: Told) -> Component:
    counts = [
        (_("rows read"), told["read"]),
        (_("would be taken"), told["accepted"]),
        (_("say what is known already"), told["unchanged"]),
        (_("would be rejected"), told["rejected"]),
    ]
    return html.Ul(
        [html.Li([html.B(formats.number(n)), f" {name}"]) for name, n in counts],
        className="tally",
    )


def _known(told: Told) -> list[Component]:
    if not told.get("known"):
        return []
    words = _(
        "The same bytes are known from load {number}: only rows rejected then are "
        "tried again.",
        number=told["known"],
    )
    return [html.P(words)]


def _changes(told: Told) -> list[Component]:
    """What the rows taken do to what is kept."""
    shown: list[Component] = []
    for one in told["changes"]:
        words = _(
            "{new} new, {corrected} corrected, {older} older than what is kept (kept "
            "beside it)",
            new=formats.number(one["new"]),
            corrected=formats.number(one["corrected"]),
            older=formats.number(one["older"]),
        )
        shown.append(html.P([html.B(kinds_words(one["kind"])), ": ", words]))
        shown += _corrections(one)
        if one["units_in_all"]:
            units = formats.number(one["units_in_all"])
            shown.append(html.P(_("Units touched: {units}.", units=units)))
    return shown


def _corrections(one: Told) -> list[Component]:
    """Which columns of corrected rows change; of words, from which to which."""
    items = [
        html.Li([html.Code(f"{name}: {old or '–'} → {new or '–'}"), f" {_rows(rows)}"])
        for name, old, new, rows in one["words"]
    ]
    named = {name for name, *_rest in one["words"]}
    items += [
        html.Li([html.Code(name), f" {_rows(rows)}"])
        for name, rows in one["columns"]
        if name not in named
    ]
    if not items:
        return []
    head = html.P(_("What changes in corrected rows:"))
    return [head, html.Ul(items, className="chips")]


def _rows(count: int) -> str:
    return _("({count} rows)", count=formats.number(count))


def _doubts(told: Told) -> list[Component]:
    items = [
        html.Li(f"{_(text)} {_rows(rows)}") for text, rows in told["doubts"].items()
    ]
    if not items:
        return []
    return [html.P(_("Doubtful, but counted:")), html.Ul(items, className="plain-list")]


def _reasons(told: Told) -> list[Component]:
    if not told["reasons"]:
        return []
    heads: list[parts.Column | str] = [
        _("Why rejected"),
        parts.Column(_("Rows"), True),
        _("What to do"),
        _("For example"),
    ]
    lines = [
        (
            [word(REASONS, one["reason"]), html.Small(reason_text(one["reason"]))],
            formats.number(one["rows"]),
            advice_text(one["reason"]),
            [_example(example) for example in one["examples"]],
        )
        for one in told["reasons"]
    ]
    return [card_table(heads, lines, _("Why rejected"), "wide-last")]


def _example(row: Mapping[str, Any]) -> Component:
    column = _(", column {name}", name=row["field"]) if row["field"] else ""
    line = _("line {line}", line=formats.number(row["line"]))
    return html.Div(
        [html.Small(line + column), row_text(row["row"])], className="row-text"
    )


def left_out(upload: Upload) -> list[Component]:
    """The files that a person left out, to be taken in again."""
    return [
        parts.card(
            parts.nothing(_("Left out: it will not be taken.")),
            file.name,
            "",
            html.Button(
                _("Take this file in again"),
                id=deed("leave", file.place),
                className="button",
            ),
        )
        for file in upload.files
        if file.left_out
    ]
