"""What pages showed, kept for as long as what they hang on stands."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from threading import BoundedSemaphore
from typing import Any

import orjson

from core.kept import FOLDER, KeptFiles
from core.settings import ROOT, Settings

# Seconds that somebody waits for others where there is an older page to show, and
# how old that may be.
_PATIENCE, _OLD = 0.5, 3600
# A process makes one page as fast as several; a second turn so that a slow page does
# not stop all others.
_AT_ONCE = 2
_WORDS = orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS
# What of the software itself a page hangs on.
_WRITTEN = ("*.py", "*.po", "*.yaml", "*.csv")


def as_plain(part: Any) -> Any:
    """Components and figures as the plain dicts that are sent. One component left among
    them would make Plotly's encoder walk through the whole answer."""
    if hasattr(part, "to_plotly_json"):
        return as_plain(part.to_plotly_json())
    if isinstance(part, dict):
        return {name: as_plain(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [as_plain(one) for one in part]
    return part


@dataclass(frozen=True)
class Shown:
    """A page; `older`: it hangs on what stood before, for others are making it anew."""

    page: Any
    older: bool = False


class Kept:
    """Pages by their address, as every process of the machine may show them. What is
    shown is always what was kept, so that the first look is like all others."""

    def __init__(self, settings: Settings) -> None:
        self._files = KeptFiles(settings.var / FOLDER)
        # A new release, or another setting, may show the same data otherwise.
        self._made_by = f"{_release()} {settings!r}"
        self._turns = BoundedSemaphore(_AT_ONCE)

    def page(
        self,
        address: Hashable,
        hangs_on: Hashable,
        make: Callable[[], Any],
        now: Callable[[], Hashable] | None = None,
    ) -> Shown:
        """The page kept for `address` where it hangs on the same, or a new one, which
        is not kept where `now` says that what it hangs on moved meanwhile. Who would
        wait for long is shown the older one of the last hour. `make` may raise."""
        place, stamp = f"{self._made_by} {address!r}", repr(hangs_on)
        found = self._files.find(place, stamp)
        if found is not None and found.current:
            return Shown(orjson.loads(found.text))
        older = found if found is not None and found.age < _OLD else None
        with self._turn(place, _PATIENCE if older else None) as mine:
            # Another may have made it while this one waited.
            found = self._files.find(place, stamp)
            if found is not None and found.current:
                return Shown(orjson.loads(found.text))
            if older is not None and not mine:
                return Shown(orjson.loads(older.text), older=True)
            made = orjson.dumps(make(), option=_WORDS)
            if now is None or now() == hangs_on:
                self._files.keep(place, stamp, made)
            return Shown(orjson.loads(made))

    @contextmanager
    def _turn(self, place: str, patience: float | None) -> Iterator[bool]:
        """The turn to make a page, alone; False where that takes too long."""
        with self._files.alone(place, patience) as alone:
            turn = alone and self._turns.acquire(timeout=patience)
            try:
                yield turn
            finally:
                if turn:
                    self._turns.release()


@cache
def _release() -> str:
    """Tells one state of the software from another."""
    rooms = [room for room in ROOT.iterdir() if (room / "__init__.py").exists()]
    places = [*rooms, ROOT / "locales", ROOT / "places"]
    files = sorted(f for p in places for kind in _WRITTEN for f in p.rglob(kind))
    told = (f"{file} {file.stat().st_mtime_ns}" for file in files)
    return sha256("\n".join(told).encode()).hexdigest()
