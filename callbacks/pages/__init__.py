"""One module a page, of the same name as its layout: `show(board, state)` gives the
page's components; `controls(board, state)`, where there is one, its controls;
`hangs_on(board, state)`, what it hangs on beside its address and its header, None
where that cannot be told and it is worked out at every look."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from layouts.pages import Page
from layouts.state import State

if TYPE_CHECKING:
    from board import Board

Shower = Callable[["Board", State], Any]


def _nothing(board: Board, state: State) -> list[Any]:
    return []


def _own_files(board: Board, state: State) -> Hashable:
    return board.own_files()


def ground(page: Page) -> Callable[[Board, State], Hashable]:
    """What tells what `page` hangs on; an office's own files where it says no more."""
    module = import_module(f"{__name__}.{page.name}")
    found: Callable[[Board, State], Hashable] = getattr(module, "hangs_on", _own_files)
    return found


def shower(page: Page) -> Shower:
    """What shows `page`."""
    show: Shower = import_module(f"{__name__}.{page.name}").show
    return show


def controller(page: Page) -> Shower:
    """What makes the controls of `page`; pages without controls get none."""
    module = import_module(f"{__name__}.{page.name}")
    controls: Shower = getattr(module, "controls", _nothing)
    return controls
