"""Writes the next migration, from what the tables say and a store at the newest revision lacks.

The script adds tables, columns and indexes, and does nothing else. What would change or drop what stores hold is told
instead, since only a person can say what becomes of it. It runs with what the virtual environment has, and needs no
other program on the path. `declaring` decides when it is written.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.operations import ops
from alembic.runtime.migration import MigrationContext

from installer.environment import ROOT
from tipdesk.adapters.store import migrations
from tipdesk.adapters.store.engine import open_engine
from tipdesk.adapters.store.migrate import alembic_config, revision_of
from tipdesk.adapters.store.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

VERSIONS = Path(migrations.__file__).parent / "versions"
NOT_COMPARED = ("search_words", "search_names", "alembic_version")
"""How the names of tables begin that are not compared: the full-text tables, made by hand, and Alembic's own."""
ADDS = (ops.CreateTableOp, ops.CreateIndexOp, ops.AddColumnOp)
SCRIPT = '''"""{why}."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None
{columns}

def upgrade() -> None:
    """Lead a store of the revision before to this one."""
{body}
'''
COLUMNS = '''
COLUMNS = (
{columns}
)
"""What the tables of before gain, each with its table."""
'''
EACH_COLUMN = """    for table, column in COLUMNS:
        op.add_column(table, column)"""
_ADDED = re.compile(r"    op\.add_column\((.*)\)$")


def newest_revision() -> int:
    """Return the number of the newest migration script."""
    return max(int(script.name[:4]) for script in VERSIONS.glob("[0-9]*_*.py"))


def find_difference() -> ops.UpgradeOps:
    """Return what a store that all scripts have led up lacks of the tables, or has beyond them."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(Path(folder) / "store.db", bytes(32))
        try:
            with engine.connect() as connection, connection.begin():
                command.upgrade(alembic_config(connection), "head")
                return difference_of(connection)
        finally:
            engine.dispose()


def difference_of(connection: Connection) -> ops.UpgradeOps:
    """Return what this store lacks of the tables, or has beyond them."""
    context = MigrationContext.configure(connection, opts={"include_object": _is_compared})
    difference = produce_migrations(context, metadata).upgrade_ops
    if difference is None:
        raise LookupError("upgrade_ops")
    return difference


def _is_compared(_object: object, name: str | None, kind: str, *_rest: object) -> bool:
    return not (kind == "table" and name is not None and name.startswith(NOT_COMPARED))


def find_unwritten(difference: ops.UpgradeOps) -> list[str]:
    """Return a sentence for each step that changes or drops what stores hold, which no script is written for."""
    return [
        f"The tables no longer say of {_what(step)} what the migrations made. Stores hold it: leave it as it was, or "
        "write the migration by hand."
        for step in _steps(difference)
        if not isinstance(step, ADDS) or _is_demanding(step)
    ]


def _is_demanding(step: ops.MigrateOperation) -> bool:
    """Tell whether a step adds a column for which the rows of a store have no value."""
    return isinstance(step, ops.AddColumnOp) and not step.column.nullable and step.column.server_default is None


def _what(step: ops.MigrateOperation) -> str:
    column = getattr(step, "column", None)
    names = [getattr(step, name, None) for name in ("table_name", "column_name", "index_name")]
    return ".".join(str(name) for name in [*names, getattr(column, "name", None)] if name)


def _steps(difference: ops.OpContainer) -> Iterator[ops.MigrateOperation]:
    for step in difference.ops:
        if isinstance(step, ops.OpContainer):
            yield from _steps(step)
        else:
            yield step


def write_migration(why: str, difference: ops.UpgradeOps) -> Path:
    """Write the script that adds what stores lack, under the next number, and return it."""
    before = newest_revision()
    body = render_python_code(difference, migration_context=MigrationContext.configure(dialect_name="sqlite"))
    lines = [line for line in body.splitlines() if not line.lstrip().startswith("# ###")]
    added = [f"    ({match[1]})," for line in lines if (match := _ADDED.match(line))]
    if added:
        lines = [EACH_COLUMN, *(line for line in lines if not _ADDED.match(line))]
    slug = "_".join(re.findall(r"\w+", why.lower()))[:60].rstrip("_")
    path = VERSIONS / f"{revision_of(before + 1)}_{slug}.py"
    script = SCRIPT.format(
        why=why,
        revision=revision_of(before + 1),
        before=revision_of(before),
        columns=COLUMNS.format(columns="\n".join(added)) if added else "",
        body="\n".join(lines).rstrip(),
    )
    path.write_text(script, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(path)], check=True, cwd=ROOT)
    return path
