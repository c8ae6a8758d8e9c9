"""What a home remembers is declared in one place, with who writes it; nobody reads or writes a value past that.

Each rule names the file and line, or the declaration, that breaks it. What each value looks like as bytes is left to
`tests/services/test_remembered.py`.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from typing import TYPE_CHECKING

from tests.sources import expect_none, inside, place, sources, tree
from tipdesk.services.remembered import here, link, office
from tipdesk.services.remembered.memory import Remembered, RememberedEach

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REGISTRY = "services/remembered/"
DOOR = f"{REGISTRY}memory.py"
OF_THE_STORE = {"get_setting", "put_setting"}
WRITES = {"keep", "forget"}
DECLARED = {
    name: one
    for module in (here, link, office)
    for name, one in vars(module).items()
    if isinstance(one, Remembered | RememberedEach)
}


def _calls(path: Path) -> Iterator[tuple[ast.Call, ast.Attribute]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node, node.func


def _declared_in(node: ast.expr) -> str:
    """Return which declaration `NAME` or `NAME.of(…)` speaks of, "" for none."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "of":
        node = node.func.value
    return node.id if isinstance(node, ast.Name) and node.id in DECLARED else ""


def _writers(path: Path) -> set[str]:
    """Return the declarations that a file keeps or forgets."""
    return {found for _call, called in _calls(path) if called.attr in WRITES and (found := _declared_in(called.value))}


def test_nothing_is_remembered_past_the_registry() -> None:
    """The values of a home are read and written in one file; every other names what it means."""
    expect_none(
        [
            f"{place(path, node)} calls {called.attr}"
            for path in sources("tipdesk")
            if inside(path) != DOOR
            for node, called in _calls(path)
            if called.attr in OF_THE_STORE
        ]
    )


def test_the_registry_is_the_one_that_reads_and_writes() -> None:
    """The rule sees the calls of that file itself: it would see those of another."""
    door = next(path for path in sources("tipdesk") if inside(path) == DOOR)
    assert {called.attr for _node, called in _calls(door)} >= OF_THE_STORE


def test_whoever_writes_is_declared() -> None:
    """Each declaration names just the modules that keep or forget it."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sources("tipdesk"):
        if not inside(path).startswith(REGISTRY):
            for name in _writers(path):
                found[name].add(path.stem)
    expect_none(
        [
            f"{name} is written by {sorted(found[name])}, not by {sorted(one.written_by)}"
            for name, one in DECLARED.items()
            if found[name] != set(one.written_by)
        ]
    )


def test_everything_declared_is_read() -> None:
    """Nothing is declared that no other file asks for: a list with room in it would hide what is stale."""
    named = {
        node.id
        for path in sources("tipdesk")
        if not inside(path).startswith(REGISTRY)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Name)
    }
    expect_none(sorted(DECLARED.keys() - named))


def test_no_two_share_a_key() -> None:
    """No key in the store can be that of two things, whatever id it ends in."""
    every = [(one.name, isinstance(one, RememberedEach)) for one in DECLARED.values()]
    expect_none(
        [
            f"{name} and {other}"
            for number, (name, is_each) in enumerate(every)
            for at, (other, _is_each) in enumerate(every)
            if number != at and (other == name or (is_each and other.startswith(name)))
        ]
    )


def test_each_says_what_it_means() -> None:
    """Every declaration has a sentence for people."""
    expect_none([name for name, one in DECLARED.items() if len(one.meaning.split()) < 4 or one.meaning[-1] != "."])
