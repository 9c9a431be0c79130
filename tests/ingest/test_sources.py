"""Each source on its samples, faults included; descriptions are data and checked."""

import re
from pathlib import Path

import pytest

from core.errors import SettingsError
from core.settings import ROOT
from ingest.fetch import run_source, scheduled_sources
from ingest.load import load_paths
from ingest.sources import SHIPPED, read_source, read_sources
from tests.ingest.door import current, put, rejected, take, workbook

SAMPLES = ROOT / "tests" / "samples" / "sources"
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def settings(new_sqlite):
    """What a source says does not hang on the engine: the embedded one is enough."""
    return new_sqlite()


@pytest.fixture
def place(db, settings):
    units = (
        "code,name,kind\n00004,Phường Ba Đình,ward\nH26.101,Phường Ngọc Hà,ward\n"
        "1,Phường Trùng Tên,ward\n2,Phường Trùng Tên,ward\n"
    )
    take(db, settings, "u.csv", units)
    take(db, settings, "p.csv", "code,name\n1.001193,Đăng ký khai sinh\n")


LIST_HEADER = [
    "STT",
    "Đơn vị tiếp nhận",
    "Lĩnh vực",
    "Tên TTHC",
    "Mã hồ sơ",
    "Trạng thái",
    "Địa chỉ",
    "Chủ hồ sơ",
    "Hình thức nộp",
    "Ngày nhận",
    "Ngày hẹn trả",
]


def dossier_list(*rows: list[object], header: list[object] | None = None) -> bytes:
    titles = [["UBND THÀNH PHỐ HÀ NỘI"], ["DANH SÁCH HỒ SƠ"], ["Tháng 7/2025"], []]
    return workbook([*titles, header or LIST_HEADER, *rows])


def list_row(code: str, **cells: object) -> list[object]:
    row: dict[str, object] = {
        "Đơn vị tiếp nhận": "Phường Ba Đình",
        "Tên TTHC": "Đăng ký khai sinh",
        "Mã hồ sơ": code,
        "Trạng thái": "Đang xử lý",
        "Chủ hồ sơ": "Nguyễn Thị Riêng Tư",
        "Hình thức nộp": "Trực tuyến",
        "Ngày nhận": "15/07/2025 08:30",
        "Ngày hẹn trả": "16/07/2025",
    }
    return [(row | cells).get(name) for name in LIST_HEADER]


@pytest.mark.usefixtures("place")
def test_the_dossier_list_of_a_one_stop_system(db, settings):
    data = dossier_list(
        list_row("d1"),
        list_row(
            "d2",
            **{
                "Đơn vị tiếp nhận": "  phường  ba đình ",
                "Trạng thái": "ĐÃ TRẢ KẾT QUẢ",
                "Hình thức nộp": "Bưu chính",
                "Ngày nhận": "5/7/2025 17:05",
            },
        ),
        [None] * 11,
        list_row("d3", **{"Ngày nhận": "31/06/2025 08:00"}),
        list_row("d4", **{"Đơn vị tiếp nhận": "Phường Trùng Tên"}),
        list_row("d5", **{"Trạng thái": "Thất lạc"}),
        list_row("d6", **{"Tên TTHC": "Thủ tục lạ"}),
        list_row("", **{"Đơn vị tiếp nhận": "Phường Ba Đình"}),
    )

    result = take(db, settings, "xuat_du_lieu.xlsx", data)

    assert (result.source, result.read, result.accepted) == ("one_stop_list", 7, 2)
    first, second = current(db, "dossiers")
    assert first["unit_code"] == "00004"
    assert first["procedure_code"] == "1.001193"
    assert first["received_at"] == "2025-07-15T01:30:00Z"
    assert (first["due_at"], first["channel"], first["status"]) == (
        "2025-07-16",
        "online",
        "in_process",
    )
    assert (second["received_at"], second["channel"], second["status"]) == (
        "2025-07-05T10:05:00Z",
        "post",
        "returned",
    )
    assert rejected(db) == [
        (9, "bad_date", "received_at"),
        (10, "unknown_unit", "unit_code"),
        (11, "unknown_word", "status"),
        (12, "unknown_procedure", "procedure_code"),
        (13, "missing_value", "dossier_code"),
    ]


@pytest.mark.usefixtures("place")
def test_a_dossier_list_with_codes_and_typed_times(db, settings):
    from datetime import datetime

    header = ["Mã hồ sơ", "Mã đơn vị", "Mã TTHC", "Ngày tiếp nhận", "Hình thức nộp"]
    row = ["d1", "00004", "1.001193.H26", datetime(2025, 7, 15, 8, 30), None]

    result = take(db, settings, "x.xlsx", dossier_list(row, header=header))

    [kept] = current(db, "dossiers")
    assert result.source == "one_stop_list"
    assert (kept["received_at"], kept["channel"]) == ("2025-07-15T01:30:00Z", "")


