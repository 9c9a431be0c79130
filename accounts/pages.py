"""The pages that stand before the app: signing in, setting up, and what is refused.
Plain HTML, so that they work without a script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import flask

from accounts.current import current
from core.account import role_name
from core.errors import KpiError
from core.language import LANGUAGES, language, translate
from core.messages import KINDS, WAYS
from core.settings import ROOT


def page(template: str, title: str, **values: object) -> str:
    """A page of ours from a template, with what every one needs; `title`: a key."""
    other = next(word for word in LANGUAGES if word != language())
    return flask.render_template(
        f"accounts/{template}.html",
        _=translate,
        asset=_asset,
        lang=language(),
        other=other,
        title=translate(title),
        **values,
    )


def _asset(name: str) -> str:
    # Browsers keep assets for a year, so the address carries the time.
    return f"/assets/{name}?m={(ROOT / 'assets' / name).stat().st_mtime:.0f}"


def told(error: KpiError, status: int) -> str:
    """What is refused, and what to do."""
    title = "Not available now" if status >= 500 else "Not open to you"
    signed_in = current().signed_in
    text = error.text()
    return page("told", title, text=text, status=status, signed_in=signed_in)


def sign_in(
    token: str,
    to: str,
    *,
    name: str = "",
    problem: KpiError | None = None,
    remark: str = "",
    demo: Iterable[tuple[str, str, str]] = (),
    set_up: bool = False,
    public: bool = False,
    provider: str = "",
    can_ask: bool = False,
) -> str:
    """The form to sign in; `token`: what proves that the form is ours; `to`: the path
    to go on to; `demo`: the demo accounts (name, role, password) to choose from;
    `provider`: what a provider of identities is called, where there is one;
    `can_ask`: whether another password can be asked for by mail."""
    return page(
        "sign_in",
        "Sign in",
        token=token,
        to=to,
        name=name,
        problem=problem.text() if problem else "",
        remark=remark,
        demo=[(name, role_name(role), password) for name, role, password in demo],
        set_up=set_up,
        public=public,
        provider=provider,
        can_ask=can_ask,
    )


def code(token: str, to: str, problem: KpiError | None = None) -> str:
    """The form for the code of the second step."""
    text = problem.text() if problem else ""
    return page("code", "The second step", token=token, to=to, problem=text)


def set_up(token: str, *, name: str = "", problem: KpiError | None = None) -> str:
    """The form by which the first administrator is made."""
    text = problem.text() if problem else ""
    return page("set_up", "First administrator", token=token, name=name, problem=text)


def set_password(
    token: str,
    link: str,
    name: str,
    problem: KpiError | None = None,
    *,
    can_ask: bool = False,
) -> str:
    """The form by which a link sets the password of the account `name`; "" where the
    link is of no use. `can_ask`: whether another one can be asked for by mail."""
    return page(
        "set_password",
        "Set a password",
        token=token,
        link=link,
        name=name,
        problem=problem.text() if problem else "",
        can_ask=can_ask,
    )


def forgotten(
    token: str,
    mail: str,
    problem: KpiError | None = None,
    *,
    sent: bool = False,
    can_ask: bool = False,
) -> str:
    """The form for who has forgotten the password; `sent`: it was asked for."""
    return page(
        "forgotten",
        "Password forgotten",
        token=token,
        mail=mail,
        problem=problem.text() if problem else "",
        sent=sent,
        can_ask=can_ask,
    )


def subscriptions(
    token: str = "",
    reader: str = "",
    kind: str = "",
    now: Mapping[str, str] | None = None,
    ways: Iterable[str] = (),
    *,
    remark: str = "",
    problem: KpiError | None = None,
) -> str:
    """What a reader gets by which way, with the kind of the message that led here
    first. `token`: what its link carries; `now`: kind -> way."""
    chosen = now or {}
    return page(
        "subscriptions",
        "Your messages",
        token=token,
        reader=reader,
        kind_key=kind,
        kind=translate(KINDS[kind]) if kind in chosen else "",
        kinds=[(key, translate(KINDS[key])) for key in chosen],
        ways=[(way, translate(WAYS[way])) for way in ways],
        ways_now=chosen,
        remark=remark,
        problem=problem.text() if problem else "",
    )
