"""No identifying read goes round the one door: which functions may read rows of a case, and what each does with them.

Promises to name the file and line of a read that is not listed. A read counts as identifying unless it plainly names a
record outside the cases; whoever adds one either shows what it finds through `services/eyes`, or hands out no field of
it and says so here. What the door itself decides is left to the tests of `services/look`.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.reads_listed import FIELDLESS, SHOWS
from tests.sources import ROOT, expect_none, inside, place, sources, tree
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

READS = {
    "find_rows", "get_row", "find_hits", "find_around", "find_happenings", "find_last_happenings", "find_authors",
    "find_conflicts", "find_case_summaries",
}  # fmt: skip
FEWEST_ARGUMENTS = {"get_row": 2}
"""`CaseView.get_row(id)` asks what has passed the door; `Reader.get_row(record, id)` asks the store."""

DOOR = {"services/look.py", "services/eyes.py"}
CUTS = {"Eyes", "mask", "see", "cut", "holds_back", "look", "read_history", "read_lines", "level_in_list"}
"""What cuts a row, or a line, to what the officer may see: one of these must be used by the function that reads."""


OF_THE_DIRECTORY = {
    "services/directory/names.py",
    "services/keys/unlock/find_site_words.py",
    "services/directory/refer_to_directory.py",
    "services/headquarters/directory/rows.py",
    "ui/headquarters/directory/deeds.py",
}
"""Modules that are given the record by their callers, and refuse, or are never given, one of a case."""
OF_REGISTERS = {
    *(f"services/registers/{name}.py" for name in ("answers", "find_in_registers", "kept", "read_sheet", "reading")),
    *("services/registers/take_back_row.py", "services/headquarters/directory/register_rows.py"),
}
"""Modules that read rows of registers: what is none is refused by `services/registers/kept`."""


def reads_of(module: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Yield each identifying read, with the name of the function or method that it stands in."""
    constants = dict(_records_named(module))
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in _own_nodes(function):
                if isinstance(node, ast.Call) and _is_identifying(node, constants):
                    yield function.name, node


def _own_nodes(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.AST]:
    """Yield the nodes of a function without those of functions inside it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += ast.iter_child_nodes(node)


def _is_identifying(call: ast.Call, constants: dict[str, str]) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in READS:
        return False
    arguments = len(call.args) + len(call.keywords)
    if arguments < FEWEST_ARGUMENTS.get(call.func.attr, 0):
        return False
    if call.func.attr not in {"find_rows", "get_row"}:
        return True
    named = _record_of(call.args[0], constants) if call.args else None
    return named is None or BY_NAME[named].scope is Scope.CASE


def _record_of(node: ast.expr, constants: dict[str, str]) -> str | None:
    """Return which record an argument names, None where the source does not tell."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value) if ast.unparse(node.value) == "BY_NAME" else None
    return constants.get(node.id) if isinstance(node, ast.Name) else None


