"""Leading an older store to the newest schema, with a verified copy of it left beside.

Imported only when a store is older than the program, since Alembic is slow to import. All migrations run in one
transaction; a failure leaves the store as it was. After them, what entries held that the older program did not know
is projected from the ledger.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from tipdesk.adapters.store import migrations
from tipdesk.adapters.store.copying import copy_verified
from tipdesk.adapters.store.faults import at_the_door
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.replaying import adopt_known
from tipdesk.adapters.store.schema import is_older, keep_schema_number, schema_number
from tipdesk.adapters.store.tables import SCHEMA


def revision_of(number: int) -> str:
    """Return the name of a migration: "0001"."""
    return f"{number:04d}"


def alembic_config(connection: Connection) -> Config:
    """Return Alembic's configuration for the scripts packaged here, on a connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def migrate(engine: Engine, path: Path, key: bytes) -> None:
    """Copy the store beside itself, verify the copy, and run every migration that it lacks.

    Trouble `disk-full` when there is no room for the copy; Distrust `copy-differs` when the copy cannot be trusted.
    """
    with at_the_door(), engine.connect() as connection:
        number = schema_number(Link(connection))
    if not is_older(number):
        return
    if number:
        copy_verified(path, key, path.with_name(f"{path.name}.before-{SCHEMA}"))
    with at_the_door(), engine.connect() as connection, connection.begin():
        config = alembic_config(connection)
        if number:
            command.stamp(config, revision_of(number), purge=True)
        command.upgrade(config, "head")
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")  # PRAGMA user_version tells it
        link = Link(connection)
        keep_schema_number(link, SCHEMA)
        adopt_known(link)
