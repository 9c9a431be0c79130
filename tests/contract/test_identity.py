"""Identity and order: what replaces what (section 2, Identity and order)."""

from __future__ import annotations

from tests.contract.office import CITY, PROCEDURES, Office, dossiers

ROW = "A,W1,1.000001,2025-07-02"
OLD, NEW = "2025-07-03T08:00:00", "2025-07-04T08:00:00"


MOMENTS = [
    (OLD, NEW, True),
    (NEW, OLD, False),
    (NEW, NEW, True),
    ("", NEW, True),
    (NEW, "", True),
    ("", "", True),
    # across offsets
    ("2025-07-03T02:00:00Z", "2025-07-03T08:00:00+07:00", False),
    # by day where either has no clock time: equal
    ("2025-07-03T23:00:00", "2025-07-03", True),
    ("2025-07-03", "2025-07-03T00:00:00", True),
    ("2025-07-04", "2025-07-03T23:59:59", False),
]


def test_the_newer_row_wins_then_the_later_load(any_office: Office) -> None:
    any_office.units(len(MOMENTS))
    for place, channel in enumerate(("counter", "online")):
        rows = [
            f"A{n},U{n},1.000001,2025-07-02,{channel},{moments[place]}"
            for n, moments in enumerate(MOMENTS)
        ]
        any_office.take(dossiers(*rows, columns="channel,updated_at"))
    wanted = [(int(second), 1) for _, _, second in MOMENTS]
    assert any_office.shares("online_dossiers") == wanted


def test_without_any_moment_the_later_load_wins(office: Office) -> None:
    office.city()
    office.take(dossiers(f"{ROW},online", columns="channel"))
    assert office.share("online_dossiers") == (1, 1)
    office.take(dossiers(f"{ROW},counter", columns="channel"))
    assert office.share("online_dossiers") == (0, 1)


def test_within_a_file_the_newest_is_taken_and_the_others_rejected(
    office: Office,
) -> None:
    office.city()
    (line,) = office.take(
        dossiers(
            f"{ROW},online,{NEW}",
            f"{ROW},counter,{OLD}",
            "B,W1,1.000001,2025-07-02,counter,",
            "B,W1,1.000001,2025-07-02,online,",
            f"C,W1,1.000001,2025-07-02,counter,{OLD}",
            f"C,W1,1.000001,2025-07-02,online,{OLD}",
            columns="channel,updated_at",
        )
    )
    assert (line.read, line.accepted, line.rejected) == (6, 3, 3)
    assert office.share("online_dossiers") == (3, 3)
    duplicate = "duplicate_in_file"
    assert office.reasons() == [(3, duplicate), (4, duplicate), (6, duplicate)]


def test_an_absent_column_stays_and_an_empty_cell_empties(office: Office) -> None:
    office.city()
    columns = "channel,service_level,status,result_form"
    office.take(dossiers(f"{ROW},online,full,finished,electronic", columns=columns))
    office.take(dossiers(ROW))
    assert office.share("online_dossiers") == (1, 1)
    assert office.share("e2e_of_online") == (1, 1)
    assert office.share("e_result") == (1, 1)
    office.take(dossiers(f"{ROW},", columns="result_form"))
    assert office.share("e_result") == (0, 1)
    office.take(dossiers(f"{ROW},", columns="status"))
    assert office.share("e_result") is None
    office.take(dossiers(f"{ROW},", columns="channel"))
    assert office.share("online_dossiers") == (0, 1)


def test_a_moved_dossier_leaves_where_it_counted(any_office: Office) -> None:
    any_office.city()
    row = "A,{},{},{},online,full"
    columns = "channel,service_level"
    places = [
        ("W1", "1.000001", "2025-07-02"),
        ("W2", "1.000001", "2025-07-02"),
        ("W2", "1.000001", "2025-08-01"),
        ("W2", "1.000002", "2025-08-01"),
    ]
    services = "procedure_code,online_level\n1.000001,full\n1.000002,full\n"
    any_office.take(services)
    for unit, procedure, day in places:
        any_office.take(dossiers(row.format(unit, procedure, day), columns=columns))
        table = any_office.ranking("online_dossiers")
        having = {code for code, found in table.items() if found["value"] is not None}
        assert having == {"01", unit}
        days = any_office.trend(
            "online_dossiers", unit, _from="2025-07-01", to="2025-08-31", step="month"
        )
        assert [found["denominator"] or 0 for found in days] == (
            [1, 0] if day < "2025-08" else [0, 1]
        )


