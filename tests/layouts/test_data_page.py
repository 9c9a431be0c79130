"""Where the numbers come from, and what one of them is made of."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from callbacks.pages import data as callback
from figures import formats
from layouts.doubts import doubts_card
from layouts.pages import data as sections
from layouts.sources import rejected
from layouts.sources.unusual import unusual_card
from layouts.state import read
from metrics.doubted import DoubtsAsked
from metrics.questions import Question
from metrics.sums import added, number_of, parts_of, reported
from metrics.unlike import Unlike
from tests.layouts.components import ids, links, texts
from tests.layouts.made_up import PageBoard, unlike


def page(search=""):
    return callback.show(PageBoard(), read("/data", search))


def test_a_load_stands_with_what_was_read_accepted_unchanged_and_rejected():
    said = texts(page())

    assert "8.000" in said
    assert "7.990" in said
    assert "hong.xlsx: không đọc được sổ tính." in said


def test_rejected_rows_of_a_load_are_one_link_away():
    assert "/data?load=7&show=rejected" in links(page())


def test_a_rejected_row_stands_with_line_reason_and_its_cells():
    said = texts(page())

    assert "dòng 13" in said
    assert "Không đọc được ngày" in said
    assert "received_at: 32/7" in said


def test_rejected_rows_are_filtered_by_reason_and_unit():
    frame = PageBoard().data().rejected

    assert len(rejected.fitting(frame, read("/data", "?reason=negative"))) == 1
    assert len(rejected.fitting(frame, read("/data", "?unit=00007"))) == 0
    assert len(rejected.fitting(frame, read("/data", "?load=7"))) == 6


def test_a_row_is_told_without_empty_cells_and_without_the_hash():
    row = '{"unit_code": "00004", "channel": "", "submitter_ref": "abc"}'

    assert rejected.row_text(row) == "unit_code: 00004"
    assert rejected.row_text("[1, 2]") == "[1, 2]"
    assert rejected.row_text("no json") == "no json"


def test_the_rejected_rows_can_be_taken_away():
    downloads = [one for one in ids(page()) if one.get("type") == "download"]

    assert {one["what"] for one in downloads} == {"rejected"}


def test_the_rejected_rows_come_first_where_they_were_asked_for():
    assert "Dòng bị loại" in texts(page("?show=rejected")[0])


def test_a_number_stands_with_its_parts_and_they_add_up_to_it():
    said = texts(page("?indicator=online_dossiers&unit=00004"))
    row = PageBoard()._of("online_dossiers", "00004")
    counts = formats.counts(row["numerator"], row["denominator"])

    assert f"Cộng các dòng được {counts}, đúng bằng số ở trên." in said


def test_each_part_leads_one_level_down_and_the_way_back_stands_above():
    first = page("?indicator=online_dossiers&unit=00004")
    second = page("?indicator=online_dossiers&unit=00004&procedure=1.001193")
    back = "/data?indicator=online_dossiers&unit=00004"

    assert any("procedure=1.001193" in to for to in links(first))
    assert any("day=2025-07-23" in to for to in links(second))
    assert back in links(second)
    assert "/data" in links(second)


def test_sums_leave_out_what_is_not_known():
    rows = [
        {"numerator": 1, "denominator": 4},
        {"numerator": None, "denominator": None},
    ]

    assert added(rows) == {"numerator": 1, "denominator": 4}
    assert added([]) == {"numerator": None, "denominator": None}


def reports(*used):
    """An answer without dossiers and with one reported cell a word of `used`."""
    made = PageBoard().made_of(Question("online_dossiers"), "00004")
    cells = [
        {"procedure_code": "", "used": word, "online": 30, "received": 40}
        for word in used
    ]
    return replace(made, frame=pd.DataFrame(), counts=pd.DataFrame(cells))


def test_only_reports_that_count_are_added_to_the_rows():
    made = reports("counted", "reconciles", "set_aside", "incomplete")

    assert reported(made) == {"numerator": 30, "denominator": 40}
    assert reported(reports("set_aside")) == {"numerator": None, "denominator": None}


def test_a_report_never_speaks_of_one_day():
    made = replace(reports("counted"), day=date(2025, 7, 24))

    assert reported(made)["denominator"] is None


def test_a_procedures_number_leaves_out_the_reports_of_the_whole_unit():
    made = PageBoard().made_of(Question("online_dossiers"), "00004")
    first = made.frame.iloc[0]
    both = replace(made, counts=reports("counted").counts)

    assert number_of(both, first["key"])["numerator"] == first["numerator"]


def services(*levels):
    """A catalogue's answer: one procedure, an entry a level."""
    made = PageBoard().made_of(Question("online_procedures"), "01")
    entries = [
        {
            "key": "1.001193",
            "label": "Khai sinh",
            "numerator": counts,
            "denominator": 1,
            "value": None,
            "level": level,
        }
        for level, counts in levels
    ]
    return replace(made, by="service", frame=pd.DataFrame(entries, dtype=object))


