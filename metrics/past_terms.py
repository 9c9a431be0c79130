"""What happened in the terms of one person, past ones included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median

from metrics.questions import Reading
from metrics.reading import Amount
from metrics.terms import Term


@dataclass(frozen=True)
class PastTerm:
    """A term as of `end`: its last day, the last day measured or the last of the unit,
    whichever comes first. `standing`: the unit's ranking row on that day; `inherited`:
    what stood on the eve over the same window (None: that eve lies before it);
    `own`: what was received within the term alone (None: the indicator has no
    dossiers). `peers`: by unit, how comparable units changed over the same days.
    `joined`: units that became part of it within the term; nothing is then compared."""

    term: Term
    unit_name: str
    end: date
    standing: Mapping[str, object]
    inherited: Amount | None
    own: Amount | None
    peers: Mapping[str, Fraction]
    joined: Sequence[str] = ()

    @property
    def days(self) -> int:
        return (self.end - self.term.starts_on).days + 1

    @property
    def change(self) -> Fraction | None:
        """Since the eve; None where it is not known, or the unit became another."""
        now = self.standing["share"]
        if self.inherited is None or self.inherited.value is None or self.joined:
            return None
        return now - self.inherited.value if isinstance(now, Fraction) else None

    @property
    def peers_change(self) -> Fraction | None:
        """The middle of the comparable units' changes."""
        if not self.peers or self.joined:
            return None
        return median(self.peers.values())


@dataclass(frozen=True)
class PersonTerms:
    """The terms of a person that began by as-of, the newest first."""

    person: str
    reading: Reading
    terms: tuple[PastTerm, ...]

    @property
    def days(self) -> int:
        return sum(one.days for one in self.terms)

    @property
    def days_acting(self) -> int:
        return sum(one.days for one in self.terms if one.term.acting)
