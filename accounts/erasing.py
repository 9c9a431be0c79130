"""Erasing an account: its name and addresses go from all that is kept of it.

What was done stays, told of a mark in place of the name; terms of office stay, for who
answered for a unit is a public record.
"""

from __future__ import annotations

from accounts import details, keeping
from accounts.attempts import forget
from accounts.verify import ACCOUNT_ERASED, read
from core.account import OPERATOR
from core.errors import UsageError
from core.kept import FOLDER, KeptFiles
from store import erasure
from store.accounts import KeptAccount
from store.audit import Deed, came, did
from store.engine import Database, raise_data_version
from store.erasure import Gone


def erase(db: Database, name: str, again: str, who: str = OPERATOR.name) -> str:
    """Erase an account for good; the mark that stands in place of its name. `again`:
    its name, once more.

    UsageError where that is another name, for a demo account, for the last
    administrator that can sign in, for one's own, and where the audit does not stand:
    then nothing is erased.
    """
    account = keeping.find(db, name)
    _check(account, again, who)
    _check_audit(db)
    # It lets nobody in from here on, and whatever stops this is begun anew.
    keeping.lock(db, account.name, who)
    forget(db, account)
    gone = Gone(account.id, account.name, account.mail, account.created_at)
    with db.jobs_write() as connection:
        erasure.from_jobs(connection, gone)
        _chain, left = read(connection, access=True)
        came(connection, Deed(who, ACCOUNT_ERASED, f"{gone.mark}: {left.told()}"))
    with db.write() as connection:
        erasure.from_data(connection, gone)
        _chain, left = read(connection, access=False)
        did(connection, Deed(who, ACCOUNT_ERASED, f"{gone.mark}: {left.told()}"))
        # What pages showed is shown no more, on other machines too.
        raise_data_version(connection)
    KeptFiles(db.settings.var / FOLDER).forget()
    return gone.mark


def _check(account: KeptAccount, again: str, who: str) -> None:
    details.check_no_demo(account)
    if again.strip() != account.name:
        raise UsageError(
            "This is not the name of the account. Write it as it stands. Nothing was "
            "erased."
        )
    if account.name == who:
        raise UsageError(
            "Nobody erases the account they are signed in with. Ask another "
            "administrator."
        )


def _check_audit(db: Database) -> None:
    """An erasure would hide that an entry was changed before."""
    for reading, access in ((db.read, False), (db.jobs_read, True)):
        with reading() as connection:
            chain, _left = read(connection, access=access)
        if chain.broken is not None:
            raise UsageError(
                "{told}. Find out why first: an erasure would hide it. Nothing was "
                "erased.",
                told=chain.told(),
            )
