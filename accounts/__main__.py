"""`python -m accounts create | list | lock | unlock | password | link | totp-off |
sessions | erase | verify | retention`."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence
from datetime import date

from accounts import erasing, keeping, links
from accounts.retention import kept
from accounts.verify import verify
from core.account import OPERATOR, ROLES
from core.errors import KpiError, UsageError
from core.gateways import naming
from core.language import DEFAULT_LANGUAGE, LANGUAGES, translate
from core.settings import settings
from store.engine import Database, open_database

Command = Callable[[argparse.Namespace, Database], int]


def _password() -> str:
    """From a prompt where there is a terminal, else the first line of standard input:
    never an argument, which others can read."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass(translate("Password: "))
    if first != getpass.getpass(translate("The same again: ")):
        raise UsageError("These were two passwords. Nothing was changed.")
    return first


def _create(asked: argparse.Namespace, db: Database) -> int:
    keeping.create(
        db,
        asked.name,
        asked.role,
        _password(),
        mail=asked.mail,
        language=asked.language,
        person=asked.person,
        until=asked.until,
        units=asked.units,
    )
    return 0


def _list(asked: argparse.Namespace, db: Database) -> int:
    for one in keeping.listed(db):
        told = [one.name, one.role, f"{one.person} {one.units}".rstrip(), one.mail]
        told += [one.until.isoformat() if one.until else "", one.locked_at]
        print("\t".join([*told, "demo" if one.demo else ""]).rstrip())
    for name, doubt in keeping.doubts(db):
        print(f"{name}: {doubt}", file=sys.stderr)
    return 0


def _lock(asked: argparse.Namespace, db: Database) -> int:
    keeping.lock(db, asked.name)
    return 0


def _unlock(asked: argparse.Namespace, db: Database) -> int:
    keeping.unlock(db, asked.name)
    return 0


def _set_password(asked: argparse.Namespace, db: Database) -> int:
    keeping.find(db, asked.name)
    keeping.set_password(db, asked.name, _password())
    return 0


def _totp_off(asked: argparse.Namespace, db: Database) -> int:
    keeping.totp_off(db, asked.name)
    return 0


def _link(asked: argparse.Namespace, db: Database) -> int:
    account = keeping.find(db, asked.name)
    if asked.send:
        links.send_first(db, account, OPERATOR.name)
    else:
        print(f"{db.settings.public_url.rstrip('/')}{links.first(db, account)}")
    return 0


def _sessions(asked: argparse.Namespace, db: Database) -> int:
    for told in keeping.signed_in(db):
        print("\t".join(told))
    return 0


def _verify(asked: argparse.Namespace, db: Database) -> int:
    chains = verify(db)
    for chain in chains:
        print(chain.told())
    return int(any(chain.broken is not None for chain in chains))


def _erase(asked: argparse.Namespace, db: Database) -> int:
    account = keeping.find(db, asked.name)
    mark = erasing.erase(db, account.name, _name_again())
    print(
        translate(
            "Where “{name}” stood, “{mark}” stands now.",
            None,
            name=account.name,
            mark=mark,
        )
    )
    for file in naming(db.settings, account.mail):
        told = "{file} still names this account's address: take the line out."
        print(translate(told, None, file=file))
    return 0


def _name_again() -> str:
    """As a password is read, but it may be seen."""
    if sys.stdin.isatty():
        return input(translate("It cannot be undone. The name of the account again: "))
    return sys.stdin.readline().rstrip("\n")


def _retention(asked: argparse.Namespace, db: Database) -> int:
    for one in kept(db):
        long = translate(one.long, None, n=one.number)
        print("\t".join([translate(one.what), long, str(one.rows), one.oldest]))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m accounts", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(
        name: str, run: Command, about: str, named: bool
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=about)
        command.set_defaults(run=run)
        if named:
            command.add_argument("name", metavar="NAME")
        return command

    create = add("create", _create, "make an account; the password is asked for", True)
    create.add_argument("--role", required=True, choices=list(ROLES))
    create.add_argument("--mail", default="")
    create.add_argument("--language", default=DEFAULT_LANGUAGE, choices=LANGUAGES)
    create.add_argument("--person", default="", help="as terms of office name them")
    about = "codes, where another of this name is in office elsewhere"
    create.add_argument("--units", default="", help=about)
    create.add_argument("--until", type=date.fromisoformat, help="the last day")
    add("list", _list, "name, role, person, mail, last day, locked since", False)
    add("lock", _lock, "nobody can use the account; its sessions end", True)
    add("unlock", _unlock, "also after too many wrong passwords", True)
    add("password", _set_password, "another password; its sessions end", True)
    link = add("link", _link, "a link to set the password once, in 7 days", True)
    link.add_argument("--send", action="store_true", help="by mail; prints nothing")
    add("totp-off", _totp_off, "no second step, for a lost telephone", True)
    add("sessions", _sessions, "who is signed in: name, since, last used", False)
    about = "its name and addresses go from all that is kept; asks for the name again"
    add("erase", _erase, about, True)
    add("verify", _verify, "1 where the audit was changed, with the place", False)
    about = "what is kept of people: how long, how many rows, since when"
    add("retention", _retention, about, False)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code; 1 for what could not be done, 2 for what was asked wrongly."""
    asked = _parser().parse_args(arguments)
    try:
        db = open_database(settings())
        try:
            code: int = asked.run(asked, db)
        finally:
            db.close()
    except KpiError as error:
        print(error.text(), file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    return code


if __name__ == "__main__":
    sys.exit(main())
