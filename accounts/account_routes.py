"""The page of one's own account: one address, one form for each thing to do."""

from __future__ import annotations

from collections.abc import Callable

import flask
from werkzeug.wrappers import Response

from accounts import account_page, delegation, forms, own, second_step, sessions
from accounts.current import current
from accounts.door import COOKIE, Door, to_sign_in
from accounts.forms import Answer, given
from accounts.retention import lasting
from core.clock import today
from core.errors import KpiError, UsageError
from store.accounts import KeptAccount
from store.engine import Database

PATH = "/account"


def add(web: flask.Blueprint, door: Door) -> None:
    """Add the routes to `web`."""
    routes = AccountRoutes(door)
    web.get(PATH)(routes.show)
    web.post(PATH)(routes.act)


class AccountRoutes:
    """What stands at the address of one's own account."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self._deeds: dict[str, Callable[[KeptAccount], Answer]] = {
            "password": self._password,
            "sessions": self._end_others,
            "offer": self._offer,
            "confirm": self._confirm,
            "cancel": self._cancel,
            "off": self._off,
            "codes": self._codes,
            "delegate": self._delegate,
            "delegate-send": self._delegate,
            "delegate-end": self._end_delegate,
        }

    @property
    def _db(self) -> Database:
        return self.door.database()

    def show(self) -> Answer:
        """The page; who is not signed in is asked to."""
        if not current().signed_in:
            return to_sign_in()
        return self._page(done=flask.request.args.get("done", "")), 200

    def act(self) -> Answer:
        """What the form asks for, or the page again with what is wrong."""
        if not current().signed_in:
            return to_sign_in()
        asked = given("do")
        try:
            forms.check_token(flask.request.cookies.get(COOKIE, ""))
            deed = self._deeds.get(asked)
            if deed is None:
                raise UsageError("This form is out of date. Send it once more.")
            return deed(own.kept(self._db, current()))
        except KpiError as error:
            return self._page(problem=(asked, error)), forms.status(error)

    def _page(
        self,
        *,
        done: str = "",
        problem: tuple[str, KpiError] | None = None,
        codes: list[str] | None = None,
        link: str = "",
    ) -> str:
        return account_page.page(
            own.told(self._db, current()),
            flask.request.cookies.get(COOKIE, ""),
            self._db.timezone,
            done=done,
            problem=problem,
            codes=codes or [],
            standing=account_page.Standing(
                delegation.delegates(self._db),
                today(self._db.timezone),
                flask.request.form if problem else {},
                link,
            ),
            must=current().lacks_step,
            kept=lasting(self._db.settings),
        )

    def _password(self, account: KeptAccount) -> Answer:
        new = (given("new"), given("again"))
        address = forms.address()
        token = own.change_password(self._db, account, given("old"), new, address)
        answer = _done("password")
        forms.keep(answer, COOKIE, token)
        return answer

    def _end_others(self, account: KeptAccount) -> Answer:
        mine = flask.request.cookies.get(COOKIE, "")
        sessions.end_others(self._db, account, mine)
        return _done("sessions")

    def _offer(self, account: KeptAccount) -> Answer:
        second_step.offer(self._db, account)
        return flask.redirect(forms.address_of(PATH) + "#step", 303)

    def _confirm(self, account: KeptAccount) -> Answer:
        codes = second_step.confirm(self._db, account, given("code"))
        return self._page(done="confirm", codes=codes), 200

    def _cancel(self, account: KeptAccount) -> Answer:
        second_step.cancel(self._db, account)
        return flask.redirect(forms.address_of(PATH), 303)

    def _off(self, account: KeptAccount) -> Answer:
        self._check_password(account)
        second_step.off(self._db, account, account.name)
        return _done("off")

    def _codes(self, account: KeptAccount) -> Answer:
        self._check_password(account)
        codes = second_step.new_codes(self._db, account)
        return self._page(done="codes", codes=codes), 200

    def _delegate(self, account: KeptAccount) -> Answer:
        self._check_password(account)
        send = given("do") == "delegate-send"
        until, mail = forms.day("until"), given("mail").strip()
        path = delegation.delegate(self._db, given("name"), mail, until, send=send)
        if send:
            return _done("delegate-send")
        link = forms.shown_link(self.door.settings.public_url, path)
        return self._page(done="delegate", link=link), 200

    def _end_delegate(self, account: KeptAccount) -> Answer:
        delegation.end(self._db, given("name"))
        return _done("delegate-end")

    def _check_password(self, account: KeptAccount) -> None:
        own.check_password(self._db, account, given("password"), forms.address())


def _done(what: str) -> Response:
    return flask.redirect(forms.address_of(PATH, done=what), 303)
