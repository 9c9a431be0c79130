"""What would become of files if they were taken: tried, told, and not kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from actions.trying import tried
from core.kinds import KINDS
from core.settings import Settings
from ingest.doubts import DOUBTS
from ingest.load import FileResult, load_paths
from ingest.progress import Progress
from metrics.corrections import Changes
from store import changes, ledger
from store.engine import Database
from store.trial import Trial

# Rows shown of each reason; the file to take away holds all of them.
_EXAMPLES = 3
# Of what changes in corrected rows, and of the units touched, the most frequent.
_FREQUENT, _UNITS = 12, 200

Report = Callable[[float], None]


@dataclass
class Look:
    """What a look found: `files`, one told a file (see `file_told`), `moves`
    (actions.standings.difference), the data `version` looked at, and by the place of
    a file every row of it that would be rejected (store.ledger.rejected)."""

    files: list[dict[str, Any]] = field(default_factory=list)
    moves: dict[str, Any] = field(default_factory=dict)
    version: int = 0
    rejected: dict[str, pd.DataFrame] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """What is kept of it in a row."""
        return {"files": self.files, "moves": self.moves}


def look(paths: list[Path], db: Database, settings: Settings, report: Report) -> Look:
    """Take the files for a moment, all in one transaction that is undone. `report` is
    told how far it is, 0 to 1."""

    def take(attempt: Trial) -> _Watching:
        watching = _Watching(db, attempt, report)
        load_paths(paths, attempt, settings, watching)
        return watching

    found = tried(db, take)
    return Look(found.found.told, found.moves, found.version, found.found.rejected)


class Fraction(Progress):
    """Tells `report` which share of the bytes is done."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._octets = self._done = 0

    def begin(self, octets: int) -> None:
        self._octets = octets

    def advance(self, octets: int) -> None:
        self._done += octets
        self._report(min(self._done / self._octets, 1.0) if self._octets else 1.0)


class _Watching(Fraction):
    """Looks at what each file wrote as soon as it is taken."""

    def __init__(self, db: Database, attempt: Trial, report: Report) -> None:
        super().__init__(report)
        self._db = db
        self._attempt = attempt
        self._ids = changes.newest_ids(attempt.connection)
        self.told: list[dict[str, Any]] = []
        self.rejected: dict[str, pd.DataFrame] = {}

    def done(self, result: FileResult) -> None:
        connection = self._attempt.connection
        rejected = pd.DataFrame()
        if result.rejected_in is not None and result.rejected:
            rejected = ledger.rejected(connection, result.rejected_in)
            self.rejected[result.path.parent.name] = rejected
        self.told.append(
            {
                **file_told(result),
                "reasons": _reasons(rejected),
                "changes": [_plain(one) for one in self._changes()],
                **_load_told(self._attempt, result),
            }
        )

    def _changes(self) -> list[Changes]:
        """What the file just taken did to each kind."""
        connection, found = self._attempt.connection, []
        for kind in KINDS:
            counted = Changes(kind.name)
            for rows in changes.brought(connection, kind, self._ids[kind.name]):
                # Another connection: it sees what stood before the trial.
                with self._db.read() as before:
                    stood = changes.current_like(before, kind, rows)
                counted.add(kind, rows, stood)
            found.append(counted)
        self._ids = changes.newest_ids(connection)
        return [one for one in found if one.new or one.corrected or one.older]


def file_told(result: FileResult) -> dict[str, Any]:
    """A result as plain data: where the file lies, its counts, and why it was refused
    (a catalogue key with its values), None when it was not."""
    told = {
        name: value
        for name, value in asdict(result).items()
        if name not in ("path", "error")
    }
    error = result.error
    return {
        **told,
        "place": result.path.parent.name,
        "error": None
        if error is None
        else {
            "key": error.message,
            "values": {name: str(value) for name, value in error.values.items()},
        },
    }


def _load_told(attempt: Trial, result: FileResult) -> dict[str, Any]:
    """Doubts of the load (a catalogue key -> rows), and the load that brought the same
    bytes before, if one did."""
    if result.load_id is None:
        return {"doubts": {}, "known": result.rejected_in}
    frame = ledger.loads(attempt.connection, limit=None)
    row = frame[frame["load_id"] == result.load_id].iloc[0]
    flags = json.loads(row["flags"] or "{}")
    doubts = {DOUBTS.get(name, name): rows for name, rows in flags.items()}
    return {"doubts": doubts, "known": row["retry_of"]}


def _reasons(rejected: pd.DataFrame) -> list[dict[str, Any]]:
    """Rejected rows by reason, the most first, with the first lines of each."""
    if rejected.empty:
        return []
    counts = rejected["reason"].value_counts()
    columns = ["line", "field", "row"]
    return [
        {
            "reason": str(reason),
            "rows": int(rows),
            "examples": rejected.loc[rejected["reason"] == reason, columns]
            .head(_EXAMPLES)
            .to_dict("records"),
        }
        for reason, rows in counts.items()
    ]


def _plain(found: Changes) -> dict[str, Any]:
    words = found.words.most_common(_FREQUENT)
    return {
        "kind": found.kind,
        "new": found.new,
        "corrected": found.corrected,
        "older": found.older,
        "columns": found.columns.most_common(_FREQUENT),
        "words": [[*between, rows] for between, rows in words],
        "units": found.units.most_common(_UNITS),
        "units_in_all": len(found.units),
    }
