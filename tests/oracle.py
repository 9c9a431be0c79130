"""A second, naive reading of contract, sections 3 and 4: plain Python over lists.

Nothing of `metrics` is used, so that both can only agree by being right. Rows are
dicts in the neutral columns; days are dates, moments bare days or "".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

Row = dict
RATIOS = {
    "online_dossiers": (["online"], ["received"], []),
    "online_dossiers_no_post": (["online"], ["received"], ["post"]),
    "online_eligible_dossiers": (["online_eligible"], ["eligible"], []),
    "e2e_dossiers": (["full_online"], ["received"], ["level_unknown"]),
    "e2e_of_online": (["full_online"], ["online"], ["level_unknown"]),
    "e2e_of_eligible": (["full_online"], ["full_eligible"], []),
    "on_time": (["on_time"], ["due_known"], []),
    "e_result": (["e_result"], ["finished"], []),
    "paid_online": (["paid_online"], ["fee_due"], []),
}
NOT_IN_COUNTS = {"online_eligible_dossiers", "e2e_of_eligible"}
CATALOGUE = ("online_procedures", "e2e_procedures", "active_procedures")
CHANNELS = ("online", "post")
LEVEL_COVERAGE = Fraction(95, 100)
AT_RISK = Fraction(5, 100)


@dataclass
class City:
    """All rows of a small city; units and all others always valid where no day says
    otherwise."""

    units: list[Row]
    services: list[Row] = field(default_factory=list)
    dossiers: list[Row] = field(default_factory=list)
    counts: list[Row] = field(default_factory=list)
    targets: list[Row] = field(default_factory=list)
    # Under today's borders: unit -> the former ones merged into it; and those that
    # stand for themselves.
    merged: dict[str, list[str]] = field(default_factory=dict)
    former: set[str] = field(default_factory=set)

    def standing(self):
        gone = {code for members in self.merged.values() for code in members}
        return [unit for unit in self.units if unit["code"] not in gone]

    def members(self, code):
        return [code, *self.merged.get(code, [])]

    def speaking(self, code, day):
        """The members whose catalogue speaks on a day."""
        if code not in self.merged and code not in self.former:
            return [code]
        units = [self.unit(one) for one in self.members(code)]
        here = [u["code"] for u in units if u["valid_from"] <= day <= u["valid_to"]]
        return here or ([] if code in self.former else [code])

    def unit(self, code):
        return next(unit for unit in self.units if unit["code"] == code)

    def children(self, code):
        return [u["code"] for u in self.standing() if u["parent_code"] == code]

    def below(self, code):
        found = []
        for child in self.children(code):
            found += [child, *self.below(child)]
        return found

    def leaves(self):
        found = [u["code"] for u in self.standing()]
        return [c for c in found if not self.children(c) and c not in self.former]


# --- levels and measures of one dossier


def strength(row, unit):
    """3 for the unit's own row, 2 for one of its kind, 1 for all, 0 for none of it."""
    if row["unit_code"]:
        return 3 if row["unit_code"] == unit["code"] else 0
    if row["unit_kind"]:
        return 2 if unit["kind"] in row["unit_kind"].split("|") else 0
    return 1


def service_at(city, unit, procedure, day):
    """The services row in force, or None; a unit is of its kind while in force."""
    here = unit.get("valid_from", day) <= day <= unit.get("valid_to", day)
    fitting = [
        row
        for row in city.services
        if row["procedure_code"] == procedure
        and row["valid_from"] <= day <= row["valid_to"]
        and strength(row, unit)
        and (here or row["unit_code"] or not row["unit_kind"])
    ]
    return max(
        fitting, key=lambda row: (strength(row, unit), row["valid_from"]), default=None
    )


def level_of(city, dossier):
    if dossier["service_level"]:
        return dossier["service_level"]
    unit = city.unit(dossier["unit_code"])
    row = service_at(city, unit, dossier["procedure_code"], dossier["day"])
    return row["online_level"] if row else ""


def measures_of(city, dossier):
    """The names of all measures that count this dossier."""
    if dossier["status"] in ("registered", "refused"):
        return []
    online = dossier["channel"] == "online"
    channel = (
        dossier["channel"] if online or dossier["channel"] == "post" else "counter"
    )
    found = ["received", channel, *level_measures(level_of(city, dossier), online)]
    if dossier["status"] in ("finished", "returned"):
        found += finished_measures(dossier)
    if dossier["fee_due"] == "1":
        found += ["fee_due"]
        found += ["paid_online"] if dossier["paid_online"] == "1" else []
    return found


def level_measures(level, online):
    found = []
    if level == "full":
        found += ["full_eligible", "full_online"] if online else ["full_eligible"]
    if level in ("full", "partial", "online"):
        found += ["eligible", "online_eligible"] if online else ["eligible"]
    if online and level in ("", "online"):
        found.append("level_unknown")
    return found


