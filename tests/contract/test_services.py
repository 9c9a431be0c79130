"""Which level is in force where and when (section 2, Services), and the catalogue."""

from __future__ import annotations

from tests.contract.office import Office, dossiers

HEAD = "procedure_code,online_level,unit_code,unit_kind,valid_from,valid_to\n"


def online(*rows: str) -> str:
    return dossiers(*[f"{row},online" for row in rows], columns="channel")


def test_a_row_of_the_unit_over_its_kind_over_all(office: Office) -> None:
    office.city()
    office.take(
        HEAD + "1.000001,none,,,2025-07-05,\n"  # for all, and the latest
        "1.000001,partial,,ward,2025-07-03,\n"
        "1.000001,full,W1,,2025-01-01,\n",
        online(
            ",W1,1.000001,2025-07-10",
            ",W2,1.000001,2025-07-10",
            ",C1,1.000001,2025-07-10",
        ),
    )
    assert office.share("e2e_procedures") == (1, 1)
    assert office.share("e2e_procedures", "W2") == (0, 1)
    assert office.share("online_procedures", "W2") == (1, 1)
    assert office.share("online_procedures", "C1") == (0, 1)
    assert office.share("online_procedures", "01") == (2, 3)
    assert office.share("e2e_dossiers", "01") == (1, 3)
    assert office.share("online_eligible_dossiers", "01") == (2, 2)


def test_then_the_later_from_then_the_later_load(office: Office) -> None:
    office.city()
    office.take(HEAD + "1.000001,full,,,2025-01-01,\n1.000001,none,,,2025-07-01,\n")
    assert office.share("online_procedures", as_of="2025-06-30") == (1, 1)
    assert office.share("online_procedures", as_of="2025-07-01") == (0, 1)
    # Two kinds lists, both of them naming wards, from the same day.
    office.take(HEAD + "1.000001,full,,ward,2025-08-01,\n")
    office.take(HEAD + "1.000001,none,,ward|commune,2025-08-01,\n")
    assert office.share("online_procedures", as_of="2025-08-01") == (0, 1)
    office.take(HEAD + "1.000001,partial,,ward,2025-08-01,\n")
    assert office.share("online_procedures", as_of="2025-08-01") == (1, 1)


def test_both_days_of_a_validity_are_in(office: Office) -> None:
    office.city()
    office.take(HEAD + "1.000001,full,,,2025-07-01,2025-07-10\n")
    shares = {
        day: office.share("e2e_procedures", as_of=day)
        for day in ("2025-06-30", "2025-07-01", "2025-07-10", "2025-07-11")
    }
    assert list(shares.values()) == [None, (1, 1), (1, 1), None]


def test_kinds_are_joined_by_a_bar(office: Office) -> None:
    office.city()
    office.take(HEAD + "1.000001,4,,commune|ward,,\n1.000002,2,,commune,,\n")
    assert office.share("e2e_procedures", "C1") == (1, 2)
    assert office.share("online_procedures", "C1") == (1, 2)
    assert office.share("e2e_procedures", "W1") == (1, 1)


def test_online_without_a_level_makes_end_to_end_unknown(office: Office) -> None:
    office.city()
    office.take(HEAD + "1.000001,online,W1,,,\n1.000001,full,,,,\n1.000002,3,,,,\n")
    assert office.share("online_procedures") == (2, 2)
    table = office.ranking("e2e_procedures")
    assert table["W1"]["value"] is None
    assert table["W1"]["rank"] is None
    assert office.share("e2e_procedures", "W2") == (1, 2)
    assert office.share("e2e_procedures", "01") == (2, 4)
    assert 0 < table["01"]["coverage"] < 1
    assert table["W2"]["coverage"] == 1


def test_a_dossiers_level_is_the_one_in_force_when_it_was_received(
    any_office: Office,
) -> None:
    any_office.city()
    any_office.take(
        HEAD + "1.000001,partial,,,2025-06-01,\n1.000001,full,,,2025-07-10,\n",
        online(",W1,1.000001,2025-07-09", ",W1,1.000001,2025-07-10"),
    )
    assert any_office.share("e2e_dossiers") == (1, 2)
    # valid from a later day: never
    any_office.take(HEAD + "1.000001,none,,,2025-07-11,\n")
    assert any_office.share("e2e_dossiers") == (1, 2)
    assert any_office.share("online_eligible_dossiers") == (2, 2)
    # corrected: a revision
    any_office.take(HEAD + "1.000001,full,,,2025-06-01,\n")
    assert any_office.share("e2e_dossiers") == (2, 2)
    any_office.take(HEAD + "1.000001,info,W1,,2025-07-10,2025-07-10\n")
    assert any_office.share("e2e_dossiers") == (1, 2)
    assert any_office.share("online_eligible_dossiers") == (1, 1)


