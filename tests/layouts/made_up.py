"""The answers of the other pages with made-up numbers: what `MadeBoard` lacks."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pandas as pd

from core.errors import UsageError
from metrics.answers import (
    CHAIR_COLUMNS,
    ChairsAnswer,
    Definition,
    Definitions,
    ProceduresAnswer,
    UnitAnswer,
)
from metrics.data_answer import DataAnswer
from metrics.doubted import DoubtsAsked
from metrics.indicators import INDICATORS
from metrics.made_of import MadeOf
from metrics.questions import Question
from metrics.solved import Rule
from metrics.solvers import Solved
from metrics.unlike import COLUMNS, Unlike
from metrics.unusual import Week
from metrics.usage import Usage
from tests.make_answers import AS_OF, MadeBoard

PROCEDURES = [
    ("2.000815", "Chứng thực bản sao từ bản chính giấy tờ, văn bản", "Chứng thực"),
    ("1.001193", "Thủ tục đăng ký khai sinh", "Hộ tịch"),
    ("1.004873", "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân", "Hộ tịch"),
    ("1.001612", "Đăng ký thành lập hộ kinh doanh", "Hộ kinh doanh"),
    ("1.000894", "Thủ tục đăng ký kết hôn", "Hộ tịch"),
    ("1.012812", "Hòa giải tranh chấp đất đai", "Đất đai"),
]
RULE = Rule(26, Fraction(20), Fraction(10), 30, 3, 10, Fraction("4.5"), 4)
LOAD = {
    "load_id": 7,
    "known_at": "2025-07-24T01:00:00Z",
    "file": "dossiers_2025-07-24.csv",
    "source": "",
    "kind": "dossiers",
    "outcome": "taken",
    "read": 8000,
    "accepted": 7990,
    "unchanged": 4,
    "rejected": 6,
    "message": "",
}
REFUSED = {
    "load_id": 6,
    "file": "hong.xlsx",
    "source": "one_stop_list",
    "outcome": "refused",
    "read": 0,
    "accepted": 0,
    "unchanged": 0,
    "rejected": 0,
    "message": "hong.xlsx: không đọc được sổ tính.",
}
LEVELS = ("full", "partial", "online", "none", "")


def reconciliation(names: list[tuple[str, str]]) -> pd.DataFrame:
    """A line a unit (code, name)."""
    rows = [
        {
            "unit_code": code,
            "unit_name": name,
            "procedure_code": "",
            "period_start": date(2025, 7, 1),
            "period_end": date(2025, 7, 20),
            "measure": "online",
            "reported": 1200,
            "counted": 1176,
            "difference": 24,
            "why": "set_aside",
            "tolerance": 12.0,
            "result": "beyond",
            "owner": "chair",
            "look": "Nguyễn Văn An",
        }
        for code, name in names
    ]
    return pd.DataFrame(rows)


def unlike(*lines: dict[str, Any]) -> Unlike:
    """The week before AS_OF with these lines, which say what differs from `usual`."""
    usual = {
        "check": "unusual_share",
        "unit_code": "00004",
        "unit_name": "Phường Ba Đình",
        "name_en": "Ba Dinh Ward",
        "procedure_code": "",
        "procedure_name": "",
        "value": 0.52,
        "low": 0.0,
        "high": 0.25,
        "count": 1234,
        "of": 2373,
        "than_days": None,
        "times": 9.5,
        "weeks": 6,
        "before": 14321,
        "owner": "The unit that registered the dossier",
    }
    frame = pd.DataFrame([usual | line for line in lines], columns=list(COLUMNS))
    days = tuple(date(2025, 7, day) for day in range(14, 19))
    return Unlike(Week(days[0], days), frame.astype(object), 120, 560, 3)


def chair_row(row: dict[str, Any], place: int) -> dict[str, Any]:
    """A Chair's row from a ranking row; every sixth term began within the window."""
    starts = date(2025, 7, 10) if place % 6 == 0 else date(2025, 6, 30)
    below = row["denominator"]
    new = place % 6 == 0 and below
    before = round(below * 0.3) if new else None
    own = round(below * 0.2) if new else None
    return {name: row.get(name) for name in CHAIR_COLUMNS} | {
        "person": row["chair"] or "",
        "starts_on": starts,
        "decision_no": "12/QĐ",
        "days_in_office": (AS_OF - starts).days,
        "inherited_numerator": before,
        "inherited_denominator": below if new else None,
        "inherited_value": before / below if new else None,
        "inherited_rank": place + 3 if new else None,
        "change": row["value"] - before / below if new else None,
        "own_numerator": own,
        "own_denominator": below // 2 if new else None,
        "own_value": own / (below // 2) if new else None,
    }


@dataclass
class PageBoard(MadeBoard):
    """Answers every page's question."""

    def former(self, code: str, as_of: date | None = None) -> None:
        """Every unit of the made-up place is in force."""

    def owed(self, units: frozenset[str] | None) -> dict[str, object]:
        """Nobody owes anything there."""
        return {}

    def unit_alerts(self, code: str) -> list[object]:
        """Nothing fired there."""
        return []

    def usage(self, day: date | None = None) -> Usage:
        """Nobody is in office there."""
        return Usage(date(2025, 7, 21), ())

    def solved(self, plan: str = "", as_of: date | None = None) -> Solved:
        """Nobody solved anything there."""
        return Solved(RULE, as_of or AS_OF)

    def exemptions(self) -> tuple[()]:
        return ()

    def dialogue_day(self) -> date:
        return date(2025, 7, 24)

    def unit_disputes(self, code: str, units: frozenset[str] | None) -> tuple[()]:
        """Nothing is disputed there."""
        return ()

    def unit(
        self,
        code: str,
        plan: str = "",
        basis: str = "",
        as_of: date | None = None,
        borders: str = "",
    ) -> UnitAnswer:
        units = self.units().set_index("code", drop=False)
        if code not in units.index:
            raise UsageError("There is no unit “{code}”.", code=code)
        unit = units.loc[code].to_dict()
        leaf = "01" if code == "01" else code
        rows = {about.key: self._of(about.key, leaf) for about in INDICATORS}
        leading = self.ranking(Question("online_procedures")).frame
        rng = random.Random(code)
        gap_list = pd.DataFrame(
            [
                {
                    "procedure_code": number,
                    "name": name,
                    "level": rng.choice(LEVELS),
                    "received": 400,
                    "online": 90,
                    "peers": 20 - place,
                    "of_units": 30,
                    "gain": 0.014 - 0.002 * place,
                }
                for place, (number, name, _field) in enumerate(PROCEDURES)
            ]
        )
        channels = {
            "received": 3120,
            "online": 1800,
            "counter": 1200,
            "post": 120,
            "channel_unknown": 40,
            "assisted": 310,
        }
        resources = {"staff": 6, "kiosks": 4, "lawyers": 2, "trained_officers": 5}
        return UnitAnswer(
            unit=unit
            | {
                "parent_name": "Thành phố Hà Nội" if code != "01" else "",
                "area_km2": 2.97,
                "population": 65000,
            },
            chair={
                "person": "Lê Minh Châu (demo)",
                "starts_on": date(2025, 7, 1),
                "acting": True,
                "decision_no": "",
            },
            rows=rows,
            readings={about.key: self._reading(about.key) for about in INDICATORS},
            ranked=28,
            gap_list=gap_list,
            neighbours=leading.iloc[1:7],
            peers=leading.iloc[7:12],
            resources=pd.DataFrame(
                [
                    {"measure": measure, "day": AS_OF, "value": value}
                    for measure, value in resources.items()
                ]
            ),
            channels=pd.DataFrame(
                {"measure": list(channels), "value": list(channels.values())}
            ),
            faults=pd.DataFrame(
                [
                    {
                        "reason": "bad_date",
                        "rows": 3,
                        "last_at": "2025-07-24T01:00:00Z",
                    }
                ]
            ),
            reconciliation=reconciliation([(code, str(unit["name"]))]),
            children=leading.iloc[1:] if code == "01" else leading.iloc[:0],
            last_day=AS_OF - timedelta(days=1),
        )

    def _of(self, key: str, code: str) -> dict[str, Any]:
        frame = self.ranking(Question(key)).frame
        row: dict[str, Any] = frame[frame["unit_code"] == code].iloc[0].to_dict()
        return row

    def chairs(self, question: Question) -> ChairsAnswer:
        rows = self._rows(question.indicator)
        made = [chair_row(row, place) for place, row in enumerate(rows)]
        frame = pd.DataFrame(made, columns=list(CHAIR_COLUMNS), dtype=object)
        return ChairsAnswer(self._reading(question.indicator), frame)

    def procedures(
        self, question: Question, only: tuple[str, ...] = ()
    ) -> ProceduresAnswer:
        frame = pd.DataFrame(
            [
                {
                    "procedure_code": code,
                    "name": name,
                    "field": field,
                    "authority": "commune",
                    "high_volume": place < 4,
                    "received": 9000 - 1000 * place,
                    "online": 4000 - 600 * place,
                    "full_online": 800,
                    "online_share": (4000 - 600 * place) / (9000 - 1000 * place),
                    "in_force": 126,
                    "offered": 100 - place,
                    "full": 20,
                    "level_unknown": 3 if place == 2 else 0,
                    "doubts": 12 if place == 1 else 0,
                }
                for place, (code, name, field) in enumerate(PROCEDURES)
            ]
        )
        rng = random.Random(3)
        levels = pd.DataFrame(
            [
                {
                    "unit_code": unit["code"],
                    "unit_name": unit["name"],
                    "procedure_code": code,
                    "level": rng.choice(LEVELS),
                }
                for unit in self.frame.to_dict("records")
                for code in only
            ],
            columns=["unit_code", "unit_name", "procedure_code", "level"],
        )
        return ProceduresAnswer(self._reading(question.indicator), frame, levels)

    def data(
        self,
        rejected_load: int | None = None,
        running: bool = True,
        units: frozenset[str] | None = None,
    ) -> DataAnswer:
        return DataAnswer(
            loads=pd.DataFrame([LOAD, LOAD | REFUSED]),
            sources=pd.DataFrame(
                [
                    ("", "dossiers", "2025-07-24T01:00:00Z", AS_OF, 190000, 0),
                    ("form_06a", "counts", "2025-07-14T01:00:00Z", None, 126, 10),
                ],
                columns=[
                    *("source", "kind", "last_load", "last_day", "rows", "stale_days")
                ],
            ),
            reasons=pd.DataFrame({"reason": ["bad_date", "negative"], "rows": [5, 1]}),
            rejected=pd.DataFrame(
                [
                    {
                        "load_id": 7,
                        "file": "dossiers_2025-07-24.csv",
                        "line": 12 + place,
                        "reason": "bad_date" if place else "negative",
                        "message": "Ngày không đọc được.",
                        "row": '{"dossier_code": "H26.1", "received_at": "32/7"}',
                        "unit_code": "00004",
                    }
                    for place in range(6)
                ]
            ),
            jobs=pd.DataFrame(
                [
                    (
                        "inbox",
                        "2025-07-24T09:59:00Z",
                        "done",
                        "",
                        "2025-07-24T10:00:00Z",
                    ),
                    ("nightly", "", "", "", "2025-07-24T19:00:00Z"),
                ],
                columns=["job", "last_run", "outcome", "message", "next_run"],
            ),
            reconciliation=reconciliation([("00004", "Phường Ba Đình")]),
            evaluations=pd.DataFrame(
                [(12, "2025-07-24T19:00:00Z", AS_OF, "load")],
                columns=["evaluation", "known_at", "as_of", "cause"],
            ),
        )

    def doubts(self, asked: DoubtsAsked, limit: int | None = None) -> pd.DataFrame:
        return pd.DataFrame()

    def unusual(self) -> Unlike:
        birth = {"procedure_code": PROCEDURES[1][0], "procedure_name": PROCEDURES[1][1]}
        volume = {
            "check": "unusual_volume",
            "value": 40,
            "count": 40,
            "low": 90.4,
            "high": 130.2,
        }
        return unlike(
            {"unit_code": "", "unit_name": "", "name_en": ""},
            birth,
            {"unit_code": "00007", "unit_name": "Phường Ngọc Hà", **volume},
        )

    def made_of(
        self,
        question: Question,
        unit_code: str,
        procedure_code: str = "",
        day: date | None = None,
    ) -> MadeOf:
        row = self._of(question.indicator, unit_code or "01")
        by = "load" if day else "day" if procedure_code else "procedure"
        above, below = int(row["numerator"] or 0), int(row["denominator"] or 0)
        keys = {
            "procedure": [(code, name) for code, name, _field in PROCEDURES[:2]],
            "day": [("2025-07-23", "23/7"), ("2025-07-24", "24/7")],
            "load": [(7, "dossiers.csv"), (8, "dossiers2.csv")],
        }[by]
        first = (above // 3, below // 3)
        parts = [first, (above - first[0], below - first[1])]
        frame = pd.DataFrame(
            [
                {
                    "key": key,
                    "label": label,
                    "numerator": part[0],
                    "denominator": part[1],
                    "value": part[0] / part[1] if part[1] else None,
                    "file": "dossiers.csv",
                    "known_at": "2025-07-24T01:00:00Z",
                }
                for (key, label), part in zip(keys, parts, strict=True)
            ]
        )
        names = {code: name for code, name, _field in PROCEDURES}
        return MadeOf(
            reading=self._reading(question.indicator),
            unit_code=unit_code,
            unit_name=str(row["unit_name"]) if unit_code else "",
            procedure_code=procedure_code,
            procedure_name=names.get(procedure_code, ""),
            day=day,
            by=by,
            frame=frame,
            counts=pd.DataFrame(),
        )

    def definitions(self, plan: str = "", as_of: date | None = None) -> Definitions:
        found = []
        for about in INDICATORS:
            ranking = self.ranking(Question(about.key))
            others = [
                other
                for other in INDICATORS
                if other.variant_of == about.variant_of and other.key != about.key
            ]
            wholes = [self.ranking(Question(other.key)).whole for other in others]
            variants = pd.DataFrame(
                [
                    {
                        "indicator": other.key,
                        "start": None
                        if other.basis == "catalogue"
                        else date(2025, 7, 1),
                        "numerator": whole["numerator"],
                        "denominator": whole["denominator"],
                        "value": whole["value"],
                        "moved": 21,
                        "widest": ("Xã Ô Diên", 3, 27),
                    }
                    for other, whole in zip(others, wholes, strict=True)
                ]
            )
            found.append(Definition(ranking, variants))
        return Definitions(tuple(found))
