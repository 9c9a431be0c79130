"""The contract read aloud in plain Python: slow, one dossier at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

Row = dict[str, str]
Amount = tuple[int, int]

CODES = {
    "channel": dict(zip("123", ("counter", "online", "post"), strict=True)),
    "service_level": dict(
        zip("1234", ("none", "info", "partial", "full"), strict=True)
    ),
    "status": {
        str(number): word
        for number, word in enumerate(
            "registered received refused in_process supplement payment withdrawn "
            "stopped finished returned".split(),
            1,
        )
    },
}
TERMS = {
    "online_dossiers": ("online", ("received",), ()),
    "online_dossiers_no_post": ("online", ("received",), ("post",)),
    "online_eligible_dossiers": ("online_eligible", ("eligible",), ()),
    "e2e_dossiers": ("full_online", ("received",), ("level_unknown",)),
    "e2e_of_online": ("full_online", ("online",), ("level_unknown",)),
    "e2e_of_eligible": ("full_online", ("full_eligible",), ()),
    "on_time": ("on_time", ("due_known",), ()),
    "e_result": ("e_result", ("finished",), ()),
    "paid_online": ("paid_online", ("fee_due",), ()),
}
NOT_IN_COUNTS = ("online_eligible_dossiers", "e2e_of_eligible")


@dataclass
class City:
    """All that was loaded, in order, and what it means."""

    parents: dict[str, str]
    kinds: dict[str, str]
    dossiers: dict[str, Row] = field(default_factory=dict)
    services: dict[tuple[str, ...], tuple[int, Row]] = field(default_factory=dict)
    counts: dict[tuple[str, ...], Row] = field(default_factory=dict)
    loads: int = 0

    def take_dossiers(self, rows: list[Row]) -> None:
        newest: dict[str, Row] = {}
        for row in rows:
            old = newest.get(row["dossier_code"])
            if old is None or row["updated_at"] >= old["updated_at"]:
                newest[row["dossier_code"]] = row
        for code, row in newest.items():
            stored = self.dossiers.get(code)
            moments = [row["updated_at"], stored["updated_at"] if stored else ""]
            if stored is None or not all(moments) or moments[0] >= moments[1]:
                self.dossiers[code] = {**(stored or {}), **row}

    def take_services(self, rows: list[Row]) -> None:
        self.loads += 1
        keys = ("procedure_code", "unit_code", "unit_kind", "valid_from")
        for row in rows:
            self.services[tuple(row[key] for key in keys)] = (self.loads, row)

    def take_counts(self, rows: list[Row]) -> None:
        keys = ("unit_code", "procedure_code", "period_start", "period_end", "measure")
        for row in rows:
            self.counts[tuple(row[key] for key in keys)] = row

    def level(self, unit: str, procedure: str, day: str) -> str | None:
        """The level in force there and then; None where no row covers it."""
        best: tuple[int, str, int] | None = None
        level = None
        for load, row in self.services.values():
            kinds = row["unit_kind"].split("|") if row["unit_kind"] else []
            if (
                row["procedure_code"] != procedure
                or row["unit_code"] not in ("", unit)
                or (kinds and self.kinds[unit] not in kinds)
                or not row["valid_from"] <= day <= (row["valid_to"] or "9999")
            ):
                continue
            how = 2 if row["unit_code"] else 1 if kinds else 0
            rank = (how, row["valid_from"], load)
            if best is None or rank > best:
                best, level = rank, row["online_level"]
        return level

    def received(self, unit: str, start: str, end: str) -> Iterable[Row]:
        for row in self.dossiers.values():
            day = row["received_at"][:10]
            status = word(row, "status")
            if (
                row["unit_code"] == unit
                and start <= day <= end
                and row.get("deleted") != "1"
                and status not in ("registered", "refused")
            ):
                yield row

    def measures(self, unit: str, start: str, end: str) -> dict[str, int]:
        total: dict[str, int] = {}
        for row in self.received(unit, start, end):
            for name in self._of(row):
                total[name] = total.get(name, 0) + 1
        return total

    def _of(self, row: Row) -> set[str]:
        channel = word(row, "channel") or "counter"
        level = word(row, "service_level") or self.level(
            row["unit_code"], row["procedure_code"], row["received_at"][:10]
        )
        names = {"received", channel}
        if channel == "online" and level in (None, "online"):
            names.add("level_unknown")
        if channel == "online" and level == "full":
            names.add("full_online")
        if level in ("full", "partial", "online"):
            names.add("eligible")
            if channel == "online":
                names.add("online_eligible")
        if level == "full":
            names.add("full_eligible")
        if word(row, "status") in ("finished", "returned"):
            names |= self._finished(row)
        if row.get("fee_due") == "1":
            names |= {"fee_due"} | (
                {"paid_online"} if row.get("paid_online") == "1" else set()
            )
        return names

    def _finished(self, row: Row) -> set[str]:
        names = {"finished"}
        due, done = row.get("due_at"), row.get("finished_at") or row.get("returned_at")
        if not due or done:
            names.add("due_known")
            if not due or not done or not later(done, due):
                names.add("on_time")
        if row.get("result_form") in ("electronic", "both"):
            names.add("e_result")
        return names

    def reading(self, indicator: str, unit: str, start: str, end: str) -> Amount | None:
        """Numerator and denominator of a unit, its children summed."""
        children = [code for code, parent in self.parents.items() if parent == unit]
        below = [self.reading(indicator, code, start, end) for code in children]
        parts = [*below, self._own(indicator, unit, start, end, any(below))]
        known = [part for part in parts if part is not None]
        total = (sum(n for n, _ in known), sum(d for _, d in known))
        return total if known and total[1] else None

    def _own(
        self, indicator: str, unit: str, start: str, end: str, some_below: bool
    ) -> Amount | None:
        top, plus, minus = TERMS[indicator]
        here = self.measures(unit, start, end)
        if indicator.startswith("e2e") and here.get("online"):
            unknown = Fraction(here.get("level_unknown", 0), here["online"])
            if 1 - unknown < Fraction(95, 100):
                return None
        reported = [] if some_below else self._reports(indicator, unit, start, end)
        above = sum(cell[0] for cell in reported) + here.get(top, 0)
        below = sum(cell[1] for cell in reported)
        below += sum(here.get(name, 0) for name in plus)
        below -= sum(here.get(name, 0) for name in minus)
        return (above, below) if here or reported else None

    def _reports(self, indicator: str, unit: str, start: str, end: str) -> list[Amount]:
        if indicator in NOT_IN_COUNTS:
            return []
        top, plus, minus = TERMS[indicator]
        plus = ("finished",) if indicator == "on_time" else plus
        minus = tuple(name for name in minus if name != "level_unknown")
        cells: dict[tuple[str, str, str], dict[str, Row]] = {}
        for row in self.counts.values():
            period = (row["procedure_code"], row["period_start"], row["period_end"])
            if row["unit_code"] == unit and row["value"] != "":
                cells.setdefault(period, {})[row["measure"]] = row
        whole = {
            key: cell
            for key, cell in cells.items()
            if {top, *plus, *minus} <= set(cell)
            and start <= key[1] <= key[2] <= end
            and not any(self.received(unit, key[1], key[2]))
        }
        amounts = []
        for key in chosen(whole):
            value = {name: int(row["value"]) for name, row in whole[key].items()}
            down = sum(value[n] for n in plus) - sum(value[n] for n in minus)
            amounts.append((value[top], down))
        return amounts

    def catalogue(self, unit: str, day: str) -> dict[str, str]:
        """The level of each procedure in force at a unit."""
        procedures = {key[0] for key in self.services}
        levels = {code: self.level(unit, code, day) for code in procedures}
        return {code: level for code, level in levels.items() if level is not None}

    def catalogue_reading(self, indicator: str, unit: str, day: str) -> Amount | None:
        children = [code for code, parent in self.parents.items() if parent == unit]
        if children:
            below = [self.catalogue_reading(indicator, c, day) for c in children]
            known = [part for part in below if part]
            total = (sum(n for n, _ in known), sum(d for _, d in known))
            return total if known else None
        levels = list(self.catalogue(unit, day).values())
        if not levels or (indicator == "e2e_procedures" and "online" in levels):
            return None
        good = ("full",) if indicator == "e2e_procedures" else (
            "full", "partial", "online",
        )  # fmt: skip
        return sum(level in good for level in levels), len(levels)

    def active(self, unit: str, start: str, end: str) -> Amount | None:
        """Of a unit without children."""
        in_force = set(self.catalogue(unit, end))
        used = {
            row["procedure_code"]
            for row in self.received(unit, start, end)
            if word(row, "channel") == "online"
        }
        return (len(used & in_force), len(in_force)) if in_force else None


def chosen(
    cells: dict[tuple[str, str, str], dict[str, Row]],
) -> list[tuple[str, str, str]]:
    """The longest first, overlaps left out, the unit's total over its procedures."""

    def order(key: tuple[str, str, str]) -> tuple[bool, int, str]:
        length = (date.fromisoformat(key[2]) - date.fromisoformat(key[1])).days
        return key[0] == "", length, max(r["reported_at"] for r in cells[key].values())

    taken: list[tuple[str, str, str]] = []
    for key in sorted(cells, key=order, reverse=True):
        if not any(
            other[0] in ("", key[0]) and other[1] <= key[2] and key[1] <= other[2]
            for other in taken
        ):
            taken.append(key)
    return taken


def word(row: Row, column: str) -> str:
    value = row.get(column, "")
    return CODES[column].get(value, value)


def later(done: str, due: str) -> bool:
    """Whether a time is after another, by day where either has no clock time."""
    if len(done) == 10 or len(due) == 10:
        return done[:10] > due[:10]
    return done > due


def day_of(first: date, offset: int) -> str:
    return (first + timedelta(days=offset)).isoformat()
