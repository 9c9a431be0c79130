"""Which doubtful rows are asked for, and by what they are added up."""

from __future__ import annotations

from dataclasses import dataclass

UNIT, PROCEDURE, BOTH = "unit", "procedure", "both"
BY = {
    UNIT: ("unit_code",),
    PROCEDURE: ("procedure_code",),
    BOTH: ("unit_code", "procedure_code"),
}


@dataclass(frozen=True)
class DoubtsAsked:
    """Doubtful rows of a load (None: of all), a unit and a procedure ("": of any),
    added up by a key of BY."""

    by: str = UNIT
    load_id: int | None = None
    unit_code: str = ""
    procedure_code: str = ""
