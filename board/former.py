"""Units that are no longer in force: what became of them, and what they brought."""

from __future__ import annotations

from datetime import date

from board.known import Known
from core.clock import today
from metrics.asking import Asked
from metrics.borders import FormerUnit, gone_by, heir
from metrics.units import Unit, units_on
from metrics.windows import Window


def former(known: Known, code: str, as_of: date | None = None) -> FormerUnit | None:
    """What became of a unit that is not in force on as-of; None where it is, or where
    the code was never known."""
    day = as_of or known.facts.last_day or today(known.db.timezone)
    versions = known.facts.versions
    own = [unit for unit in versions if unit.code == code]
    if not own or code in units_on(own, day):
        return None
    return _told(code, _Names.of(known, day), Window(None, day), known)


def outside(known: Known, asked: Asked, window: Window) -> tuple[FormerUnit, ...]:
    """The units with dossiers, or reports not set aside, in `window` that are none of
    those in force on as-of; by name. None for a reading of the catalogue."""
    if asked.indicator.basis == "catalogue":
        return ()
    here = known.facts.tree(asked.as_of)
    tally = known.facts.material(window).tally
    reporting = (
        code
        for code, cells in known.facts.cells.items()
        if any(window.holds(cell.period_start, cell.period_end) for cell in cells)
    )
    codes = {code for code in (*tally, *reporting) if code not in here.units}
    if not codes:
        return ()
    names = _Names.of(known, asked.as_of)
    found = [_told(code, names, window, known) for code in codes]
    return tuple(sorted(found, key=lambda unit: (unit.name, unit.code)))


def replaced(known: Known, code: str, day: date) -> tuple[FormerUnit, ...]:
    """The former units that name `code` as a successor, the newest first."""
    names = _Names.of(known, day)
    found = [
        _told(unit.code, names, Window(None, day), known)
        for unit in names.gone.values()
        if code in unit.successors
    ]
    return tuple(sorted(found, key=lambda u: u.until or date.max, reverse=True))


def names_before(known: Known, code: str, day: date) -> tuple[tuple[str, date], ...]:
    """Names that a unit had before the one in force on `day`, and their last days."""
    own = [unit for unit in known.facts.versions if unit.code == code]
    now = units_on(own, day).get(code) or max(own, key=lambda unit: unit.valid_to)
    past = sorted(
        (unit for unit in own if unit.valid_from < now.valid_from),
        key=lambda unit: unit.valid_to,
        reverse=True,
    )
    ends = {u.name: min(u.valid_to, day) for u in reversed(past) if u.name != now.name}
    return tuple(sorted(ends.items(), key=lambda one: one[1], reverse=True))


class _Names:
    """Units by code, those gone by a day apart."""

    def __init__(self, here: dict[str, Unit], gone: dict[str, Unit]) -> None:
        self.here, self.gone = here, gone

    @classmethod
    def of(cls, known: Known, day: date) -> _Names:
        newest = max(day, known.facts.last_day or day, today(known.db.timezone))
        versions = known.facts.versions
        return cls(units_on(versions, newest), gone_by(versions, newest))

    def name(self, code: str) -> str:
        """The newest name of a unit, its code where none is known."""
        unit = self.here.get(code) or self.gone.get(code)
        return unit.name if unit else code


def _told(code: str, names: _Names, window: Window, known: Known) -> FormerUnit:
    last = names.gone.get(code)
    tally = known.facts.material(window).tally
    cells = known.facts.cells.get(code, ())
    stands = heir(code, names.gone, names.here) if last else code
    return FormerUnit(
        code=code,
        name=names.name(code),
        until=last.valid_to if last else None,
        successors=tuple(
            (one, names.name(one)) for one in (last.successors if last else ())
        ),
        counted_at="" if last and stands == code else stands,
        dossiers=tally.get(code, {}).get("received", 0),
        reports=sum(
            window.holds(c.period_start, c.period_end) and not c.set_aside
            for c in cells
        ),
    )
