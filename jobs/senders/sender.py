"""What a way to send offers, and how it says that it could not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from core.errors import KpiError
from core.settings import Settings


class FinalError(KpiError):
    """The message was refused for good; trying again would change nothing."""


class AwayError(KpiError):
    """The message was not taken now; it may be later."""


class ServerAwayError(AwayError):
    """The server takes no message at all just now."""


class UnsureError(KpiError):
    """Whether the message was taken is not known."""


@dataclass(frozen=True)
class Letter:
    """A message as it goes out. `page`: the whole HTML; `off`: where one click turns
    its kind off ("" where it cannot be); `key`: the same at every try; `files`: what
    goes with it, name and content."""

    key: str
    kind: str
    reader: str
    address: str
    unit: str
    language: str
    subject: str
    text: str
    page: str
    off: str
    files: tuple[tuple[str, bytes], ...] = ()


# Sends one letter; raises FinalError, AwayError, ServerAwayError or UnsureError.
Send = Callable[[Letter], None]


@dataclass(frozen=True)
class Sender:
    """`is_set`: whether the settings name a server; `open_post`: what sends, while it
    is open."""

    is_set: Callable[[Settings], bool]
    open_post: Callable[[Settings], AbstractContextManager[Send]]
