"""Entering terms of office: seen first, then confirmed, and taken as a load."""

from __future__ import annotations

from dataclasses import dataclass

from accounts import rights
from core.clock import today
from core.errors import UsageError
from core.kinds import OFFICE_TERMS
from core.settings import Settings
from ingest.entered import take_entered
from metrics.handing import (
    CONFIRMED,
    DISCARDED,
    Entry,
    Kept,
    Span,
    Terms,
    applied,
    from_row,
    moved,
    rows_of,
)
from metrics.terms import Term
from metrics.units import units_on
from store import facts, term_entries
from store.audit import Deed, did
from store.engine import Database
from store.undo import Transaction


@dataclass(frozen=True)
class Preview:
    """What an entry changes: the days with another holder (`spans`; of one that was
    taken or discarded none), the terms that it brings, at which other units its new
    name is in office. `other`: whether another must confirm it; `changed_since`: the
    terms of the unit are no longer those it was entered on."""

    kept: Kept
    spans: tuple[Span, ...]
    terms: Terms
    elsewhere: tuple[str, ...]
    other: bool
    changed_since: bool


def enter(db: Database, entry: Entry) -> int:
    """Keep an entry that waits to be confirmed; its number. UsageError in plain words
    for what cannot be so, NotAllowedError where the account may not."""
    who = rights.allow(rights.TERMS).name
    with db.write() as connection:
        _hold_known(connection, entry)
        rows = rows_of(entry, facts.read_terms(connection))
        number = term_entries.add(connection, entry, rows, who)
        did(connection, Deed(who, "term_entered", _about(number, entry)))
    return number


def _hold_known(connection: Transaction, entry: Entry) -> None:
    units = list(facts.read_units(connection))
    if entry.unit_code not in {unit.code for unit in units}:
        raise UsageError("There is no unit “{code}”.", code=entry.unit_code)
    if entry.first and entry.unit_code not in units_on(units, entry.first):
        raise UsageError(
            "The unit is not in force on {day}.", day=entry.first.isoformat()
        )


def _about(number: int, entry: Entry) -> str:
    return f"{number}: {entry.what} {entry.unit_code}, decision {entry.decision_no}"


def preview(db: Database, settings: Settings, number: int) -> Preview:
    """What an entry changes, by the terms as they stand now. UsageError where there is
    none."""
    who = rights.allow(rights.TERMS).name
    with db.read() as connection:
        kept = _found(connection, number)
        terms = facts.read_terms(connection)
    changed = tuple(from_row(row) for row in kept.rows)
    if not kept.waits:
        return Preview(kept, (), changed, (), False, False)
    return Preview(
        kept,
        moved(terms, changed),
        changed,
        _elsewhere(db, applied(terms, changed), changed[-1]),
        _needs_another(kept, settings, who),
        _moved_on(kept, terms),
    )


def _elsewhere(db: Database, terms: Terms, new: Term) -> tuple[str, ...]:
    """Other units where somebody of the same name is in office on the first day of
    the term, or today where that is later."""
    day = max(new.starts_on, today(db.timezone))
    return tuple(
        one.unit_code
        for one in terms
        if one.person == new.person
        and one.unit_code != new.unit_code
        and one.in_office(day)
    )


def _moved_on(kept: Kept, terms: Terms) -> bool:
    try:
        return rows_of(kept.entry, terms) != kept.rows
    except UsageError:
        return True


def _found(connection: Transaction, number: int) -> Kept:
    found = term_entries.get(connection, number)
    if found is None:
        raise UsageError("There is no entry {number}.", number=number)
    return found


def newest(db: Database) -> list[Kept]:
    """The newest entries first. NotAllowedError where the account may not."""
    rights.allow(rights.TERMS)
    with db.read() as connection:
        return term_entries.newest(connection)


def confirm(db: Database, settings: Settings, number: int) -> int:
    """Take an entry as a load of office terms; the number of the load. Told in the
    audit with the decision, in the load's own transaction.

    UsageError where it no longer waits, where the terms changed since, where another
    must confirm it (HAICAP_TERMS_TWO), or while files are being taken.
    """
    who = rights.allow(rights.TERMS).name
    with db.read() as connection:
        kept = _waiting(connection, number)
        _hold_two(kept, settings, who)
        if _moved_on(kept, facts.read_terms(connection)):
            raise UsageError(
                "The terms of this unit changed since this was entered. Discard it and "
                "enter it again."
            )

    def told(connection: Transaction, load: int) -> None:
        # Of two who confirm at once the second finds it confirmed.
        _waiting(connection, number)
        term_entries.step(connection, number, CONFIRMED, who, load)
        about = f"{_about(number, kept.entry)}, load {load}"
        did(connection, Deed(who, "term_confirmed", about))

    name = f"terms-{number}"
    return take_entered(db, settings, OFFICE_TERMS, kept.rows, name, kept.who, told)


def _waiting(connection: Transaction, number: int) -> Kept:
    kept = _found(connection, number)
    if not kept.waits:
        raise UsageError("Entry {number} is over already.", number=number)
    return kept


def _needs_another(kept: Kept, settings: Settings, who: str) -> bool:
    return settings.terms_two == "yes" and kept.who == who


def _hold_two(kept: Kept, settings: Settings, who: str) -> None:
    if _needs_another(kept, settings, who):
        raise UsageError(
            "Another administrator than the one who entered it confirms this "
            "(HAICAP_TERMS_TWO)."
        )


def discard(db: Database, number: int) -> None:
    """Give up an entry that was not confirmed."""
    who = rights.allow(rights.TERMS).name
    with db.write() as connection:
        kept = _waiting(connection, number)
        term_entries.step(connection, number, DISCARDED, who)
        did(connection, Deed(who, "term_discarded", _about(number, kept.entry)))
