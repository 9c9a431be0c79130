"""Disputes of the demo city, made as people make them."""

from __future__ import annotations

from accounts.keeping import listed
from actions import disputes
from actions.picking import pick_of, said_of
from board import Board
from core.clock import today
from core.errors import UsageError
from core.settings import Settings
from demo.disputes import SAID, Said
from metrics.plain import rows
from store.engine import Database


def make_disputes(db: Database, settings: Settings) -> None:
    """Send and decide on what demo/disputes.py says; nothing where no demo Chair is in
    office."""
    board = Board(db, settings)
    people = {one.person for one in listed(db) if one.demo and one.role == "chair"}
    chairs = board.answering("chair", today(board.settings.timezone))
    codes = [row["code"] for row in rows(board.units()) if not row["is_parent"]]
    own = [code for code in codes if code in chairs and chairs[code].person in people]
    if not own:
        return
    first = own[0]
    units = [first, *(code for code in codes if code != first)]
    for said in SAID:
        _make(board, said, units)


def _make(board: Board, said: Said, units: list[str]) -> None:
    unit = "" if said["unit"] is None else units[said["unit"]]
    zone = board.settings.timezone
    pick, what = pick_of(said, unit, zone).checked(), said_of(said)
    try:
        effect = board.dispute_effect(pick, what.correction)
    except UsageError:
        return  # A city made smaller has no dossiers there to dispute.
    days_off = board.days_off_after(today(zone))
    number = disputes.send(board.db, pick, what, effect, days_off)
    if "decided" in said:
        state, note = said["decided"]
        disputes.decide(board.db, number, state, note)