def test_a_deleted_dossier_no_longer_counts(office: Office) -> None:
    office.city()
    office.take(dossiers(ROW, "B,W1,1.000001,2025-07-02"))
    office.take(dossiers(f"{ROW},1", columns="deleted"))
    assert office.share("online_dossiers") == (0, 1)
    office.take(dossiers(f"{ROW},online", columns="channel"))
    assert office.share("online_dossiers") == (0, 1)
    office.take(dossiers(f"{ROW},", columns="deleted"))
    assert office.share("online_dossiers") == (1, 2)


def test_the_same_bytes_twice_change_nothing(any_office: Office) -> None:
    any_office.city()
    text = dossiers(ROW, "B,W1,1.000001,2025-07-02")
    path = any_office.write("first.csv", text)
    any_office.take(path)
    before = any_office.table("online_dossiers")
    (again,) = any_office.take(path)
    (other,) = any_office.take(any_office.write("other-name.csv", text))
    assert (again.accepted, other.accepted) == (0, 0)
    assert any_office.table("online_dossiers") == before


def test_a_row_that_came_before_is_unchanged(office: Office) -> None:
    office.city()
    office.take(dossiers(ROW))
    (line,) = office.take(dossiers(ROW, "B,W1,1.000001,2025-07-02"))
    assert (line.read, line.accepted, line.unchanged, line.rejected) == (2, 1, 1, 0)


def test_only_the_rejected_rows_of_known_bytes_are_tried_again(office: Office) -> None:
    office.city()
    path = office.write(
        "early.csv", dossiers("A,W1,1.000001,2025-07-02", "B,W9,1.000001,2025-07-02")
    )
    (line,) = office.take(path)
    assert (line.accepted, line.rejected) == (1, 1)
    assert office.reasons() == [(3, "unknown_unit")]
    # A has changed since: what stood in the old bytes must not come back.
    office.take(dossiers("A,W1,1.000001,2025-07-02,online", columns="channel"))
    office.take("code,name,kind\nW9,Phường Chín,ward\n")
    (again,) = office.take(path)
    assert (again.accepted, again.rejected) == (1, 0)
    assert office.share("online_dossiers") == (1, 1)
    assert office.share("online_dossiers", "W9") == (0, 1)
    (third,) = office.take(path)
    assert (third.accepted, third.rejected) == (0, 0)


def test_a_retried_row_keeps_the_place_of_its_first_load(office: Office) -> None:
    office.city()
    path = office.write(
        "early.csv", dossiers("B,W9,1.000001,2025-07-02,counter", columns="channel")
    )
    office.take(path)
    office.take("code,name,kind\nW9,Phường Chín,ward\n")
    office.take(dossiers("B,W9,1.000001,2025-07-02,online", columns="channel"))
    office.take(path)
    assert office.share("online_dossiers", "W9") == (1, 1)


def test_a_retried_part_is_held_against_the_whole_known_now(office: Office) -> None:
    office.city()
    head = "unit_code,period_start,period_end,measure,value\n"
    row = "W1,2025-07-01,2025-07-31,{},{}\n"
    path = office.write(
        "july.csv", head + row.format("received", 10) + row.format("online", 12)
    )
    office.take(path)
    assert office.reasons() == [(3, "part_exceeds_whole")]
    office.take(head + row.format("received", 20))
    (again,) = office.take(path)
    assert (again.accepted, again.rejected) == (1, 0)
    assert office.share("online_dossiers") == (12, 20)


def test_a_duplicate_tried_again_stays_one(office: Office) -> None:
    office.city()
    path = office.write(
        "twice.csv", dossiers(f"{ROW},online", f"{ROW},counter", columns="channel")
    )
    for _ in range(2):
        office.take(path)
        assert office.share("online_dossiers") == (0, 1)


def test_a_rejected_newest_row_leaves_the_one_before(office: Office) -> None:
    office.city()
    office.take(
        dossiers(f"{ROW},online,{OLD}", f"{ROW},fax,{NEW}",
                 columns="channel,updated_at")
    )  # fmt: skip
    assert office.reasons() == [(3, "unknown_word")]
    assert office.share("online_dossiers") == (1, 1)


def test_a_refused_file_is_tried_whole(office: Office) -> None:
    office.city()
    bad = dossiers(ROW).encode() + b"\xff\n"
    assert office.load(bad).code == 1
    assert office.load(bad).code == 1
    assert office.share("online_dossiers") is None
    office.take(dossiers(ROW))
    assert office.share("online_dossiers") == (0, 1)


