"""Changes of office terms that a person enters: which rows they mean, what they would
change, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.errors import UsageError
from metrics.terms import Term, chair_of

HAND_OVER, ACTING, CORRECT = "hand_over", "acting", "correct"
# How an entry stands.
ENTERED, CONFIRMED, DISCARDED = "entered", "confirmed", "discarded"
Row = Mapping[str, str]
Terms = tuple[Term, ...]


@dataclass(frozen=True)
class Entry:
    """What a form says. `what`: hand_over (`last`: the present Chair's last day,
    `first`: the new Chair's first), acting (for a time, `first` to `last`), correct
    (of the term of `person` that began on `first`; `last`: its last day)."""

    what: str
    unit_code: str
    person: str
    first: date | None
    last: date | None
    decision_no: str
    acting: bool = False
    mail: str = ""


@dataclass(frozen=True)
class Kept:
    """An entry as it stands: what was entered when and by whom, the rows that it
    means, its state, since when and by whom, and the load that took it."""

    number: int
    entry: Entry
    rows: tuple[Row, ...]
    at: str
    who: str
    state: str
    state_at: str
    state_by: str
    load_id: int | None

    @property
    def waits(self) -> bool:
        return self.state == ENTERED


@dataclass(frozen=True)
class Span:
    """From `first` to `last` the holder is `before` now, and `after` the change."""

    first: date
    last: date
    before: Term | None
    after: Term | None


def rows_of(entry: Entry, terms: Terms) -> tuple[Row, ...]:
    """The rows of a file of office terms that say the same; UsageError in plain words
    where it cannot be so."""
    first = _filled(entry)
    if entry.what == CORRECT:
        return (_row(_corrected(entry, terms)),)
    new = Term(
        entry.unit_code,
        entry.person,
        "chair",
        first,
        date.max if entry.what == HAND_OVER else entry.last or date.max,
        entry.acting or entry.what == ACTING,
        entry.decision_no,
        entry.mail,
    )
    ended = _ended(entry, terms) if entry.what == HAND_OVER else ()
    changed = (*ended, new)
    _hold_one_chair(terms, changed)
    return tuple(_row(term) for term in changed)


def _filled(entry: Entry) -> date:
    """The first day of an entry that lacks nothing."""
    if not entry.person:
        raise UsageError("Write the name of the person.")
    if entry.first is None:
        raise UsageError("Choose the first day.")
    if not entry.decision_no:
        raise UsageError(
            "Write the number of the decision: a term of office without one is not "
            "entered here."
        )
    if entry.mail and "@" not in entry.mail:
        raise UsageError("“{mail}” is no mail address.", mail=entry.mail)
    if entry.what != HAND_OVER and entry.last and entry.last < entry.first:
        raise UsageError("The last day lies before the first day.")
    if entry.what == HAND_OVER and entry.last and entry.first <= entry.last:
        raise UsageError(
            "The new Chair's first day must come after the present Chair's last day."
        )
    return entry.first


def _corrected(entry: Entry, terms: Terms) -> Term:
    for term in terms:
        mine = (term.unit_code, term.person, term.starts_on)
        if mine == (entry.unit_code, entry.person, entry.first):
            changed = replace(
                term,
                ends_on=entry.last or date.max,
                decision_no=entry.decision_no,
                acting=entry.acting,
                email=entry.mail,
            )
            _hold_one_chair(terms, (changed,))
            return changed
    raise UsageError("There is no such term of office at this unit.")


def _ended(entry: Entry, terms: Terms) -> Terms:
    """The term that ends with the hand-over; none where nobody hands over."""
    if entry.last is None:
        return ()
    present = chair_of(terms, entry.last).get(entry.unit_code)
    if present is None:
        raise UsageError(
            "Nobody is Chair of this unit on {day}. Leave the last day empty where "
            "nobody hands over.",
            day=entry.last.isoformat(),
        )
    return (replace(present, ends_on=entry.last),)


def _hold_one_chair(terms: Terms, changed: Sequence[Term]) -> None:
    before = set(overlaps(terms))
    for one, other in overlaps(applied(terms, changed)):
        if (one, other) not in before and (one in changed or other in changed):
            raise UsageError(
                "On {day} {one} and {other} would both be Chair, neither acting. Give "
                "the last day of the one, or enter the other as acting.",
                day=max(one.starts_on, other.starts_on).isoformat(),
                one=one.person,
                other=other.person,
            )


def identity(term: Term) -> tuple[str, str, str, date]:
    """What makes a term the same one when it comes again (contract, section 2)."""
    return term.unit_code, term.post, term.person, term.starts_on


def applied(terms: Terms, changed: Iterable[Term]) -> Terms:
    """The terms once those `changed` were taken: the later one of an identity."""
    return tuple({identity(one): one for one in (*terms, *changed)}.values())


def overlaps(terms: Terms) -> list[tuple[Term, Term]]:
    """Terms of two Chairs of one unit, neither acting, that share a day."""
    chairs = [one for one in terms if one.post == "chair" and not one.acting]
    chairs.sort(key=lambda one: (one.unit_code, one.starts_on, one.person))
    return [
        (one, other)
        for place, one in enumerate(chairs)
        for other in chairs[place + 1 :]
        if other.unit_code == one.unit_code and other.starts_on <= one.ends_on
    ]


def from_row(row: Row) -> Term:
    """A row of `rows_of` as a term."""
    return Term(
        row["unit_code"],
        row["person"],
        row["post"],
        date.fromisoformat(row["starts_on"]),
        date.fromisoformat(row["ends_on"]) if row["ends_on"] else date.max,
        row["acting"] == "1",
        row["decision_no"],
        row["email"],
    )


def _row(term: Term) -> Row:
    return {
        "unit_code": term.unit_code,
        "person": term.person,
        "post": term.post,
        "starts_on": term.starts_on.isoformat(),
        "ends_on": "" if term.ends_on == date.max else term.ends_on.isoformat(),
        "decision_no": term.decision_no,
        "acting": "1" if term.acting else "0",
        "email": term.email,
    }


def moved(terms: Terms, changed: Sequence[Term]) -> tuple[Span, ...]:
    """The days on which a unit has another holder once `changed` are taken, or the
    same by a term that says something else; in order, days alike together."""
    code = changed[0].unit_code
    after = applied(terms, changed)
    found: list[Span] = []
    for first, last in _pieces((*terms, *after), code):
        pair = [chair_of(known, first).get(code) for known in (terms, after)]
        if pair[0] == pair[1]:
            continue
        if found and found[-1].last + timedelta(days=1) == first and _same(found, pair):
            found[-1] = replace(found[-1], last=last)
        else:
            found.append(Span(first, last, pair[0], pair[1]))
    return tuple(span for span in found if _differ(span))


def _same(found: Sequence[Span], pair: Sequence[Term | None]) -> bool:
    return [found[-1].before, found[-1].after] == list(pair)


def _differ(span: Span) -> bool:
    """Whether a reader would see it: another person, acting or not, mail, decision;
    not that the same term will end on another day."""
    told = [
        one and (one.person, one.acting, one.email, one.decision_no)
        for one in (span.before, span.after)
    ]
    return told[0] != told[1]


def _pieces(terms: Terms, code: str) -> list[tuple[date, date]]:
    """The days from the first term of a unit on, cut where one begins or ends."""
    here = [one for one in terms if one.unit_code == code and one.post == "chair"]
    cuts = {one.starts_on for one in here}
    cuts |= {one.ends_on + timedelta(days=1) for one in here if one.ends_on < date.max}
    order = sorted(cuts)
    ends = [*(cut - timedelta(days=1) for cut in order[1:]), date.max]
    return list(zip(order, ends, strict=True))
