"""What each role may do, as it is promised in docs/operations.md."""

import re

import pytest

from accounts import rights
from core.account import NOBODY, OPERATOR, PUBLIC, ROLES, Account
from core.errors import NotAllowedError
from core.settings import ROOT

# What goes beyond reading, in the order of the manual.
BEYOND = rights.RIGHTS[1:]
ALL, OWN, NONE = "everywhere", "own", ""


def account(role):
    return Account(1, role, role, units=frozenset({"00004"}))


@pytest.mark.parametrize(
    ("role", "wheres"),
    [
        ("administrator", (ALL, ALL, ALL, ALL, ALL, NONE, ALL, ALL, NONE, ALL, ALL)),
        ("leader", (ALL, NONE, NONE, NONE, ALL, NONE, NONE, ALL, NONE, ALL, ALL)),
        ("chair", (OWN, NONE, NONE, NONE, OWN, OWN, NONE, OWN, OWN, NONE, NONE)),
        ("delegate", (OWN, NONE, NONE, NONE, OWN, OWN, NONE, OWN, OWN, NONE, NONE)),
        ("analyst", (ALL, ALL, ALL, NONE, ALL, NONE, ALL, ALL, NONE, NONE, ALL)),
        ("viewer", (NONE,) * 11),
        ("nobody", (NONE,) * 11),
        ("operator", (ALL,) * 11),
    ],
)
def test_what_a_role_may_do(role, wheres):
    # Accounts, audit and mail are the administrator's alone; a Chair lets somebody
    # stand in.
    administers = ALL if role in ("administrator", "operator") else NONE
    stands_in = {"chair": OWN, "operator": ALL}.get(role, NONE)
    others = (administers, administers, stands_in, administers)
    for right, where in zip(BEYOND, (*wheres, *others), strict=True):
        assert rights.may(right, "00004", account(role)) == bool(where), right
        assert rights.may(right, "00008", account(role)) == (where == ALL), right
        assert rights.may(right, account=account(role)) == bool(where), right


def test_every_role_reads_and_none_is_left_out_of_the_table():
    everybody = {*ROLES, NOBODY.role, OPERATOR.role}
    assert set(rights.GRANTS) == {*everybody, PUBLIC.role}
    assert all(rights.READ in rights.GRANTS[role] for role in everybody)
    # Who reads what was published alone has no right.
    assert rights.GRANTS[PUBLIC.role] == {}


def test_a_chair_without_a_term_of_office_sees_no_rows():
    assert not rights.may(rights.ROWS, account=Account(1, "x", "chair"))


def test_outside_a_request_it_is_the_operator_who_asks():
    assert rights.allow(rights.LOADS) is OPERATOR


def test_what_is_refused_names_the_roles_that_may(monkeypatch):
    monkeypatch.setattr(rights, "current", lambda: NOBODY)
    with pytest.raises(NotAllowedError, match="Quản trị viên"):
        rights.allow(rights.LOADS)


def test_the_table_of_the_manual_is_the_one_in_the_code():
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| (\w+) \| (.*) \|$", text, re.MULTILINE)
    lines = [(role, *told.split(" | ")) for role, told in cells]
    words = {"everywhere": "yes", "own": "own units", "": "–"}
    told = {line[0]: line[1:] for line in lines if line[0] in ROLES}

    assert told == {
        role: tuple(words[rights.GRANTS[role].get(right, "")] for right in wanted)
        for wanted in [BEYOND]
        for role in ROLES
    }
