"""One scheduler leads a database; others stand by."""

import psycopg
import pytest

from store.engine import open_database
from store.leader import lead_of


def test_one_leads_and_another_takes_over_when_it_is_given_back(db):
    first, second = lead_of(db), lead_of(db)

    assert first.take()
    assert first.take(), "asking again keeps it"
    assert not second.take()

    first.give_back()
    assert not first.held()
    assert second.take()
    second.give_back()


def test_each_database_has_a_leader_of_its_own(db, new_database):
    other_db = open_database(new_database())
    first, other = lead_of(db), lead_of(other_db)

    assert first.take()
    assert other.take()
    first.give_back()
    other.give_back()
    other_db.close()


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_lost_connection_loses_the_lead(db, postgres_server):
    lead = lead_of(db)
    assert lead.take()

    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
        )

    assert not lead.held()
    assert lead.take(), "it can be taken again"
    lead.give_back()
