"""The one door: every request passes it before anything answers.

It finds out whose request it is, refuses what another site's page sends, and lets
nobody in who has not signed in, but where pages are public. What an account may do is
asked again by each action (accounts/rights.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import flask
from werkzeug.wrappers import Response

from accounts import keeping, pages, rights, sessions
from accounts.current import current, let_in
from core.account import NOBODY, OPERATOR, PUBLIC, Account
from core.addresses import is_loopback
from core.errors import ClosedError, KpiError, NotAllowedError, OutageError
from core.language import set_language
from core.settings import Settings
from store.engine import Database

COOKIE = "haicap"
_READING = {"GET", "HEAD", "OPTIONS"}
# Routes that answer everybody: what browsers load to show anything at all, and whether
# the app lives.
OPEN = {
    "/assets/<path:filename>",
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>",
    "/_favicon.ico",
    "/healthz",
    "/sign-in",
    "/sign-in/code",
    "/sign-in/provider",
    "/sign-in/provider/back",
    "/set-password",
    "/forgotten",
    "/set-up",
    "/unsubscribe",
}
# Routes whose answer is a page; the others answer programs.
_PAGES = {"/", "/<path:path>", "/sign-out", "/account", "/accounts", "/audit"}
# What stays open to who must first switch a second step on.
_FIRST = {"/account", "/sign-out"}


@dataclass
class Door:
    """Over the database that `database` gives, once something is asked."""

    database: Callable[[], Database]
    settings: Settings
    _anybody: bool = field(default=False)

    def guard(self) -> flask.typing.ResponseReturnValue | None:
        """An answer where the request goes no further."""
        set_language(flask.request.args.get("lang"))
        rule = flask.request.url_rule.rule if flask.request.url_rule else ""
        if flask.request.method not in _READING and not same_origin(flask.request):
            return _told(ClosedError("Only pages of this app may ask for this."), rule)
        if rule in OPEN:
            return None
        # Also where the database is away now, and back when it is asked.
        let_in(self.stranger)
        try:
            let_in(self.account())
        except OutageError as error:
            # Where pages are public they say it themselves, in their place.
            if not self.settings.pages_are_public:
                return _told(error, rule, 503)
        return self._turned_away(rule)

    def _turned_away(self, rule: str) -> flask.typing.ResponseReturnValue | None:
        asked = current()
        if asked in (NOBODY, PUBLIC) and not self.settings.pages_are_public:
            return to_sign_in() if rule in _PAGES else _told(_signed_out(), rule, 401)
        if asked.lacks_step and rule not in _FIRST:
            return _to_account() if rule in _PAGES else _told(_lacks_step(), rule)
        needed = rights.right_of(flask.request.path)
        if rule not in _PAGES or rights.may(needed):
            return None
        if not asked.signed_in:
            return to_sign_in()
        try:
            rights.allow(needed)
        except NotAllowedError as error:
            return _told(error, rule)
        return None

    def account(self) -> Account:
        """Whose request this is. Before the first account is made, whoever is at this
        machine is its operator, as before there were accounts."""
        token = flask.request.cookies.get(COOKIE, "")
        found = sessions.account_of(self.database(), token) if token else None
        if found is not None:
            return found
        return OPERATOR if self._first_steps() else self.stranger

    @property
    def stranger(self) -> Account:
        """Who has not signed in."""
        return PUBLIC if self.settings.public_is_narrow else NOBODY

    def _first_steps(self) -> bool:
        return (
            self.settings.production == "no"
            and self.settings.public != "no"
            and from_this_machine(flask.request)
            and not self.anybody()
        )

    def anybody(self) -> bool:
        """Whether there is any account; there is no way back to none."""
        self._anybody = self._anybody or keeping.anybody(self.database())
        return self._anybody


def same_origin(request: flask.Request) -> bool:
    """Whether no other site's page sent the request, by what browsers say of it. What
    says nothing is no browser of today; forms carry a token, and Dash asks for JSON,
    which a strange form cannot send."""
    fetched = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin", "")
    return fetched == "same-origin" and (
        not origin or urlsplit(origin).netloc == request.host
    )


def from_this_machine(request: flask.Request) -> bool:
    """Whether the request was sent from this machine and not handed on by a proxy that
    says so."""
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return is_loopback(request.remote_addr or "") and not forwarded


def own_path(asked: str) -> str:
    """A path of this app to go on to; "/" for anything else."""
    plain = asked.startswith("/") and not asked.startswith(("//", "/\\"))
    if not plain or not asked.isprintable() or "\\" in asked:
        return "/"
    split = urlsplit(asked)
    return asked if not split.netloc and not split.scheme else "/"


def _signed_out() -> ClosedError:
    return ClosedError("You are not signed in, or your session is over. Sign in again.")


def _lacks_step() -> ClosedError:
    return ClosedError(
        "Your role signs in with a second step. Switch it on first: Your account."
    )


def _to_account() -> Response:
    lang = flask.request.args.get("lang", "")
    return flask.redirect(f"/account?lang={quote(lang)}" if lang else "/account", 303)


def to_sign_in() -> Response:
    """To the form to sign in, and from there to what was asked for."""
    asked = flask.request.full_path.removesuffix("?")
    lang = flask.request.args.get("lang", "")
    language = f"&lang={quote(lang)}" if lang else ""
    return flask.redirect(f"/sign-in?next={quote(asked)}{language}", 303)


def _told(
    error: KpiError, rule: str, status: int = 403
) -> flask.typing.ResponseReturnValue:
    if rule in _PAGES or rule in OPEN:
        return pages.told(error, status), status
    return flask.jsonify({"error": error.text()}), status


def register(web: flask.Flask, door: Door) -> None:
    """Put the door before everything that `web` answers."""
    web.before_request(door.guard)
