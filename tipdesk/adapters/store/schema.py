"""The whole schema of a new store, and the number by which an older or newer one is known.

A new store is made from the tables at once; the migrations lead an older one to the same schema (a test compares the
two).
"""

from sqlalchemy import Connection

from tipdesk.adapters.store import search, triggers
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.projection import start_sum
from tipdesk.adapters.store.tables import SCHEMA, metadata
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _


def create_schema(connection: Connection) -> None:
    """Make every table, index, trigger and search table of an empty store."""
    metadata.create_all(connection)
    for statement in (*search.TABLES, *triggers.TRIGGERS):
        connection.exec_driver_sql(statement)
    link = Link(connection)
    start_sum(link)
    keep_schema_number(link, SCHEMA)


def keep_schema_number(link: Link, number: int) -> None:
    """Note the number of the migration that the store has reached."""
    link.run(f"PRAGMA user_version = {number:d}")


def schema_number(link: Link) -> int:
    """Return the number of the migration that the store has reached, or 0 when it is empty."""
    return int(link.value("PRAGMA user_version"))


def is_older(number: int) -> bool:
    """Tell whether a store with this number needs migrating.

    Raises UserError `newer-store` when the store is ahead of the program.
    """
    if number > SCHEMA:
        raise UserError("newer-store", _("This store was written by a newer version of the program. Update this one."))
    return number < SCHEMA
