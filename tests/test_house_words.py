"""One word, one thing: names that would say a second thing by a word of the README's table, and two things of one name.

Promises to name the file and line that breaks a rule. Leaves which words mean what to the README.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from tests.sources import PRODUCT, ROOT, expect_none, place, sources, tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAID_TWICE = {"_", "make_page", "plug"}
"""A text is marked and translated by one sign, as gettext has it; the doors of a page are named so in every page."""

SPOKEN = ("cli", "hq", "services", "sync")
"""Where the words below mean one thing, in the names of functions, methods and classes."""
FORMS = {
    "settle": {"settle", "settles", "settled", "settling"},
    "place": {"place", "places", "placed"},
    "standing": {"standing", "standings", "stands"},
    "hold": {"hold", "holds", "held", "holding"},
    "look": {"look", "looks", "looked", "looking"},
}
MEANT = {
    "settle": {"settle_conflict", "conflicts_settle", "settle_row"},
    "place": {"Place"},
    "standing": {"Standing"},
    "hold": {"Held", "find_held", "count_held", "end_holds", "set_hold", "keep_hold_minutes", "hold", "holds_back"},
    "look": {
        "LookFilter", "LookLine", "LookQuery", "can_read_looks", "find_looks", "look", "looking", "note_look",
        "prune_looks", "read_looks", "review_look", "verify_looks",
    },
}  # fmt: skip
"""By word, the names that use it for what the README says; `holds_back`: of a note that its reader does not see."""


def _names(module: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Yield the public names that a module or one of its classes defines: what others speak of."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node, node.name
        for part in node.body if isinstance(node, ast.ClassDef) else ():
            if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
                yield part, part.name


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def second_meanings(module: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Yield each public name that uses a word of the table without being among those that mean it."""
    for node, name in _names(module):
        if not name.startswith("_"):
            for word, forms in FORMS.items():
                if forms & _words(name) and name not in MEANT[word]:
                    yield node, f"{name} says {word}"


def test_a_word_means_one_thing() -> None:
    """Settle, place, standing, hold and look are not used for a second thing where cases are recorded and sent."""
    found = [
        f"{place(path, node)} {said}"
        for path in sources(*(f"tipdesk/{floor}" for floor in SPOKEN))
        for node, said in second_meanings(tree(path))
    ]
    expect_none(found)


def test_the_words_are_in_use() -> None:
    """No name is allowed that is not there any more: a list with room in it would hide the next second meaning."""
    used = {name for path in sources("tipdesk") for _node, name in _names(tree(path))}
    expect_none(sorted(name for names in MEANT.values() for name in names if name not in used))


def test_the_table_has_the_words() -> None:
    """Each of them is explained in the README."""
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    expect_none([word for word in MEANT if f"| **{word}** |" not in told])


@pytest.mark.parametrize(
    "source",
    [
        "def settle_receipt(): pass",
        "class Places: pass",
        "class A:\n    def is_held(self): pass",
        "def find_standing(): pass",
        "async def looked(): pass",
    ],
)
def test_a_second_meaning_is_noticed(source: str) -> None:
    """The control: a name that says one of the words for something else is found."""
    assert list(second_meanings(ast.parse(source)))


def _functions_of(path: Path) -> set[str]:
    return {node.name for node in tree(path).body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def _imported(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the functions of ours that a file imports, wherever in it: name, and the module that defines it."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("tipdesk."):
            source = ROOT / (node.module.replace(".", "/") + ".py")
            known = _functions_of(source) if source.exists() else set()
            yield from ((alias.name, node.module) for alias in node.names if alias.name in known)


def namesakes(module: ast.Module) -> Iterator[str]:
    """Yield each name under which one file imports functions of several modules, whatever it calls them itself."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, source in _imported(module):
        found[name].add(source)
    yield from (f"{name} of {sorted(those)}" for name, those in found.items() if len(those) > 1)


def test_no_file_imports_two_functions_of_one_name() -> None:
    """Whoever reads a call knows by its name which function it is, without looking which of two was meant."""
    found = [
        f"{place(path)} imports {said}"
        for path in sources("tipdesk")
        for said in namesakes(tree(path))
        if said.partition(" ")[0] not in SAID_TWICE
    ]
    expect_none(found)


def test_namesakes_are_noticed() -> None:
    """The control: two functions of one name are found, also behind another name and inside a function."""
    source = (
        "from tipdesk.domain.rules.closing import is_closed\n"
        "def f():\n    from tipdesk.domain.rules.caution import is_closed as closed\n"
    )
    assert (PRODUCT / "domain" / "rules" / "closing.py").exists()
    assert len(list(namesakes(ast.parse(source)))) == 1
