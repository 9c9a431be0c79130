"""Files handed in: what they would change, before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from core.language import _
from layouts import parts
from layouts.pages import Page
from layouts.state import State
from layouts.upload import choose, files, moves, result, steps
from layouts.upload.ids import BODY, TICK
from layouts.upload.undone import undone_card
from metrics.uploads import Upload

PAGE = Page("upload", "/upload", "Upload", "upload", 65)

_TICK_MILLISECONDS = 1000


def content(shown: list[Component], under_way: bool) -> list[Component]:
    """What stands, and the clock by which it follows what is under way."""
    return [
        html.Div(shown, id=BODY, className="content"),
        dcc.Interval(id=TICK, interval=_TICK_MILLISECONDS, disabled=not under_way),
    ]


def start(newest: Sequence[Upload], limit: int, state: State) -> list[Component]:
    """Where files are chosen, and the uploads there were."""
    return [choose.choose_card(limit), choose.newest_card(newest, state)]


def demo(command: str) -> list[Component]:
    """Why nothing can be handed in beside the demo city, and what to do."""
    return [choose.demo_card(command)]


def closed(inbox: str, load: int | None) -> list[Component]:
    """That all of this is switched off, and what to do instead; `load`: the one asked
    to be undone."""
    return [choose.closed_card(inbox, load)]


def undo(load: int) -> list[Component]:
    """The question before a load is undone: first it is looked at."""
    return [choose.undo_card(load)]


def one(
    upload: Upload, waited: int, busy: str, another: bool, state: State
) -> list[Component]:
    """An upload as it stands. `waited`: seconds since it last changed; `busy`: the
    job that the scheduler says it is running, or ""; `another`: somebody else than the
    reader confirms it."""
    shown: list[Component] = [steps.head_card(upload, waited, busy, another, state)]
    if upload.state == "looked":
        shown.append(moves.summary_card(upload.looked["moves"]))
        if upload.undoes is not None:
            shown.append(undone_card(upload.looked["undone"]))
    if upload.state in ("looked", "refused"):
        shown += [files.file_card(file, upload) for file in _told(upload)]
        shown += files.left_out(upload)
    if upload.state == "looked":
        shown += moves.cards(upload.looked["moves"], state)
    if upload.state == "done":
        shown.append(result.result_card(upload, state))
    return shown


def _told(upload: Upload) -> list[dict[str, object]]:
    return list(upload.looked.get("files", []))


def gone(text: str) -> list[Component]:
    """An upload that is not there."""
    return [parts.card(parts.nothing(text), _("Upload"))]
