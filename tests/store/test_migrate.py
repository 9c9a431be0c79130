"""The quick answer about revisions is the migration library's own."""

from __future__ import annotations

from datetime import date

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert

from store import exemptions, migrate
from store.schema import exemption, jobs_metadata, metadata


def test_the_newest_file_is_the_head_of_the_migrations():
    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))

    assert migrate.newest() == ScriptDirectory.from_config(config).get_current_head()


def test_a_migrated_database_has_the_tables_that_the_code_speaks_of(db):
    jobs = set(jobs_metadata.tables)

    def ours(thing, name, kind, reflected, compared):
        return not (kind == "table" and name in jobs)

    with db.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        differences = compare_metadata(context, metadata)

    assert differences == []
    assert migrate.revision(db.engine) == migrate.newest()


def test_exemptions_from_before_two_people_were_asked_for_go_on_counting(db):
    entered = {
        "unit_code": "00004",
        "procedures": "1.001193",
        "starts_on": date(2025, 7, 1),
        "ends_on": date(2025, 7, 31),
        "decision_no": "9/QĐ",
        "reason": "cổng chưa mở",
        "dossiers": 2,
        "as_of": date(2025, 7, 24),
        "who": "leader",
        "at": "2025-07-24T03:00:00Z",
    }
    with db.engine.execution_options(haicap_write=True).begin() as connection:
        back(connection, "0027")
        connection.execute(insert(exemption).values(**entered))
        migrate.run(connection, "head")

    with db.read() as connection:
        [one] = exemptions.exemptions(connection)
    assert (one.confirmed.who, one.confirmed.dossiers) == ("leader", 2)
    assert one.confirmed.at == one.at


def back(connection, target):
    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))
    config.attributes["connection"] = connection
    command.downgrade(config, target)
