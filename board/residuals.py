"""What of a reconciliation lies beyond what is tolerated, and who must look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from board.given import two_sources
from board.known import Known
from metrics.given import Beside
from metrics.residuals import CHAIR, OFFICE, SOURCE, Tolerances
from metrics.units import Tree
from store import reconciled

JUDGED = ("tolerance", "result", "owner", "look")
# What stands between the names of two sources.
BETWEEN = " / "
_OTHER = (
    "unit_code",
    "procedure_code",
    "period_start",
    "period_end",
    "measure",
    "reported",
    "other",
    "load_id",
    "other_load",
)


def of_other_sources(
    known: Known,
    tree: Tree,
    until: date,
    units: Sequence[str] | None,
    senders: Mapping[int, str],
) -> list[tuple[object, ...]]:
    """What another source said of a figure that counts, as rows of a reconciliation
    that is not yet judged. `senders`: load -> who sent it."""
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
            senders.get(sent, ""),
            BETWEEN.join((senders.get(sent, ""), senders.get(theirs, ""))),
        )
        for code, *about, said, other, sent, theirs in rows[list(_OTHER)].itertuples(
            index=False, name=None
        )
        if code in tree.units and code in wanted and about[2] <= until
    ]


def of_two_sources(
    known: Known, tree: Tree, until: date, units: Sequence[str] | None
) -> list[tuple[object, ...]]:
    """What two sources last said of the dossiers of a unit, likewise."""
    found: Iterable[Beside] = known.two_sources if units is None else ()
    for wanted in units or ():
        found = (*found, *two_sources(known.db, wanted))
    rows: list[tuple[object, ...]] = []
    for one in found:
        code, between = one.unit_code, BETWEEN.join((one.first, one.second))
        if code not in tree.units or one.end > until:
            continue
        about = (code, tree.units[code].name, one.procedure_code, one.start, one.end)
        apart = None if one.said is None else one.said - (one.other or 0)
        said = ("received", one.said, one.other, apart, "given")
        rows.append((*about, *said, between, between))
    return rows


def judged(
    known: Known, frame: pd.DataFrame, allowed: Tolerances, day: date
) -> pd.DataFrame:
    """`frame` (with sender, that of the figure) and JUDGED: the dossiers tolerated
    (None where there is nothing to compare with), the result (metrics.residuals), who
    must look, as a word of metrics.residuals or the office's own, and their name."""
    if frame.empty:
        return frame.assign(**dict.fromkeys(JUDGED)).astype(object)
    rules = {rule.why: rule for rule in allowed}
    chairs = {code: term.person for code, term in known.chairs(day).items()}
    found: list[tuple[object, ...]] = []
    names = ("why", "reported", "counted", "unit_code", "sender")
    for why, reported, compared, code, sender in zip(
        *(frame[name] for name in names), strict=True
    ):
        rule = rules[why]
        tolerated = (
            None if compared is None else float(rule.allowed(reported, compared))
        )
        result = rule.result(reported, compared)
        look = _look(rule.owner, chairs.get(code, ""), sender)
        found.append((tolerated, result, *look))
    return pd.concat(
        [frame, pd.DataFrame(found, columns=JUDGED, dtype=object, index=frame.index)],
        axis=1,
    )


def _look(owner: str, person: str, sender: str) -> tuple[str, str]:
    """Who must look, and their name: the office where no Chair is on record."""
    if owner == CHAIR:
        return (CHAIR, person) if person else (OFFICE, "")
    return owner, sender if owner == SOURCE else ""
