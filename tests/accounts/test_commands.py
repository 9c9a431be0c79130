"""`python -m accounts`: what it prints, what it refuses, and that no password is an
argument. What `make run` makes and refuses to start with."""

import io

import pytest
from sqlalchemy import text

from accounts import first, keeping
from accounts.passwords import fits
from core.account import ROLES
from core.errors import SettingsError
from jobs import first_data
from store.engine import open_database, write_setting
from tests.accounts.people import CHAIR, PASSWORD, person, session
from tests.commands import ask
from tests.make import EMPTY, GOOD, LATE, load, place, term
from tests.serving import named


@pytest.fixture
def told(settings, monkeypatch):
    """Asks the command, with a line on standard input."""

    def run(*words, given=PASSWORD):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{given}\n"))
        return ask(named(settings), "accounts", *words)

    return run


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_an_account_is_made_listed_locked_and_given_another_password(db, told, clock):
    assert told("create", "Lê An", "--role", "administrator").code == 0
    assert told("list").text == "Lê An\tadministrator\n"
    assert told("create", "lê an", "--role", "viewer").code == 2
    assert told("create", "x", "--role", "viewer", given="short").code == 2

    session(db, "Lê An")
    assert told("sessions").text.startswith("Lê An\t2025-07-24T10:00:00Z\t")
    assert told("password", "LÊ AN", given=f"{PASSWORD} new").code == 0
    assert told("sessions").text == ""
    assert fits(f"{PASSWORD} new", keeping.find(db, "Lê An").password)

    assert "/set-password?link=" in told("link", "Lê An").text
    assert told("link", "Lê An", "--send").code == 2

    # The last administrator that can sign in stays.
    assert told("lock", "Lê An").code == 2
    assert told("create", "Bình", "--role", "administrator").code == 0
    assert told("lock", "Lê An").code == 0
    first_line, second = told("list").text.splitlines()
    assert first_line == "Lê An\tadministrator\t\t\t\t2025-07-24T10:00:00Z"
    assert second == "Bình\tadministrator"
    assert told("lock", "Bình").code == 2
    assert told("unlock", "Lê An").code == 0
    assert told("lock", "Nobody").code == 2
    assert PASSWORD not in told("create", "--help").text

    assert told("verify").code == 0
    with db.write() as connection:
        connection.execute(text("UPDATE audit SET who = 'x' WHERE id = 2"))
    broken = told("verify")
    assert (broken.code, "2" in broken.text.splitlines()[0]) == (1, True)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_the_demo_city_gets_an_account_of_each_role_once(db, settings, clock):
    load(db, settings, *place(), term(GOOD, CHAIR))
    first_data._accounts(db, settings)
    assert keeping.listed(db) == []

    with db.write() as connection:
        write_setting(connection, "demo", "yes")
    for _ in range(2):
        first_data._accounts(db, settings)
    made = keeping.listed(db)
    assert [one.role for one in made] == list(ROLES)
    assert {one.person for one in made} == {"", CHAIR}
    (chair,) = [one for one in made if one.role == "chair"]
    assert fits(first.demo_password("chair"), chair.password)

    production = settings.model_copy(update={"production": "yes"})
    with pytest.raises(SettingsError, match="demo accounts"):
        first_data._accounts(db, production)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_other_machines_are_served_once_there_is_an_administrator(settings):
    values = {"production": "yes", "host": "0.0.0.0", "public_url": "https://kpi.vn"}
    served = settings.model_copy(update=values)
    db = open_database(served)
    keeping.create(db, "viewer", "viewer", PASSWORD)
    with pytest.raises(SettingsError, match="--role administrator"):
        first_data._accounts(db, served)
    keeping.create(db, "an", "administrator", PASSWORD)
    first_data._accounts(db, served)
    assert not served.pages_are_public
    db.close()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_an_account_whose_name_is_in_office_twice_or_nowhere_is_told(db, told, clock):
    """Two units may have one Chair, or two of one name: who sees what is at stake."""
    ended = term(GOOD, "Hết Nhiệm", starts_on="2024-01-01", ends_on="2025-07-23")
    both = (term(GOOD, CHAIR), term(LATE, CHAIR))
    load(db, db.settings, *place(), ended, *both, term(EMPTY, "Một"))
    for name, who in (("twice", CHAIR), ("over", "Hết Nhiệm"), ("once", "Một")):
        person(db, "chair", name, person=who)
    person(db, "leader")
    said = told("list")
    assert [line.split("\t")[0] for line in said.text.splitlines()][:2] == [
        "twice",
        "over",
    ]
    warned = dict(line.split(": ", 1) for line in said.err.splitlines())
    assert set(warned) == {"twice", "over"}
    assert GOOD in warned["twice"] and LATE in warned["twice"]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_an_erasure_names_the_lists_of_numbers_that_still_hold_the_address(
    db, told, settings, clock
):
    person(db, "administrator", "chief")
    for name in ("Hoa", "Lan"):
        person(db, "viewer", name, mail=f"{name.lower()}@example.vn")
    (settings.var / "sms.csv").write_text("mail,to\nHOA@example.vn,0912\n")

    gone = told("erase", "Hoa", given="Hoa")
    assert gone.code == 0
    assert "sms.csv" in gone.text
    assert "sms.csv" not in told("erase", "Lan", given="Lan").text
