"""Readings that ask, before they answer, whether they are open to who reads."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from core.scope import Scope


class Bound(Protocol):
    """What is bound to a reader."""

    @property
    def scope(self) -> Scope:
        """Where the reader has which right."""


B = TypeVar("B", bound=Bound)
P = ParamSpec("P")
Answer = TypeVar("Answer")
Reading = Callable[Concatenate[B, P], Answer]


def needs(*rights: str) -> Callable[[Reading[B, P, Answer]], Reading[B, P, Answer]]:
    """A reading for who has one of `rights`, somewhere at least: NotAllowedError for
    all others. Of which units it tells is the reading's own to narrow. Without a right
    it is open to everybody: it tells no figure."""

    def marked(reading: Reading[B, P, Answer]) -> Reading[B, P, Answer]:
        @wraps(reading)
        def asked(board: B, /, *parts: P.args, **named: P.kwargs) -> Answer:
            if rights:
                board.scope.hold(rights)
            return reading(board, *parts, **named)

        asked.rights = rights  # type: ignore[attr-defined]
        return asked

    return marked
