"""To the provider of identities and back."""

from __future__ import annotations

from collections.abc import Callable

import flask

from accounts import forms, provider, provider_sign_in
from accounts.door import Door
from accounts.forms import Answer
from accounts.signing_in import Entry
from core.errors import KpiError, UsageError
from core.language import language, set_language

BACK = "/sign-in/provider/back"
# Of an attempt that goes by the provider.
_AWAY = "haicap-away"

Enter = Callable[[Entry, str], Answer]
Problem = Callable[[str, KpiError], Answer]


class ProviderRoutes:
    """What stands at the addresses of the provider's button and of the way back;
    `enter` and `problem` answer with what signing in answers."""

    def __init__(self, door: Door, enter: Enter, problem: Problem) -> None:
        self.door, self.enter, self.problem = door, enter, problem

    def go(self) -> Answer:
        """To the provider, or the form to sign in with why not."""
        to = forms.onward(flask.request.args.get("next", ""))
        # The way back has one address: the reader's language comes by the cookie.
        browser = f"{language()}.{forms.fresh_token()}"
        try:
            self._check()
            back = f"{self._outside()}{BACK}"
            settings = self.door.settings
            where = provider_sign_in.begin(
                self.door.database(), settings, browser, back, to
            )
        except KpiError as error:
            return self.problem(to, error)
        answer = flask.redirect(where, 303)
        forms.keep(answer, _AWAY, browser)
        return answer

    def back(self) -> Answer:
        """On to where somebody wanted to go, or the form to sign in with why not."""
        browser = flask.request.cookies.get(_AWAY, "")
        set_language(browser.partition(".")[0])
        told = flask.request.args.to_dict()
        try:
            self._check()
            entry, to = provider_sign_in.finish(
                self.door.database(),
                self.door.settings,
                browser,
                told,
                forms.address(),
            )
        except KpiError as error:
            return self.problem("/", error)
        return self.enter(entry, to)

    def _check(self) -> None:
        if not provider.named(self.door.settings):
            raise UsageError("Nobody signs in by a provider of identities here.")

    def _outside(self) -> str:
        """Where browsers reach the app."""
        return (self.door.settings.public_url or flask.request.url_root).rstrip("/")
