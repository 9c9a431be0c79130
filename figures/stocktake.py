"""Why a unit was picked, and what it is asked, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from core.language import _
from figures import formats
from figures.names import STATUSES, things_word, unit_name
from metrics.indicators import BY_KEY
from metrics.meetings import Page
from metrics.stocktake import (
    BY_HAND,
    CAN_MAKE_IT,
    DOUBTFUL,
    HELD,
    HOLLOW,
    IMPROVER,
    LATE_DATA,
    LATE_FALLING,
    NOT_KNOWN,
    OWES,
    RECOVERED,
    UNDER_DISPUTE,
)

# Reason -> (sign, name).
REASONS = {
    LATE_FALLING: ("▼", "Late and falling behind"),
    OWES: ("!", "Owes answers or commitments"),
    CAN_MAKE_IT: ("◎", "Can just make it"),
    RECOVERED: ("↗", "Recovered"),
    IMPROVER: ("▲", "Best improver"),
    DOUBTFUL: ("?", "Data in doubt"),
    BY_HAND: ("+", "Added by hand"),
}
DOUBTS = {
    NOT_KNOWN: "the value is not known",
    LATE_DATA: "the newest data are missing",
    UNDER_DISPUTE: "dossiers are under dispute",
    HOLLOW: "it rose while a guardrail got worse",
    HELD: "dossiers are held back",
}
Asked = Mapping[str, Any]


def name_of(page: Page) -> str:
    """The unit's name in the reader's language."""
    return unit_name(page, "name")


def reason_name(reason: str) -> str:
    """A reason with its sign."""
    sign, name = REASONS[reason]
    return f"{sign} {_(name)}"


def why(page: Page) -> str:
    """The facts by which a unit was picked."""
    return _WHY[page["reason"]](page)


def more(page: Page) -> list[str]:
    """What else it fits, and that a tie was settled."""
    told = []
    if page["also"]:
        names = ", ".join(_(REASONS[one][1]) for one in page["also"])
        told.append(_("It fits also: {reasons}.", reasons=names))
    if page["tied"]:
        told.append(
            _(
                "{count} other units fit equally well: the alphabetical order of the "
                "units decided.",
                count=formats.number(page["tied"]),
            )
        )
    return told


def doubts(page: Page) -> str:
    """What is in doubt; "" where nothing is."""
    words = [_(DOUBTS[one]) for one in page["facts"]["doubts"]]
    if page["facts"]["behind"] and LATE_DATA in page["facts"]["doubts"]:
        behind = formats.number(page["facts"]["behind"])
        words.append(_("{days} working days behind", days=behind))
    return "; ".join(words)


def _late_falling(page: Page) -> str:
    return _(
        "{points} points further below its path than {days} days before.",
        points=formats.points(page["facts"]["fallen"]),
        days=page["facts"]["days"],
    )


def _can_make_it(page: Page) -> str:
    return _(
        "At the pace of the last {days} days it ends at {share}; the target is "
        "{target}, in {left} days.",
        days=page["facts"]["days"],
        share=formats.percent(page["facts"]["projected"], 1),
        target=formats.target(page["rows"][0]["target"]),
        left=page["facts"]["days_left"],
    )


def _recovered(page: Page) -> str:
    status = _(STATUSES[page["rows"][0]["status"]])
    return _(
        "Off track {days} days before, {status} now.",
        days=page["facts"]["days"],
        status=status.lower(),
    )


def _improver(page: Page) -> str:
    return _(
        "{points} points more than {days} days before. The widest rise is picked among "
        "units with enough data, none of it in doubt, that do not fall behind.",
        points=formats.points(page["facts"]["change"]),
        days=page["facts"]["days"],
    )


def _owes(page: Page) -> str:
    facts, told = page["facts"], []
    if facts["late_requests"]:
        late = formats.number(facts["late_requests"])
        told.append(_("{count} answers overdue", count=late))
    if facts["broken"]:
        broken = formats.number(facts["broken"])
        told.append(_("{count} commitments without effect", count=broken))
    since = _("the oldest since {day}", day=day(facts["owing_since"]))
    return f"{', '.join(told)}; {since}."


def _doubtful(page: Page) -> str:
    told = doubts(page)
    return f"{told[:1].upper()}{told[1:]}."


def _by_hand(page: Page) -> str:
    return str(page["note"])


_WHY: Mapping[str, Callable[[Page], str]] = {
    LATE_FALLING: _late_falling,
    OWES: _owes,
    CAN_MAKE_IT: _can_make_it,
    RECOVERED: _recovered,
    IMPROVER: _improver,
    DOUBTFUL: _doubtful,
    BY_HAND: _by_hand,
}


def question(asked: Asked) -> str:
    """One of the three questions."""
    return _ASK[asked["key"]](asked)


def _fell(asked: Asked) -> str:
    return _(
        "Within {days} days the unit fell {points} points further behind its path. "
        "What happened, and what is being done?",
        days=asked["days"],
        points=formats.points(asked["fallen"]),
    )


def _closing(asked: Asked) -> str:
    return _(
        "{count} {things} are missing. Which of the procedures listed here comes "
        "first, and by when?",
        count=formats.number(asked["missing"]),
        things=things_word(BY_KEY[asked["indicator"]].things),
    )


def _promise(asked: Asked) -> str:
    return _(
        "{owner} promised {points} points more of “{indicator}” by {day}. Where does "
        "that stand?",
        owner=asked["owner"],
        points=formats.points(float(asked["gain"])),
        indicator=indicator(asked["indicator"]),
        day=day(asked["due_on"]),
    )


def _request(asked: Asked) -> str:
    return _(
        "Request {number} should have been answered by {day}. What keeps the answer?",
        number=asked["id"],
        day=day(asked["due"]),
    )


def _dispute(asked: Asked) -> str:
    return _(
        "{count} dossiers are disputed (dispute {number}). What is wrong with them, "
        "and who corrects it where it was entered?",
        count=formats.number(asked["dossiers"]),
        number=asked["id"],
    )


def _data(asked: Asked) -> str:
    if asked["last_day"] is None:
        return _(
            "No data of the unit came yet. What keeps them, and when do they come?"
        )
    return _(
        "The last data of the unit are of {day}. What keeps the rest, and when does it "
        "come?",
        day=day(asked["last_day"]),
    )


def _plain(key: str) -> Callable[[Asked], str]:
    return lambda _asked: _(key)


_ASK: Mapping[str, Callable[[Asked], str]] = {
    "fell": _fell,
    "closing": _closing,
    "promise": _promise,
    "request": _request,
    "dispute": _dispute,
    "data": _data,
    "hollow": _plain(
        "The share rose while a guardrail got worse. What was done, and do citizens "
        "feel it?"
    ),
    "held": _plain("Rows of the unit are held back. Who looks at them, by when?"),
    "learned": _plain("What was done here that others can take over tomorrow?"),
    "keep": _plain("What could undo this again, and who watches it?"),
    "next": _plain(
        "What will be different at the next meeting: by how many points, by when?"
    ),
    "needs": _plain("What does the unit need from the city, from whom, and by when?"),
    "who": _plain("Who sees to it that the data come, and from which day on?"),
}


def indicator(key: str) -> str:
    """An indicator's name."""
    return _(BY_KEY[key].name)


def day(text: str | None) -> str:
    """A day kept as text."""
    return formats.day(date.fromisoformat(text)) if text else formats.NOTHING
