"""Who may write, commit and catch: the places of which there is one, or three.

Promises that each rule names the file and line that breaks it. Leaves what is written to the tests of the store.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from tests.sources import expect_none, inside, place, sources, tree
from tipdesk.domain.records import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRITER = "adapters/store/apply.py"
SEALER = "services/sealing/write_sealed.py"
# A computed table name can hide a case row: `shapes` words what the writer runs, `search` its own two indexes.
NAMES_ITS_TABLES = {"adapters/store/shapes.py", "adapters/store/search.py"}
WRITING_VERBS = {"insert", "update", "delete"}
SHAPE_VERBS = {"insert_of", "update_of"}
WRITING = re.compile(
    r"""\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|DELETE\s+FROM|UPDATE(?=\s+\S+\s+SET\b))\s+
    "?(?P<table>\w+|\{\})""",
    re.IGNORECASE | re.VERBOSE,
)

# The only places where an unforeseen error may be caught whole.
CATCH_ALL = re.compile(r"ui/lanes.*\.py|hq/app.*\.py|cli/.*\.py")


def test_everything_is_caught_in_three_places() -> None:
    """Only the lane, the headquarters app and the command line's last line keep what nobody foresaw."""
    nets = [
        place(path, node)
        for path in sources("tipdesk")
        if not CATCH_ALL.fullmatch(inside(path))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and _catches_all(node) and not _raises_again(node)
    ]
    expect_none(nets)


def _catches_all(node: ast.ExceptHandler) -> bool:
    kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(
        kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"}) for kind in kinds
    )


def _raises_again(node: ast.ExceptHandler) -> bool:
    """Tidying up on the way out is no net: the error goes on."""
    last = node.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


DEEDS = ("services/case/", "services/access/", "services/line_list/", "services/reports/")
KEEPS_A_SETTING = {
    "services/reports/find_reports.py",
    "services/line_list/tag_ranges.py",
}


def test_a_deed_on_a_case_is_one_unit() -> None:
    """Whoever writes a case permits, checks and writes in one `deed`, which opens the unit for them."""
    expect_none(
        [
            place(path, node)
            for path in sources("tipdesk")
            if inside(path).startswith(DEEDS) and inside(path) not in KEEPS_A_SETTING
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "work"
        ]
    )
    files = [inside(path) for path in sources("tipdesk")]
    assert all(any(file.startswith(room) for file in files) for room in DEEDS)
    assert set(files) >= KEEPS_A_SETTING


def test_one_commit() -> None:
    """Rows, log, search and audit land together: only the unit of work commits."""
    commits = []
    for path in sources("tipdesk"):
        if inside(path) == "adapters/store/unit_of_work.py":
            continue
        for node in ast.walk(tree(path)):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
            worded = isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.upper() == "COMMIT"
            if called or worded:
                commits.append(place(path, node))
    expect_none(commits)


def _written_tables(path: Path) -> Iterator[tuple[ast.AST, str]]:
    """Yield the table of each writing statement of SQL, "{}" where the source computes its name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        written = WRITING.match(text)
        if written:
            yield node, written["table"].lower()


def _statements_run(path: Path) -> Iterator[ast.AST]:
    """Yield where a statement of a shape is asked for (`shape.insert_of(…)`) or handed on (`shape.delete`)."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            first = node.args[0] if node.args else None
            if node.func.attr in SHAPE_VERBS or (isinstance(first, ast.Attribute) and first.attr in WRITING_VERBS):
                yield node


def _writing_imports(path: Path) -> Iterator[ast.AST]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "sqlalchemy":
            names = {alias.name for alias in node.names}
            if names & WRITING_VERBS:
                yield node


def test_one_place_where_a_case_is_sealed() -> None:
    """Nothing is appended to a case past `write_sealed`, which seals what its level asks for."""
    past = [
        place(path, node)
        for path in sources("tipdesk")
        if inside(path) != SEALER
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "append"
        and any(isinstance(arg, ast.Attribute) and ast.unparse(arg) == "Scope.CASE" for arg in node.args)
    ]
    expect_none(past)


def test_one_writer_of_case_rows() -> None:
    """Saves, bundles, pulls and replays change case rows in one file; it alone runs what `shapes` words."""
    case_rows = {record.table for record in RECORDS} | {"raw_rows", "siblings"}
    writers = []
    for path in sources("tipdesk"):
        if inside(path) == WRITER:
            continue
        writers += [f"{place(path, node)} runs a statement of a shape" for node in _statements_run(path)]
        writers += [f"{place(path, node)} imports a writing statement" for node in _writing_imports(path)]
        writers += [
            f"{place(path, node)} writes {table}"
            for node, table in _written_tables(path)
            if table in case_rows or (table == "{}" and inside(path) not in NAMES_ITS_TABLES)
        ]
    expect_none(writers)


def test_the_store_alone_writes_sql() -> None:
    """No service, screen, carrier or server changes a table past the store."""
    outside = [
        f"{place(path, node)} writes {table}"
        for path in sources("tipdesk")
        if not inside(path).startswith("adapters/store/")
        for node, table in _written_tables(path)
    ]
    expect_none(outside)
