"""A message of figures: written once, as plain text and as HTML of the same words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlencode

from core.language import _, language
from figures import formats
from figures.theme import LIGHT
from metrics.indicators import BY_KEY
from reports.mail.page import QUIET, P, link
from reports.words import STATUSES

_HEAD = f"margin:18px 0 6px;font-size:16px;line-height:1.4;color:{LIGHT['ink']}"
_ITEM = f"margin:0 0 6px;font-size:15px;line-height:1.45;color:{LIGHT['ink']}"
# Where a status stands is said by a sign and a word; colours need no mail program.
_SIGNS = {"met": "✓", "on_track": "●", "at_risk": "▲", "off_track": "▼"}


@dataclass(frozen=True)
class Section:
    """A heading and its lines, plain text each."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """What a message says: a first paragraph, sections, and where to read on."""

    subject: str
    lead: str
    sections: tuple[Section, ...]
    to: str
    to_text: str

    def text(self) -> str:
        """As plain text."""
        parts = [self.lead]
        for one in self.sections:
            parts.append("\n".join([one.title.upper(), *(f"- {x}" for x in one.lines)]))
        parts.append(f"{self.to_text}: {self.to}")
        return "\n\n".join(parts)

    def html(self) -> str:
        """As what stands inside the page of a message, escaped."""
        parts = [f'<p style="{P}">{escape(self.lead)}</p>']
        for one in self.sections:
            parts.append(f'<h2 style="{_HEAD}">{escape(one.title)}</h2>')
            parts += [f'<p style="{_ITEM}">{escape(line)}</p>' for line in one.lines]
        parts.append(f'<p style="{QUIET}">{link(self.to, self.to_text)}</p>')
        return "\n".join(parts)


def address(base: str, path: str, **query: object) -> str:
    """Where a page is reached, in the language of the moment."""
    spoken = {} if language() == "vi" else {"lang": language()}
    asked = urlencode(spoken | query)
    return f"{base}{path}?{asked}" if asked else f"{base}{path}"


def sections(*found: Section) -> tuple[Section, ...]:
    """Those that have a line."""
    return tuple(one for one in found if one.lines)


def figure_line(key: str, row: Mapping[str, Any], ranked: int | None = None) -> str:
    """An indicator in one line: value, counts, target, status, change, rank; `ranked`:
    how many are ranked, None where no rank is told. Unknown is said in words."""
    name = _(BY_KEY[key].name)
    if not formats.known(row["value"]):
        return _("{name}: no value", name=name)
    said = [
        f"{name}: {formats.percent(row['value'])} "
        f"({formats.counts(row['numerator'], row['denominator'])})"
    ]
    if formats.known(row["target"]):
        said.append(_("target {target}", target=formats.target(row["target"])))
    status = row["status"]
    if status in _SIGNS:
        said.append(f"{_SIGNS[status]} {_(STATUSES[status])}")
    if formats.known(row["change_7d"]):
        change = formats.change(row["change_7d"])
        said.append(_("{change} points in 7 days", change=change))
    if ranked is not None and formats.known(row["rank"]):
        rank, of = formats.number(row["rank"]), formats.number(ranked)
        said.append(_("rank {rank} of {of}", rank=rank, of=of))
    return "; ".join(said)


def figures_section(
    rows: Mapping[str, Mapping[str, Any]], keys: Iterable[str], ranked: int | None
) -> Section:
    """Where it stands, by the indicators of `keys`."""
    lines = tuple(figure_line(key, rows[key], ranked) for key in dict.fromkeys(keys))
    return Section(_("Where it stands"), lines)