def test_a_closed_row_uncovers_what_it_covered(office: Office) -> None:
    office.city()
    office.take(
        HEAD + "1.000001,partial,,,2025-06-01,\n1.000001,full,W1,,2025-07-01,\n",
        online(",W1,1.000001,2025-07-09"),
    )
    assert office.share("e2e_of_online") == (1, 1)
    office.take(HEAD + "1.000001,full,W1,,2025-07-01,2025-07-08\n")
    assert office.share("e2e_of_online") == (0, 1)


def test_its_own_level_goes_over_the_catalogue(office: Office) -> None:
    office.city()
    office.take(
        HEAD + "1.000001,full,,,,\n",
        dossiers(
            ",W1,1.000001,2025-07-09,online,partial",
            ",W1,1.000001,2025-07-09,online,",
            ",W2,1.000001,2025-07-09,online,online",
            columns="channel,service_level",
        ),
    )
    assert office.share("e2e_dossiers") == (1, 2)
    assert office.share("e2e_dossiers", "W2") is None


def test_services_that_come_later_tell_the_level_of_earlier_dossiers(
    office: Office,
) -> None:
    office.city()
    office.take(online(",W1,1.000001,2025-07-09"))
    assert office.share("e2e_dossiers") is None
    office.take(HEAD + "1.000001,full,,ward,,\n")
    assert office.share("e2e_dossiers") == (1, 1)


def test_active_procedures_are_those_with_an_online_dossier_in_the_window(
    office: Office,
) -> None:
    office.city()
    office.take(
        HEAD + "1.000001,full,,,,\n1.000002,none,,,,\n1.000003,full,,,,2025-07-09\n",
        dossiers(
            ",W1,1.000001,2025-07-09,online,",
            ",W1,1.000001,2025-07-09,online,",
            ",W1,1.000002,2025-07-10,counter,",
            ",W1,1.000003,2025-07-09,online,",
            ",W2,1.000001,2025-06-30,online,",
            ",W2,1.000002,2025-07-10,counter,",
            ",W2,1.000002,2025-07-10,online,registered",
            ",C1,1.000001,2025-07-10,post,",
            columns="channel,status",
        ),
    )
    asked = {"_from": "2025-07-01", "as_of": "2025-07-10"}
    assert office.share("active_procedures", "W1", **asked) == (1, 2)
    assert office.share("active_procedures", "W2", **asked) == (0, 2)
    assert office.share("active_procedures", "C1", **asked) == (0, 2)
    assert office.share("active_procedures", "01", **asked) == (1, 6)
    asked["_from"] = "2025-06-30"
    assert office.share("active_procedures", "W2", **asked) == (1, 2)
    asked["as_of"] = "2025-07-09"
    assert office.share("active_procedures", "W1", **asked) == (2, 3)


def test_the_catalogue_is_read_on_the_day_whatever_the_window(office: Office) -> None:
    office.city()
    office.take(HEAD + "1.000001,full,,,2025-07-01,\n1.000002,full,,,,2025-07-04\n")
    for window in ("cumulative", "month", "week", "state"):
        asked = {"as_of": "2025-07-05", "window": window}
        assert office.share("e2e_procedures", **asked) == (1, 1)


def test_a_missing_services_row_never_rejects(office: Office) -> None:
    office.city()
    services = HEAD + "1.000001,none,,,,\n1.000002,info,,,,2025-01-01\n"
    rows = [f",W1,1.00000{n},2025-07-09" for n in (1, 2, 3)]
    line = office.take(services, online(*rows))[-1]
    assert (line.accepted, line.rejected) == (3, 0)


def test_a_trend_of_the_catalogue_is_read_on_the_last_day(office: Office) -> None:
    office.city()
    office.take(HEAD + "1.000001,none,,,,\n1.000001,full,,,2025-07-05,\n")
    asked = {"_from": "2025-07-04", "to": "2025-07-06"}
    days = office.trend("e2e_procedures", "W1", step="day", **asked)
    assert [row["value"] for row in days] == [0, 1, 1]
