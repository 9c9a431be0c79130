"""What must never be written (section 2, Privacy)."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pandas as pd

from tests.contract.office import Office, dossiers

SECRETS = ("Nguyen-Thi-Bi-Mat", "0912345678", "SUBMITTER-777", "SUBMITTER-888")


def contents(path: Path) -> bytes:
    """All that a file holds, unpacked where we know how."""
    raw = path.read_bytes()
    try:
        if raw[:4] == b"PAR1":
            return raw + pd.read_parquet(path).to_csv().encode()
        if raw[:2] == b"\x1f\x8b":
            return raw + gzip.decompress(raw)
        return raw + zlib.decompress(raw)
    except zlib.error:
        return raw


def test_nothing_unmapped_is_written_and_submitters_are_hashed(
    office: Office,
) -> None:
    office.city()
    head = "applicant,phone,dossier_code,unit_code,procedure_code,received_at,"
    head += "submitter_ref,channel\n"
    who = f"{SECRETS[0]},{SECRETS[1]}"
    answer = office.load(
        head
        + f"{who},A,W1,1.000001,2025-07-02,{SECRETS[2]},online\n"
        + f"{who},B,W9,1.000001,2025-07-02,{SECRETS[3]},online\n"
        + f"{who},B,W1,1.000001,never,{SECRETS[3]},online\n"
        + f"{who},A,W1,1.000001,2025-07-02,{SECRETS[2]},online\n"
    )
    assert answer.code == 0
    # A refused file, and a second look at known bytes.
    office.load(office.folder / "file-003.csv")
    office.load(head.encode() + f"{who},C,W1,1.000001,2025-07-02,{SECRETS[2]}".encode()
                + b",\xff\n")  # fmt: skip
    told = office.run("ingest", "rejected").text + office.run("ingest", "status").text
    told += answer.text + answer.err
    files = [path for path in office.var.rglob("*") if path.is_file()]
    assert files
    written = b"".join(contents(path) for path in files)
    for secret in SECRETS:
        assert secret not in told
        assert secret.encode() not in written
        assert secret.encode("utf-16-le") not in written
    assert office.share("online_dossiers") == (1, 1)


def test_the_database_server_holds_no_secret_either(any_office: Office) -> None:
    any_office.city()
    any_office.take(
        dossiers(
            f"A,W1,1.000001,2025-07-02,{SECRETS[2]},{SECRETS[0]}",
            f"B,W9,1.000001,2025-07-02,{SECRETS[3]},{SECRETS[0]}",
            columns="submitter_ref,applicant",
        )
    )
    file = any_office.folder / "backup"
    assert any_office.run("store", "backup", file).code == 0
    written = contents(file)
    for secret in SECRETS:
        assert secret.encode() not in written
