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

SHOWS = {
    "services/case/find_words.py": {"search", "add"},
    "services/case/cases_seen.py": {"_see"},
    "services/similar/find_similar.py": {"find", "_hint", "_told_already", "_belonging", "_said_already"},
    "services/case/find_conflicts.py": {"read_conflicts", "show_conflict"},
    "services/case/open_case.py": {"_workspace", "read_past"},
    "services/case/show_case.py": {"show_case"},
    "services/documents/export_person.py": {"export_person"},
    "services/documents/file_of_view.py": {"file_of_view"},
    "services/case/find_case_lines.py": {"read_lines"},
    "services/case/find_unowned_tasks.py": {"find_unowned_tasks"},
    "services/case/history.py": {"history", "read_history"},
    "services/access/find_reviews.py": {"read_reviews", "read_reviews_of"},
    "services/gates/show_approval.py": {"_subject"},
    "services/line_list/open_list.py": {"read_list", "read_line"},
    "services/registers/open_register.py": {"cases_named"},
}
"""Functions that hand what they read to people, through the door."""

FIELDLESS = {
    "services/relation.py": "tells how an officer stands to a case, and no field of it",
    "services/case/authorship.py": "tells who wrote which row, to whoever opened the case, and no field of it",
    "services/case/references.py": "finds the id of a reference that the officer knows of, or refuses",
    "services/case/new_case.py": "asks whether a reference is taken",
    "services/case/add_record.py": "asks which person codes are taken",
    "services/case/rules.py": "asks at which level the officer sees the case",
    "services/sync/case_receipt.py": "counts entries of a case that headquarters has",
    "services/sync/see_link.py": "names the reference of what waits, where the officer knows of the case",
    "services/looks/find_looks.py": "names references in the audit, for those who read it",
    "services/looks/exceptions.py": "asks whose case a case is, for those who read the audit",
    "services/looks/look_filter.py": "finds the id of a reference that the officer knows of, or refuses",
    "services/case/take_back.py": "writes what a deed of the officer's own replaced, and shows none",
    "services/sync/push/redact_unsent.py": "counts the entries that say openly what is sealed by now",
    "services/access/deciding.py": "asks whether the officer may decide, and hands rows to the verbs of its package",
    "services/access/exclude_officer.py": "asks who is excluded already, for those who exclude",
    "services/access/emergency.py": "counts what the officer opened today; shows the reason to those who answer it",
    "services/access/decide_review.py": "changes the row that it decides",
    "services/access/find_access.py": "shows exclusions and access to those who decide about them, as an audited look",
    "services/keys/cases/case_keys.py": "reads the keys of a case, which open nothing to whom they are not sealed",
    "services/keys/cases/entitled.py": "asks who works on a case",
    "services/signatures/verify_signature.py": "shows who signed, to whoever opened the case or holds what was signed",
    "services/sealing/seal_stragglers.py": "writes again, sealed, what came openly, and shows none",
    "services/sealing/writing_again.py": "finds which entries wrote the rows of a case, and shows none",
    "services/sealing/redact_resealed.py": "finds which entries were written again, sealed, and shows none",
    "services/locked/take_report.py": "asks whether a report that was left while locked has been taken in already",
    "services/sealing/share_case_keys.py": "asks how a case is sealed",
    "services/case/restrict_case.py": "writes every row of a case again, sealed, and shows none",
    "services/sealing/write_sealed.py": "asks how a case is sealed",
    "services/gates/find_breaches.py": "tells which gates a case stands past, and no answer",
    "services/entries/write_case.py": "asks at which stage a case is, for the gates",
    "services/entries/judge.py": "judges what was written; a refusal names no answer",
    "domain/rules/gates/checking.py": "judges rows of a case; what a gate says names no answer",
    "domain/rules/gates/suspects.py": "judges rows of a case; what a gate says names no answer",
    "services/entries/freeze.py": "gives rules the case to read; what they say names no answer",
    "services/headquarters/directory/parking.py": "asks for which gate an approval was asked",
    "services/clocks/frozen_cases.py": "gives clocks many cases to read; what they say names no answer",
    "services/headquarters/erasure/retention_of.py": "tells how long a case is kept and what holds it",
    "services/headquarters/erasure/erase_case.py": "shows references and dates alone",
    "services/line_list/save_line.py": "asks which person codes and places in the list are taken",
    "services/line_list/families.py": "asks which pairs have a relationship already",
    "services/reports/report_lines.py": "tells how grave a report is, since when it waits and who has it",
    "services/case/note_outcome.py": "moves what its officer may see of a report into a row, and shows none",
    "services/gates/ask_approval.py": "asks what stands in the case that is asked about, and shows none",
    "services/gates/asked.py": "finds the row that an approval is about, for the verbs of its package",
    "services/gates/answer_approval.py": "asks who wrote what is approved, and shows none",
    "services/gates/find_approvals.py": "shows what is asked, cut by `Eyes.see`, to who may answer or opened the case",
    "services/gates/note_spoken.py": "asks when the call was that it has just written, and who is on the roster",
    "services/gates/review_breach.py": "tells which rules something stands past, and shows no field of it",
    "services/my_work/take_task.py": "asks whether a task is as the officer saw it, and shows none",
    "services/outreach/campaigns.py": "counts worry reports by their day and the district of their post",
    "services/similar/say_not_same.py": "asks in which cases two people stand, and which link is taken back",
    "services/reports/acknowledge_report.py": "asks who wrote a report and who has it, and shows no field of it",
}
"""Modules that read rows of cases and hand out no field of what the case is about, each with its reason."""


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


def test_no_identifying_read_goes_round_the_gate() -> None:
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
    "no audit row at all": ("                    _note(desk, unit, case, action, reason)\n", ""),
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
def test_the_gate_without_its_audit_row_turns_tests_red(mutation: str, tmp_path: Path) -> None:
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
