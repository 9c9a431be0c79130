"""Accounts whose tie to an office, a person's name alone, is in doubt."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from core.language import translate
from store.accounts import KeptAccount


def doubt(account: KeptAccount, offices: Mapping[str, Collection[str]]) -> str:
    """What an administrator must look at in the account of a Chair or delegate, in the
    reader's language; "" for nothing. `offices`: who is in office today, by name, with
    the codes of the units. A name at several units may be one person, or two whose
    accounts would then see each other's."""
    if account.role not in ("chair", "delegate"):
        return ""
    held = offices.get(account.person, ())
    units = sorted(account.narrowed(held))
    if not held:
        return translate("▲ nobody of this name is in office today")
    if not units:
        return translate("▲ this name is in office, but at none of the account's units")
    if len(units) == 1 or account.units:
        return ""
    return translate(
        "▲ this name is in office at {units}: where these are two people, name the "
        "units that the account is for",
        None,
        units=", ".join(units),
    )