FORM_HEADER = [
    ["STT", "Đơn vị", "Nhận giải quyết", "", "", "", "Đã giải quyết", "", "", ""],
    ["", "", "Tổng", "Trong kỳ", "", "Từ kỳ trước", "Tổng", "Trước hạn", "Đúng hạn"],
    ["", "", "", "Trực tuyến", "Trực tiếp + BCCI"],
]


def form(*rows: list[object], period: str | None = None) -> bytes:
    told = period or "(Từ ngày 01/07/2025 đến ngày 20/07/2025)"
    titles = [["Biểu số 06a/VPCP/KSTT"], ["TÌNH HÌNH GIẢI QUYẾT TTHC"], [told]]
    numbering = ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"]
    header = [row + [""] * (10 - len(row)) for row in FORM_HEADER]
    header[1][9] = "Quá hạn"
    return workbook([*titles, *header, numbering, *rows])


@pytest.mark.usefixtures("place")
def test_form_06a_gives_counts_and_leaves_unknown_what_it_does_not_say(db, settings):
    data = form(
        [1, "Phường Ba Đình", 1240, "1.000", 200, 40, 900, 500, 390, 10],
        [2, "Phường Ngọc Hà", 10, 6, 4, 0, 12, 6, 6, 0],
        [3, "Phường Không Có", 10, 6, 4, 0, 8, 4, 4, 0],
        ["", "Tổng số", 1260, 1012, 208, 40, 920, 510, 400, 10],
    )

    result = take(db, settings, "bao_cao.xlsx", data)

    kept = {
        (row["unit_code"], row["measure"]): row["value"]
        for row in current(db, "counts")
    }
    assert result.source == "form_06a"
    assert kept == {
        ("00004", "received"): 1200,
        ("00004", "online"): 1000,
        ("00004", "finished"): 900,
        ("00004", "on_time"): 890,
        ("H26.101", "received"): 10,
        ("H26.101", "online"): 6,
    }
    assert {str(row["period_end"]) for row in current(db, "counts")} == {"2025-07-20"}
    assert rejected(db) == [
        (9, "part_exceeds_whole", "value"),
        (9, "part_exceeds_whole", "value"),
        *[(10, "unknown_unit", "unit_code")] * 4,
    ]


@pytest.mark.usefixtures("place")
def test_form_06a_without_a_period_is_refused(db, settings):
    row = [1, "Phường Ba Đình", 10, 6, 4, 0, 8, 4, 4, 0]

    result = take(db, settings, "bao_cao.xlsx", form(row, period="Quý III"))

    assert result.error is not None
    assert "bao_cao.xlsx" in str(result.error)
    assert "period_start" in str(result.error)


@pytest.mark.usefixtures("place")
def test_dossiers_as_synchronised_to_the_national_portal(db, settings):
    [result] = load_paths([SAMPLES / "national_sync.jsonl"], db, settings)

    assert (result.source, result.read, result.accepted) == ("national_sync", 6, 2)
    first, second = current(db, "dossiers")
    assert first["unit_code"] == "H26.101"
    assert first["received_at"] == "2025-07-15T01:30:00Z"
    assert first["due_at"] == "2025-07-16T10:00:00Z"
    assert (first["status"], first["channel"]) == ("returned", "online")
    assert (first["result_form"], first["fee_due"], first["paid_online"]) == (
        "electronic",
        "1",
        "1",
    )
    assert first["submitter_ref"] == ""
    assert (second["received_at"], second["channel"]) == ("2025-07-15", "")
    assert (second["fee_due"], second["paid_online"]) == ("0", "0")
    assert rejected(db) == [
        (3, "bad_date", "received_at"),
        (4, "missing_value", "unit_code"),
        (5, "unknown_word", "channel"),
        (6, "malformed_row", ""),
    ]


def test_an_office_maps_agency_codes_in_a_file_of_its_own(db, settings):
    own = settings.var / "sources"
    own.mkdir()
    text = (SHIPPED / "national_sync.yaml").read_text(encoding="utf-8")
    (own / "national_sync.yaml").write_text(text, encoding="utf-8")
    (own / "national_sync_units.csv").write_text(
        "agency_code,unit_code\nH26.101,00004\n", encoding="utf-8"
    )
    take(db, settings, "u.csv", "code,name,kind\n00004,Phường Ba Đình,ward\n")
    take(db, settings, "p.csv", "code,name\n1.001193,Đăng ký khai sinh\n")

    load_paths([SAMPLES / "national_sync.jsonl"], db, settings)

    assert {row["unit_code"] for row in current(db, "dossiers")} == {"00004"}


