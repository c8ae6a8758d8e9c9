"""Collects every text of the source that people read into the one template of the catalogue.

`python -m installer.texts collect` writes `resources/translations/tipdesk.pot`; `check` writes nothing and exits 1 when
the template lacks a text of the source. Two collections of one source are equal byte for byte: nothing in the template
is a date or a line number. Labels of code lists are texts as well, each in the context of its list ("codes/sex"), for
the languages that a list has no column of. What a command says of itself, in its docstring and the help of its options,
needs no mark. Runs on the Python of `.venv`, which has Babel.
"""

from __future__ import annotations

import ast
import csv
import io
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from installer.environment import ROOT
from tipdesk.cli.commands import message_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DOMAIN: Final = "tipdesk"
FOLDER: Final = ROOT / "resources" / "translations"
TEMPLATE: Final = FOLDER / f"{DOMAIN}.pot"
COMMAND: Final = "python3 installer/dev.py translate"
KEYWORDS: Final = {"_": None, "mark": None, "plural": (1, 2), "counted": (1, 2)}
"""What marks a text in the source: `domain/texts`, `ui/translate` and `cli/translate`."""
_COMMANDS: Final = ROOT / "tipdesk" / "cli"
_DECORATORS: Final = frozenset({"command", "group"})
_STILL: Final = datetime(2026, 1, 1, tzinfo=UTC)
_WIDTH: Final = 120
_SHOWN: Final = 20

Key = tuple[str, str | tuple[str, ...]]
"""What tells two texts apart: the context, and the English, which is one form, or one and many."""


def collect() -> Catalog:
    """Return the texts of the source, sorted by the file that each stands in first."""
    made = Catalog(
        project="TIPdesk",
        copyright_holder="The TIPdesk maintainers",
        msgid_bugs_address="",
        creation_date=_STILL,
        fuzzy=False,
        charset="utf-8",
    )
    for file in sorted((ROOT / "tipdesk").rglob("*.py")):
        if "migrations" not in file.parts:
            _add_source(made, file)
    for file in sorted((ROOT / "resources" / "codes").glob("*.csv")):
        for label in _labels(file):
            made.add(label, locations=[(_place(file), 0)], context=f"codes/{file.stem}")
    return made


def written(catalogue: Catalog) -> bytes:
    """Return the catalogue as its file holds it; the places of a text are given by their files, without lines."""
    into = io.BytesIO()
    write_po(into, catalogue, width=_WIDTH, include_lineno=False)
    return into.getvalue()


def read(template: Path = TEMPLATE) -> Catalog:
    """Return the catalogue of a file. Raises OSError where there is none."""
    with template.open("rb") as file:
        return read_po(file)


def lacking(template: Catalog, source: Catalog) -> list[str]:
    """Return the texts of the source that a template lacks, in the order of the source."""
    known = {_key(message) for message in template if message.id}
    return [str(message.id) for message in source if message.id and _key(message) not in known]


def _key(message: object) -> Key:
    context, words = getattr(message, "context", None), getattr(message, "id", "")
    return context or "", tuple(words) if isinstance(words, (list, tuple)) else words


def _add_source(made: Catalog, file: Path) -> None:
    found = extract_from_file("python", file, KEYWORDS, ["Translators:"], strip_comment_tags=True)
    for _line, words, comments, context in found:
        made.add(words, locations=[(_place(file), 0)], auto_comments=comments, context=context)
    if file.parent == _COMMANDS:
        for text in filter(None, helps_of(file.read_text("utf-8"))):
            made.add(text, locations=[(_place(file), 0)])


def helps_of(source: str) -> Iterator[str]:
    """Yield what each command in a source says of itself and of its options."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and any(map(_makes_command, node.decorator_list)):
            yield message_of(ast.get_docstring(node) or "")
        elif isinstance(node, ast.keyword) and node.arg == "help" and isinstance(node.value, ast.Constant):
            yield message_of(str(node.value.value))


def _makes_command(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and called.attr in _DECORATORS


def _labels(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8", newline="") as opened:
        yield from (row["label"] for row in csv.DictReader(opened))


def _place(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def _collect() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(written(collect()))
    return 0


def _check() -> int:
    missing = lacking(read(), collect()) if TEMPLATE.is_file() else ["all of them"]
    for text in missing[:_SHOWN]:
        print(f"not in the template: {text}", file=sys.stderr)
    if missing:
        print(f"{len(missing)} texts are not in {TEMPLATE.name}. Collect them: {COMMAND}", file=sys.stderr)
    return 1 if missing else 0


DEEDS: Final[dict[str, Callable[[], int]]] = {"collect": _collect, "check": _check}

if __name__ == "__main__":
    sys.exit(DEEDS[sys.argv[1]]())
