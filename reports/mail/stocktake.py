"""What is mailed of a meeting: its pages beforehand, and what was agreed in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from board.stocktaking import Agreed
from core.language import _
from figures import formats, stocktake
from figures.dialogue import promise_words
from figures.names import STATUSES
from figures.stocktake_page import (
    commitment_words,
    dispute_words,
    gap_words,
    request_words,
    standing_words,
)
from metrics.meetings import Meeting, Page
from metrics.requests import RequestRule
from reports.mail.sheet import Section, Sheet, address


@dataclass(frozen=True)
class Told:
    """What the mails of a meeting are written from. `pages`: those of the reader;
    `all`: whether that is every page; `rules`: those that ask, by key; `base`: where
    the app is reached."""

    meeting: Meeting
    pages: Sequence[Page]
    all: bool
    rules: Mapping[str, RequestRule]
    base: str

    @property
    def about(self) -> str:
        """Whom the reader is told of, and the meeting with its day."""
        first = "" if self.all else f"{stocktake.name_of(self.pages[0])}: "
        return f"{first}{self.meeting.title}, {formats.day(self.meeting.held_on)}"

    def sheet(self, subject: str, lead: str, sections: Sequence[Section]) -> Sheet:
        """A sheet that leads to the meeting, or to the reader's own page of it."""
        asked: dict[str, object] = {"meeting": self.meeting.id}
        if not self.all:
            asked["unit"] = self.pages[0]["unit_code"]
        to = address(self.base, "/stocktake", **asked)
        return Sheet(subject, lead, tuple(sections), to, _("Open the meeting"))


def pack_sheet(told: Told) -> Sheet:
    """The pages of a meeting: to who leads a section a unit, to a Chair their own page
    in full."""
    frozen = told.meeting.frozen
    as_of = formats.day(frozen.as_of) if frozen else formats.NOTHING
    lead = _(
        "What the meeting speaks of stands below as it was frozen, with the figures of "
        "{day}.",
        day=as_of,
    )
    sections = [
        part
        for page in told.pages
        for part in ([_brief(page)] if told.all else _whole(page, told.rules))
    ]
    return told.sheet(_("Meeting – {about}", about=told.about), lead, sections)


def _brief(page: Page) -> Section:
    why = f"{stocktake.reason_name(page['reason'])}. {stocktake.why(page)}"
    chair = page["chair"] or _("no Chair in office")
    return Section(stocktake.name_of(page), (chair, why, _level(page), _gap(page)))


def _whole(page: Page, rules: Mapping[str, RequestRule]) -> list[Section]:
    name, doubts = stocktake.name_of(page), stocktake.doubts(page)
    why = f"{stocktake.reason_name(page['reason'])}. {stocktake.why(page)}"
    level = [why, _level(page), _gap(page), standing_words(page["rows"][0])]
    level += [_("In doubt: {doubts}.", doubts=doubts)] if doubts else []
    closing = [
        f"+{formats.points(one['gain'])}: {one['name']}" for one in page["gap_list"]
    ]
    said = [commitment_words(one) for one in page["commitments"]]
    said += [request_words(one, rules) for one in page["requests"]]
    said += dispute_words(page)
    questions = [stocktake.question(one) for one in page["questions"]]
    found = (
        (name, level),
        (_("Three questions"), questions),
        (_("What closes the gap"), closing),
        (_("What was promised, asked and disputed so far"), said),
    )
    return [Section(title, tuple(lines)) for title, lines in found if lines]


def _level(page: Page) -> str:
    row = page["rows"][0]
    name = stocktake.indicator(row["indicator"])
    if row["value"] is None:
        return _("{name}: no value", name=name)
    counts = formats.counts(row["numerator"], row["denominator"])
    status = _(STATUSES[row["status"]])
    return f"{name}: {formats.percent(row['value'], 1)} ({counts}); {status}"


def _gap(page: Page) -> str:
    return gap_words(page["rows"][0])


def minutes_sheet(told: Told, agreed: Sequence[Agreed]) -> Sheet:
    """What was agreed, by unit; that nothing was, where it is so."""
    lead = _("What was agreed in the meeting stands below, and in the dialogue.")
    sections = []
    for page in told.pages:
        own = [x for x in agreed if x.commitment.unit_code == page["unit_code"]]
        lines = [f"{one.text} {promise_words(one.commitment)}" for one in own]
        lines = lines or [_("Nothing was agreed of this unit.")]
        sections.append(Section(stocktake.name_of(page), tuple(lines)))
    subject = _("Minutes – {about}", about=told.about)
    return told.sheet(subject, lead, sections)