def finished_measures(dossier):
    found = ["finished"]
    end = dossier["finished_at"] or dossier["returned_at"]
    if not dossier["due_at"]:
        found += ["due_known", "on_time"]
    elif end:
        found.append("due_known")
        if end <= dossier["due_at"]:
            found.append("on_time")
    if dossier["result_form"] in ("electronic", "both"):
        found.append("e_result")
    return found


def tallies(city, code, first, last):
    """The same of the unit with those merged into it."""
    found = {}
    for one in city.members(code):
        for measure, number in tally(city, one, first, last).items():
            found[measure] = found.get(measure, 0) + number
    return found


def tally(city, code, first, last):
    """Measure -> number of the unit's own dossiers received from first to last."""
    found = {}
    for dossier in city.dossiers:
        inside = (first is None or dossier["day"] >= first) and dossier["day"] <= last
        if dossier["unit_code"] == code and inside:
            for measure in measures_of(city, dossier):
                found[measure] = found.get(measure, 0) + 1
    return found


# --- reported counts


def overlap(one, other):
    return one["start"] <= other["end"] and other["start"] <= one["end"]


def cells(city, code):
    found = {}
    for row in city.counts:
        if row["unit_code"] != code or row["value"] is None:
            continue
        key = (row["procedure_code"], row["period_start"], row["period_end"])
        cell = found.setdefault(
            key,
            {
                "procedure": key[0],
                "start": key[1],
                "end": key[2],
                "reported_at": row["reported_at"],
                "values": {},
            },
        )
        cell["values"][row["measure"]] = row["value"]
        cell["reported_at"] = max(cell["reported_at"], row["reported_at"])
    return list(found.values())


def count_measures(key):
    top, below, minus = RATIOS[key]
    if key == "on_time":
        below = ["finished"]
    return top, below, [m for m in minus if m != "level_unknown"]


def usable_reports(city, key, code, first, last):
    """The reports that are added for one unit."""
    if key in NOT_IN_COUNTS:
        return []
    needed = [m for part in count_measures(key) for m in part]
    free = []
    for cell in cells(city, code):
        inside = (first is None or cell["start"] >= first) and cell["end"] <= last
        own = tally(city, code, cell["start"], cell["end"])
        complete = all(measure in cell["values"] for measure in needed)
        if inside and complete and not own.get("received"):
            free.append(cell)
    free.sort(key=lambda c: c["reported_at"], reverse=True)
    free.sort(key=lambda c: (c["end"] - c["start"]).days, reverse=True)
    chosen = []
    for wanted in ("total", "procedure"):
        for cell in free:
            if (cell["procedure"] == "") != (wanted == "total"):
                continue
            rivals = [c for c in chosen if c["procedure"] in ("", cell["procedure"])]
            if not any(overlap(cell, rival) for rival in rivals):
                chosen.append(cell)
    return chosen


# --- one unit's amount


def total(values, part):
    return sum(values.get(measure, 0) for measure in part)


def own_amount(city, key, code, first, last, with_reports):
    """(has data, numerator, denominator) of the unit itself; None is not known."""
    top, below, minus = RATIOS[key]
    counted = tallies(city, code, first, last)
    reports = [
        cell
        for one in (city.members(code) if with_reports else [])
        for cell in usable_reports(city, key, one, first, last)
    ]
    if not counted and not reports:
        return False, None, None
    if key.startswith("e2e") and counted.get("online"):
        known = counted["online"] - counted.get("level_unknown", 0)
        if Fraction(known, counted["online"]) < LEVEL_COVERAGE:
            return True, None, None
    above = total(counted, top)
    under = total(counted, below) - total(counted, minus)
    top, below, minus = count_measures(key)
    for cell in reports:
        above += total(cell["values"], top)
        under += total(cell["values"], below) - total(cell["values"], minus)
    return True, above, under


def dossier_amount(city, key, code, first, last):
    """(has data, numerator, denominator) of a unit with all below it."""
    below = [dossier_amount(city, key, c, first, last) for c in city.children(code)]
    some = any(has for has, _, _ in below)
    itself = own_amount(city, key, code, first, last, with_reports=not some)
    if not below:
        return itself
    known = [p for p in (*below, itself) if p[1] is not None and p[2]]
    if not known:
        return some or itself[0], None, None
    return True, sum(p[1] for p in known), sum(p[2] for p in known)


def catalogue_amount(city, key, code, first, last):
    if city.children(code):
        parts = [
            catalogue_amount(city, key, c, first, last)
            for c in city.below(code)
            if not city.children(c)
        ]
        known = [p for p in parts if p[1] is not None and p[2]]
        if not known:
            return bool(parts), None, None
        return True, sum(p[1] for p in known), sum(p[2] for p in known)
    parts = [
        one_catalogue(city, key, code, one, first, last)
        for one in city.speaking(code, last)
    ]
    parts = [part for part in parts if part is not None]
    if not parts:
        return False, None, None
    known = [above for above, _ in parts if above is not None]
    exact = len(known) == len(parts)
    above = sum(known) if exact else None
    return True, above, sum(under for _, under in parts)


