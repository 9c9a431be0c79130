"""Signing in by a provider of identities. It says who somebody is; whether they have an
account here, and what they may do, stays with the accounts."""

from __future__ import annotations

import hmac
import json
import secrets
from typing import Any, NoReturn

from accounts import attempts, provider, tickets
from accounts.attempts import RefusedError
from accounts.provider import Attempt, Identity
from accounts.sessions import digest
from accounts.signing_in import Entry, TooLateError, enter
from core.clock import moment_now, today
from core.settings import Settings
from store import accounts, audit, identities
from store.accounts import KeptAccount
from store.audit import Deed
from store.engine import Database

_KIND, _MINUTES = "provider", 10


def begin(db: Database, settings: Settings, browser: str, back: str, to: str) -> str:
    """The address of the provider where the browser is sent, which comes back to
    `back` and goes on to `to`; `browser`: a token that only its cookie has.
    ProviderError where the provider does not answer."""
    about = {
        "nonce": secrets.token_urlsafe(24),
        "verifier": secrets.token_urlsafe(48),
        "browser": digest(browser),
        "back": back,
        "to": to,
    }
    state = tickets.make(db, _KIND, _MINUTES, about=about)
    return provider.address(settings, _attempt(state, about))


def finish(
    db: Database, settings: Settings, browser: str, told: dict[str, str], address: str
) -> tuple[Entry, str]:
    """The way in for who came back from the provider with what it `told`, and the path
    to go on to.

    TooLateError where the attempt is over, was used, or is another browser's;
    ProviderError as `provider.identity`; RefusedError where the provider let nobody
    in, or who it is has no account that can be used: the same words for each.
    """
    state = told.get("state", "")
    about = _used_up(db, browser, state)
    counted = attempts.reserve(db, digest(f"provider\n{state}"), address)
    if "code" not in told:
        raise RefusedError(
            "{name} signed nobody in. Try again, or sign in with name and password.",
            name=provider.named(settings),
        )
    who = provider.identity(settings, _attempt(state, about), told["code"])
    account = _account(db, who)
    if account is None:
        _refuse(db, settings, address)
    attempts.was_right(db, counted)
    return enter(db, account, address, f"by {who.issuer}"), about["to"]


def _attempt(state: str, about: dict[str, Any]) -> Attempt:
    return Attempt(state, about["nonce"], about["verifier"], about["back"])


def _used_up(db: Database, browser: str, state: str) -> dict[str, Any]:
    """What an attempt was begun with; it cannot be used again, whatever follows."""
    found = tickets.get(db, _KIND, state)
    about: dict[str, Any] = json.loads(found.about) if found else {"browser": ""}
    own = hmac.compare_digest(about["browser"], digest(browser))
    if found is None or not own or not tickets.take(db, state):
        raise TooLateError("That took too long. Sign in again.")
    return about


def _account(db: Database, who: Identity) -> KeptAccount | None:
    """The account of an identity, linked now where it is met first; None where there
    is none that can be used."""
    with db.read() as connection:
        number = identities.account_of(connection, who.issuer, who.subject)
        found = accounts.by_number(connection, number) if number else None
        if number is None and who.mail:
            found = _only(accounts.of_mail(connection, who.mail))
            if found and identities.has_one(connection, who.issuer, found.id):
                # The address was given to another person there.
                return None
    if found is None or not found.open_on(today(db.timezone)):
        return None
    if number is None:
        _link(db, who, found)
    return found


def _only(found: list[KeptAccount]) -> KeptAccount | None:
    return found[0] if len(found) == 1 else None


def _link(db: Database, who: Identity, account: KeptAccount) -> None:
    with db.write() as connection:
        moment = moment_now()
        identities.link(connection, who.issuer, who.subject, account.id, moment)
        deed = Deed(account.name, "identity_linked", f"{account.name}: {who.issuer}")
        audit.did(connection, deed)


def _refuse(db: Database, settings: Settings, address: str) -> NoReturn:
    with db.jobs_write() as connection:
        audit.came(connection, Deed("", "sign_in_failed", "", address))
    raise RefusedError(
        "Who you are at {name} has no account here that can be used. Ask an "
        "administrator to enter the mail address you have there with your account.",
        name=provider.named(settings),
    )
