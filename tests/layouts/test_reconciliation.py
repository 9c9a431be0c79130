"""Two sources beside each other, and what cannot be told of them."""

from datetime import date

import pandas as pd

from core.language import set_language
from layouts.reconciliation import reconciliation_table
from layouts.sources.reconciled import headline
from layouts.state import read
from tests.layouts.components import texts


def test_two_sources_are_named_and_what_cannot_be_told_stands_without_a_figure():
    line = {
        "unit_code": "00004",
        "unit_name": "Phường Ba Đình",
        "procedure_code": "",
        "period_start": date(2025, 7, 1),
        "period_end": date(2025, 7, 20),
        "measure": "received",
        "reported": None,
        "counted": None,
        "difference": None,
        "why": "given",
        "tolerance": None,
        "result": "untold",
        "owner": "source",
        "look": "",
        "between": "desk / portal",
    }
    set_language("en")
    frame = pd.DataFrame([line], dtype=object)
    told = texts(reconciliation_table(frame, read("/data", "?lang=en")))

    assert "desk / portal" in told
    assert "? Cannot be told from what is kept" in told
    assert headline(frame).startswith("✓ 0 of 0 figures compared")
    assert "Of 1 it cannot be told" in headline(frame)
