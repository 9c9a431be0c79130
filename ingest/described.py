"""docs/checks.md: every check, what it does and who must look, from the data."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from core.language import translate
from core.reasons import DOUBTS, REASONS
from core.rules import Rule, shipped_rules

# How often a week is told of without cause: measured by `python -m bench.unusual`.
ALARMS = Path(__file__).with_name("unusual_alarms.csv")
ALARM_COLUMNS = (
    "check",
    "of",
    "compared",
    "told",
    "planted",
    "strong",
    "middle",
    "weak",
)

_HEAD = """# The checks

Written by `python -m ingest checks --out docs/checks.md`; a test holds it to
`core/checks.yaml`. A check rejects a row, holds it back, flags it, or is off. A
rejected row is kept with its reason and does not count. A row held back does not count
until it is released (`python -m ingest release --load ID`) or discarded; the same bytes
loaded again are judged by the rules of then. A flagged row counts.

An office changes what a check does in a file `checks.yaml` in `HAICAP_VAR`:

```yaml
online_not_offered: {action: hold, owner: The department of justice}
many_supplements: {limit: 2}
unusual_volume: {limit: 6, least: 50}
```

A file that cannot be meant so is refused with one line. The checks of the contract
always reject; of these only the owner can be changed. Those of weeks flag or are off.
"""
_WEEKS = """
## Weeks

They hold the newest complete week of a unit against its own earlier ones, on the page
*Data*, with `python -m reports unusual`, and never touch a row, a number or a rank. A
flag is a question: a campaign, an office that was closed or late data look the same.

- **Weeks** run from Monday to Sunday and count their working days alone: without public
  holidays of `HAICAP_COUNTRY` and events of kind `holiday`. One without any, as that of
  the lunar new year, is left out; one with a provisional day is not complete. At least
  4 earlier weeks are needed, the last 12 are used.
- **Expected** is, of the volume, the median of the earlier weeks for as many working
  days (a Monday is worth as much as Mondays had dossiers); of the share online, that of
  all earlier weeks together; of the time taken, the share that took longer than half of
  the earlier dossiers did; of the mix, how far earlier weeks lay from each other.
- **The usual swing** is how far the earlier weeks lie apart (1.4826 times the median
  deviation), and at least what chance does to so many dossiers. `limit` is how many
  swings away a week may lie; fewer dossiers than `least` are never told.
- **What moved alike** at 8 units or more (their median, week by week) is taken off
  each; where units then lie farther apart than each by itself should, all swing wider.
  The whole stands for itself. The share of a procedure is not compared where its
  service online began or ended within the weeks.

They are counted when they are asked for, once for each state of the data: 2.2 to 2.7 s
for the 306,838 dossiers of the demo city (SQLite, two busy cores).

## How often a week is told of where nothing is wrong

`python -m bench.unusual` makes the demo city from June to 21 September 2025 without its
manipulations. The limits were chosen on one edition of it, and how weeks are compared
was tried on two; this is a third that neither was fitted to, with all its weeks that
have four before them. Of the whole, four weeks of July are told of because online rose
everywhere, and the week of 2 September for its time taken: with two days off, that says
less. Units and procedures that are told of opened faster or slower than the others, or
are chance; nothing was planted there.

Faults were then planted in the newest of three weeks (one while online rises, a quiet
one, one with days off), at 15 units each: dossiers that never arrive (60, 40, 20 % of
them), counter dossiers put down as online (40, 20, 10 %), dossiers put down under
another procedure (40, 20, 10 %), dossiers that took three working days more (60, 30,
10 %). Found is a unit that is told of by itself or by one of its procedures.

| check | of | compared | told | strong faults found | less strong | hardly any |
|---|---|---|---|---|---|---|
"""
_COLUMNS = """
| check | does | limit | what is wrong | who must look |
|---|---|---|---|---|
"""


def markdown() -> str:
    """The page, in Markdown."""
    rules = shipped_rules().values()
    contract = "\n".join(_row(rule) for rule in rules if rule.contract)
    others = "\n".join(_row(rule) for rule in rules if not rule.contract)
    return (
        f"{_HEAD}\n## The contract's\n{_COLUMNS}{contract}\n"
        f"\n## The others, as they come\n{_COLUMNS}{others}\n{_WEEKS}{_alarms()}"
    )


def _alarms() -> str:
    """The rows of what was measured."""
    with ALARMS.open(encoding="utf-8", newline="") as file:
        return "".join(_alarm(row) for row in csv.DictReader(file))


def _alarm(row: Mapping[str, str]) -> str:
    found = [f"{row[key]} of {row['planted']}" for key in ("strong", "middle", "weak")]
    cells = [f"`{row['check']}`", row["of"], row["compared"], row["told"]]
    cells += found if row["planted"] else ["", "", ""]
    return "| " + " | ".join(cells) + " |\n"


def _row(rule: Rule) -> str:
    told = (REASONS | DOUBTS)[rule.key]
    cells = [
        f"`{rule.key}`",
        rule.action,
        _limit(rule),
        f"{told}<br>{translate(told, 'vi')}",
        f"{rule.owner}<br>{translate(rule.owner, 'vi')}",
    ]
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def _limit(rule: Rule) -> str:
    """What the check measures with, and from how many dossiers on."""
    if rule.pattern:
        return f"`{rule.pattern}`"
    if rule.limit is None:
        return ""
    return f"{rule.limit}" + (f"; {rule.least} dossiers" if rule.least else "")