def test_entries_of_the_catalogue_are_one_row_a_procedure():
    made = services(("full", 1), ("none", 0), ("full", 1))
    [row] = parts_of(made)

    assert (row["numerator"], row["denominator"]) == (2, 3)
    assert row["levels"] == ["full", "none"]


def test_each_section_answers_one_question_and_leads_to_the_others():
    for asked in ("sources", "reconciliation", "evaluations"):
        nav, *cards = page(f"?show={asked}")

        assert {"/data", "/data?show=rejected"} <= set(links(nav))
        assert f"/data?show={asked}" not in links(nav)
        assert "dòng 13" not in texts(cards)

    assert "8.000" in texts(page("?show=nothing-of-the-kind")), "the first section"


def test_a_filter_of_rejected_rows_alone_means_their_section():
    assert links(page("?reason=negative")[0]) == links(page("?show=rejected")[0])


def test_reconciliation_says_how_far_figures_lie_apart_and_who_must_look():
    told = texts(page("?show=reconciliation"))

    for said in ("1.200", "1.176", "+24", "cho phép lệch: 12", "Vượt mức cho phép"):
        assert said in told
    assert "Chủ tịch: Nguyễn Văn An" in told


def test_a_filter_that_fits_no_figure_says_so_and_keeps_the_headline():
    told = texts(page("?show=reconciliation&result=alone"))

    assert "Không có số liệu nào khớp bộ lọc." in told
    assert "1/1 số liệu đối chiếu lệch quá mức cho phép" in told
    assert "1.200" not in told


def test_only_the_section_that_shows_what_runs_asks_for_it():
    running = [one.show for one in sections.SECTIONS if one.running]

    assert running == ["sources"]


def test_an_unusual_week_is_told_with_what_was_seen_expected_and_who_must_look():
    told = texts(page("?show=unusual"))

    for said in (
        "Toàn bộ các đơn vị",
        "Phường Ba Đình",
        "1.001193 · Thủ tục đăng ký khai sinh",
        "▲ 52,0 % trực tuyến (1.234/2.373)",
        "0,0 % đến 25,0 %",
        "6 tuần, 14.321 hồ sơ",
        "▼ 40 hồ sơ",
        "90 đến 130",
        "Đơn vị tiếp nhận hồ sơ",
        "14/7 đến 20/7/2025, 5 ngày làm việc: 2 trong 120 đơn vị",
        "3 đơn vị chưa so sánh được",
    ):
        assert said in told, said


def test_the_unusual_figures_of_one_unit_stand_alone_and_lead_to_all():
    found = page("?show=unusual&unit=00007")

    assert "Phường Ngọc Hà" in texts(found)
    assert "Phường Ba Đình" not in texts(found)
    assert "/data?show=unusual" in links(found)


