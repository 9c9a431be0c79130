"""The quick answer about revisions is the migration library's own."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from store import migrate
from store.schema import jobs_metadata, metadata


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
