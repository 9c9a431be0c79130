"""The three callbacks of navigation: address -> frame, controls <-> address (in the
browser), address -> content."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from typing import TYPE_CHECKING, Any

from dash import ALL, MATCH, ClientsideFunction, Dash, Input, Output, State, html

from accounts import rights
from accounts.head import who
from callbacks import saw
from callbacks.failures import shown
from callbacks.kept import Kept, Shown, as_plain
from callbacks.narrowed import narrowed, published_note
from callbacks.pages import controller, ground, shower
from core.errors import NotAllowedError
from core.language import _, set_language
from layouts import shell
from layouts import state as address
from layouts.names import place_name
from layouts.pages import Page, page_at, pages, upload
from layouts.parts import closed
from metrics.answers import Header
from metrics.questions import Plan

if TYPE_CHECKING:
    from board import Board

CONTROL = {"type": "control", "name": ALL, "default": ALL}
MENU_LINK = {"type": "menu", "path": ALL}
LANGUAGE_LINK = {"type": "language", "to": ALL}
GRID = {"type": "grid", "name": MATCH}


def _read(path: str | None, search: str | None) -> tuple[Page, address.State]:
    set_language(address.language_of(search))
    page, code = page_at(path)
    return page, address.read(path, search, code)


def _opened_controls(board: Board, page: Page, asked: address.State) -> list[Any]:
    try:
        return _list(controller(page)(board, asked))
    except NotAllowedError:
        # What is not open says so itself, in the place of the page.
        return []


def _list(parts: Any) -> list[Any]:
    return parts if isinstance(parts, list) else [parts]


def _title(page: Page, place: str) -> str:
    return " – ".join(part for part in (_(page.title), place, _("Hai Cấp")) if part)


def frame(board: Board, path: str | None, search: str | None) -> tuple[Any, Any]:
    """The tools and the menu; they stand even where the page fails."""
    set_language(address.language_of(search))
    asked = address.read(path, search)
    return shell.tools(asked, *who()), shell.menu(asked, _closed(board))


def _closed(board: Board) -> tuple[str, ...]:
    """The pages that lead nowhere, here or for this reader."""
    off = (upload.PAGE.name,) if board.settings.upload == "no" else ()
    every = (*pages(), *shell.BESIDE)
    shut = (p.name for p in every if not rights.may(rights.right_of(p.path)))
    return (*off, *shut)


def controls(board: Board, path: str | None, search: str | None) -> Any:
    """The controls of the page at an address."""
    page, asked = _read(path, search)
    heading = html.H1(_(page.title), className="unseen")
    return [heading, *_opened_controls(board, page, asked)]


def content(
    board: Board, kept: Kept, path: str | None, search: str | None
) -> tuple[Any, ...]:
    """What the page at an address shows; the head, its date line, the document's
    title, and a notice where what is shown is older than the newest data."""
    page, asked = _read(path, search)
    hangs_on = partial(_hangs_on, board, page, asked)
    stands = hangs_on()
    make = partial(_made, board, page, asked, stands[0])
    if page.kept and stands[-1] is not None:
        # What is kept for one reader is shown to no other who sees less or more.
        found = kept.page((page.name, rights.seen(), asked), stands, make, hangs_on)
    else:
        found = Shown(make())
    saw.note(board, page, asked)
    return *found.page, shell.older() if found.older else None


def _made(
    board: Board, page: Page, asked: address.State, header: Header
) -> tuple[Any, ...]:
    """What a page shows, its head, its date line and its title."""
    parts = _opened(board, page, asked)
    head = shell.head(asked, header, _usual(board, asked, header))
    line = shell.date_line(header)
    title = _title(page, place_name(header))
    return as_plain(parts), as_plain(head), as_plain(line), title


def _opened(board: Board, page: Page, asked: address.State) -> Any:
    """What the page shows; where it is not open to the reader, who may see it."""
    try:
        rights.allow(rights.right_of(page.path))
        told = published_note(board)
        return [*told, *_list(shower(page)(board, narrowed(board, asked)))]
    except NotAllowedError as error:
        return [closed(error.text(), who()[0].signed_in)]


def _hangs_on(
    board: Board, page: Page, asked: address.State
) -> tuple[Header, str, Hashable, address.State, Hashable]:
    """What a page hangs on; the header carries data version, evaluation, day and the
    late sources."""
    header = board.header(asked.plan, asked.basis, asked.as_of)
    return header, page.name, rights.seen(), asked, ground(page)(board, asked)


def _usual(
    board: Board, asked: address.State, header: Header
) -> tuple[Plan | None, str]:
    """The plan and the basis that stand where the address names none."""
    plan = board.header("", "", asked.as_of).plan if asked.plan else header.plan
    basis = header.basis
    if asked.basis:
        basis = board.header(asked.plan, "", asked.as_of).basis
    return plan, basis


def register(app: Dash, board: Board) -> None:
    """Tie the callbacks of navigation to `app`."""
    kept = Kept(board.settings)
    # Dash refuses component libraries that a callback is the first to import.
    for page in pages():
        shower(page)

    @app.callback(
        Output(shell.TOOLS, "children"),
        Output(shell.MENU, "children"),
        Output(shell.CONTROLS, "children"),
        Input(shell.URL, "pathname"),
        # Only what pages share: a page's own filters do not redraw its controls.
        Input(shell.SHARED, "data"),
        State(shell.URL, "search"),
    )
    def show_frame(path: str | None, _shared: str, search: str | None) -> Any:
        tools, menu = shown(lambda: frame(board, path, search), 2)
        return tools, menu, shown(lambda: (controls(board, path, search),), 1)[0]

    @app.callback(
        Output(shell.CONTENT, "children"),
        Output(shell.HEAD, "children"),
        Output(shell.DATE_LINE, "children"),
        Output(shell.TITLE, "data"),
        Output(shell.NOTICE, "children"),
        Input(shell.URL, "pathname"),
        Input(shell.URL, "search"),
    )
    def show_content(path: str | None, search: str | None) -> tuple[Any, ...]:
        return shown(lambda: content(board, kept, path, search), 5)

    _in_the_browser(app)


def _in_the_browser(app: Dash) -> None:
    """What needs no server: see assets/address.js."""
    app.clientside_callback(
        ClientsideFunction("address", "sync"),
        Output(shell.URL, "search"),
        Output(CONTROL, "value"),
        Output(MENU_LINK, "href"),
        Output(LANGUAGE_LINK, "href"),
        Output(shell.SHARED, "data"),
        Input(shell.URL, "search"),
        Input(CONTROL, "value"),
        Input(MENU_LINK, "id"),
        State(shell.URL, "pathname"),
        State(CONTROL, "id"),
        State(LANGUAGE_LINK, "id"),
        State(shell.SHARED, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("address", "title"), Input(shell.TITLE, "data")
    )
    app.clientside_callback(
        ClientsideFunction("address", "open"),
        Output(shell.URL, "pathname"),
        Input({"type": "map", "name": ALL}, "clickData"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("grids", "fit"),
        # An output of its own makes it run when a grid appears; it changes nothing.
        Output(GRID, "className"),
        Input(GRID, "id"),
    )
