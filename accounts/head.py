"""What the head of every page says of whoever reads it."""

from __future__ import annotations

import flask

from accounts.current import current
from accounts.door import COOKIE
from accounts.sessions import form_token
from core.account import Account


def who() -> tuple[Account, str]:
    """The account of the request, and the token that its form to sign out carries."""
    account = current()
    if not account.signed_in:
        return account, ""
    return account, form_token(flask.request.cookies.get(COOKIE, ""))
