"""docs/checks.md: every check, what it does and who must look, from the data."""

from __future__ import annotations

from core.language import translate
from core.reasons import DOUBTS, REASONS
from ingest.rules import Rule, shipped_rules

_HEAD = """# The checks

Written by `python -m ingest checks --out docs/checks.md`; a test holds it to
`ingest/checks.yaml`. A check rejects a row, holds it back, flags it, or is off. A
rejected row is kept with its reason and does not count. A row held back does not count
until it is released (`python -m ingest release --load ID`) or discarded; the same bytes
loaded again are judged by the rules of then. A flagged row counts.

An office changes what a check does in a file `checks.yaml` in `HAICAP_VAR`:

```yaml
online_not_offered: {action: hold, owner: The department of justice}
many_supplements: {limit: 2}
```

A file that cannot be meant so is refused with one line. The checks of the contract
always reject; of these only the owner can be changed.
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
        f"\n## The others, as they come\n{_COLUMNS}{others}\n"
    )


def _row(rule: Rule) -> str:
    told = (REASONS | DOUBTS)[rule.key]
    limit = (
        f"`{rule.pattern}`"
        if rule.pattern
        else ""
        if rule.limit is None
        else rule.limit
    )
    cells = [
        f"`{rule.key}`",
        rule.action,
        f"`{rule.pattern}`" if rule.pattern else limit,
        f"{told}<br>{translate(told, 'vi')}",
        f"{rule.owner}<br>{translate(rule.owner, 'vi')}",
    ]
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"
