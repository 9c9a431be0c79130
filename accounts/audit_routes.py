"""The page of the audit: one address, asked with what is looked for."""

from __future__ import annotations

from datetime import date, timedelta

import flask

from accounts import audit_page
from accounts.audit_reading import Wish, read
from accounts.door import Door
from accounts.exports import took_away
from accounts.forms import Answer, day_of, status
from accounts.verify import verify
from core.clock import today
from core.errors import KpiError

PATH = "/audit"
# Entries of a page, and of a table taken away; days that are asked for where none are.
MOST, MOST_TAKEN, DAYS = 200, 100_000, 30
_FIELDS = ("who", "deed", "unit", "first", "last")


def add(web: flask.Blueprint, door: Door) -> None:
    """Add the route to `web`."""
    web.get(PATH, endpoint="audit")(AuditRoute(door).show)


class AuditRoute:
    """What stands at the address of the audit."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def show(self) -> Answer:
        """The entries asked for, or a table of them to take away."""
        db = self.door.database()
        asked = self._asked(today(db.timezone))
        try:
            wish = _wish(asked)
            if flask.request.args.get("format") == "csv":
                return self._table(wish)
            found = read(db, wish, MOST)
        except KpiError as error:
            text = audit_page.page(None, (), asked, db.timezone, error)
            return text, status(error)
        return audit_page.page(found, verify(db), asked, db.timezone), 200

    def _table(self, wish: Wish) -> Answer:
        db = self.door.database()
        found = read(db, wish, MOST_TAKEN)
        name = f"audit-{today(db.timezone).isoformat()}.csv"
        took_away(db, f"audit csv {name}")
        answer = flask.make_response(audit_page.table(found))
        answer.headers["Content-Type"] = "text/csv; charset=utf-8"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    def _asked(self, day: date) -> dict[str, str]:
        given = flask.request.args
        asked = {name: given.get(name, "").strip()[:80] for name in _FIELDS}
        # Who opens the page sees the newest month; who empties the field, all.
        if "first" not in given:
            asked["first"] = (day - timedelta(days=DAYS)).isoformat()
        return asked


def _wish(asked: dict[str, str]) -> Wish:
    first, last = day_of(asked["first"]), day_of(asked["last"])
    return Wish(asked["who"], asked["deed"], asked["unit"], first, last)
