"""Hours of a day in which nobody is told anything that can wait."""

from __future__ import annotations

import re
from datetime import time
from typing import NamedTuple

_CLOCK = r"((?:[01]\d|2[0-3]):[0-5]\d)"
_WRITTEN = re.compile(f"{_CLOCK}-{_CLOCK}")
NEVER = "no"


class Quiet(NamedTuple):
    """From a time of day up to another, that one left out; over midnight where the
    first is the later one."""

    start: time
    end: time

    def holds(self, clock: time) -> bool:
        """Whether a time of day lies within."""
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


def quiet_of(written: str) -> Quiet | None:
    """The hours that "20:00-07:00" means; None where they are "no". ValueError for
    anything else."""
    if written == NEVER:
        return None
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise ValueError(f"{written} is not like 20:00-07:00, nor no")
    start, end = (time.fromisoformat(text) for text in found.groups())
    return Quiet(start, end)
