"""Words, national codes, and what an empty cell means (section 2, Words)."""

from __future__ import annotations

import pytest

from tests.contract.office import Office, dossiers

DAY = "2025-07-02T08:00:00"


def test_each_channel_word_and_code(office: Office) -> None:
    words = ("online", "2", "counter", "1", "post", "3", "")
    office.units(len(words))
    rows = [f",U{n},1.000001,{DAY},{word}" for n, word in enumerate(words)]
    more = [f",U{n},1.000001,{DAY},counter" for n in range(len(words))]
    office.take(dossiers(*rows, *more, columns="channel"))
    online = [(1, 2)] * 2 + [(0, 2)] * 5
    assert office.shares("online_dossiers") == online
    online[4:6] = [(0, 1)] * 2
    assert office.shares("online_dossiers_no_post") == online


def test_without_a_channel_column_all_came_to_the_counter(office: Office) -> None:
    office.city()
    office.take(dossiers(f",W1,1.000001,{DAY}"))
    assert office.share("online_dossiers") == (0, 1)


def test_each_status_word_and_code(office: Office) -> None:
    words = (
        "registered received refused in_process supplement payment withdrawn stopped "
        "finished returned"
    ).split()
    office.units(len(words) + 1)
    rows = [
        f",U{n},1.000001,{DAY},{status},electronic"
        for n, word in enumerate(words)
        for status in (word, str(n + 1))
    ]
    rows += [f",U10,1.000001,{DAY},,electronic"] * 2
    office.take(dossiers(*rows, columns="status,result_form"))
    assert office.shares("online_dossiers") == [
        None if word in ("registered", "refused") else (0, 2)
        for word in [*words, "empty"]
    ]
    assert office.shares("e_result") == [None] * 8 + [(2, 2)] * 2 + [None]


@pytest.mark.parametrize(
    ("words", "full", "eligible"),
    [
        (("full", "4"), True, True),
        (("partial", "3"), False, True),
        (("info", "2"), False, False),
        (("none", "1"), False, False),
    ],
)
def test_each_level_word_and_code_of_a_dossier(
    office: Office, words: tuple[str, str], full: bool, eligible: bool
) -> None:
    office.city()
    rows = [f",W1,1.000001,{DAY},online,{word}" for word in words]
    rows.append(f",W1,1.000001,{DAY},counter,full")
    office.take(dossiers(*rows, columns="channel,service_level"))
    assert office.share("e2e_dossiers") == (2 * full, 3)
    assert office.share("e2e_of_online") == (2 * full, 2)
    assert office.share("e2e_of_eligible") == (2 * full, 1 + 2 * full)
    both = 2 * eligible
    assert office.share("online_eligible_dossiers") == (both, 1 + both)


def test_a_level_that_is_only_online_is_eligible_and_not_known(office: Office) -> None:
    office.city()
    rows = [f",W1,1.000001,{DAY},online,full"] * 19
    rows.append(f",W1,1.000001,{DAY},online,online")
    office.take(dossiers(*rows, columns="channel,service_level"))
    assert office.share("e2e_dossiers") == (19, 19)
    assert office.share("e2e_of_online") == (19, 19)
    assert office.share("online_eligible_dossiers") == (20, 20)
    assert office.share("e2e_of_eligible") == (19, 19)


@pytest.mark.parametrize(
    ("unknown", "known", "told"), [(1, 19, True), (1, 18, False), (10, 0, False)]
)
def test_end_to_end_is_empty_below_the_level_coverage(
    office: Office, unknown: int, known: int, told: bool
) -> None:
    office.city()
    row = f",W1,1.000001,{DAY},online,"
    office.take(
        dossiers(
            *[row] * unknown,
            *[f"{row}partial"] * known,
            f",W1,1.000001,{DAY},counter,full",
            columns="channel,service_level",
        )
    )
    assert office.share("e2e_dossiers") == ((0, known + 1) if told else None)
    assert office.share("e2e_of_online") == ((0, known) if told else None)
    assert office.share("e2e_of_eligible") == ((0, 1) if told else None)
    assert office.share("online_dossiers") == (known + unknown, known + unknown + 1)
    row_of_unit = office.ranking("e2e_dossiers")["W1"]
    assert (row_of_unit["rank"] is None) != told


def test_the_level_coverage_is_a_setting(office: Office) -> None:
    office.set("HAICAP_LEVEL_COVERAGE", "0.5")
    office.city()
    row = f",W1,1.000001,{DAY},online,"
    office.take(dossiers(row, f"{row}full", columns="channel,service_level"))
    assert office.share("e2e_dossiers") == (1, 1)


def test_result_forms(office: Office) -> None:
    office.city()
    row = f",W1,1.000001,{DAY},finished,"
    forms = ("electronic", "paper", "both", "")
    office.take(dossiers(*[row + f for f in forms], columns="status,result_form"))
    assert office.share("e_result") == (2, 4)


def test_payment_counts_where_a_fee_was_due(office: Office) -> None:
    office.city()
    flags = ("1,1", "1,0", "1,", "0,1", ",1", ",")
    rows = [f",W1,1.000001,{DAY},{both}" for both in flags]
    office.take(dossiers(*rows, columns="fee_due,paid_online"))
    assert office.share("paid_online") == (1, 3)


def test_every_submitter_word_is_taken(office: Office) -> None:
    office.city()
    words = ("citizen", "proxy", "officer", "kiosk", "")
    rows = [f",W1,1.000001,{DAY},{word}" for word in words]
    (line,) = office.take(dossiers(*rows, columns="submitted_by"))
    assert (line.accepted, line.rejected) == (5, 0)


def test_any_word_is_a_kind_of_unit(office: Office) -> None:
    kinds = "city center ward commune special_zone province department group".split()
    rows = [f"U{n},Tên {n},{kind}" for n, kind in enumerate([*kinds, "thị trấn"])]
    (line,) = office.take("\n".join(["code,name,kind", *rows]) + "\n")
    assert (line.accepted, line.rejected) == (9, 0)
    assert office.ranking("online_dossiers")["U8"]["kind"] == "thị trấn"
