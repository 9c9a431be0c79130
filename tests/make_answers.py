"""Answers with made-up numbers, in the shapes of metrics/answers.py: enough to draw
every page without a database."""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from math import ceil
from pathlib import Path
from typing import Any

import pandas as pd

from core.settings import Settings
from metrics.answers import Header, Overview, Ranking, Trend
from metrics.expected import Expected
from metrics.freshness import StaleSource
from metrics.guardrails import Hollow
from metrics.indicators import indicator
from metrics.integrity import UnitIntegrity
from metrics.questions import Plan, Question, Reading
from metrics.revisions import Revised
from store.engine import Database, open_database

AS_OF = date(2025, 7, 24)
DEADLINE = date(2025, 7, 30)
PLAN = Plan(
    key="kpi_2025_07_21",
    title="KPI 21/7/2025 · 80/20",
    decision_no="",
    issues=(date(2025, 7, 21),),
    starts_on=date(2025, 7, 1),
    last_deadline=DEADLINE,
    indicators=(
        "online_procedures",
        "e2e_procedures",
        "online_dossiers",
        "e2e_dossiers",
    ),
    official=("online_procedures", "e2e_procedures"),
    kinds=("commune", "ward", "city"),
)
TARGETS = {"online": 0.8, "end_to_end": 0.2}
WORDS = ["Ba Đình", "Cửa Nam", "Hoàn Kiếm", "Văn Miếu - Quốc Tử Giám", "Ô Diên"]


