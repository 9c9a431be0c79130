"""What pages showed, kept for as long as what they hang on stands."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

from dash.development.base_component import Component

# Pages kept at most; the largest takes about a megabyte.
_MOST = 64


def as_plain(part: Any) -> Any:
    """Components as the plain dicts that are sent. One component left among them
    would make Plotly's encoder walk through the whole answer."""
    if isinstance(part, Component):
        return as_plain(part.to_plotly_json())
    if isinstance(part, dict):
        return {name: as_plain(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [as_plain(one) for one in part]
    return part


class Kept:
    """Pages by what they hang on; the least lately shown goes first."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def page(
        self,
        hangs_on: Hashable,
        make: Callable[[], Any],
        now: Callable[[], Hashable] | None = None,
    ) -> Any:
        """The page kept under `hangs_on`, or a new one, which is not kept where `now`
        says that what it hangs on moved meanwhile. `make` may raise."""
        with self._lock:
            if hangs_on in self._pages:
                self._pages.move_to_end(hangs_on)
                return self._pages[hangs_on]
        made = make()
        if now is not None and now() != hangs_on:
            return made
        with self._lock:
            self._pages[hangs_on] = made
            while len(self._pages) > _MOST:
                self._pages.popitem(last=False)
        return made
