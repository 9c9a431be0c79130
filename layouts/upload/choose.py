"""Choosing files to hand in, and the uploads there were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.cards import card_table
from layouts.state import State, href
from layouts.upload.ids import FORM, deed
from metrics.uploads import Upload

STATES = {
    "received": "Waits to be looked at",
    "looking": "Is being looked at",
    "looked": "Looked at, not yet confirmed",
    "confirmed": "Confirmed, waits to be taken",
    "taking": "Is being taken",
    "done": "Taken",
    "refused": "Cannot be taken",
    "failed": "Stopped by an error",
    "discarded": "Discarded",
}


def choose_card(limit: int) -> Component:
    """The button, and the place to drop files; assets/upload.js sends them."""
    words = _(
        "CSV or Excel files in the neutral columns, files that a source description "
        "knows, or boundaries (GeoJSON); up to {limit} MB together.",
        limit=formats.number(limit),
    )
    first = _(
        "First you see what they would change. Nothing is kept until you confirm."
    )
    said: dict[str, Any] = {
        "data-sending": _("Sending …"),
        "data-failed": _("The files were not sent."),
    }
    body = [
        html.P(html.B(first)),
        html.P(words, className="quiet"),
        _button(),
        html.Div(id="upload-said", role="status"),
        html.Progress(
            id="upload-sent",
            max="1",
            value="0",
            hidden=True,
            **parts.aria(label=_("Sent")),
        ),
    ]
    form = html.Div(body, id=FORM, className="drop", **said)
    return parts.card(form, _("Hand in files"))


def _button() -> Component:
    words = f" {_('Choose files')}"
    drop = html.Span(f" {_('or drop them here')}", className="quiet desk-only")
    button = html.Button(
        [parts.icon("upload"), words], id="upload-choose", className="button strong"
    )
    return html.P([button, drop])


def demo_card(command: str) -> Component:
    """The demo city takes no other files."""
    return parts.card(
        [
            html.P(
                _(
                    "This database holds the demo city. It takes no other files, so "
                    "that invented figures never stand beside real ones."
                )
            ),
            html.P(_("Start a database of your own, then hand the files in there:")),
            _code(command),
        ],
        _("Hand in files"),
    )


def closed_card(inbox: str, load: int | None) -> Component:
    """Nothing is handed in or undone in the browser; what to do instead."""
    ways = [
        (_("Put files into the inbox; they are taken within a minute:"), inbox),
        (_("Or load them on the server:"), "python -m ingest load FILE"),
        (_("A load is undone on the server:"), f"python -m ingest undo {load or 'N'}"),
    ]
    told = [part for words, code in ways for part in (html.P(words), _code(code))]
    off = _("Handing in files and undoing loads by the browser is switched off here.")
    return parts.card([html.P(html.B(off)), *told], _("Hand in files"))


def _code(text: str) -> Component:
    return html.Pre(html.Code(text))


def undo_card(load: int) -> Component:
    """A load is undone only after it was seen what that changes."""
    words = _(
        "Everything will count as if load {number} had never been made; what it "
        "brought stays on record. First you see which standings would move.",
        number=load,
    )
    button = html.Button(
        _("See what it would change"),
        id=deed("undo", str(load)),
        className="button strong",
    )
    return parts.card(
        [html.P(words), html.P(button)], _("Undo load {number}", number=load)
    )


def newest_card(newest: Sequence[Upload], state: State) -> Component:
    """The uploads there were, the newest first."""
    title = _("Newest uploads")
    if not newest:
        return parts.card(parts.nothing(_("Nothing was handed in yet.")), title)
    heads: list[parts.Column | str] = [_("Files"), _("Handed in"), _("State")]
    lines = [_line(upload, state) for upload in newest]
    return parts.card(card_table(heads, lines, title), title)


def _line(upload: Upload, state: State) -> tuple[Any, ...]:
    return (
        parts.link(named(upload), href("/upload", state, id=upload.id), "", "file"),
        formats.moment(upload.created_at),
        state_word(upload),
    )


def state_word(upload: Upload) -> str:
    """Where an upload, or an undoing, stands."""
    if upload.undoes is not None and upload.state == "done":
        return _("Undone")
    return _(STATES[upload.state])


def named(upload: Upload) -> str:
    """What an upload is called: its files, or the load it takes back."""
    if upload.undoes is not None:
        return _("Undo of load {number}", number=upload.undoes)
    return ", ".join(file.name for file in upload.files)
