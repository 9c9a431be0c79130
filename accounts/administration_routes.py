"""Administration of accounts: one address, one form for each thing to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import flask

from accounts import administration, administration_page, forms, rights
from accounts.administration import Listed
from accounts.administration_page import Shown
from accounts.details import Details
from accounts.door import COOKIE, Door, to_sign_in
from accounts.forms import Answer, given
from core.clock import today
from core.errors import KpiError, UsageError
from core.language import DEFAULT_LANGUAGE
from store.engine import Database

PATH = "/accounts"


def add(web: flask.Blueprint, door: Door) -> None:
    """Add the routes to `web`."""
    routes = AdministrationRoutes(door)
    web.get(PATH, endpoint="administration")(routes.show)
    web.post(PATH, endpoint="administer")(routes.act)


class AdministrationRoutes:
    """What stands at the address of all accounts."""

    def __init__(self, door: Door) -> None:
        self.door = door
        # What is done to one account -> how, and the word that tells it was.
        self._deeds: dict[str, tuple[Callable[[Database, str], None], str]] = {
            "change": (
                lambda db, name: administration.change(db, name, asked_details()),
                "changed",
            ),
            "lock": (administration.lock, "locked"),
            "unlock": (administration.unlock, "unlocked"),
            "end": (administration.end_sessions, "ended"),
            "off": (administration.step_off, "off"),
        }

    @property
    def _db(self) -> Database:
        return self.door.database()

    def show(self) -> Answer:
        """The list of accounts, or one that the address names."""
        name = flask.request.args.get("name", "")
        if name:
            return self._one(name, done=flask.request.args.get("done", "")), 200
        return self._list({}), 200

    def act(self) -> Answer:
        """What the form asks for, or the page again with what is wrong."""
        if not rights.may(rights.ACCOUNTS):
            return to_sign_in()
        try:
            forms.check_token(flask.request.cookies.get(COOKIE, ""))
            return self._do(given("do"), given("name"))
        except KpiError as error:
            return self._again(error), forms.status(error)

    def _do(self, asked: str, name: str) -> Answer:
        if asked in self._deeds:
            deed, done = self._deeds[asked]
            deed(self._db, name)
            return _to(name, done)
        if asked in ("make", "make-send"):
            send = asked == "make-send"
            wished = asked_details()
            path = administration.make(self._db, name, wished, send=send)
            return _to(name, "made") if send else self._handed_over(name, path)
        if asked == "erase":
            mark = administration.erase(self._db, name, given("again"))
            return flask.redirect(forms.address_of(PATH, erased=mark), 303)
        if asked == "send":
            administration.link(self._db, name, send=True)
            return _to(name, "sent")
        if asked == "link":
            path = administration.link(self._db, name, send=False)
            return self._handed_over(name, path)
        raise UsageError("This form is out of date. Send it once more.")

    def _handed_over(self, name: str, path: str) -> Answer:
        link = forms.shown_link(self.door.settings.public_url, path)
        return self._one(name, done="link", link=link), 200

    def _again(self, error: KpiError) -> str:
        if given("do") in ("make", "make-send") or self._find(given("name")) is None:
            return self._list(flask.request.form, error)
        filled = flask.request.form if given("do") == "change" else None
        return self._one(given("name"), problem=error, filled=filled)

    def _list(self, filled: Mapping[str, str], problem: KpiError | None = None) -> str:
        day = today(self._db.timezone)
        return administration_page.listing(
            [
                Shown(one, day, self._db.timezone)
                for one in administration.listed(self._db)
            ],
            administration.people(self._db),
            flask.request.cookies.get(COOKIE, ""),
            flask.request.args.get("q", "")[:80],
            filled,
            problem,
            flask.request.args.get("erased", "")[:20],
        )

    def _one(
        self,
        name: str,
        *,
        done: str = "",
        link: str = "",
        problem: KpiError | None = None,
        filled: Mapping[str, str] | None = None,
    ) -> str:
        told = self._find(name)
        if told is None:
            return self._list(
                {}, UsageError("There is no account “{name}”.", name=name)
            )
        return administration_page.one(
            Shown(told, today(self._db.timezone), self._db.timezone),
            administration.people(self._db),
            flask.request.cookies.get(COOKIE, ""),
            filled or administration_page.details_of(told),
            done=done,
            link=link,
            problem=problem,
        )

    def _find(self, name: str) -> Listed | None:
        found = administration.listed(self._db)
        return next((one for one in found if one.kept.name == name), None)


def asked_details() -> Details:
    """What the form gives. UsageError for a last day that is none."""
    return Details(
        given("role"),
        given("person").strip(),
        given("mail").strip(),
        given("language") or DEFAULT_LANGUAGE,
        forms.day("until"),
        given("units"),
    )


def _to(name: str, done: str) -> Answer:
    return flask.redirect(forms.address_of(PATH, name=name, done=done), 303)