def one_catalogue(city, key, code, speaking, first, last):
    """(numerator, denominator) of one member's catalogue; None without one."""
    unit = city.unit(speaking)
    levels = {}
    for procedure in {row["procedure_code"] for row in city.services}:
        row = service_at(city, unit, procedure, last)
        if row is not None:
            levels[procedure] = row["online_level"]
    if not levels:
        return None
    if key == "active_procedures":
        return used_of(city, code, speaking, levels, first, last), len(levels)
    return catalogue_top(key, levels), len(levels)


def catalogue_top(key, levels):
    if key == "online_procedures":
        return sum(level in ("partial", "full", "online") for level in levels.values())
    if "online" in levels.values():
        return None
    return sum(level == "full" for level in levels.values())


def used_of(city, code, speaking, levels, first, last):
    """Procedures that a dossier of the unit, or of those merged into it, reached."""
    if not tallies(city, code, first, last):
        return None
    reaching = city.members(code) if speaking == code else [speaking]
    used = {
        d["procedure_code"]
        for d in city.dossiers
        if d["unit_code"] in reaching
        and (first is None or d["day"] >= first)
        and d["day"] <= last
        and "online" in measures_of(city, d)
    }
    return len(used & levels.keys())


def amount(city, key, code, first, last):
    """(numerator, denominator), None is not known."""
    read = catalogue_amount if key in CATALOGUE else dossier_amount
    _, above, under = read(city, key, code, first, last)
    return above, under


def value(city, key, code, first, last):
    above, under = amount(city, key, code, first, last)
    if above is None or not under:
        return None
    return Fraction(above, under)


def coverage_of_dossiers(city, key, code, first, last):
    """Of a unit without children and without reports."""
    counted = tally(city, code, first, last)
    if key.startswith("e2e"):
        readable = counted.get("online", 0) - counted.get("level_unknown", 0)
        should = counted.get("online", 0)
    elif key == "on_time":
        readable, should = counted.get("due_known", 0), counted.get("finished", 0)
    else:
        readable = should = 0
    if should:
        return Fraction(readable, should)
    return Fraction(int(value(city, key, code, first, last) is not None))


# --- targets, ranks, status


def target_for(city, key, code, day):
    unit = city.unit(code)
    for scope in ("unit", "kind", "all"):
        stages = [
            row
            for row in city.targets
            if row["indicator"] == key
            and row["scope_kind"] == scope
            and (scope != "unit" or row["scope_code"] == code)
            and (scope != "kind" or unit["kind"] in row["scope_code"].split("|"))
        ]
        if stages:
            stages.sort(key=lambda row: row["deadline"])
            ahead = [row for row in stages if row["deadline"] >= day]
            return ahead[0] if ahead else stages[-1]
    return None


def status_of(city, key, code, now, target, as_of):
    if target is None:
        return ""
    if now is None:
        return "unknown"
    wanted = Fraction(target["value"])
    if now >= wanted:
        return "met"
    if as_of > target["deadline"]:
        return "off_track"
    eve = target["starts_on"] - timedelta(days=1)
    month_before = target["starts_on"] - timedelta(days=30)
    before = value(city, key, code, month_before, eve) or Fraction(0)
    length = (target["deadline"] - eve).days
    gone = max((as_of - eve).days, 0)
    path = before + (wanted - before) * Fraction(gone, length)
    if now >= path:
        return "on_track"
    return "at_risk" if path - now < AT_RISK else "off_track"


def ranks(values):
    return {
        code: 1 + sum(o is not None and o > mine for o in values.values())
        for code, mine in values.items()
        if mine is not None
    }


def ranking(city, key, first, as_of, kinds=()):
    """Unit code -> what the ranking table must say of it; values as fractions."""
    listed = [u["code"] for u in city.standing() if not kinds or u["kind"] in kinds]
    read = catalogue_amount if key in CATALOGUE else dossier_amount
    listed = [
        code
        for code in listed
        if code not in city.former or read(city, key, code, first, as_of)[0]
    ]
    ranked = [code for code in listed if code in city.leaves()]
    week_ago: date | None = as_of - timedelta(days=7)
    if first is not None and week_ago < first:
        week_ago = None
    now = {code: value(city, key, code, first, as_of) for code in listed}
    then = {
        code: value(city, key, code, first, week_ago) if week_ago else None
        for code in listed
    }
    place = ranks({code: now[code] for code in ranked})
    place_then = ranks({code: then[code] for code in ranked})
    table = {}
    for code in listed:
        target = target_for(city, key, code, as_of)
        above, under = amount(city, key, code, first, as_of)
        mine, before = now[code], then[code]
        wanted = Fraction(target["value"]) if target else None
        both = mine is not None and before is not None
        table[code] = {
            "rank": place.get(code),
            "numerator": above,
            "denominator": under,
            "value": mine,
            "target": wanted,
            "gap": mine - wanted if target and mine is not None else None,
            "status": status_of(city, key, code, mine, target, as_of),
            "change_7d": mine - before if both else None,
            "previous_rank": place_then.get(code),
        }
    return table
