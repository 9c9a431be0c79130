"""What may differ between two figures of the same, and what differs by more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import pandas as pd

# parts: of one report; set_aside: beside dossiers; overlaps: beside another report;
# inside: beside the shorter reports inside its period; parent: beside the units below;
# sources: a figure beside another source's; given: dossiers of two sources.
WHYS = ("parts", "set_aside", "overlaps", "inside", "parent", "sources", "given")
# beyond: by more than is tolerated; untold: what is kept does not tell; alone: there is
# nothing to compare with.
Result = Literal["beyond", "untold", "within", "alone"]
RESULTS: tuple[Result, ...] = ("beyond", "untold", "within", "alone")
CHAIR, OFFICE, SOURCE = "chair", "office", "source"


@dataclass(frozen=True)
class Tolerance:
    """What is tolerated of one kind of comparison: `dossiers` of them, or `percent`
    of the larger figure, whichever is more; `owner`: who must look at what is beyond
    (CHAIR, SOURCE or an office's own words)."""

    why: str
    dossiers: Fraction
    percent: Fraction
    owner: str

    def allowed(self, reported: int, compared: int) -> Fraction:
        """How many dossiers the two may lie apart."""
        return max(self.dossiers, self.percent / 100 * max(reported, compared))

    def result(self, reported: int | None, compared: int | None) -> Result:
        """Whether they lie further apart than that."""
        if reported is None:
            return "untold"
        if compared is None:
            return "alone"
        apart = abs(reported - compared)
        return "beyond" if apart > self.allowed(reported, compared) else "within"


Tolerances = tuple[Tolerance, ...]


def beyond(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a reconciliation that lie beyond what is tolerated."""
    return fitting(frame, "beyond")


def fitting(
    frame: pd.DataFrame, result: str = "", why: str = "", unit: str = ""
) -> pd.DataFrame:
    """The rows with this result, comparison and unit ("" is any): what lies beyond
    first, what stands alone last, each by the size of the difference."""
    here = pd.Series(True, index=frame.index)
    for column, wanted in (("result", result), ("why", why), ("unit_code", unit)):
        if wanted:
            here &= frame[column] == wanted
    found = frame[here]
    order = sorted(range(len(found)), key=_places(found).__getitem__)
    return found.iloc[order].reset_index(drop=True)


def _places(frame: pd.DataFrame) -> list[tuple[int, int]]:
    rows: Iterable[tuple[Result, int | None]] = zip(
        frame["result"], frame["difference"], strict=True
    )
    return [(RESULTS.index(result), -abs(apart or 0)) for result, apart in rows]
