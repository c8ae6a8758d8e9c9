"""A release to come, as far as a migration needs it: one more script, and the number that says so.

Only for processes of their own: what is changed here in the program that runs stays so until it ends.
"""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from alembic.config import Config
from sqlalchemy import Connection

NUMBER = 2


def become_newer() -> None:
    """Let this process be the newer program: a store of today is older than it, and is migrated when it is opened."""
    from tipdesk.adapters.store import migrate, schema

    for module in (schema, migrate):
        vars(module)["SCHEMA"] = NUMBER
    migrate.alembic_config = partial(_with_the_next, migrate.alembic_config)


def _with_the_next(packaged: Callable[[Connection], Config], connection: Connection) -> Config:
    config = packaged(connection)
    versions = (Path(config.get_main_option("script_location") or "") / "versions", Path(__file__).parent / "versions")
    config.set_main_option("version_locations", os.pathsep.join(map(str, versions)))
    return config
