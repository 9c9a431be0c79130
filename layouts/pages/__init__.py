"""The pages, found by folder: each module here that defines `PAGE` is one.

Dash's own registry of pages is global to the process and would mix two apps.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from core.errors import UsageError


@dataclass(frozen=True)
class Page:
    """One page: `title` is a catalogue key, `icon` a file of assets/icons. Its rows
    of callbacks stand in callbacks/pages/<name>.py. `with_code`: the address goes on
    with a unit's code. `kept`: what it shows hangs on nothing but its address, its
    header and what its callbacks say, and is kept for as long as these stand.
    `in_menu`: no for a page that only links lead to."""

    name: str
    path: str
    title: str
    icon: str
    order: int
    with_code: bool = False
    kept: bool = False
    in_menu: bool = True


@cache
def pages() -> tuple[Page, ...]:
    """All pages in the order of the menu."""
    found = [
        getattr(import_module(f"{__name__}.{module.name}"), "PAGE", None)
        for module in iter_modules(__path__)
    ]
    return tuple(sorted((page for page in found if page), key=lambda page: page.order))


def page_at(path: str | None) -> tuple[Page, str]:
    """The page at `path` and the unit's code in it, or "".

    Raises UsageError when there is no such page.
    """
    wanted = (path or "/").rstrip("/") or "/"
    for page in pages():
        if wanted == page.path:
            return page, ""
        if page.with_code and wanted.startswith(f"{page.path}/"):
            return page, wanted.removeprefix(f"{page.path}/")
    raise UsageError("There is no page at “{path}”.", path=path or "")
