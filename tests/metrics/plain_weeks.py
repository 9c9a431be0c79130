"""How far weeks lie from earlier ones, reckoned a second time in plain Python."""

from __future__ import annotations

import math
from collections import defaultdict
from statistics import median

NONE = float("nan")


def known(values):
    return [one for one in values if one == one]


def apart(values):
    values = known(values)
    middle = median(values) if values else 0
    return 1.4826 * median(abs(one - middle) for one in values) if values else 0.0


def plain_volume(counts, days):
    """Value, usual, what chance does, the earlier weeks, and the most there can be."""
    earlier = [c * days[-1] / d for c, d in zip(counts[:-1], days[:-1], strict=True)]
    usual = median(earlier)
    chance = math.sqrt(max(usual, 1) * (1 + math.pi / 2 / len(earlier)))
    return counts[-1], usual, chance, earlier, math.inf


def plain_share(parts, wholes):
    part, whole = sum(parts[:-1]), sum(wholes[:-1])
    if not whole or not wholes[-1]:
        return None
    p = (part + 1) / (whole + 2)
    chance = math.sqrt(p * (1 - p) * (1 / wholes[-1] + 1 / whole))
    pairs = zip(parts[:-1], wholes[:-1], strict=True)
    weekly = [a / b if b else NONE for a, b in pairs]
    return parts[-1] / wholes[-1], part / whole, chance, weekly, 1.0


def distance(week, others):
    """Distance of two mixes, and its mean and standard deviation by chance."""
    here, there = sum(week), sum(others)
    pairs, rest = [], [0, 0]
    for a, b in zip(week, others, strict=True):
        if b * here / there < 5:
            rest = [rest[0] + a, rest[1] + b]
        else:
            pairs.append((a, b))
    pairs.append(tuple(rest))
    swings = []
    for a, b in pairs:
        p = (a + b) / (here + there)
        swings.append(math.sqrt(p * (1 - p) * (1 / here + 1 / there)))
    value = sum(abs(a / here - b / there) for a, b in pairs) / 2
    mean = math.sqrt(2 / math.pi) * sum(swings) / 2
    return value, mean, math.sqrt((1 - 2 / math.pi) * sum(s * s for s in swings)) / 2


def plain_mix(table):
    before = [sum(column[:-1]) for column in zip(*table, strict=True)]
    newest = table[-1]
    if not sum(newest) or not sum(before):
        return None
    value, chance, deviation = distance(newest, before)
    if not chance:
        return None
    times = []
    for week in table[:-1]:
        others = [b - w for b, w in zip(before, week, strict=True)]
        moved, by_chance = 0, 0
        if sum(week) and sum(others):
            moved, by_chance, _ = distance(week, others)
        times.append(moved / by_chance if by_chance else NONE)
    usually = max(median(known(times)) if known(times) else 1, 1)
    earlier = [one * chance for one in times]
    return value, usually * chance, usually * deviation, earlier, 1.0


def plain_speed(taken):
    wholes = [sum(week) for week in taken]
    if not wholes[-1] or sum(1 for whole in wholes[:-1] if whole) < 4:
        return None
    each = [day for week in taken[:-1] for day, n in enumerate(week) for _ in range(n)]
    middle = sorted(each)[(len(each) - 1) // 2]
    found = [
        plain_share([sum(week[days + 1 :]) for week in taken], wholes)
        for days in (middle, middle - 1)
        if days >= 0
    ]
    return max(found, key=lambda one: abs(one[0] - one[1]) / swing(one))


def swing(one):
    return max(apart(one[3]), one[2])


def plain(units):
    """(check, unit, procedure) -> value, usual, swing; beside the others."""
    found = {}
    for code, days, tables, online, taken in units:
        for name, counts, ways in rows(tables, online):
            one = plain_volume(counts, days)
            if max(one[0], one[1]) >= 20:
                found["unusual_volume", code, name] = one
            if counts[-1] >= 20:
                found["unusual_share", code, name] = plain_share(ways, counts)
        if sum(tables[-1]) >= 50:
            found["unusual_mix", code, ""] = plain_mix(tables)
        if sum(taken[-1]) >= 20:
            found["unusual_speed", code, ""] = plain_speed(taken)
    found = {key: one for key, one in found.items() if one is not None}
    groups = defaultdict(list)
    for check, code, name in found:
        whole = "" if code else ("procedures" if name else "whole")
        groups[check, whole, name if code else ""].append((check, code, name))
    return {
        key: moved for group in groups.values() for key, moved in beside(found, group)
    }


def rows(tables, online):
    """Of all procedures (""), then of each: dossiers and those online, by week."""
    yield "", [sum(week) for week in tables], [sum(week) for week in online]
    for at in range(len(tables[0])):
        yield str(at), [week[at] for week in tables], [week[at] for week in online]


def beside(found, group):
    """Key -> value, usual, swing, beside what the group did in common."""
    scaled = group[0][0] == "unusual_volume"
    able = [key for key in group if found[key][1] or not scaled]
    if len(able) < 8:
        able = []
    common = in_common([moves(found[key], scaled) for key in able])
    moved = {}
    for key in able:
        value, usual, chance, earlier, most = found[key]
        by = usual if scaled else 1
        own = common[-len(earlier) - 1 :]
        weeks = [e - c * by for e, c in zip(earlier, own[:-1], strict=True)]
        expected = min(max(usual + own[-1] * by, 0), most)
        moved[key] = (value, expected, max(apart(weeks), chance))
    wider = apart([(value - usual) / own for value, usual, own in moved.values()])
    for key in group:
        value, usual, own = moved.get(key, (*found[key][:2], swing(found[key])))
        yield key, (value, usual, own * max(wider, 1) if key in moved else own)


def moves(one, scaled):
    value, usual, _, earlier, _ = one
    return [(week - usual) / (usual if scaled else 1) for week in (*earlier, value)]


def in_common(each):
    """The median of each week, counted from the newest back; 0 of fewer than eight."""
    found = []
    for back in range(max(map(len, each), default=0), 0, -1):
        values = known(own[-back] for own in each if len(own) >= back)
        found.append(median(values) if len(values) >= 8 else 0.0)
    return found