def test_the_commune_catalogue_gives_180_of_208_online(db, settings):
    [result] = load_paths([SAMPLES / "commune_catalogue.csv"], db, settings)

    services = current(db, "services")
    levels = [row["online_level"] for row in services]
    assert (result.source, result.rejected) == ("commune_catalogue", 0)
    assert len(current(db, "procedures")) == 214
    assert (levels.count("online"), levels.count("none")) == (180, 28)
    assert {row["unit_kind"] for row in services} == {"commune|special_zone|ward"}
    authorities = {row["code"]: row["authority"] for row in current(db, "procedures")}
    assert {authorities[row["procedure_code"]] for row in services} == {"commune"}


def test_a_code_that_stands_twice_in_the_catalogue_is_taken_once(db, settings):
    text = (
        "code,name,field,authority,decision,online,counter,post\n"
        '1.1,"Name in\ntwo lines",F,commune,D,0,1,0\n'
        "1.1,Again,F,commune,D,1,1,0\n"
    )

    take(db, settings, "catalogue.csv", text)

    assert [row["name"] for row in current(db, "procedures")] == ["Again"]
    assert [row["online_level"] for row in current(db, "services")] == ["online"]
    assert [line for line, _reason, _field in rejected(db)] == [2, 2]


def fenced(language: str) -> str:
    text = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    example = text.partition("## A worked example")[2]
    found = re.search(rf"```{language}\n(.*?)```", example, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.usefixtures("place")
def test_the_worked_example_of_the_docs_does_what_it_says(db, settings):
    own = settings.var / "sources"
    own.mkdir()
    (own / "ward_register.yaml").write_text(fenced("yaml"), encoding="utf-8")

    result = take(db, settings, "so_theo_doi_2025_07.csv", fenced("csv"))

    assert result.source == "ward_register"
    assert (result.read, result.accepted, result.rejected) == (3, 2, 1)
    assert [
        (row["dossier_code"], row["channel"], row["status"])
        for row in current(db, "dossiers")
    ] == [("BD-0001", "online", "finished"), ("BD-0002", "counter", "in_process")]
    db.close()
    for path in settings.var.rglob("*"):
        if path.is_file():
            assert "Riêng Tư".encode() not in path.read_bytes()


def test_descriptions_are_found_sorted_and_an_offices_own_goes_over(settings):
    own = settings.var / "own"
    own.mkdir()
    text = (SHIPPED / "form_06a.yaml").read_text(encoding="utf-8")
    (own / "form_06a.yaml").write_text(
        text.replace("title: ", "title: Ours, "), encoding="utf-8"
    )

    found = read_sources(own)

    assert [source.id for source in found] == sorted(source.id for source in found)
    assert len({source.id for source in found}) == len(found)
    assert next(s.title for s in found if s.id == "form_06a").startswith("Ours")


GOOD = "title: T\nreader: csv\nkind: units\ncolumns: {code: Mã, name: Tên}\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "title: [",
        GOOD.replace("reader: csv", "reader: pdf"),
        GOOD.replace("kind: units", "kind: cities"),
        GOOD.replace("code: Mã", "colour: Mã"),
        GOOD.replace("title: T", "titel: T"),
        GOOD + "surprise: 1\n",
        GOOD + "header: somewhere\n",
        GOOD + "rows: {STT: '['}\n",
        GOOD + "words: {kind: missing.csv}\n",
        GOOD.replace("code: Mã", "code: {named: Mã, pattern: abc}"),
    ],
)
def test_a_description_with_a_fault_is_refused_by_name(tmp_path: Path, text):
    path = tmp_path / "faulty.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SettingsError, match=r"faulty\.yaml"):
        read_source(path)


def test_a_source_on_its_schedule_takes_the_files_of_its_folder(db, settings):
    own = settings.var / "sources"
    own.mkdir()
    text = GOOD.replace("{code", "{kind: Loại, code") + (
        "match: danh_muc_*.csv\nfolder: from_city\nschedule: '15 6 * * *'\n"
    )
    (own / "city_units.yaml").write_text(text, encoding="utf-8")
    folder = settings.var / "from_city"
    folder.mkdir()
    (folder / "danh_muc_1.csv").write_text("Mã,Tên,Loại\n1,A,ward\n", encoding="utf-8")
    (folder / "other.csv").write_text("Mã,Tên,Loại\n2,B,ward\n", encoding="utf-8")

    [source] = scheduled_sources(settings)
    first = run_source(source, db, settings)
    again = run_source(source, db, settings)

    assert source.schedule == "15 6 * * *"
    assert [(r.file, r.accepted, r.unchanged) for r in first + again] == [
        ("danh_muc_1.csv", 1, 0),
        ("danh_muc_1.csv", 0, 1),
    ]
    assert put(settings, "x", "").exists() and (folder / "danh_muc_1.csv").exists()
