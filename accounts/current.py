"""Whose request is being answered."""

from __future__ import annotations

import flask

from core.account import NOBODY, OPERATOR, Account


def current() -> Account:
    """The account of the request that is being answered; nobody's where the door has
    let nobody in. Outside a request it is the operator: commands and the scheduler."""
    if not flask.has_request_context():
        return OPERATOR
    account: Account = flask.g.get("account", NOBODY)
    return account


def let_in(account: Account) -> None:
    """Make `account` that of the request; only the door does."""
    flask.g.account = account
