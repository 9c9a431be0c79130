"""Signing in and out, and setting up, over plain forms."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

import flask

from accounts import (
    account_routes,
    administration_routes,
    audit_routes,
    first,
    forms,
    link_routes,
    pages,
    provider,
    sessions,
)
from accounts.door import COOKIE, Door, from_this_machine
from accounts.forms import FORM, Answer, given
from accounts.passwords import decoy
from accounts.provider_routes import BACK, ProviderRoutes
from accounts.sessions import form_token
from accounts.signing_in import CODE, Entry, TooLateError, give_code, sign_in
from accounts.tickets import holder
from core.errors import ClosedError, KpiError, OutageError
from core.language import translate

log = logging.getLogger(__name__)

# Of a step that waits for its code.
STEP = "haicap-step"
# Word of the address -> what was just done.
_DONE = {
    "out": "You are signed out.",
    "set": "The password is set. Sign in with it.",
}


def register(web: flask.Flask, door: Door) -> None:
    """Add the routes to `web`."""
    # Nobody who signs in first waits longer for a name that is none.
    decoy()
    own = flask.Blueprint("accounts", __name__, template_folder="templates")
    routes = Routes(door)
    own.get("/sign-in")(routes.ask)
    own.post("/sign-in")(routes.sign_in)
    own.get("/sign-in/code")(routes.ask_code)
    own.post("/sign-in/code")(routes.give_code)
    away = ProviderRoutes(door, routes.enter, routes.failed)
    own.get("/sign-in/provider")(away.go)
    own.get(BACK)(away.back)
    own.post("/sign-out")(routes.sign_out)
    own.get("/set-up")(routes.ask_set_up)
    own.post("/set-up")(routes.set_up)
    account_routes.add(own, door)
    administration_routes.add(own, door)
    audit_routes.add(own, door)
    link_routes.add(own, door)
    own.errorhandler(KpiError)(_failed)
    web.register_blueprint(own)


class Routes:
    """What stands at the addresses of the forms."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def ask(self) -> Answer:
        """The form to sign in; who is signed in goes on."""
        to = forms.onward(flask.request.args.get("next") or _page_before())
        if self.door.account().signed_in:
            return flask.redirect(to, 303)
        done = [word for word in _DONE if flask.request.args.get(word)]
        return self._form(to, remark=translate(_DONE[done[0]]) if done else "")

    def sign_in(self) -> Answer:
        """On to where somebody wanted to go, or to the code, or the form again with
        what is wrong."""
        to = forms.onward(given("next"))
        try:
            forms.check_form()
            entry = sign_in(
                self.door.database(), given("name"), given("password"), forms.address()
            )
        except KpiError as error:
            return self._form(to, error, name=given("name")[:80])
        return self.enter(entry, to)

    def enter(self, entry: Entry, to: str) -> Answer:
        """On to `to` with a session, or to the code that is still asked for."""
        if not entry.whole:
            answer = flask.redirect(forms.address_of("/sign-in/code", next=to), 303)
            forms.keep(answer, STEP, entry.token)
            return answer
        self._end_session_before()
        answer = flask.redirect(forms.speaking(to, entry.language), 303)
        forms.keep(answer, COOKIE, entry.token)
        for over in (FORM, STEP):
            answer.delete_cookie(over)
        return answer

    def failed(self, to: str, problem: KpiError) -> Answer:
        """The form to sign in, with what was wrong on another way in."""
        return self._form(to, problem)

    def ask_code(self) -> Answer:
        """The form for the code; who has not given a password is asked for it."""
        to = forms.onward(flask.request.args.get("next", ""))
        half = flask.request.cookies.get(STEP, "")
        if holder(self.door.database(), CODE, half) is None:
            return flask.redirect(forms.address_of("/sign-in", next=to), 303)
        return pages.code(form_token(half), to), 200

    def give_code(self) -> Answer:
        """On to where somebody wanted to go, or the form again with what is wrong."""
        to = forms.onward(given("next"))
        half = flask.request.cookies.get(STEP, "")
        try:
            forms.check_token(half)
            entry = give_code(
                self.door.database(), half, given("code"), forms.address()
            )
        except TooLateError as error:
            return self._form(to, error)
        except KpiError as error:
            return pages.code(form_token(half), to, error), forms.status(error)
        return self.enter(entry, to)

    def _end_session_before(self) -> None:
        before = flask.request.cookies.get(COOKIE, "")
        account = sessions.account_of(self.door.database(), before) if before else None
        if account is not None:
            sessions.end(self.door.database(), before, account.name)

    def _form(
        self,
        to: str,
        problem: KpiError | None = None,
        *,
        name: str = "",
        remark: str = "",
    ) -> Answer:
        db, settings = self.door.database(), self.door.settings
        fresh = forms.fresh_token()
        text = pages.sign_in(
            form_token(fresh),
            to,
            name=name,
            problem=problem,
            remark=remark,
            demo=first.demo_accounts(db) if settings.production == "no" else (),
            set_up=self._set_up_is_open(),
            public=settings.pages_are_public,
            provider=provider.named(settings),
            can_ask=settings.mails_links,
        )
        return forms.with_form(text, fresh, forms.status(problem))

    def sign_out(self) -> Answer:
        """The session is over; the form to sign in."""
        token = flask.request.cookies.get(COOKIE, "")
        forms.check_token(token)
        account = sessions.account_of(self.door.database(), token)
        if account is not None:
            sessions.end(self.door.database(), token, account.name)
        answer = flask.redirect(forms.address_of("/sign-in", out="1"), 303)
        answer.delete_cookie(COOKIE)
        return answer

    def _set_up_is_open(self) -> bool:
        return not self.door.anybody() and from_this_machine(flask.request)

    def ask_set_up(self) -> Answer:
        """The form for the first administrator; its code is written into the log."""
        if not self._set_up_is_open():
            return _no_set_up()
        code = first.set_up_code(self.door.settings)
        told = "The code for the first administrator is {code}"
        log.warning(translate(told, None, code=code))
        return _set_up_form()

    def set_up(self) -> Answer:
        """On to the form to sign in, or the form again with what is wrong."""
        if not self._set_up_is_open():
            return _no_set_up()
        try:
            forms.check_form()
            first.first_administrator(
                self.door.database(),
                self.door.settings,
                given("code"),
                given("name"),
                given("password"),
            )
        except KpiError as error:
            return _set_up_form(given("name")[:80], error)
        return flask.redirect(forms.address_of("/sign-in"), 303)


def _failed(error: KpiError) -> Answer:
    status = 503 if isinstance(error, OutageError) else 400
    return pages.told(error, status), status


def _no_set_up() -> Answer:
    error = ClosedError(
        "There is an account already, or this is not the machine that the software "
        "runs on. Sign in, or make accounts there: python -m accounts create NAME "
        "--role administrator"
    )
    return pages.told(error, 404), 404


def _set_up_form(name: str = "", problem: KpiError | None = None) -> Answer:
    fresh = forms.fresh_token()
    text = pages.set_up(form_token(fresh), name=name, problem=problem)
    return forms.with_form(text, fresh, forms.status(problem))


def _page_before() -> str:
    """The page of ours from which the form was asked for."""
    before = urlsplit(flask.request.headers.get("Referer", ""))
    if before.netloc != flask.request.host:
        return "/"
    return f"{before.path}?{before.query}" if before.query else before.path
