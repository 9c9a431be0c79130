"""What of a reconciliation lies beyond what is tolerated, and who must look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from board.known import Known
from metrics.residuals import CHAIR, OFFICE, SOURCE, Tolerances
from metrics.units import Tree
from store import reconciled

JUDGED = ("tolerance", "result", "owner", "look")
_OTHER = (
    "unit_code",
    "procedure_code",
    "period_start",
    "period_end",
    "measure",
    "reported",
    "other",
    "load_id",
)


def of_other_sources(
    known: Known, tree: Tree, until: date, units: Sequence[str] | None
) -> list[tuple[object, ...]]:
    """What another source said of a figure that counts, as rows of a reconciliation
    that is not yet judged."""
    with known.db.read() as connection:
        rows = reconciled.other_sources(connection)
    wanted = tree.units if units is None else units
    return [
        (
            code,
            tree.units[code].name,
            *about,
            said,
            other,
            said - other,
            "sources",
            sent,
        )
        for code, *about, said, other, sent in rows[list(_OTHER)].itertuples(
            index=False, name=None
        )
        if code in tree.units and code in wanted and about[2] <= until
    ]


def judged(
    known: Known, frame: pd.DataFrame, allowed: Tolerances, day: date
) -> pd.DataFrame:
    """`frame` (with load_id, that of the report) and JUDGED: the dossiers tolerated
    (None where there is nothing to compare with), the result (metrics.residuals), who
    must look, as a word of metrics.residuals or the office's own, and their name."""
    if frame.empty:
        return frame.assign(**dict.fromkeys(JUDGED)).astype(object)
    rules = {rule.why: rule for rule in allowed}
    chairs = {code: term.person for code, term in known.chairs(day).items()}
    with known.db.read() as connection:
        senders = reconciled.senders(connection)
    found: list[tuple[object, ...]] = []
    for why, reported, compared, code, load in zip(
        *(frame[name] for name in ("why", "reported", "counted", "unit_code")),
        frame["load_id"],
        strict=True,
    ):
        rule = rules[why]
        tolerated = (
            None if compared is None else float(rule.allowed(reported, compared))
        )
        result = rule.result(reported, compared)
        person, sender = chairs.get(code, ""), senders.get(load, "")
        found.append((tolerated, result, *_look(rule.owner, person, sender)))
    return pd.concat(
        [frame, pd.DataFrame(found, columns=JUDGED, dtype=object, index=frame.index)],
        axis=1,
    )


def _look(owner: str, person: str, sender: str) -> tuple[str, str]:
    """Who must look, and their name: the office where no Chair is on record."""
    if owner == CHAIR:
        return (CHAIR, person) if person else (OFFICE, "")
    return owner, sender if owner == SOURCE else ""
