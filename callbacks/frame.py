"""The three callbacks of navigation: address -> frame, controls <-> address (in the
browser), address -> content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, html

from callbacks.failures import shown
from callbacks.pages import controller, shower
from core.language import _, set_language
from layouts import shell
from layouts import state as address
from layouts.pages import Page, page_at, pages

if TYPE_CHECKING:
    from board import Board

CONTROL = {"type": "control", "name": ALL, "default": ALL}
MENU_LINK = {"type": "menu", "path": ALL}
LANGUAGE_LINK = {"type": "language", "to": ALL}


def _read(path: str | None, search: str | None) -> tuple[Page, address.State]:
    set_language(address.language_of(search))
    page, code = page_at(path)
    return page, address.read(path, search, code)


def _list(parts: Any) -> list[Any]:
    return parts if isinstance(parts, list) else [parts]


def _title(page: Page, place: str) -> str:
    return " – ".join(part for part in (_(page.title), place, _("Hai Cấp")) if part)


def frame(board: Board, path: str | None, search: str | None) -> tuple[Any, ...]:
    """The head, its tools and the menu; they stand even where the page fails."""
    set_language(address.language_of(search))
    asked = address.read(path, search)
    header = board.header(asked.plan, asked.basis, asked.as_of)
    return shell.head(asked, header), shell.tools(asked), shell.menu(asked)


def controls(board: Board, path: str | None, search: str | None) -> Any:
    """The controls of the page at an address."""
    page, asked = _read(path, search)
    heading = html.H1(_(page.title), className="unseen")
    return [heading, *_list(controller(page)(board, asked))]


def content(
    board: Board, path: str | None, search: str | None
) -> tuple[Any, Any, str, None]:
    """What the page at an address shows, its date line and title, and no notice."""
    page, asked = _read(path, search)
    header = board.header(asked.plan, asked.basis, asked.as_of)
    parts = shower(page)(board, asked)
    return parts, shell.date_line(header), _title(page, header.place), None


def register(app: Dash, board: Board) -> None:
    """Tie the callbacks of navigation to `app`."""
    # Dash refuses component libraries that a callback is the first to import.
    for page in pages():
        shower(page)

    @app.callback(
        Output(shell.HEAD, "children"),
        Output(shell.TOOLS, "children"),
        Output(shell.MENU, "children"),
        Output(shell.CONTROLS, "children"),
        Input(shell.URL, "pathname"),
        State(shell.URL, "search"),
    )
    def show_frame(path: str | None, search: str | None) -> tuple[Any, ...]:
        around = shown(lambda: frame(board, path, search), 3)
        return *around, shown(lambda: (controls(board, path, search),), 1)[0]

    @app.callback(
        Output(shell.CONTENT, "children"),
        Output(shell.DATE_LINE, "children"),
        Output(shell.TITLE, "data"),
        Output(shell.NOTICE, "children"),
        Input(shell.URL, "pathname"),
        Input(shell.URL, "search"),
    )
    def show_content(path: str | None, search: str | None) -> tuple[Any, ...]:
        return shown(lambda: content(board, path, search), 4)

    app.clientside_callback(
        ClientsideFunction("address", "sync"),
        Output(shell.URL, "search"),
        Output(CONTROL, "value"),
        Output(MENU_LINK, "href"),
        Output(LANGUAGE_LINK, "href"),
        Input(shell.URL, "search"),
        Input(CONTROL, "value"),
        Input(MENU_LINK, "id"),
        State(shell.URL, "pathname"),
        State(CONTROL, "id"),
        State(LANGUAGE_LINK, "id"),
    )
    app.clientside_callback(
        ClientsideFunction("address", "title"),
        Output(shell.TITLE, "modified_timestamp"),
        Input(shell.TITLE, "data"),
    )
