"""Once a day the rules ask units for explanations."""

from __future__ import annotations

from datetime import date, timedelta

from board import Board
from board.dialogue_rules import DialogueRules
from core.settings import Settings
from jobs.grading import grade
from jobs.job import Note
from metrics.dialogue import Request, may_ask
from metrics.requests import Ask, RequestRule
from store import dialogue
from store.engine import Database

# Who asked, where a rule did.
RULE = "rule"


def ask_units(db: Database, settings: Settings) -> Note:
    """Asks what the rules find, of each unit, rule and indicator once while a request
    is open and for some time after it was closed. Raises SettingsError where the rules
    cannot be read."""
    board = Board(db, settings)
    graded = grade(db, board)
    rules, day, found = board.dialogue_rules(), board.dialogue_day(), board.to_ask()
    people = {
        (rule.key, code): term.person
        for rule in rules.requests
        for code, term in board.answering(rule.who, day).items()
    }
    with db.write() as connection:
        # Read within the transaction: whoever runs this twice asks once.
        wanted = _wanted(rules, found, dialogue.requests(connection), day)
        for rule, ask in wanted:
            dialogue.ask(
                connection,
                RULE,
                day,
                unit_code=ask.unit_code,
                rule=ask.rule,
                indicator=ask.indicator,
                facts=ask.facts,
                person=people.get((rule.key, ask.unit_code), ""),
                due_on=day + timedelta(days=rule.answer_days),
            )
    if graded:
        told = {"count": len(wanted), "graded": graded}
        return Note("Asked for {count} explanations; graded {graded} promises.", told)
    if wanted:
        return Note("Asked for {count} explanations.", {"count": len(wanted)})
    return Note("No explanation to ask for.", logged=False)


def _wanted(
    rules: DialogueRules, found: list[Ask], known: list[Request], day: date
) -> list[tuple[RequestRule, Ask]]:
    earlier: dict[str, list[Request]] = {}
    for one in known:
        earlier.setdefault(one.unit_code, []).append(one)
    wanted = []
    for ask in found:
        rule, own = rules.request(ask.rule), earlier.get(ask.unit_code, [])
        rest = rule.rest_days if rule else 0
        if rule and may_ask(own, ask.rule, ask.indicator, day, rest):
            wanted.append((rule, ask))
    return wanted
