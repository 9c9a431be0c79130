"""An upload as plain data: what a person handed in or wants undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# received: waits for a look; looked: waits for a person; confirmed: waits to be done;
# done: taken, or undone; refused: nothing of it can be taken; failed: the look or the
# deed was stopped by an error that is told.
STATES = (
    "received",
    "looking",
    "looked",
    "confirmed",
    "taking",
    "done",
    "refused",
    "failed",
    "discarded",
)
WAITING = ("received", "confirmed")
AT_WORK = ("looking", "taking")
OPEN = ("looked", "refused", "failed")
# What a look counts of rows that would count otherwise.
_OTHERWISE = ("new", "corrected", "leaving", "differing", "returning")


@dataclass(frozen=True)
class File:
    """A file handed in: it lies as `name` in the folder `place` of its upload;
    `left_out`: a person does not want it taken."""

    place: str
    name: str
    size: int
    left_out: bool = False


@dataclass(frozen=True)
class Upload:
    """`undoes`: the load to be undone, None where files are to be taken. `looked`:
    actions.look.Look.told; `done`: what was taken or undone; `note`: a catalogue key
    and its values, or {}; `progress`: 0 to 1. Moments are UTC text."""

    id: str
    created_at: str
    changed_at: str
    who: str
    state: str
    undoes: int | None
    files: tuple[File, ...]
    looked: Mapping[str, Any] = field(default_factory=dict)
    done: Mapping[str, Any] = field(default_factory=dict)
    note: Mapping[str, Any] = field(default_factory=dict)
    progress: float = 0.0
    data_version: int | None = None

    @property
    def under_way(self) -> bool:
        """Whether it changes without anybody's doing."""
        return self.state in (*WAITING, *AT_WORK)

    def changes(self, kind: str) -> bool:
        """Whether rows of a kind would count otherwise by it, as far as a look found:
        by its files, or by undoing a load."""
        found = [x for file in self.looked.get("files", ()) for x in file["changes"]]
        found += self.looked.get("undone", ())
        return any(
            one["kind"] == kind and any(one.get(name) for name in _OTHERWISE)
            for one in found
        )

    @property
    def wanted(self) -> tuple[File, ...]:
        """The files that are not left out."""
        return tuple(file for file in self.files if not file.left_out)
