"""How far weeks lie from earlier ones, reckoned a second time in plain Python."""

from __future__ import annotations

import math
from collections import defaultdict
from statistics import median


def apart(values):
    middle = median(values) if values else 0
    return 1.4826 * median(abs(one - middle) for one in values) if values else 0.0


def plain_volume(counts, days):
    earlier = [c * days[-1] / d for c, d in zip(counts[:-1], days[:-1], strict=True)]
    usual = median(earlier)
    chance = math.sqrt(max(usual, 1) * (1 + math.pi / 2 / len(earlier)))
    return counts[-1], usual, max(apart(earlier), chance), math.inf


def plain_share(parts, wholes):
    part, whole = sum(parts[:-1]), sum(wholes[:-1])
    if not whole or not wholes[-1]:
        return None
    p = (part + 1) / (whole + 2)
    chance = math.sqrt(p * (1 - p) * (1 / wholes[-1] + 1 / whole))
    weekly = [a / b for a, b in zip(parts[:-1], wholes[:-1], strict=True) if b]
    return parts[-1] / wholes[-1], part / whole, max(apart(weekly), chance), 1.0


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
    times = []
    for week in table[:-1]:
        others = [b - w for b, w in zip(before, week, strict=True)]
        if sum(week) and sum(others):
            moved, by_chance, _ = distance(week, others)
            if by_chance:
                times.append(moved / by_chance)
    usually = max(median(times) if times else 1, 1)
    swing = max(deviation * usually, apart(times) * chance)
    return (value, usually * chance, swing, 1.0) if swing else None


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
    return max(found, key=lambda one: abs(one[0] - one[1]) / one[2])


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
    scaled = group[0][0] == "unusual_volume"
    moves = [
        (found[key][0] - found[key][1]) / (found[key][1] if scaled else 1)
        for key in group
        if found[key][1] or not scaled
    ]
    for key in group:
        value, usual, swing, most = found[key]
        if len(moves) >= 8 and (usual or not scaled):
            by = usual if scaled else 1
            usual = min(max(usual + median(moves) * by, 0), most)
            swing = max(swing, apart(moves) * by)
        yield key, (value, usual, swing)