def _records_named(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the names that a module gives to records: `_POST = BY_NAME["Post"]`, one by one or several at once."""
    for node in module.body:
        if not isinstance(node, ast.Assign):
            continue
        target, value = node.targets[0], node.value
        names = [one.id for one in target.elts if isinstance(one, ast.Name)] if isinstance(target, ast.Tuple) else []
        if isinstance(target, ast.Name):
            names = [target.id]
        parts = value.elts if isinstance(value, ast.Tuple) else [value]
        told = [
            one.value
            for part in parts
            for one in ast.walk(part)
            if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        if "BY_NAME" in ast.unparse(value) and len(names) == len(told):
            yield from zip(names, told, strict=True)


def _directory_constants(path: Path, module: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the records that a module imports under a name from the one that names them."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tipdesk."):
            source = ROOT / ((node.module or "").replace(".", "/") + ".py")
            known = dict(_records_named(tree(source))) if source.exists() and source != path else {}
            yield from ((alias.name, known[alias.name]) for alias in node.names if alias.name in known)


def _bypasses() -> Iterator[str]:
    for path in sources("tipdesk"):
        name = inside(path)
        if name.startswith("adapters/") or name in DOOR | OF_THE_DIRECTORY | OF_REGISTERS or name in FIELDLESS:
            continue
        imported = dict(_directory_constants(path, tree(path)))
        for function, call in reads_of(tree(path)):
            record = _record_of(call.args[0], imported) if call.args else None
            if record is not None and BY_NAME[record].scope is not Scope.CASE:
                continue
            if function not in SHOWS.get(name, ()):
                yield f"{place(path, call)} {function} reads round services/look"


def test_no_identifying_read_goes_round_the_door() -> None:
    """Screens, commands and services read rows of cases in the functions listed here alone."""
    expect_none(list(_bypasses()))


def test_what_is_shown_has_been_cut() -> None:
    """Each module that hands rows of cases to people cuts them with the door's own means."""
    uncut = [
        name
        for name in SHOWS
        if not CUTS & {node.id for node in ast.walk(tree(ROOT / "tipdesk" / name)) if isinstance(node, ast.Name)}
    ]
    expect_none(uncut)


def test_the_lists_are_true() -> None:
    """Nothing is listed that is not there any more: a list with room in it would hide the next bypass."""
    stale = [name for name in (*SHOWS, *FIELDLESS) if not (ROOT / "tipdesk" / name).exists()]
    for name, functions in SHOWS.items():
        found = {function for function, _call in reads_of(tree(ROOT / "tipdesk" / name))}
        stale += [f"{name} {function}" for function in functions - found]
    stale += [name for name in FIELDLESS if not list(reads_of(tree(ROOT / "tipdesk" / name)))]
    expect_none(stale)


@pytest.mark.parametrize(
    "source",
    [
        'def f(reader): return reader.find_rows(BY_NAME["Person"])',
        "def f(reader, record): return reader.get_row(record, b'')",
        "def f(reader): return reader.find_hits('doe')",
        "class A:\n    def f(self): return [row for row in self._reader.find_conflicts()]",
        '_OUTER = BY_NAME["Person"]\ndef f(reader): return reader.find_rows(_OUTER)',
    ],
)
def test_a_bypass_is_noticed(source: str) -> None:
    """The control: reads of a case's rows, in whatever way they are written, are found."""
    assert [name for name, _call in reads_of(ast.parse(source))] == ["f"]


@pytest.mark.parametrize(
    "source",
    [
        'def f(reader): return reader.find_rows(BY_NAME["Post"])',
        "def f(view, row): return view.get_row(row)",
        '_POST, _DEVICE = BY_NAME["Post"], BY_NAME["Device"]\ndef f(reader): return reader.get_row(_DEVICE, b"")',
    ],
)
def test_what_is_no_read_of_a_case_is_let_be(source: str) -> None:
    """The directory, and rows that have passed the door, may be read anywhere."""
    assert list(reads_of(ast.parse(source))) == []


MUTATIONS = {
    "no audit row at all": (
        '                    note_deed(desk, unit, _AUDITED[action], {"case": case, "row": row, "reason": reason})\n',
        "",
    ),
    "the row after the read": (
        """    with looking(desk, case, action, reason=reason) as eyes:
        return read_view(eyes)
""",
        """    with desk.read() as reader:
        view = read_view(get_eyes(reader, desk, case, action))
    with looking(desk, case, action, reason=reason):
        return view
""",
    ),
    "no row of a refusal": (
        '        note_look(desk, "denied", case=refusal.case, result=DENIED, reason=refusal.tried)\n',
        "",
    ),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_the_door_without_its_audit_row_turns_tests_red(mutation: str, tmp_path: Path) -> None:
    """A copy of the program in which `look` writes no row, or writes it late, fails the door's own tests."""
    before, after = MUTATIONS[mutation]
    for folder in ("tipdesk", "tests/fakes", "tests/services", "resources"):
        skipped = shutil.ignore_patterns("__pycache__", "ui", "hq", "cli", "bootstrap", "homes", "fonts", "icons")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=skipped)
    door = tmp_path / "tipdesk" / "services" / "look.py"
    source = door.read_text(encoding="utf-8")
    assert source.count(before) == 1
    door.write_text(source.replace(before, after), encoding="utf-8")
    asked = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/services/test_look.py"]
    run = subprocess.run(asked, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, check=False)
    assert run.returncode == 1, run.stdout.decode()
    assert b"1 failed" in run.stdout