def made_units(count: int = 30) -> pd.DataFrame:
    """Units on a wobbly grid around (21, 105.8); every third is a ward."""
    rng = random.Random(7)
    rows = []
    for place in range(count):
        ward = place % 3 == 0
        name = WORDS[place] if place < len(WORDS) else f"Tân Lập {place}"
        rows.append(
            {
                "code": f"{place + 4:05d}",
                "name": f"{'Phường' if ward else 'Xã'} {name}",
                "name_en": f"Unit {place + 1}",
                "kind": "ward" if ward else "commune",
                "former_district": f"Quận {place % 4 + 1}",
                "latitude": 21 + (place // 6) * 0.03 + rng.uniform(0, 0.01),
                "longitude": 105.8 + (place % 6) * 0.03 + rng.uniform(0, 0.01),
            }
        )
    return pd.DataFrame(rows)


def _status(value: float | None, target: float, expected: float) -> str:
    if value is None:
        return "unknown"
    if value >= target:
        return "met"
    below = expected - value
    return "on_track" if below <= 0 else "at_risk" if below < 0.05 else "off_track"


@dataclass
class MadeBoard:
    """Answers like board.Board, from made-up numbers. `demo` and `empty` as Header."""

    frame: pd.DataFrame = field(default_factory=made_units)
    demo: bool = True
    empty: bool = False
    shapes: dict[str, Any] = field(default_factory=dict)
    stale: tuple[StaleSource, ...] = ()
    risen: tuple[str, ...] = ()
    settings: Settings = field(default_factory=lambda: Settings(_env_file=None))

    def __post_init__(self) -> None:
        self._var = tempfile.TemporaryDirectory(prefix="haicap-made-")
        self.settings = self.settings.model_copy(update={"var": Path(self._var.name)})

    @cached_property
    def db(self) -> Database:
        """An empty database, for those who ask who may come in."""
        return open_database(self.settings)

    def read_by(self, reader: Any) -> MadeBoard:
        return self

    def data_version(self) -> int:
        return 1

    def own_files(self) -> tuple[bytes, ...]:
        return ()

    def boundaries(self) -> dict[str, Any]:
        return self.shapes

    def units(self) -> pd.DataFrame:
        root = {"code": "01", "name": "Thành phố Hà Nội", "name_en": "Hanoi City"}
        both = pd.concat(
            [
                pd.DataFrame([root | {"kind": "city", "is_parent": True}]),
                self.frame.assign(parent_code="01", is_parent=False),
            ]
        )
        return both.fillna({"former_district": "", "parent_code": ""})

    def header(
        self, plan: str = "", basis: str = "", as_of: date | None = None
    ) -> Header:
        procedures = (basis or "procedures") == "procedures"
        both = (
            ("online_procedures", "e2e_procedures"),
            ("online_dossiers", "e2e_dossiers"),
        )
        return Header(
            place="Thành phố Hà Nội",
            place_en="Hanoi",
            demo=self.demo,
            empty=self.empty,
            as_of=as_of or AS_OF,
            last_day=AS_OF,
            known_at="2025-07-24T19:00:00Z",
            evaluation=12,
            data_version=1,
            plans=(PLAN,),
            plan=PLAN,
            basis=basis or "procedures",
            pair=both[0] if procedures else both[1],
            companion=both[1] if procedures else both[0],
            deadline=DEADLINE,
            ready=len(self.frame) - 2,
            total=len(self.frame),
            stale_days=1,
            stale=self.stale,
        )

    def _reading(self, key: str) -> Reading:
        return Reading(
            indicator=indicator(key),
            plan=PLAN,
            window="state" if key.endswith("procedures") else "cumulative",
            start=date(2025, 7, 1),
            as_of=AS_OF,
            deadline=DEADLINE,
            known_at="2025-07-24T19:00:00Z",
            evaluation=12,
            official=key in PLAN.official,
        )

    def _rows(self, key: str) -> list[dict[str, Any]]:
        rng = random.Random(key)
        about = indicator(key)
        target = TARGETS.get(about.variant_of)
        middle = 0.55 if about.variant_of == "online" else 0.16
        rows: list[dict[str, Any]] = []
        for place, unit in enumerate(self.frame.to_dict("records")):
            below = 408 if about.things == "procedures" else rng.randint(200, 3000)
            share = min(max(rng.gauss(middle, middle / 3.5), 0), 0.97)
            above: int | None = round(below * share)
            if place in (5, 9):
                above, value = None, None
            else:
                value = above / below
            expected = None if target is None else target * 0.83
            rows.append(
                {
                    "rank": None,
                    "unit_code": unit["code"],
                    "unit_name": unit["name"],
                    "kind": unit["kind"],
                    "chair": "Lê Minh Châu (demo)" if place % 7 else "",
                    "numerator": above,
                    "denominator": below if above is not None else None,
                    "value": value,
                    "target": target,
                    "gap": None if None in (target, value) else value - target,
                    "status": _status(value, target, expected) if target else "",
                    "change_7d": None
                    if value is None
                    else round(rng.gauss(0.03, 0.04), 4),
                    "previous_rank": rng.randint(1, len(self.frame)),
                    "coverage": 1.0 if value is not None else 0.0,
                    "expected": expected,
                    "missing": None
                    if None in (target, above)
                    else max(0, ceil(target * below) - above),
                    "acting": place % 11 == 1,
                    "is_parent": False,
                    "parent_code": "01",
                    "former_district": unit["former_district"],
                    "name_en": unit["name_en"],
                    "latitude": unit["latitude"],
                    "longitude": unit["longitude"],
                }
            )
        values = [row["value"] for row in rows if row["value"] is not None]
        for row in rows:
            if row["value"] is not None:
                row["rank"] = 1 + sum(value > row["value"] for value in values)
            else:
                row["previous_rank"] = None
        return rows

    def provisional(self) -> None:
        return None

    def completeness(self, question: Question) -> Expected:
        """Every unit brought what was expected of it."""
        names = {"code": "unit_code", "name": "unit_name"}
        told = self.frame.rename(columns=names).assign(
            basis="dossiers",
            expected=18,
            lacking=0,
            gaps=[()] * len(self.frame),
            last_day=AS_OF,
            behind=0,
            due=None,
        )
        return Expected(told, PLAN.starts_on, AS_OF, 18, ())

    def unit_integrity(
        self, code: str, plan: str = "", window: str = "", as_of: date | None = None
    ) -> UnitIntegrity:
        """Nothing is asked about any unit's figures."""
        name = f"Xã {code}"
        none = ((), (), (), {})
        return UnitIntegrity(code, name, "", PLAN.starts_on, AS_OF, *none)

    def hollow(
        self, indicators: tuple[str, ...], plan: str = "", as_of: date | None = None
    ) -> Hollow:
        """The rises of `risen` are marked; no guardrail is told."""
        return Hollow(frozenset(self.risen), {}, 7)

    def frozen_deadline(self, question: Question) -> None:
        return None

    def revised(self, question: Question, evaluation: int) -> Revised:
        reading = self.ranking(question).reading
        return Revised(reading, pd.DataFrame(columns=["unit_code"]), len(self.frame))

    def ranking(self, question: Question, evaluation: int | None = None) -> Ranking:
        rows = self._rows(question.indicator)
        known = [row for row in rows if row["value"] is not None]
        above = sum(row["numerator"] for row in known)
        below = sum(row["denominator"] for row in known)
        about = indicator(question.indicator)
        target = TARGETS.get(about.variant_of)
        whole = rows[0] | {
            "rank": None,
            "unit_code": "01",
            "unit_name": "Thành phố Hà Nội",
            "name_en": "Hanoi City",
            "kind": "city",
            "chair": "",
            "numerator": above,
            "denominator": below,
            "value": above / below,
            "target": target,
            "gap": None if target is None else above / below - target,
            "status": "off_track" if target else "",
            "missing": None if target is None else max(0, ceil(target * below) - above),
            "previous_rank": None,
            "is_parent": True,
            "parent_code": "",
            "former_district": "",
        }
        rows.sort(key=lambda row: (row["rank"] is None, row["rank"] or 0))
        if question.kinds:
            rows = [row for row in rows if row["kind"] in question.kinds]
        return Ranking(
            reading=self._reading(question.indicator),
            frame=pd.DataFrame([whole, *rows]),
            whole=whole,
        )

    def trend(self, key: str, units: tuple[str, ...] = ("01",), **_: Any) -> Trend:
        first = date(2025, 7, 1)
        days = [first + timedelta(days=step) for step in range(24)]
        rows = []
        for place, unit in enumerate(units):
            for step, day in enumerate(days):
                above = 9000 + 1800 * step - 2000 * place
                rows.append((unit, f"Đơn vị {unit}", first, day, above, 52416))
        frame = pd.DataFrame(
            rows,
            columns=[
                "unit_code",
                "unit_name",
                "period_start",
                "period_end",
                "numerator",
                "denominator",
            ],
        )
        frame["value"] = frame["numerator"] / frame["denominator"]
        frame["coverage"] = 1.0
        middle = frame[frame["unit_code"] == units[0]]["value"].to_numpy()
        band = pd.DataFrame(
            {
                "period_end": days,
                "low": middle - 0.1,
                "middle": middle,
                "high": middle + 0.1,
            }
        )
        events = pd.DataFrame(
            [(date(2025, 7, 21), None, "Giao KPI", "decision", "", "")],
            columns=["day", "ends_on", "title", "kind", "note", "scope_code"],
        )
        terms = pd.DataFrame(
            columns=["unit_code", "person", "starts_on", "ends_on", "acting"]
        )
        return Trend(
            reading=self._reading(key),
            step="cumulative",
            frame=frame,
            band=band,
            steps=((date(2025, 7, 1), DEADLINE, 0.8),),
            path=((date(2025, 6, 30), 0.13), (DEADLINE, 0.8)),
            events=events,
            terms=terms,
        )

    def overview(
        self, plan: str = "", basis: str = "", as_of: date | None = None
    ) -> Overview:
        head = self.header(plan, basis, as_of)
        pair = [self.ranking(Question(key)) for key in head.pair]
        companion = [self.ranking(Question(key)) for key in head.companion]
        worse = ["met", "on_track", "at_risk", "off_track", "unknown"]
        unit_status = {}
        for ranking in pair:
            units = ranking.frame[~ranking.frame["is_parent"]]
            for code, status in zip(units["unit_code"], units["status"], strict=True):
                unit_status[code] = max(
                    unit_status.get(code, "met"), status, key=worse.index
                )
        statuses = {word: list(unit_status.values()).count(word) for word in worse}
        leading = pair[0].frame[~pair[0].frame["is_parent"]]
        known = leading[leading["value"].notna()]
        order = (known["value"] - known["expected"]).sort_values().index
        movers = known.sort_values("change_7d", ascending=False)
        return Overview(
            pair=(pair[0], pair[1]),
            companion=(companion[0], companion[1]),
            statuses=statuses,
            met_both=statuses["met"],
            ranked=len(leading),
            unit_status=unit_status,
            ask=known.loc[order].head(6),
            movers=movers.head(6),
            silent=leading[leading["value"].isna()].assign(last_day=None),
            trend=self.trend(head.pair[0]),
        )
