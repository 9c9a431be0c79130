"""What became of an upload that was confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.cards import card_table
from layouts.state import State, href
from metrics.uploads import Upload


def result_card(upload: Upload, state: State) -> Component:
    """One line a file, each with its load; and the evaluation that froze it."""
    title = _("What was done")
    evaluation = upload.done.get("evaluation")
    note = (
        parts.note(_("Frozen as evaluation {number}.", number=evaluation))
        if evaluation
        else ""
    )
    if upload.undoes is not None:
        words = _(
            "Load {number} was undone: everything counts as if it had never been made.",
            number=upload.undoes,
        )
        to = href("/data", state, load=upload.undoes)
        link = parts.link(_("See the load"), to)
        return parts.card([html.P([words, " ", link]), note], title)
    heads: list[parts.Column | str] = [
        _("File"),
        parts.Column(_("Read"), True),
        parts.Column(_("Accepted"), True),
        parts.Column(_("Unchanged"), True),
        parts.Column(_("Rejected"), True),
        _("Load"),
    ]
    lines = [_line(told, state) for told in upload.done["files"]]
    return parts.card([card_table(heads, lines, title), note], title)


def _line(told: Mapping[str, Any], state: State) -> tuple[Any, ...]:
    if told["error"] is not None:
        error = _(told["error"]["key"], None, **told["error"]["values"])
        return (html.Span(told["file"], className="file"), "", "", "", "", error)
    rejected: Any = formats.number(told["rejected"])
    if told["rejected"]:
        to = href("/data", state, load=told["rejected_in"], show="rejected")
        rejected = parts.link(rejected, to, _("Read the rejected rows"), "number")
    return (
        html.Span(told["file"], className="file"),
        formats.number(told["read"]),
        formats.number(told["accepted"]),
        formats.number(told["unchanged"]),
        rejected,
        _load(told, state),
    )


def _load(told: Mapping[str, Any], state: State) -> Any:
    if told["load_id"] is None:
        return _("nothing new")
    number = told["load_id"]
    load = parts.link(
        _("load {number}", number=number), href("/data", state, load=number)
    )
    back = _("Undo load {number}", number=number)
    undo = parts.link(_("undo…"), href("/upload", state, undo=number), back)
    return [load, html.Small(undo, className="no-print")]
