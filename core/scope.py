"""What a reader may read: the words of rights, and where each of them holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.errors import NotAllowedError

# Read what was published: an evaluation as old as the office says, without small
# counts. Everybody has it; what the pages show now takes the next one.
PUBLISHED = "published"
# Read the pages: rankings, trends, units, Chairs, procedures, definitions, passports.
READ = "read"
# Single rows: rejected rows, the evidence of a signal, and both to take away.
ROWS = "rows"
# Hand files in, see what was handed in, undo loads, release or discard held rows.
LOADS = "loads"
# Say what a signal is.
VERDICTS = "verdicts"
# Enter who is in office, and since when.
TERMS = "terms"
# The sheet of what a Chair hands over.
HANDOVER = "handover"
# Dispute dossiers of a unit, and withdraw what was disputed.
DISPUTE = "dispute"
# Decide on disputes, enter and withdraw incidents.
SETTLE = "settle"
# Read what is asked of units, what they answer and promise.
DIALOGUE = "dialogue"
# Answer for a unit, and promise.
ANSWER = "answer"
# Ask by hand; accept or return an answer; comment on it.
DECIDE = "decide"
# Prepare a meeting that takes stock of units, freeze it, show it.
STOCKTAKE = "stocktake"
# Make, change and lock accounts.
ACCOUNTS = "accounts"
# Read who did, saw and took away what.
AUDIT = "audit"
# Let somebody stand in for a while.
DELEGATE = "delegate"
# Read what was mailed to whom and how it went; send it again.
MAILS = "mails"
RIGHTS = (
    *(READ, ROWS, LOADS, VERDICTS, TERMS, HANDOVER, DISPUTE, SETTLE),
    *(DIALOGUE, ANSWER, DECIDE, STOCKTAKE, ACCOUNTS, AUDIT, DELEGATE, MAILS),
)

# Units of a place; None is all of them.
Units = frozenset[str] | None


@dataclass(frozen=True)
class Scope:
    """Where a reader has each right: at these units, at all of them (None); a right
    that is not named holds nowhere."""

    where: Mapping[str, Units] = field(default_factory=dict)

    def units(self, right: str) -> Units:
        """The units at which a right holds; None where it holds everywhere."""
        return self.where.get(right, frozenset())

    def may(self, right: str, unit: str = "") -> bool:
        """Whether a right holds at a unit, or anywhere at all where none is named."""
        units = self.units(right)
        return units is None or (unit in units if unit else bool(units))

    @property
    def published_only(self) -> bool:
        """Whether nothing but what was published is open."""
        return not self.may(READ)

    def within(self, right: str, units: Units) -> Units:
        """Of `units` (None: all) those at which a right holds."""
        own = self.units(right)
        if own is None:
            return units
        return own if units is None else own & units

    def hold(self, rights: Iterable[str], unit: str = "") -> None:
        """NotAllowedError where none of `rights` holds: at a unit, or anywhere at all
        where none is named."""
        if not any(self.may(right, unit) for right in rights):
            raise NotAllowedError(
                "This is not open to you, or not of this unit. Sign in with an account "
                "that may see it, or ask an administrator."
            )


# Commands and the scheduler: who runs them has the database itself.
EVERYTHING = Scope(dict.fromkeys(RIGHTS))