def test_counts_are_replaced_by_their_newer_report(office: Office) -> None:
    office.city()
    head = "unit_code,period_start,period_end,measure,value,reported_at\n"
    row = "W1,2025-07-01,2025-07-31,{},{},{}\n"
    office.take(head + row.format("received", 10, NEW) + row.format("online", 4, NEW))
    office.take(head + row.format("online", 9, OLD))
    assert office.share("online_dossiers") == (4, 10)
    office.take(head + row.format("online", 5, NEW))
    assert office.share("online_dossiers") == (5, 10)
    office.take(head + row.format("online", 6, ""))
    assert office.share("online_dossiers") == (6, 10)


def test_units_and_procedures_come_in_versions(office: Office) -> None:
    office.take(
        "code,name,kind,valid_from,valid_to\n"
        "U,Tên cũ,commune,,2025-06-30\n"
        "U,Tên mới,ward,2025-07-01,\n"
        "V,Một,ward,2025-01-01,\n"
        "V,Hai,ward,2025-07-10,\n"
    )
    names = {
        day: {row["unit_code"]: (row["unit_name"], row["kind"]) for row in table}
        for day in ("2025-06-30", "2025-07-01", "2025-07-09", "2025-07-10")
        for table in [office.table("online_dossiers", as_of=day)]
    }
    assert names["2025-06-30"]["U"] == ("Tên cũ", "commune")
    assert names["2025-07-01"]["U"] == ("Tên mới", "ward")
    assert names["2025-07-09"]["V"] == ("Một", "ward")
    assert names["2025-07-10"]["V"] == ("Hai", "ward")
    office.take("code,name,kind,valid_from\nU,Tên sửa,ward,2025-07-01\n")
    assert office.ranking("online_dossiers")["U"]["unit_name"] == "Tên sửa"
    # The version's end was not in the file: it stays open.
    assert (
        office.ranking("online_dossiers", as_of="2025-06-30")["U"]["unit_name"]
        == "Tên cũ"
    )


def test_parents_may_stand_after_their_children(office: Office) -> None:
    office.take(
        "code,name,kind,parent_code\nW1,Một,ward,01\n01,Thành phố,city,\n",
        PROCEDURES,
        dossiers(",W1,1.000001,2025-07-02"),
    )
    assert office.share("online_dossiers", "01") == (0, 1)


def test_a_parent_may_come_with_a_later_load(office: Office) -> None:
    (line,) = office.take("code,name,kind,parent_code\nW1,Một,ward,01\n")
    assert line.accepted == 1
    office.take("code,name,kind\n01,Thành phố,city\n", PROCEDURES)
    office.take(dossiers(",W1,1.000001,2025-07-02"))
    assert office.share("online_dossiers", "01") == (0, 1)


def test_procedure_codes_lose_their_suffix(office: Office) -> None:
    office.take(
        CITY,
        "code,name\n1.000001.000.00.00.H26,Khai sinh\n1.000002.H26,Khai tử\n",
        "procedure_code,online_level\n1.000001.H26,full\n"
        "1.000002.000.00.00.H01,partial\n",
        dossiers(
            ",W1,1.000001,2025-07-02,online",
            ",W1,1.000001.H26,2025-07-02,online",
            ",W1,1.000001.000.00.00.H44,2025-07-02,online",
            ",W1,1.000002,2025-07-02,online",
            columns="channel",
        ),
    )
    assert office.rejected() == []
    assert office.share("e2e_dossiers") == (3, 4)
    assert office.share("active_procedures") == (2, 2)
    assert office.share("e2e_procedures") == (1, 2)


def test_targets_are_replaced_by_their_identity(office: Office) -> None:
    office.city()
    office.take(dossiers(",W1,1.000001,2025-07-02"))
    head = "plan,indicator,value,deadline,scope_kind,official,issued_on\n"
    for value in ("0.6", "0.7"):
        office.take(head + f"P,online_dossiers,{value},2025-07-31,all,1,2025-07-01\n")
    assert office.ranking("online_dossiers")["W1"]["target"] == 0.7


def test_terms_are_replaced_by_their_identity(office: Office) -> None:
    office.city()
    office.take(dossiers(",W1,1.000001,2025-07-02"))
    head = "unit_code,person,post,starts_on,ends_on\n"
    office.take(f"{head}W1,Nguyễn A,chair,2025-01-01,\n")
    assert office.ranking("online_dossiers")["W1"]["chair"] == "Nguyễn A"
    office.take(f"{head}W1,Nguyễn A,chair,2025-01-01,2025-06-30\n")
    assert office.ranking("online_dossiers")["W1"]["chair"] is None
