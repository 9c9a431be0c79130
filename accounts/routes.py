"""Signing in and out, and setting up, over plain forms."""

from __future__ import annotations

import hmac
import logging
import secrets
from urllib.parse import urlencode, urlsplit

import flask
from werkzeug.wrappers import Response

from accounts import first, pages, sessions
from accounts.door import COOKIE, Door, from_this_machine, own_path
from accounts.passwords import decoy
from accounts.sessions import form_token
from accounts.signing_in import RefusedError, RestingError, sign_in
from core.errors import ClosedError, KpiError, OutageError, UsageError
from core.language import DEFAULT_LANGUAGE, language, translate

log = logging.getLogger(__name__)

# Of a form before anybody is signed in; signing in makes another token.
_FORM = "haicap-form"
_Answer = Response | tuple[str, int]


def register(web: flask.Flask, door: Door) -> None:
    """Add the routes to `web`."""
    # Nobody who signs in first waits longer for a name that is none.
    decoy()
    own = flask.Blueprint("accounts", __name__, template_folder="templates")
    routes = Routes(door)
    own.get("/sign-in")(routes.ask)
    own.post("/sign-in")(routes.sign_in)
    own.post("/sign-out")(routes.sign_out)
    own.get("/set-up")(routes.ask_set_up)
    own.post("/set-up")(routes.set_up)
    own.errorhandler(KpiError)(_failed)
    web.register_blueprint(own)


class Routes:
    """What stands at the addresses of the forms."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def ask(self) -> _Answer:
        """The form to sign in; who is signed in goes on."""
        to = _to(flask.request.args.get("next") or _page_before())
        if self.door.account().signed_in:
            return flask.redirect(to, 303)
        out = flask.request.args.get("out")
        return self._form(to, remark=translate("You are signed out.") if out else "")

    def sign_in(self) -> _Answer:
        """On to where somebody wanted to go, or the form again with what is wrong."""
        given = flask.request.form
        to = _to(given.get("next", ""))
        try:
            _check_form()
            token, speaks = sign_in(
                self.door.database(),
                given.get("name", ""),
                given.get("password", ""),
                flask.request.remote_addr or "",
            )
        except KpiError as error:
            return self._form(to, error, name=given.get("name", "")[:80])
        self._end_session_before()
        answer = flask.redirect(_speaking(to, speaks), 303)
        _keep(answer, COOKIE, token)
        answer.delete_cookie(_FORM)
        return answer

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
    ) -> _Answer:
        db, settings = self.door.database(), self.door.settings
        fresh = secrets.token_urlsafe(16)
        text = pages.sign_in(
            form_token(fresh),
            to,
            name=name,
            problem=problem,
            remark=remark,
            demo=first.demo_accounts(db) if settings.production == "no" else (),
            set_up=self._set_up_is_open(),
            public=settings.pages_are_public,
        )
        return _with_form(text, fresh, _status(problem))

    def sign_out(self) -> _Answer:
        """The session is over; the form to sign in."""
        token = flask.request.cookies.get(COOKIE, "")
        _check_token(flask.request.form.get("token", ""), token)
        account = sessions.account_of(self.door.database(), token)
        if account is not None:
            sessions.end(self.door.database(), token, account.name)
        answer = flask.redirect(f"/sign-in?out=1{_lang('&')}", 303)
        answer.delete_cookie(COOKIE)
        return answer

    def _set_up_is_open(self) -> bool:
        return not self.door.anybody() and from_this_machine(flask.request)

    def ask_set_up(self) -> _Answer:
        """The form for the first administrator; its code is written into the log."""
        if not self._set_up_is_open():
            return _no_set_up()
        code = first.set_up_code(self.door.settings)
        told = "The code for the first administrator is {code}"
        log.warning(translate(told, None, code=code))
        return _set_up_form()

    def set_up(self) -> _Answer:
        """On to the form to sign in, or the form again with what is wrong."""
        if not self._set_up_is_open():
            return _no_set_up()
        given = flask.request.form
        try:
            _check_form()
            first.first_administrator(
                self.door.database(),
                self.door.settings,
                given.get("code", ""),
                given.get("name", ""),
                given.get("password", ""),
            )
        except KpiError as error:
            return _set_up_form(given.get("name", "")[:80], error)
        return flask.redirect(f"/sign-in{_lang('?')}", 303)


def _failed(error: KpiError) -> _Answer:
    status = 503 if isinstance(error, OutageError) else 400
    return pages.told(error, status), status


def _no_set_up() -> _Answer:
    error = ClosedError(
        "There is an account already, or this is not the machine that the software "
        "runs on. Sign in, or make accounts there: python -m accounts create NAME "
        "--role administrator"
    )
    return pages.told(error, 404), 404


def _set_up_form(name: str = "", problem: KpiError | None = None) -> _Answer:
    fresh = secrets.token_urlsafe(16)
    text = pages.set_up(form_token(fresh), name=name, problem=problem)
    return _with_form(text, fresh, _status(problem))


def _status(problem: KpiError | None) -> int:
    if problem is None:
        return 200
    if isinstance(problem, RestingError):
        return 429
    return 401 if isinstance(problem, RefusedError) else 400


def _with_form(text: str, fresh: str, status: int) -> Response:
    answer = flask.make_response(text, status)
    _keep(answer, _FORM, fresh)
    return answer


def _keep(answer: Response, name: str, token: str) -> None:
    secure = flask.request.is_secure
    answer.set_cookie(name, token, httponly=True, samesite="Lax", secure=secure)


def _check_form() -> None:
    given = flask.request.form.get("token", "")
    _check_token(given, flask.request.cookies.get(_FORM, ""))


def _check_token(given: str, cookie: str) -> None:
    """Raises UsageError for a form that did not come from this app in this browser."""
    if not cookie or not hmac.compare_digest(
        given.encode(), form_token(cookie).encode()
    ):
        raise UsageError("This form is out of date. Send it once more.")


def _to(asked: str) -> str:
    """Where to go on to: a path of ours that is no form itself."""
    path = own_path(asked)
    forms = ("/sign-in", "/sign-out", "/set-up")
    return "/" if urlsplit(path).path.startswith(forms) else path


def _page_before() -> str:
    """The page of ours from which the form was asked for."""
    before = urlsplit(flask.request.headers.get("Referer", ""))
    if before.netloc != flask.request.host:
        return "/"
    return f"{before.path}?{before.query}" if before.query else before.path


def _speaking(to: str, speaks: str) -> str:
    """`to` in the account's language, where the address names none."""
    if speaks in ("", DEFAULT_LANGUAGE) or "lang=" in to:
        return to
    return f"{to}{'&' if '?' in to else '?'}{urlencode({'lang': speaks})}"


def _lang(joint: str) -> str:
    spoken = language()
    return "" if spoken == DEFAULT_LANGUAGE else f"{joint}lang={spoken}"
