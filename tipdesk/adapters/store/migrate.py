"""Leads an older store to the newest schema, after a backup of it was made, read back and opened.

This is imported only when a store is older than the program, since Alembic is slow to import. All migrations run in one
transaction, so a failure leaves the store as it was. After them the rows are summed again in their new tables, if the
sum fitted before, what entries held that the older program did not know is projected from the ledger, and the index of
likenesses is made anew, by the rules of this program.
"""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from tipdesk.adapters.store import likenesses, migrations
from tipdesk.adapters.store.backup import Backup, find_backups, finish_backup, stamp_of, unfinished, write_backup
from tipdesk.adapters.store.before_update import FOLDER
from tipdesk.adapters.store.engine import open_engine
from tipdesk.adapters.store.faults import at_the_door
from tipdesk.adapters.store.ladder import own_log_and_device
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.peek import STORE
from tipdesk.adapters.store.projection import fits, sum_again
from tipdesk.adapters.store.replaying import adopt_known
from tipdesk.adapters.store.schema import keep_schema_number, schema_number
from tipdesk.adapters.store.surroundings import Surroundings
from tipdesk.adapters.store.tables import SCHEMA
from tipdesk.disk import remove_folder
from tipdesk.services.remembered.here import IS_HEADQUARTERS


@dataclass(frozen=True)
class Steps:
    """The migrations that lead to a schema: the folder of their scripts, and the number of the last one."""

    scripts: Path
    number: int


PACKAGED = Steps(Path(migrations.__file__).parent, SCHEMA)


def revision_of(number: int) -> str:
    """Return the name that Alembic knows a migration by, such as "0001"."""
    return f"{number:04d}"


def alembic_config(connection: Connection, steps: Steps = PACKAGED) -> Config:
    """Return Alembic's configuration for these scripts, working on an open connection."""
    config = Config()
    config.set_main_option("script_location", str(steps.scripts))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def migrate(engine: Engine, home: Path, key: bytes, outside: Surroundings, steps: Steps = PACKAGED) -> None:
    """Back the store up, and run every migration that it lacks.

    Raises Trouble `no-room` or `backup-full` when there is no room for the backup, and Distrust `copy-differs` when the
    backup cannot be trusted; in both cases nothing has been changed.
    """
    with at_the_door(), engine.connect() as connection:
        number = schema_number(Link(connection))
    if number >= steps.number:
        return
    if number:  # an empty file has nothing to lose
        back_up_before_update(home, key, outside)
    with at_the_door(), engine.connect() as connection, connection.begin():
        config, link = alembic_config(connection, steps), Link(connection)
        is_whole = number == 0 or fits(link)  # what is not stays told: the check after this finds it
        if number:
            command.stamp(config, revision_of(number), purge=True)
        command.upgrade(config, "head")
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")  # PRAGMA user_version tells it
        keep_schema_number(link, steps.number)
        if is_whole:
            sum_again(link)
        adopt_known(link)
        likenesses.fill(link)


def back_up_before_update(home: Path, key: bytes, outside: Surroundings) -> Backup:
    """Back the home up into itself, delete earlier such backups, and return the new one.

    The caller holds the lock of the home. Raises the Trouble and Distrust of `backup`; then nothing may be changed.
    """
    target, now = home / FOLDER, outside.clock.now_ms()
    with at_the_door():
        target.mkdir(mode=0o700, exist_ok=True)
    engine = open_engine(home / STORE, key, read_only=True)
    try:
        with at_the_door(), engine.connect() as connection, connection.begin():
            link = Link(connection)
            is_hq = link.value("SELECT value FROM settings WHERE key = ?", (IS_HEADQUARTERS.name,)) is not None
            stamp = stamp_of(link, own_log_and_device(link)[0], now, is_headquarters=is_hq)
    finally:
        engine.dispose()
    earlier = [one.folder for one in find_backups(target)]
    with unfinished(target, f"{now:x}") as part:
        write_backup(home, key, part, outside.sign, stamp)
        made = finish_backup(part, key, outside.verify)
    for folder in earlier:
        remove_folder(folder)
    return made
