"""What a file says of a citizen goes nowhere: not into the database, nor the archive,
nor the log, nor the rejected rows."""

import hashlib
import hmac
import json
import logging

import pyarrow.parquet as parquet
import pytest

from core.errors import SourceError
from ingest.load import load_paths
from ingest.secret import secret_key
from store import ledger
from tests.ingest.door import current, put, rejected_cells, take

NAME, PERSON, PHONE = "NguyenVanBiMat", "001099123456", "0912345678"
UNITS = "code,name,kind\n00004,Phường Ba Đình,ward\n"
PROCEDURES = "code,name\n1.001193,Đăng ký khai sinh\n"
HEAD = (
    "dossier_code,applicant,unit_code,procedure_code,received_at,submitter_ref,phone\n"
)


def held(var, needle: str) -> list[str]:
    """Every file under `var` that holds the needle, parquet read as text."""
    found = []
    for path in sorted(var.rglob("*")):
        if not path.is_file() or "files" in path.relative_to(var).parts:
            continue
        data = path.read_bytes()
        if path.suffix == ".parquet":
            data = parquet.read_table(path).to_pandas().to_csv().encode()
        if needle.encode() in data:
            found.append(path.name)
    return found


@pytest.fixture
def dossiers(db, settings):
    take(db, settings, "u.csv", UNITS)
    take(db, settings, "p.csv", PROCEDURES)
    rows = [
        f"d1,{NAME},00004,1.001193,2025-07-01,{PERSON},{PHONE}",
        f"d2,{NAME},?,1.001193,2025-07-01,{PERSON},{PHONE}",
        f"d3,{NAME},00004,1.001193,2025-07-01,{PERSON},{PHONE},{NAME}",
    ]
    take(db, settings, "d.csv", HEAD + "\n".join(rows) + "\n")


@pytest.mark.usefixtures("dossiers")
@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("needle", [NAME, PERSON, PHONE])
def test_what_is_not_mapped_is_found_nowhere(db, settings, needle):
    db.close()

    assert held(settings.var, needle) == []
    # The search itself works: what is mapped is found.
    assert held(settings.var, "1.001193") != []


@pytest.mark.usefixtures("dossiers")
def test_a_submitter_is_kept_as_a_keyed_hash_in_rows_taken_and_rejected(db):
    expected = hmac.new(b"a key for tests", PERSON.encode(), hashlib.sha256).hexdigest()

    assert [row["submitter_ref"] for row in current(db, "dossiers")] == [expected]
    assert [row["submitter_ref"] for row in rejected_cells(db)] == [expected] * 2
    assert all(set(row) <= set(HEAD.strip().split(",")) for row in rejected_cells(db))
    assert all("phone" not in row for row in rejected_cells(db))


def test_the_log_names_ignored_columns_once_a_file_and_none_of_their_cells(
    db, settings, caplog
):
    take(db, settings, "u.csv", UNITS)
    take(db, settings, "p.csv", PROCEDURES)
    caplog.clear()
    rows = f"d1,{NAME},00004,1.001193,2025-07-01,{PERSON},{PHONE}\n" * 2
    with caplog.at_level(logging.DEBUG, logger="ingest"):
        take(db, settings, "d.csv", HEAD + rows)

    warnings = [record.getMessage() for record in caplog.records]
    assert [text for text in warnings if "applicant" in text] == [
        "d.csv: columns ignored: applicant, phone"
    ]
    assert not any(NAME in text or PERSON in text for text in warnings)


@pytest.mark.parametrize(
    "text",
    [
        f"applicant,phone\n{NAME},{PHONE}\n",
        f'code,name,kind,x\n1,"{NAME}\n',
        f"code,name\n1,{NAME}\xff\n",
    ],
)
def test_a_refusal_quotes_no_cell(db, settings, text):
    result = take(db, settings, "x.csv", text.encode("latin-1"))

    assert isinstance(result.error, SourceError)
    assert NAME not in result.error.text()
    with db.read() as connection:
        messages = ledger.loads(connection)["message"].tolist()
    assert NAME not in json.dumps(messages)


def test_a_key_is_made_once_and_only_its_owner_may_read_it(new_sqlite):
    settings = new_sqlite(secret="")

    key = secret_key(settings)

    assert len(key) >= 32
    assert secret_key(settings) == key
    assert (settings.var / "secret.key").stat().st_mode & 0o777 == 0o600


def test_personal_fields_of_a_source_are_found_nowhere(new_sqlite):
    from store.engine import open_database

    settings = new_sqlite()
    db = open_database(settings)
    take(db, settings, "u.csv", "code,name,kind\nH26.101,Phường Ba Đình,ward\n")
    take(db, settings, "p.csv", PROCEDURES)
    records = [
        {
            "MaHoSo": code,
            "MaTTHC": "1.001193",
            "KenhThucHien": "2",
            "TrangThaiHoSo": "2",
            "NgayTiepNhan": "20250715083000",
            "ChuHoSo": NAME,
            "SoDienThoai": PHONE,
            "DinhDanhCHS": {"SoDinhDanh": PERSON},
            "DanhSachGiayToKetQua": [{"DuongDanTepTinKetQua": f"https://x/{NAME}"}],
        }
        for code in ("H26.101-250715-0001", "H99.999-250715-0001")
    ]
    lines = "\n".join(json.dumps(record) for record in records)
    path = put(settings, "sync.jsonl", lines)

    [result] = load_paths([path], db, settings)

    assert (result.source, result.accepted, result.rejected) == ("national_sync", 1, 1)
    db.close()
    for needle in (NAME, PHONE, PERSON):
        assert held(settings.var, needle) == []
