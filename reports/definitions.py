"""docs/indicators.md: every indicator, its formula and its law, from the code."""

from __future__ import annotations

from core.language import translate
from metrics.indicators import INDICATORS, Indicator
from reports.formula import formula

_HEAD = """# The indicators

Written by `python -m reports definitions --out docs/indicators.md`; a test holds it to
the code. Each is two sums of counts, divided once; a parent is the sum of its children.
A denominator of 0, or one that is not known, gives no value and no rank. Higher is
better for all of them.

| key | Vietnamese | English | counts | reported counts |
|---|---|---|---|---|
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
    return f"{_HEAD}{rows}\n\n{parts}\n"


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
