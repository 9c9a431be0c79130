"""What the passport of a number says: the plain data that `board` answers with.
A share is 0 to 1; days are local dates; None is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pandas as pd

from metrics.citation import Frozen
from metrics.disputes import Beside
from metrics.held import HeldBack
from metrics.questions import Reading
from metrics.revisions import Revision
from metrics.targets import Target

# Loads behind a number: rows of it that count; flagged: doubtful rows of its file.
LOAD_COLUMNS = (
    "load_id",
    "file",
    "source",
    "kind",
    "known_at",
    "rows",
    "flagged",
)
REVISION_COLUMNS = (
    "evaluation",
    "known_at",
    "numerator",
    "denominator",
    "value",
    "target",
    "rank",
    "status",
)


@dataclass(frozen=True)
class Passport:
    """One number with all that stands behind it.

    `row`: its row of the ranking (unit_code "" is the sum of several roots);
    `target`: the one that applies, `begins` and `eve`: where its path starts (day and
    share); `at_risk`: how far below the path is still "at risk"; `ranked`: how many
    units are ranked. `readable` of `should`: what coverage is made of. `loads`:
    LOAD_COLUMNS; of rows that name the unit or one below it `faults` (reason, rows,
    last_at) were rejected, and `doubts` (doubt, rows) count although doubtful, None
    where a load is older than what is kept of them by unit. `held`: the dossiers of the
    window that are held back, None where there are none.
    `last_day`: the last day with data; `stale_days`: days from it to today. `frozen`:
    the number as last frozen of this day, None where no evaluation froze it;
    `revisions`: REVISION_COLUMNS, each evaluation of this day in which it changed, the
    oldest first. `procedure_code`: the figure is of this procedure alone; what is kept
    by unit (faults, held) then is of all its procedures. `beside`: accepted corrections
    and what is under dispute, None where nothing is; the figure stays as counted.
    """

    reading: Reading
    row: dict[str, object]
    ranked: int
    target: Target | None
    begins: date | None
    eve: float | None
    at_risk: float
    readable: float
    should: float
    loads: pd.DataFrame
    faults: pd.DataFrame
    doubts: pd.DataFrame | None
    held: HeldBack | None
    last_day: date | None
    stale_days: int | None
    frozen: Frozen | None
    revisions: pd.DataFrame
    procedure_code: str = ""
    procedure_name: str = ""
    beside: Beside | None = None


@dataclass(frozen=True)
class Proof:
    """A number worked out a second time, past the tallies. `numerator` and
    `denominator`: shown; `again_*`: counted anew. `counted`: unit_code, unit_name,
    numerator, denominator (None: left out), rows (read to count them), from
    ("dossiers", "services", "reports"); `at`: the moment it was done."""

    reading: Reading
    numerator: int | None
    denominator: int | None
    again_numerator: int | None
    again_denominator: int | None
    counted: pd.DataFrame
    at: str

    @property
    def equal(self) -> bool:
        """Whether both ways give the same counts."""
        return (self.numerator, self.denominator) == (
            self.again_numerator,
            self.again_denominator,
        )


@dataclass(frozen=True)
class Kept:
    """A table that was taken away: its hash, the evaluation it carries (0: none yet),
    when it was first made, and how it was asked for (reports.asked)."""

    hash: str
    evaluation: int
    made_at: str
    asked: dict[str, Any]


Answer = Literal["current", "superseded", "table", "unknown"]


@dataclass(frozen=True)
class Verdict:
    """What became of a printed number. `then`: as it was frozen; `now`: as known now,
    in the form of an evaluation; `by`: the evaluation from which on it reads so, None
    where none froze it yet. `revision`: by what it moved. "table": the hash is that
    of a table, `table`, that was taken away."""

    answer: Answer
    then: Frozen | None = None
    now: Frozen | None = None
    by: int | None = None
    revision: Revision | None = None
    table: Kept | None = None
