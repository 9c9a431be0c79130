"""The neutral file kinds: their columns, words and identity (contract, section 2).

Readers, checks, templates, tables and the template's example all come from here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

# code, text: NFC text; word: one of a vocabulary; share: 0 to 1, exact decimal text;
# day: local date; moment: a time in UTC or a bare local day; flag: "1", "0" or "";
# whole, decimal: numbers; secret: kept as a keyed hash only.
Type = Literal[
    "code",
    "text",
    "word",
    "share",
    "day",
    "moment",
    "flag",
    "whole",
    "decimal",
    "secret",
]


@dataclass(frozen=True)
class Column:
    """A column of a neutral file. `words` maps what may be written to what is stored
    (None: any word). `open` days are stored as the first or last day there is; an
    empty cell is stored as `default`."""

    name: str
    type: Type
    required: bool = False
    words: dict[str, str] | None = field(default=None, hash=False)
    open: Literal["from", "to", ""] = ""
    may_be_empty: bool = False
    default: str = ""
    example: str = ""

    @property
    def empty(self) -> date | str | None:
        """What is stored where nothing is known of the column."""
        if self.open:
            return date.min if self.open == "from" else date.max
        return None if self.type in ("day", "whole", "decimal") else self.default


@dataclass(frozen=True)
class Kind:
    """A neutral file kind. `stamp` is the column that says which row is newer."""

    name: str
    table: str
    identity: tuple[str, ...]
    columns: tuple[Column, ...]
    stamp: str = ""

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)


def _same(*words: str) -> dict[str, str]:
    return {word: word for word in words}


LEVELS = _same("full", "partial", "info", "none", "online") | {
    "4": "full",
    "3": "partial",
    "2": "info",
    "1": "none",
}
CHANNELS = _same("online", "counter", "post") | {
    "2": "online",
    "1": "counter",
    "3": "post",
}
# In the order of the national codes 1 to 10 (domain notes, section 4.1).
STATUSES = tuple(
    (
        "registered received refused in_process supplement payment withdrawn stopped "
        "finished returned"
    ).split()
)
STATUS_WORDS = _same(*STATUSES) | {
    str(number): word for number, word in enumerate(STATUSES, start=1)
}
RESULT_FORMS = _same("electronic", "paper", "both")
SUBMITTERS = _same("citizen", "proxy", "officer", "kiosk")
POSTS = _same("chair", "vice_chair")
SCOPES = _same("unit", "kind", "all")
WINDOWS = ("state", "cumulative", "month", "week")
# Indicator and measure words come from `metrics`; checks fill them in, so that
# core imports nothing of ours.
INDICATOR_WORDS = "indicator"
MEASURE_WORDS = "measure"

_VALID = (
    Column("valid_from", "day", open="from", example="2025-07-01"),
    Column("valid_to", "day", open="to"),
)

UNITS = Kind(
    "units",
    "unit",
    ("code", "valid_from"),
    (
        Column("code", "code", required=True, example="00004"),
        Column("name", "text", required=True, example="Phường Ba Đình"),
        Column("kind", "word", required=True, example="ward"),
        Column("name_en", "text", example="Ba Dinh Ward"),
        Column("parent_code", "code", example="01"),
        Column("former_district", "text", example="Quận Ba Đình"),
        Column("latitude", "decimal", example="21.0386"),
        Column("longitude", "decimal", example="105.838"),
        Column("area_km2", "decimal", example="2.97"),
        Column("population", "whole", example="65000"),
        *_VALID,
        # Who took over from the day after valid_to: codes joined by "|".
        Column("replaced_by", "text"),
    ),
)
PROCEDURES = Kind(
    "procedures",
    "procedure",
    ("code", "valid_from"),
    (
        Column("code", "code", required=True, example="1.001193"),
        Column("name", "text", required=True, example="Đăng ký khai sinh"),
        Column("field", "text", example="Hộ tịch"),
        Column("authority", "text", example="commune"),
        Column("high_volume", "flag", example="1"),
        Column("redesigned_on", "day", example="2025-07-15"),
        Column("statutory_days", "decimal", example="1"),
        Column("has_fee", "flag", example="0"),
        *_VALID,
    ),
)
SERVICES = Kind(
    "services",
    "service",
    ("procedure_code", "unit_code", "unit_kind", "valid_from"),
    (
        Column("procedure_code", "code", required=True, example="1.001193"),
        Column("online_level", "word", required=True, words=LEVELS, example="full"),
        Column("unit_code", "code"),
        Column("unit_kind", "text", example="commune|ward"),
        *_VALID,
        Column("decision", "text"),
    ),
)
DOSSIERS = Kind(
    "dossiers",
    "dossier",
    ("dossier_code",),
    (
        Column("dossier_code", "code", required=True, example="H26.101-250724-0001"),
        Column("unit_code", "code", required=True, example="00004"),
        Column("procedure_code", "code", required=True, example="1.001193"),
        Column("received_at", "moment", required=True, example="2025-07-24T08:30:00"),
        Column("channel", "word", words=CHANNELS, example="online"),
        Column("service_level", "word", words=LEVELS, example="full"),
        # An empty status counts as received, never as finished.
        Column(
            "status",
            "word",
            words=STATUS_WORDS,
            default="received",
            example="finished",
        ),
        Column("submitted_at", "moment", example="2025-07-24T08:00:00"),
        Column("due_at", "moment", example="2025-07-25"),
        Column("finished_at", "moment", example="2025-07-24T16:00:00"),
        Column("returned_at", "moment", example="2025-07-25T09:00:00"),
        Column("result_form", "word", words=RESULT_FORMS, example="electronic"),
        Column("fee_due", "flag", example="0"),
        Column("paid_online", "flag"),
        Column("submitted_by", "word", words=SUBMITTERS, example="citizen"),
        Column("submitter_ref", "secret"),
        Column("supplement_requests", "whole", example="0"),
        Column("replaces_code", "code"),
        Column("handling_unit_code", "code"),
        Column("updated_at", "moment", example="2025-07-25T09:00:00"),
        Column("deleted", "flag"),
    ),
    stamp="updated_at",
)
COUNTS = Kind(
    "counts",
    "reported_count",
    ("unit_code", "procedure_code", "period_start", "period_end", "measure"),
    (
        Column("unit_code", "code", required=True, example="00004"),
        Column("period_start", "day", required=True, example="2025-07-01"),
        Column("period_end", "day", required=True, example="2025-07-31"),
        Column("measure", "word", required=True, example="received"),
        # An empty value withdraws the figure, so the column is required, a cell not.
        Column("value", "whole", required=True, may_be_empty=True, example="1490"),
        Column("procedure_code", "code"),
        Column("reported_at", "moment", example="2025-08-01T09:00:00"),
    ),
    stamp="reported_at",
)
TARGETS = Kind(
    "targets",
    "target",
    ("plan", "indicator", "scope_kind", "scope_code", "deadline"),
    (
        Column("plan", "code", required=True, example="kpi-80-20"),
        Column("indicator", "word", required=True, example="online_procedures"),
        Column("value", "share", required=True, example="0.8"),
        Column("deadline", "moment", required=True, example="2025-07-30"),
        Column("scope_kind", "word", words=SCOPES, default="all", example="kind"),
        Column("scope_code", "text", example="commune|ward"),
        Column("starts_on", "day", example="2025-07-01"),
        Column("window", "word", words=_same(*WINDOWS), example="state"),
        Column("decision_no", "text"),
        Column("issued_on", "day", example="2025-07-21"),
        Column("official", "flag", example="1"),
        Column("title", "text"),
    ),
)
OFFICE_TERMS = Kind(
    "office_terms",
    "office_term",
    ("unit_code", "post", "person", "starts_on"),
    (
        Column("unit_code", "code", required=True, example="00004"),
        Column("person", "text", required=True, example="Nguyễn Văn A"),
        Column("post", "word", required=True, words=POSTS, example="chair"),
        Column("starts_on", "day", required=True, example="2025-07-01"),
        Column("ends_on", "day", open="to"),
        Column("decision_no", "text"),
        Column("acting", "flag", example="0"),
        Column("email", "text"),
    ),
)
RESOURCES = Kind(
    "resources",
    "resource",
    ("unit_code", "measure", "day"),
    (
        Column("unit_code", "code", required=True, example="00004"),
        Column("measure", "word", required=True, example="staff"),
        Column("day", "day", required=True, example="2025-07-24"),
        Column("value", "decimal", required=True, example="5"),
    ),
)
EVENTS = Kind(
    "events",
    "event",
    ("day", "scope_code", "title"),
    (
        Column("day", "day", required=True, example="2025-07-21"),
        Column("title", "text", required=True, example="Giao KPI 80/20"),
        Column("ends_on", "day"),
        Column("scope_code", "text"),
        Column("kind", "word", example="decision"),
        Column("note", "text"),
    ),
)

# In the order their contents need: a dossier names a unit and a procedure.
KINDS: tuple[Kind, ...] = (
    UNITS,
    PROCEDURES,
    SERVICES,
    TARGETS,
    OFFICE_TERMS,
    RESOURCES,
    EVENTS,
    DOSSIERS,
    COUNTS,
)
BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
