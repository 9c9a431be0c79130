"""What corrections do to a ranking: what stands beside a figure, what would move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from metrics.disputes import Beside, Move, Standing
from metrics.ranking import Ranked


def standing_of(ranked: Ranked, code: str) -> Standing:
    """A unit's standing."""
    amount = ranked.amounts[code]
    return Standing(
        amount.numerator,
        amount.denominator,
        amount.value,
        ranked.ranks.get(code),
        ranked.status(code),
    )


def _counts(ranked: Ranked, code: str) -> tuple[int | None, int | None]:
    amount = ranked.amounts[code]
    return amount.numerator, amount.denominator


def beside(
    counted: Ranked,
    accepted: Ranked | None,
    disputed: Ranked | None,
    exempt: Ranked | None = None,
    most: Fraction = Fraction(1),
) -> dict[str, Beside]:
    """What stands beside the figures of a ranking, of the units where anything does. No
    figure is formed without what is `exempt` where that is more than the share `most`
    of all that counts."""
    found = {}
    now = accepted or counted
    for code in counted.amounts:
        moved = _counts(now, code) != _counts(counted, code)
        waits = disputed is not None and _counts(disputed, code) != _counts(now, code)
        without, left_out = _without(counted, exempt, code, most)
        if moved or waits or left_out:
            found[code] = Beside(
                standing_of(now, code) if moved else None,
                _apart(now, disputed, code) if waits else None,
                waits,
                without,
                left_out,
            )
    return found


def _without(
    counted: Ranked, exempt: Ranked | None, code: str, most: Fraction
) -> tuple[Standing | None, int]:
    """The standing without what is exempt, and how many dossiers that is."""
    all_of = counted.amounts[code].denominator
    if exempt is None or not all_of:
        return None, 0
    left_out = all_of - (exempt.amounts[code].denominator or 0)
    if not left_out:
        return None, 0
    if Fraction(left_out, all_of) > most:
        return None, left_out
    return standing_of(exempt, code), left_out


def _apart(now: Ranked, disputed: Ranked | None, code: str) -> Fraction | None:
    before = now.amounts[code].value
    after = disputed.amounts[code].value if disputed else None
    return None if before is None or after is None else abs(after - before)


def moves(
    indicator: str, counted: Ranked, corrected: Ranked, units: Iterable[str]
) -> Iterator[Move]:
    """An indicator at units, as counted and corrected."""
    for code in units:
        before, after = standing_of(counted, code), standing_of(corrected, code)
        yield Move(
            code,
            indicator,
            *(before.numerator, before.denominator, before.rank, before.status),
            *(after.numerator, after.denominator, after.rank, after.status),
        )
