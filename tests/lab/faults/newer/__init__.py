"""A release to come, as far as a migration needs it: one more script, and the number that says so.

Only for processes of their own: what is changed here in the program that runs stays so until it ends.
"""

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tipdesk.adapters.store.tables import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable

    from alembic.config import Config
    from sqlalchemy import Connection

    from tipdesk.adapters.store.migrate import Steps

TODAY = SCHEMA
NUMBER = TODAY + 1
"""The number of a store of the release to come: whatever this release has, one more."""


def become_newer() -> None:
    """Let this process be the newer program: a store of today is older than it, and is migrated when it is opened."""
    from tipdesk.adapters.store import migrate, schema

    vars(schema)["SCHEMA"] = NUMBER
    vars(migrate)["alembic_config"] = partial(_with_the_next, migrate.alembic_config)
    vars(migrate)["migrate"] = partial(migrate.migrate, steps=replace(migrate.PACKAGED, number=NUMBER))


def _with_the_next(packaged: "Callable[[Connection, Steps], Config]", link: "Connection", steps: "Steps") -> "Config":
    config = packaged(link, steps)
    versions = (steps.scripts / "versions", Path(__file__).parent / "versions")
    config.set_main_option("version_locations", os.pathsep.join(map(str, versions)))
    return config
