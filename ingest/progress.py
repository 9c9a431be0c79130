"""How far a command that takes files is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from ingest.load import FileResult

Thing = TypeVar("Thing")


class Progress:
    """Told how far a command is; this one tells nobody."""

    def begin(self, octets: int) -> None:
        """So many bytes are to be taken in all."""

    def advance(self, octets: int) -> None:
        """So many more of them are done."""

    def done(self, result: FileResult) -> None:
        """A file was taken or refused."""


SILENT = Progress()


class Way:
    """How far one file of `octets` bytes is, told to `progress` in bytes."""

    def __init__(self, progress: Progress, octets: int) -> None:
        self._progress = progress
        self._octets = octets
        self._told = 0

    def to(self, share: float) -> None:
        """This share of the file is done; never less than was told before."""
        octets = int(self._octets * share)
        if octets > self._told:
            self._progress.advance(octets - self._told)
            self._told = octets

    def along(
        self, things: Iterable[Thing], count: int, until: float
    ) -> Iterator[Thing]:
        """The things, about `count` of them; when all are gone through, the share
        `until` is done."""
        begun = self._told / max(self._octets, 1)
        for done, thing in enumerate(things, start=1):
            yield thing
            self.to(begun + (until - begun) * min(done / max(count, 1), 1))
