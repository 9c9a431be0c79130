"""Reading component trees in tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component


def within(part: Any) -> Iterator[Component]:
    """Every component in `part`, itself included."""
    if isinstance(part, list | tuple):
        for one in part:
            yield from within(one)
    elif isinstance(part, Component):
        yield part
        yield from within(getattr(part, "children", None))


def texts(part: Any) -> str:
    """All words in `part`, in their order, with single spaces."""
    return " ".join(" ".join(_texts(part)).split())


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, list | tuple):
        for one in part:
            yield from _texts(one)
    elif isinstance(part, Component):
        yield from _texts(getattr(part, "children", None))
    elif part is not None:
        yield str(part)


def links(part: Any) -> list[str]:
    """Where the links in `part` lead to."""
    return [str(one.href) for one in within(part) if getattr(one, "href", None)]


def ids(part: Any) -> list[Any]:
    """The ids in `part`."""
    return [one.id for one in within(part) if getattr(one, "id", None)]
