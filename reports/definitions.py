"""docs/indicators.md: every indicator, its formula and its law, from the code."""

from __future__ import annotations

from collections.abc import Iterable

from core.language import translate
from metrics.indicators import INDICATORS, Indicator
from metrics.measures import MEASURES, RECEIVED, Condition
from reports.formula import formula

_HEAD = """# The indicators

Written by `python -m reports definitions --out docs/indicators.md`; a test holds it to
the code. Each is two sums of counts, divided once; a parent is the sum of its children.
A denominator of 0, or one that is not known, gives no value and no rank. Higher is
better for all of them.

| key | Vietnamese | English | counts | reported counts |
|---|---|---|---|---|
"""
_MEASURES = """## Measures

Counted on the local day the dossier was received. All but `received` are among the
received: their status is one of those too.

| measure | a dossier counts when |
|---|---|
"""
_BASES = {
    "catalogue": "the catalogue of procedures, on the day",
    "dossiers": "dossiers, on the day received",
    "both": "the catalogue on the day, and dossiers in the window",
}


def markdown() -> str:
    """The page, in Markdown."""
    rows = "\n".join(_row(indicator) for indicator in INDICATORS)
    parts = "\n\n".join(_part(indicator) for indicator in INDICATORS)
    measures = "\n".join(f"| `{m.key}` | {_condition(m.when)} |" for m in MEASURES)
    return f"{_HEAD}{rows}\n\n{parts}\n\n{_MEASURES}{measures}\n"


def _condition(when: Condition) -> str:
    """Its clauses, those of `received` left out where others stand beside them."""
    own = [clause for clause in when.clauses if clause not in RECEIVED.when.clauses]
    return "; ".join(
        f"{column}: {_listed(words)}" for column, words in own or when.clauses
    )


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" if word else "not known" for word in sorted(words))


def _row(about: Indicator) -> str:
    vietnamese = translate(about.name, "vi")
    reported = "yes" if about.in_counts else "no"
    key = f"[`{about.key}`](#{about.key})"
    return f"| {key} | {vietnamese} | {about.name} | {about.things} | {reported} |"


def _part(about: Indicator) -> str:
    lines = [
        f"- Tiếng Việt: {translate(about.plain, 'vi')} **{formula(about, 'vi')}**",
        f"- English: {translate(about.plain, 'en')} **{formula(about, 'en')}**",
        f"- Read from: {_BASES[about.basis]}.",
        f"- Law: {about.law}",
        f"- Version {about.version} of the definition, counted so since "
        f"{about.since.isoformat()}.",
    ]
    if about.in_counts:
        above, below = (
            " + ".join(f"`{key}`" for key, sign in terms if sign > 0)
            for terms in about.count_terms()
        )
        less = " − ".join(f"`{k}`" for k, sign in about.count_terms()[1] if sign < 0)
        below = f"{below} − {less}" if less else below
        lines.append(f"- In reported counts: {above} / {below}.")
    if about.level_bound:
        lines.append(
            "- Empty where the level is known for less than `HAICAP_LEVEL_COVERAGE` "
            "of the online dossiers."
        )
    return f"## {about.key}\n\n" + "\n".join(lines)
