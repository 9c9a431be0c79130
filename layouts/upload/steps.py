"""How far an upload is, what it waits for, and what can be done now."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.state import State, href
from layouts.upload.choose import named, state_word
from layouts.upload.ids import deed
from layouts.words import JOBS, who_name, word
from metrics.uploads import AT_WORK, WAITING, Upload

# A scheduler looks every two seconds; past this many it is told how to start one.
_PATIENCE = 8

_STEPS = ("Handed in", "Looked at", "Confirmed", "Taken")
_REACHED = {
    "received": 0,
    "looking": 0,
    "looked": 1,
    "refused": 1,
    "confirmed": 2,
    "taking": 2,
    "done": 3,
}


def head_card(
    upload: Upload, waited: int, busy: str, another: bool, state: State
) -> Component:
    """Name, steps, progress or the error, remarks, and the buttons that fit; `another`:
    somebody else than the reader confirms it."""
    body: list[Component | None] = [
        html.P(
            _(
                "handed in {moment} by {who}",
                moment=formats.moment(upload.created_at),
                who=who_name(upload.who),
            ),
            className="quiet",
        ),
        _steps(upload),
        _progress(upload),
        _patience(upload, waited, busy),
        _note(upload),
        *_next(upload),
        _by_two(upload, another),
        _buttons(upload, another, state),
    ]
    return parts.card([part for part in body if part is not None], named(upload))


def _steps(upload: Upload) -> Component | None:
    if upload.state not in _REACHED:
        return None
    here = _REACHED[upload.state]
    last = _("Undone") if upload.undoes is not None else _(_STEPS[3])
    names = [*(_(name) for name in _STEPS[:3]), last]
    items = [
        html.Li(
            [
                html.Span("✓ " if place <= here else "", **parts.aria(hidden="true")),
                name,
            ],
            className="done" if place <= here else "",
            **(parts.aria(current="step") if place == here else {}),
        )
        for place, name in enumerate(names)
    ]
    return html.Ol(items, className="steps", **parts.aria(label=_("How far it is")))


def _progress(upload: Upload) -> Component | None:
    if not upload.under_way:
        return None
    words = state_word(upload)
    if upload.state in AT_WORK and upload.progress:
        words = f"{words} · {formats.percent(upload.progress, 0)}"
    bar: dict[str, Any] = (
        {"value": str(round(upload.progress, 3))} if upload.progress else {}
    )
    return html.Div(
        [
            html.P(words, role="status"),
            html.Progress(max="1", **bar, **parts.aria(label=words)),
        ],
        className="progress",
    )


def _patience(upload: Upload, waited: int, busy: str) -> Component | None:
    """What to do where nobody takes it up."""
    if upload.state not in WAITING or waited < _PATIENCE:
        return None
    told = [_("Nobody has taken this up for {seconds} seconds.", seconds=waited), " "]
    if busy:
        job = word(JOBS, busy.partition(":")[0])
        told += [_("The scheduler says that it is busy with: {job}.", job=job), " "]
    told += [_("If no scheduler is running, start it:"), " "]
    return html.P([*told, html.Code("python -m jobs")], className="stale")


def _note(upload: Upload) -> Component | None:
    if not upload.note:
        return None
    text = _(upload.note["key"], None, **upload.note.get("values", {}))
    return html.P(text, className="remark", role="note")


def _next(upload: Upload) -> list[Component]:
    """What the reader is asked to do now."""
    if upload.state == "looked" and upload.undoes is None:
        words = _(
            "Nothing is kept yet. Read what would change, then confirm or discard."
        )
    elif upload.state == "looked":
        words = _("Nothing is undone yet. Read what would change, then confirm.")
    elif upload.state == "refused":
        words = _("None of the files can be taken. What to do stands beside each.")
    elif upload.state == "discarded":
        words = state_word(upload)
    else:
        return []
    return [html.P(html.B(words))]


def _by_two(upload: Upload, another: bool) -> Component | None:
    if not another or upload.state != "looked":
        return None
    text = _(
        "This changes targets: somebody else than who handed it in confirms it "
        "(HAICAP_TARGETS_TWO)."
    )
    more = _("Send them the address of this page.")
    return html.P(f"{text} {more}", className="remark", role="note")


def _buttons(upload: Upload, another: bool, state: State) -> Component | None:
    buttons: list[Component] = []
    if upload.state == "looked" and not another:
        words = _("Undo the load") if upload.undoes is not None else _("Take the files")
        buttons.append(_button("confirm", words, "strong"))
    if upload.state in ("looked", "refused", "failed"):
        buttons.append(_button("again", _("Look again")))
    if upload.state in ("looked", "refused", "failed", "received"):
        buttons.append(_button("discard", _("Discard")))
    if not upload.under_way:
        words = _("Hand in other files")
        to = href("/upload", state)
        buttons.append(parts.link(words, to, className="button"))
    return html.P(buttons, className="deeds no-print") if buttons else None


def _button(what: str, words: str, kind: str = "") -> Component:
    return html.Button(words, id=deed(what), className=f"button {kind}".strip())