@pytest.mark.parametrize(
    ("days", "seen"),
    [
        (0, "20,0 % không giải quyết xong trong ngày tiếp nhận (5/25)"),
        (3, "20,0 % giải quyết lâu hơn 3 ngày làm việc (5/25)"),
    ],
)
def test_time_taken_is_told_by_whole_working_days(days, seen):
    line = {"check": "unusual_speed", "than_days": days, "count": 5, "of": 25}
    answer = unlike(line | {"value": 0.2})

    assert seen in texts(unusual_card(answer, read("/data", "")))


@pytest.mark.parametrize("answer", [None, Unlike()])
def test_what_a_comparison_takes_is_told_where_none_was_made(answer):
    told = texts(unusual_card(answer, read("/data", "")))

    assert "4 tuần đủ số liệu trước tuần mới nhất" in told


def test_a_week_like_all_others_is_told_as_such():
    told = texts(unusual_card(unlike(), read("/data", "")))

    assert "✓ Tuần từ 14/7" in told
    assert "Không có số liệu nào so sánh được khác hẳn các tuần trước." in told


def test_only_the_section_that_tells_of_weeks_compares_them():
    class Waiting(PageBoard):
        def unusual(self):
            raise AssertionError("nobody asked")

    for one in sections.SECTIONS:
        if not one.unusual:
            assert callback.show(Waiting(), read("/data", f"?show={one.show}"))
    assert [one.show for one in sections.SECTIONS if one.unusual] == ["unusual"]


DOUBTS = pd.DataFrame(
    [
        ("00004", "Ba Đình", "1.001193", "Khai sinh", 12),
        ("00008", "Ngọc Hà", "", "", 1),
        ("00008", "Ngọc Hà", None, None, 500),
    ],
    columns=["unit_code", "unit_name", "procedure_code", "procedure_name", "rows"],
).assign(
    doubt="due_missing",
    name_en="",
    owner="Whoever sent the file",
    load_id=7,
    lines=1234,
)


def doubtful(search, frame=DOUBTS):
    answer = replace(PageBoard().data(), doubts=frame)
    return doubts_card(answer, read("/data", f"?show=doubts{search}"))


def test_doubts_stand_by_unit_by_procedure_or_by_both():
    by_unit, by_procedure = texts(doubtful("")), texts(doubtful("&by=procedure"))
    both = texts(doubtful("&by=both"))

    assert "Ba Đình" in by_unit and "Khai sinh" not in by_unit
    assert "Khai sinh" in by_procedure and "Ba Đình" not in by_procedure
    # What was kept before procedures were is neither left out nor put to one.
    assert "không lưu theo thủ tục" in by_procedure
    assert "Khai sinh" in both and "Ba Đình" in both
    assert "3 dòng đầu trong tổng số 1.234 dòng." in both
    assert texts(doubtful("&by=colour")) == by_unit


def test_doubts_of_a_unit_lead_to_its_procedures_and_back_to_all():
    [closer] = [to for to in links(doubtful("")) if "by=both&" in to and "00004" in to]
    assert closer == "/data?show=doubts&by=both&unit=00004"

    for filtered in ("&by=both&unit=00004", "&by=both&procedure=1.001193"):
        assert "/data?by=both&show=doubts" in links(doubtful(filtered))
    none = doubtful("&procedure=9", pd.DataFrame())
    assert "Không có dòng nghi vấn nào khớp bộ lọc." in texts(none)
    assert "Không có dòng nào nghi vấn." in texts(doubtful("", pd.DataFrame()))


def test_only_the_section_of_doubts_asks_for_them_as_the_address_says():
    asked = []

    class Asked(PageBoard):
        def doubts(self, question, limit=None):
            asked.append(question)
            return pd.DataFrame()

    for one in sections.SECTIONS:
        callback.show(Asked(), read("/data", f"?show={one.show}&by=both&load=7&unit=1"))
    assert asked == [DoubtsAsked("both", 7, "1", "")]
