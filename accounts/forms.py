"""What forms carry and cookies keep, and what is asked of both."""

from __future__ import annotations

import hmac
import secrets
from datetime import date
from urllib.parse import urlencode, urlsplit

import flask
from werkzeug.wrappers import Response

from accounts.attempts import RefusedError, RestingError
from accounts.door import own_path
from accounts.sessions import form_token
from core.errors import KpiError, OutageError, ProviderError, UsageError
from core.language import DEFAULT_LANGUAGE, language

# Of a form before anybody is signed in; signing in makes another token.
FORM = "haicap-form"
Answer = Response | tuple[str, int]


def given(name: str) -> str:
    """What a field of the form was filled with."""
    return flask.request.form.get(name, "")


def day(name: str) -> date | None:
    """The day that a field gives; None for none. UsageError for what is no day."""
    return day_of(given(name).strip())


def day_of(text: str) -> date | None:
    """A day as a form writes it; None for "". UsageError for what is no day."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError("“{day}” is no day.", day=text) from None


def shown_link(public_url: str, path: str) -> str:
    """The whole address of a path of ours, to hand over."""
    return f"{(public_url or flask.request.host_url).rstrip('/')}{path}"


def address() -> str:
    """From where the request was sent."""
    return flask.request.remote_addr or ""


def fresh_token() -> str:
    """A token for the cookie of a form."""
    return secrets.token_urlsafe(16)


def with_form(text: str, fresh: str, status: int) -> Response:
    """A page with a form, and the cookie that proves it."""
    answer = flask.make_response(text, status)
    keep(answer, FORM, fresh)
    return answer


def keep(answer: Response, name: str, token: str) -> None:
    """Give the browser a cookie that no script reads and no other site sends."""
    secure = flask.request.is_secure
    answer.set_cookie(name, token, httponly=True, samesite="Lax", secure=secure)


def check_form() -> None:
    """Raises UsageError for a form before signing in that is not ours."""
    check_token(flask.request.cookies.get(FORM, ""))


def check_token(cookie: str) -> None:
    """Raises UsageError for a form that did not come from this app in this browser."""
    sent, wanted = given("token").encode(), form_token(cookie).encode()
    if not cookie or not hmac.compare_digest(sent, wanted):
        raise UsageError("This form is out of date. Send it once more.")


def status(problem: KpiError | None) -> int:
    """Of the answer of a form that was sent."""
    if problem is None:
        return 200
    if isinstance(problem, RestingError):
        return 429
    if isinstance(problem, OutageError | ProviderError):
        return 503
    return 401 if isinstance(problem, RefusedError) else 400


def onward(asked: str) -> str:
    """Where to go on to: a path of ours that is no form before signing in."""
    path = own_path(asked)
    forms = ("/sign-in", "/sign-out", "/set-up", "/set-password", "/forgotten")
    return "/" if urlsplit(path).path.startswith(forms) else path


def speaking(to: str, speaks: str) -> str:
    """`to` in the account's language, where the address names none."""
    if speaks in ("", DEFAULT_LANGUAGE) or "lang=" in to:
        return to
    return f"{to}{'&' if '?' in to else '?'}{urlencode({'lang': speaks})}"


def address_of(path: str, **asked: str) -> str:
    """A path of ours with what it is asked for, and the reader's language."""
    words = {key: word for key, word in asked.items() if word}
    if "lang" not in words and language() != DEFAULT_LANGUAGE:
        words["lang"] = language()
    return f"{path}?{urlencode(words)}" if words else path
