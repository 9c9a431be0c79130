"""The page of the audit, as plain HTML, and its entries as a table to take away."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from accounts import pages
from accounts.account_page import moment
from accounts.audit_reading import Found
from accounts.deeds import in_words
from accounts.verify import Chain
from core.errors import KpiError
from core.language import translate
from core.spreadsheets import harmless
from store.audit import Entry

_COLUMNS = ("at", "who", "deed", "about", "address", "number", "hash")


def page(
    found: Found | None,
    chains: tuple[Chain, ...],
    asked: Mapping[str, str],
    timezone: str,
    problem: KpiError | None = None,
) -> str:
    """The entries found, whether each chain stands, and the form that filters them as
    it was `asked`."""
    return pages.page(
        "audit",
        "Audit",
        wide=True,
        entries=[_shown(one, timezone) for one in found.entries] if found else [],
        more=found.more if found else 0,
        deeds=[(word, in_words(word)) for word in found.deeds] if found else [],
        chains=[(chain.broken is None, chain.told()) for chain in chains],
        asked=asked,
        problem=problem.text() if problem else "",
    )


def _shown(entry: Entry, timezone: str) -> dict[str, str]:
    return {
        "at": moment(entry.at, timezone),
        "who": entry.who or translate("not signed in"),
        "deed": in_words(entry.deed),
        "about": entry.about,
    }


def table(found: Found) -> bytes:
    """The entries as CSV, UTF-8 with a byte order mark; moments in UTC."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for entry in found.entries:
        writer.writerow(harmless(str(getattr(entry, name))) for name in _COLUMNS)
    return text.getvalue().encode("utf-8-sig")
