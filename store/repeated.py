"""Rows that say of a dossier what another source had said already: no version is kept
of them, so that only this tells what a source did not leave out."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import BigInteger, Connection, select

from store import bulk
from store.schema import load, repeated
from store.stage import staged


class Repeats:
    """Keeps which versions of other sources the rows of one load repeat. `place`: the
    load whose place the rows have."""

    def __init__(self, connection: Connection, place: int) -> None:
        self._connection = connection
        self._place = place
        self._sources: dict[int, str] = {}

    def keep(self, versions: pd.DataFrame) -> None:
        """`versions` (id, load_id): those that rows of the load repeat. One that the
        source repeated before is not kept again."""
        if versions.empty:
            return
        if not self._sources:
            known = self._connection.execute(select(load.c.id, load.c.source))
            self._sources = {number: source for number, source in known}
        own = self._sources.get(self._place, "")
        others = versions["load_id"].astype(int).map(self._sources) != own
        ids = versions.loc[others, "id"].astype(int)
        ids = ids[~ids.isin(self._known(ids, own))]
        if not ids.empty:
            rows = pd.DataFrame({"version_id": ids, "load_id": self._place})
            bulk.insert(self._connection, repeated, rows)

    def _known(self, ids: pd.Series, source: str) -> set[int]:
        """Which of the versions `source` repeated in a load that was not undone."""
        if ids.empty:
            return set()
        with staged(self._connection, ids.rename("key"), BigInteger()) as stage:
            found = self._connection.scalars(
                select(repeated.c.version_id)
                .select_from(
                    stage.join(repeated, repeated.c.version_id == stage.c.key).join(
                        load, load.c.id == repeated.c.load_id
                    )
                )
                .where(load.c.source == source, load.c.undone_at == "")
            )
            return set(found)
