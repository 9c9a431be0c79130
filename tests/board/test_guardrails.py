"""Guardrails counted in SQL equal a plain count, and mark hollow rises alone."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from board import Board
from callbacks.hollow import hollow as shown
from callbacks.pages import overview, rankings, unit
from core.language import set_language
from layouts.state import read
from metrics.guardrails import GUARDRAILS
from metrics.questions import Question
from tests.layouts.components import texts
from tests.make import CITY, GOOD, LATE, PLAN, cast, dossier, load, place

END = date(2025, 7, 24)
MIDDLE = date(2025, 7, 18)


def wild(random: Random, number: int) -> dict[str, object]:
    day = END - timedelta(days=random.randrange(0, 16))
    status = random.choice(
        ["received", "finished", "finished", "refused", "registered"]
    )
    done = status == "finished"
    return {
        "dossier_code": f"D{number}",
        "unit_code": random.choice([GOOD, LATE]),
        "received_at": f"{day}T09:00:00",
        "channel": random.choice(["online", "counter"]),
        "status": status,
        "due_at": random.choice(["", day.isoformat()]) if done else "",
        "finished_at": f"{END}T09:00:00" if done else "",
        "result_form": random.choice(["", "paper", "electronic"]),
        "supplement_requests": random.choice(["", 0, 1, 2]),
        "replaces_code": random.choice(["", "", f"D{random.randrange(100)}"]),
    }


def naive(rows: list[dict[str, object]], units: set[str], late_half: bool) -> dict:
    """Every guardrail's two counts, one dossier after the other."""
    found = {one.key: [0, 0] for one in GUARDRAILS}
    for row in rows:
        day = date.fromisoformat(str(row["received_at"])[:10])
        if row["unit_code"] not in units or row["status"] == "registered":
            continue
        first = MIDDLE - timedelta(days=7)
        if not first <= day <= END or (day >= MIDDLE) is not late_half:
            continue
        found["refusals"][0] += row["status"] == "refused"
        found["refusals"][1] += 1
        if row["status"] == "refused":
            continue
        found["supplements"][0] += int(row["supplement_requests"] or 0)
        found["supplements"][1] += 1
        found["resubmissions"][0] += bool(row["replaces_code"])
        found["resubmissions"][1] += not row["replaces_code"]
        if row["status"] == "finished":
            found["lateness"][1] += 1
            found["lateness"][0] += bool(row["due_at"]) and day < END
            if row["channel"] == "online" and row["result_form"]:
                found["paper"][0] += row["result_form"] == "paper"
                found["paper"][1] += 1
    return {key: tuple(pair) for key, pair in found.items()}


def test_counts_equal_a_plain_count_at_each_unit_and_the_whole(db, settings, clock):
    random = Random(7)
    made = [wild(random, number) for number in range(300)]
    load(db, settings, *place(), *(dossier(**row) for row in made))
    answer = Board(db, settings).hollow(("online_dossiers",), as_of=END)

    for code, units in ((GOOD, {GOOD}), (LATE, {LATE}), (CITY, {GOOD, LATE})):
        told = answer.rails[code]
        assert {r.guardrail.key: r.before for r in told} == naive(made, units, False)
        assert {r.guardrail.key: r.now for r in told} == naive(made, units, True)


def rising(settings, db, completed: int) -> Board:
    """The good commune rises from half to all online; of its last forty so many were
    completed on request. The late one falls to nothing."""
    rows = []
    for code in (GOOD, LATE):
        for n in range(80):
            recent = n >= 40
            online = code == GOOD if recent else n % 2
            rows.append(
                dossier(
                    unit_code=code,
                    received_at=f"2025-07-{22 if recent else 15}T09:00:00",
                    channel="online" if online else "counter",
                    supplement_requests=int(recent and n - 40 < completed),
                )
            )
    load(db, settings, *cast(), *rows)
    return Board(db, settings)


def test_a_rise_with_a_worse_guardrail_is_marked_and_one_without_is_not(
    db, settings, clock
):
    board = rising(settings, db, 10)
    headline = ("online_dossiers", "e2e_dossiers")

    assert GOOD in board.hollow(headline, as_of=END).marked
    assert LATE not in board.hollow(headline, as_of=END).marked
    assert board.hollow(("online_procedures",), as_of=END).marked == frozenset()
    (settings.var / "signals.yaml").write_text("hollow: {least: 11}")
    assert GOOD not in board.hollow(headline, as_of=END).marked


def test_the_mark_stands_beside_the_status_and_changes_none(db, settings, clock):
    board = rising(settings, db, 40)
    set_language("en")
    search = f"?lang=en&as_of=2025-07-24&basis=dossiers&plan={PLAN}"
    before = board.ranking(Question("online_dossiers", PLAN, as_of=END)).frame

    page = unit.show(board, read(f"/units/{GOOD}", search, GOOD))
    assert "Rise, quality falls" in texts(page[0])
    assert "Completions a dossier" in texts(page)
    late = unit.show(board, read(f"/units/{LATE}", search, LATE))
    assert "Rise, quality falls" not in texts(late)
    table = rankings.ask(
        board, read("/rankings", search), board.header(PLAN, "dossiers", END)
    )
    assert GOOD in table.hollow
    assert overview.show(board, read("/", search))
    now = board.ranking(Question("online_dossiers", PLAN, as_of=END)).frame
    assert now.equals(before)

    # Thresholds that cannot be read take no standing away.
    (settings.var / "signals.yaml").write_text("hollow: 3")

    assert shown(board, ("online_dossiers",), read("/", "")).marked == frozenset()
