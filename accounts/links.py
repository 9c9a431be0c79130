"""Links that let somebody set the password of their account, once and within a while:
the first one, and another where it is forgotten. No password is ever mailed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts import attempts, details, keeping, passwords, tickets
from accounts.attempts import RefusedError
from accounts.sessions import digest
from core.account import OPERATOR
from core.clock import now, today
from core.errors import UsageError
from core.language import translate
from store import accounts, messages
from store import tickets as kept_tickets
from store.accounts import KeptAccount
from store.audit import Deed, did
from store.engine import Database
from store.messages import Message

PATH = "/set-password"
FIRST_DAYS, RESET_MINUTES = 7, 60
KIND = "password"
_DAY_MINUTES = 24 * 60


def make(db: Database, account: KeptAccount | None, minutes: int) -> str:
    """The path of a new link of an account; those before are of no more use. Of nobody
    it is one of no use."""
    with db.jobs_write() as connection:
        kept_tickets.forget_of(connection, KIND, account.id if account else 0)
    return f"{PATH}?link={tickets.make(db, KIND, minutes, account)}"


def first(db: Database, account: KeptAccount, who: str = OPERATOR.name) -> str:
    """The path of a link that an administrator hands over, told in the audit.
    UsageError for a demo account."""
    details.check_no_demo(account)
    with db.write() as connection:
        did(connection, Deed(who, "link_made", account.name))
    return make(db, account, FIRST_DAYS * _DAY_MINUTES)


def send_first(db: Database, account: KeptAccount, who: str) -> None:
    """Mail such a link. UsageError where no mail can be sent, or to no address, and for
    a demo account."""
    details.check_no_demo(account)
    check_mail(db, account.mail)
    path = make(db, account, FIRST_DAYS * _DAY_MINUTES)
    with db.write() as connection:
        did(connection, Deed(who, "link_sent", account.name))
        _queue(db, connection, account, path, FIRST_DAYS * _DAY_MINUTES)


def check_mail(db: Database, mail: str) -> None:
    """UsageError where a link cannot be mailed to an address."""
    if not db.settings.mails_links or not mail:
        raise UsageError(
            "No mail can be sent: there is no address with the account, or no mail "
            "server is set (HAICAP_SMTP_URL, HAICAP_MAIL_FROM, HAICAP_PUBLIC_URL). "
            "Show the link and hand it over yourself."
        )


def holder(db: Database, token: str) -> KeptAccount | None:
    """Whose link a token is; None where it is none, is over or was used."""
    return tickets.holder(db, KIND, token)


def set_password(
    db: Database, token: str, new: tuple[str, str], address: str
) -> KeptAccount:
    """Set the password of a link's account; its sessions end, the link is used up.
    `new`: as it was typed, twice. RefusedError for a link that is none, over or used;
    UsageError for what cannot be a password, and the link can be used again."""
    attempt = attempts.reserve(db, digest(f"link\n{token}"), address)
    account = holder(db, token)
    if account is None:
        raise RefusedError(
            "This link is over, or was used already. Ask for another one."
        )
    attempts.was_right(db, attempt)
    if new[0] != new[1]:
        raise UsageError("These were two passwords. Nothing was changed.")
    passwords.check(new[0], account.name)
    if not tickets.take(db, token):
        raise RefusedError(
            "This link is over, or was used already. Ask for another one."
        )
    keeping.set_password(db, account.name, new[0], who=account.name)
    attempts.forget(db, account)
    return account


def forgotten(db: Database, mail: str, address: str) -> None:
    """Mail a link to whoever has an account with this address. What is done, and how
    long it takes, is the same where nobody has: a row in each database is written.
    RestingError after too many of one network address or for one mail address."""
    mail = mail.strip()
    attempts.reserve(db, digest(f"forgotten\n{mail.casefold()}"), address)
    day = today(db.timezone)
    with db.read() as connection:
        found = [
            one
            for one in accounts.of_mail(connection, mail)
            if one.open_on(day) and not one.demo
        ]
    holders: list[KeptAccount | None] = [*found] if found else [None]
    paths = [make(db, one, RESET_MINUTES) for one in holders]
    with db.write() as connection:
        names = ", ".join(one.name for one in found)
        did(connection, Deed("", "password_forgotten", names))
        for one, path in zip(found, paths, strict=False):
            _queue(db, connection, one, path, RESET_MINUTES)


_TEXTS = {
    RESET_MINUTES: (
        "Another password",
        "Somebody asked for another password of the account “{name}”. Where that was "
        "you, open this address within an hour and set one:",
        "Where it was not you, there is nothing to do: the password stays as it is.",
    ),
    FIRST_DAYS * _DAY_MINUTES: (
        "Your account at Hai Cấp",
        "An administrator asks you to set the password of your account “{name}”. Open "
        "this address within seven days and set it:",
        "Nobody will ever ask you for the password.",
    ),
}


def _queue(
    db: Database, connection: Any, account: KeptAccount, path: str, minutes: int
) -> None:
    subject, before, after = (
        translate(text, account.language, name=account.name) for text in _TEXTS[minutes]
    )
    address = f"{db.settings.public_url.rstrip('/')}{path}&lang={account.language}"
    told = Message(
        key=f"account:{digest(path)}",
        kind="account",
        reader=account.name,
        account=account.name,
        address=account.mail,
        subject=subject,
        text=f"{before}\n\n{address}\n\n{after}",
        language=account.language,
        private=True,
        until=now() + timedelta(minutes=minutes),
    )
    messages.queue(connection, told)
