"""Write the next migration from what the tables say: `python tests/migrations/author.py "add the consent record"`.

It migrates an empty store to the newest script, compares it with the tables and leaves the difference as a new script,
to be read, tested and committed with `tables.SCHEMA` raised by one. `--again N` writes script N anew, which is
allowed until a release has carried it.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command

from tipdesk.adapters.store import migrations, search, triggers
from tipdesk.adapters.store.engine import open_engine
from tipdesk.adapters.store.migrate import alembic_config, revision_of

FIRST_SUM = "INSERT INTO projection (id, seq, total) VALUES (1, 0, zeroblob(32))"
VERSIONS = Path(migrations.__file__).parent / "versions"


def main(message: str, again: int | None) -> None:
    """Write one script."""
    if again is not None:
        for script in VERSIONS.glob(f"{revision_of(again)}_*.py"):
            script.unlink()
    number = 1 + len(list(VERSIONS.glob("[0-9]*.py")))
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(Path(folder) / "store.db", bytes(32))
        with engine.connect() as connection, connection.begin():
            config = alembic_config(connection)
            command.upgrade(config, "head")
            written = command.revision(config, message, autogenerate=True, rev_id=revision_of(number))
        engine.dispose()
    path = Path(getattr(written, "path", ""))
    text = re.sub(r"    # ### .*\n", "", path.read_text("utf-8"))
    if number == 1:  # what Alembic does not see: full-text tables, triggers, the one row of the sum
        statements = [" ".join(one.split()) for one in (*search.TABLES, *triggers.TRIGGERS, FIRST_SUM)]
        text = text.replace("-> None:", "-> None:  # noqa: PLR0915 - one statement a table")
        text = text.rstrip() + "".join(f"\n    op.execute({_literal(one)})" for one in statements) + "\n"
    path.write_text(text.replace("False\n    )", "False,\n    )"), "utf-8")
    subprocess.run(["ruff", "format", "-q", str(path)], check=True)
    print(path.name)


def _literal(statement: str) -> str:
    """Return a statement as Python writes it, in lines of some ninety characters."""
    return "\n".join(repr(line) for line in re.findall(r"\S.{0,90}(?:\s|$)", statement))


if __name__ == "__main__":
    chosen = [word for word in sys.argv[1:] if not word.startswith("--")]
    main(chosen[0], int(chosen[1]) if "--again" in sys.argv else None)
