"""Setting a password by a link, and asking for one where it is forgotten."""

from __future__ import annotations

import flask

from accounts import forms, links, pages
from accounts.door import Door
from accounts.forms import Answer, given
from accounts.sessions import form_token
from core.errors import KpiError, UsageError

FORGOTTEN = "/forgotten"


def add(web: flask.Blueprint, door: Door) -> None:
    """Add the routes to `web`."""
    routes = LinkRoutes(door)
    web.get(links.PATH)(routes.ask_password)
    web.post(links.PATH)(routes.set_password)
    web.get(FORGOTTEN)(routes.ask_forgotten)
    web.post(FORGOTTEN)(routes.forgotten)


class LinkRoutes:
    """What stands at the addresses of both forms."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def ask_password(self) -> Answer:
        """The form for a password. To look at it uses no link up: programs that look
        through mail do."""
        return self._form(flask.request.args.get("link", ""))

    def set_password(self) -> Answer:
        """On to the form to sign in, or the form again with what is wrong."""
        token = given("link")
        try:
            forms.check_form()
            new = (given("new"), given("again"))
            links.set_password(self.door.database(), token, new, forms.address())
        except KpiError as error:
            return self._form(token, error)
        return flask.redirect(forms.address_of("/sign-in", set="1"), 303)

    def _form(self, token: str, problem: KpiError | None = None) -> Answer:
        account = links.holder(self.door.database(), token)
        fresh = forms.fresh_token()
        text = pages.set_password(
            form_token(fresh),
            token,
            account.name if account else "",
            problem,
            can_ask=self.door.settings.mails_links,
        )
        status = forms.status(problem) if account or problem else 404
        return forms.with_form(text, fresh, status)

    def ask_forgotten(self) -> Answer:
        """The form for the mail address of a forgotten password."""
        return self._forgotten()

    def forgotten(self) -> Answer:
        """The same words whether or not anybody has the address."""
        try:
            forms.check_form()
            self._check()
            links.forgotten(self.door.database(), given("mail"), forms.address())
        except KpiError as error:
            return self._forgotten(error)
        return self._forgotten(sent=True)

    def _check(self) -> None:
        if not self.door.settings.mails_links:
            raise UsageError(
                "No mail is sent here. Ask an administrator for another password."
            )

    def _forgotten(
        self, problem: KpiError | None = None, *, sent: bool = False
    ) -> Answer:
        fresh = forms.fresh_token()
        text = pages.forgotten(
            form_token(fresh),
            given("mail")[:254],
            problem,
            sent=sent,
            can_ask=self.door.settings.mails_links,
        )
        return forms.with_form(text, fresh, forms.status(problem))
