"""Handing files in, as the browser does."""

import io

from actions import upload
from store import ledger

GOOD_FILE = (
    "dossier_code,unit_code,procedure_code,received_at,channel\n"
    "N-1,00004,1.001193,2025-07-10,online\n"
    "N-2,99999,1.001193,2025-07-10,online\n"
)


def hand_in(db, settings, *files: tuple[str, str]) -> str:
    given = [(name, io.BytesIO(text.encode())) for name, text in files]
    return upload.receive(db, settings, given)


def loads(db):
    with db.read() as connection:
        return ledger.loads(connection, None)
