"""What `dev.py declare "why"` does once a record or a field has been declared, and what `check` asks of it.

After one class was written in one file, its numbers are frozen, the next migration is written, both schema numbers are
raised, and its texts are collected into the template. No number is changed and nothing is dropped: whatever cannot be
done is told before a file is touched. Done again, it finds nothing to do. It runs on the Python of `.venv`, and needs
no other program on the path.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from installer import translations
from installer.environment import ROOT, SetUpError
from installer.frozen_numbers import FILE, as_declared, find_broken, find_new, read_frozen, with_added, write_frozen
from installer.next_migration import find_difference, find_unwritten, newest_revision, write_migration
from tipdesk.adapters.store.tables import SCHEMA
from tipdesk.domain.records import RECORDS
from tipdesk.domain.schema_version import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COMMAND = 'python3 installer/dev.py declare "why"'
VERSION_FILE = ROOT / "tipdesk" / "domain" / "schema_version.py"
TABLES_FILE = ROOT / "tipdesk" / "adapters" / "store" / "tables.py"
LONGEST_WHY = 60


def declare(why: str) -> int:
    """Write whatever a declaration needs besides itself; return the exit status, 0 when all is declared.

    `why` names the migration, in at most `LONGEST_WHY` characters.
    """
    kept, declared = read_frozen(), as_declared(RECORDS)
    difference = find_difference()
    refused = [*_refuse_why(why), *find_broken(kept, declared), *find_unwritten(difference)]
    if refused:
        return _tell(refused)
    new = find_new(kept, declared)
    if new:
        _raise(VERSION_FILE, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
        write_frozen(with_added(kept, declared))
        _wrote(FILE, ", ".join(new))
    if difference.ops:
        _wrote(write_migration(why, difference), "the next migration; read it before you commit it")
    if newest_revision() != SCHEMA:
        _raise(TABLES_FILE, "SCHEMA", newest_revision())
    is_collected = _collect()
    if not (new or difference.ops or newest_revision() != SCHEMA or is_collected):
        print("Nothing new is declared: numbers, tables and texts are as they were.")
    return 0


def check() -> int:
    """Tell what was declared and not written down; return the exit status, 0 when all is declared."""
    kept, declared = read_frozen(), as_declared(RECORDS)
    difference = find_difference()
    broken = [*find_broken(kept, declared), *find_unwritten(difference)]
    forgotten = [f"{name} is declared, and its number is not frozen." for name in find_new(kept, declared)]
    if difference.ops and not broken:
        forgotten.append("The tables hold more than the migrations make.")
    if newest_revision() != SCHEMA:
        forgotten.append(f"The store's schema is {SCHEMA}, and the newest migration is {newest_revision()}.")
    return _tell([*broken, *forgotten, *([f"Write down what is missing: {COMMAND}"] if forgotten else [])])


def _refuse_why(why: str) -> list[str]:
    if not re.search(r"\w", why):
        return [f"Say in a few words what is declared, such as: {COMMAND.replace('why', 'exhibits')}"]
    if len(why) > LONGEST_WHY or not why.isprintable() or set(why) & set('"\\'):
        return [f"Say why in at most {LONGEST_WHY} characters, without quotation marks: it names the migration."]
    return []


def _collect() -> bool:
    """Collect the texts of the source, and tell whether that changed the template."""
    before = translations.TEMPLATE.read_bytes() if translations.TEMPLATE.exists() else b""
    translations.extract()
    is_changed = translations.TEMPLATE.read_bytes() != before
    if is_changed:
        _wrote(translations.TEMPLATE, "the texts of the source")
    return is_changed


def _tell(sentences: Sequence[str]) -> int:
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    return 1 if sentences else 0


def _raise(file: Path, name: str, number: int) -> None:
    source = file.read_text(encoding="utf-8")
    text, count = re.subn(rf"^{name} = \d+$", f"{name} = {number}", source, flags=re.MULTILINE)
    if count != 1:
        raise SetUpError(f"{file.name} has no line of its own for {name}")
    file.write_text(text, encoding="utf-8")
    _wrote(file, f"{name} = {number}")


def _wrote(file: Path, what: str) -> None:
    print(f"{file.relative_to(ROOT).as_posix()}: {what}", flush=True)


if __name__ == "__main__":
    try:
        sys.exit(check() if sys.argv[1:] == ["--check"] else declare(" ".join(sys.argv[1:]).strip().rstrip(".")))
    except SetUpError as failure:
        sys.exit(str(failure))
