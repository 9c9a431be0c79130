"""The page of one's own account, as plain HTML."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import segno

from accounts import delegation, pages, rights, second_step
from accounts.own import Own
from accounts.sessions import digest, form_token
from core.account import role_name
from core.errors import KpiError
from core.language import translate
from store.accounts import KeptAccount

# What was done -> what is said of it.
_DONE = {
    "password": "The password is changed. All other sessions have ended.",
    "sessions": "All other sessions have ended.",
    "confirm": "The second step is on.",
    "off": "The second step is off.",
    "delegate": "The delegation is made. Hand the link over.",
    "delegate-send": "The delegation is made, and a link was mailed.",
    "delegate-end": "The delegation has ended, with the sessions of the account.",
    "codes": "These codes stand in the place of those before.",
}
# Form -> what may be done with it.
_FORMS = {
    "step": {"offer", "confirm", "cancel", "off", "codes"},
    "password": {"password"},
    "sessions": {"sessions"},
    "delegates": {"delegate", "delegate-send", "delegate-end"},
}
_GROUP = 4


@dataclass(frozen=True)
class Standing:
    """Who stands in for a Chair; what the form that names somebody was `filled` with
    where it failed; a `link` to hand over, shown this once."""

    delegates: list[KeptAccount]
    day: date
    filled: Mapping[str, str]
    link: str

    @property
    def listed(self) -> list[tuple[str, str, str, bool]]:
        """Name, mail, last day, and whether it can be used."""
        return [
            (one.name, one.mail, _day(one.until), one.open_on(self.day))
            for one in self.delegates
        ]

    @property
    def latest(self) -> date:
        """The last day that can be named today."""
        return delegation.latest(self.day)


def page(
    told: Own,
    cookie: str,
    timezone: str,
    *,
    done: str = "",
    problem: tuple[str, KpiError] | None = None,
    codes: list[str],
    standing: Standing,
    must: bool = False,
    kept: list[tuple[str, str]],
) -> str:
    """The page of an account. `cookie`: of its session; `done`: what was just done;
    `problem`: the form that failed, and why; `codes`: to be shown this once; `must`:
    nothing else is open before the second step is on; `kept`: how long what is."""
    account, step = told.kept, _step(told)
    return pages.page(
        "account",
        "Your account",
        token=form_token(cookie),
        account=account,
        role=role_name(account.role),
        units=told.units,
        until=_day(account.until),
        sessions=_sessions(told, cookie, timezone),
        step=step,
        secret=_grouped(told.step.secret) if told.step and step == "offered" else "",
        code=_qr(told) if step == "offered" else "",
        codes_left=told.codes_left,
        codes=codes,
        remark=translate(_DONE[done]) if done in _DONE else "",
        failed=_form(problem[0]) if problem else "",
        problem=problem[1].text() if problem else "",
        standing=standing,
        delegates=rights.may(rights.DELEGATE),
        most_days=delegation.MOST_DAYS,
        must=must,
        kept=kept,
        administers=rights.may(rights.ACCOUNTS),
    )


def _step(told: Own) -> str:
    """How far the second step is: not begun (""), offered, or on."""
    if told.step is None:
        return ""
    return "on" if told.step.since else "offered"


def moment(written: str, timezone: str) -> str:
    """A moment of a table in local time: 25/07/2025 02:00."""
    at = datetime.fromisoformat(written.replace("Z", "+00:00"))
    return f"{at.astimezone(ZoneInfo(timezone)):%d/%m/%Y %H:%M}"


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _form(asked: str) -> str:
    """The form of what was asked; "" where there is none."""
    return next((form for form, deeds in _FORMS.items() if asked in deeds), "")


def _sessions(told: Own, cookie: str, timezone: str) -> list[tuple[str, str, bool]]:
    mine = digest(cookie)
    return [
        (
            moment(one.created_at, timezone),
            moment(one.seen_at, timezone),
            one.token == mine,
        )
        for one in told.sessions
    ]


def _grouped(secret: str) -> str:
    cut = range(0, len(secret), _GROUP)
    return " ".join(secret[start : start + _GROUP] for start in cut)


def _qr(told: Own) -> str:
    if told.step is None:
        return ""
    code = segno.make(second_step.address_of(told.kept, told.step.secret), micro=False)
    target = io.BytesIO()
    code.save(
        target,
        kind="svg",
        scale=5,
        border=4,
        light="#fff",
        xmldecl=False,
        svgns=False,
        omitsize=False,
        title=translate("The secret as a QR code"),
    )
    return target.getvalue().decode()
