"""Exempting a unit from some procedures for a while, and ending that early."""

from __future__ import annotations

from datetime import date, timedelta

from accounts import rights
from actions.texts import text_of
from core.clock import moment_now
from core.errors import UsageError
from metrics.disputes import Effect, Pick
from metrics.exemptions import Confirmed, Ended, Exemption, checked, numbered
from store import exemptions
from store.audit import Deed, did
from store.engine import Database, data_version
from store.undo import Transaction

LONGEST, LONGEST_NUMBER = 2000, 80
_WHY = "Write the reason: all who sign in read it."


def may_look(db: Database, pick: Pick, decision_no: str) -> Pick:
    """The pick of a new exemption, where the account may enter it. NotAllowedError;
    UsageError for what cannot be meant so."""
    rights.allow(rights.DECIDE, pick.unit_code)
    number = decision_no.strip()[:LONGEST_NUMBER]
    return checked(pick, number, db.settings.exempt_days)


def exempt(
    db: Database, pick: Pick, decision_no: str, reason: str, effect: Effect
) -> int:
    """Enter an exemption, its `effect` as it was seen; its number.

    NotAllowedError; UsageError for what is missing, or where the data changed since
    the effect was seen.
    """
    pick = may_look(db, pick, decision_no)
    reason, who = text_of(reason, LONGEST, _WHY), rights.allow(rights.DECIDE).name
    with db.write() as connection:
        _hold_seen(connection, effect)
        number = exemptions.add(
            connection,
            unit_code=pick.unit_code,
            procedures=pick.procedures,
            starts_on=pick.first,
            ends_on=pick.last,
            decision_no=decision_no.strip()[:LONGEST_NUMBER],
            reason=reason,
            dossiers=effect.dossiers,
            as_of=effect.as_of,
            evaluation=effect.evaluation,
            who=who,
            at=moment_now(),
        )
        told = f"{number}: {pick.unit_code or 'all units'}, {pick.first} – {pick.last}"
        did(connection, Deed(who, "exemption_entered", told))
        if db.settings.exemptions_two == "no":
            _confirm(connection, number, who, effect)
    return number


def confirm(db: Database, number: int, effect: Effect) -> None:
    """Confirm an exemption, its `effect` as it was seen: it counts from now on.

    NotAllowedError; UsageError where it waits for nobody, for who entered it where two
    are asked for, or where the data changed since the effect was seen.
    """
    with db.write() as connection:
        found = numbered(exemptions.exemptions(connection), number)
        who = rights.allow(rights.DECIDE, found.unit_code).name
        if not found.waits:
            raise UsageError("This exemption waits for nobody any more.")
        if needs_another(db, found, who):
            raise UsageError(
                "Somebody else than who entered it confirms an exemption "
                "(HAICAP_EXEMPTIONS_TWO)."
            )
        _hold_seen(connection, effect)
        _confirm(connection, number, who, effect)
        did(connection, Deed(who, "exemption_confirmed", str(number)))


def needs_another(db: Database, one: Exemption, who: str) -> bool:
    """Whether `who` may not confirm an exemption, having entered it."""
    return db.settings.exemptions_two == "yes" and one.who == who


def _confirm(connection: Transaction, number: int, who: str, effect: Effect) -> None:
    exemptions.confirm(
        connection, number, Confirmed(effect.dossiers, who, moment_now())
    )


def _hold_seen(connection: Transaction, effect: Effect) -> None:
    if data_version(connection) != effect.version:
        raise UsageError(
            "The data changed since the effect was shown. Look at it again, then "
            "decide."
        )


def end(db: Database, number: int, reason: str, day: date) -> None:
    """End an exemption: dossiers received from `day` on are counted in full again;
    those before stay left out. One that waits to be confirmed is given up.

    NotAllowedError; UsageError without a reason, where there is none, or where it is
    over or was ended already.
    """
    rights.allow(rights.DECIDE)
    reason = text_of(reason, LONGEST, _WHY)
    with db.write() as connection:
        found = numbered(exemptions.exemptions(connection), number)
        who = rights.allow(rights.DECIDE, found.unit_code).name
        if not found.waits and (found.ended is not None or found.ends_on < day):
            raise UsageError("This exemption is over already.")
        ended = Ended(day - timedelta(days=1), reason, who, moment_now())
        exemptions.end(connection, number, ended)
        did(connection, Deed(who, "exemption_ended", str(number)))
