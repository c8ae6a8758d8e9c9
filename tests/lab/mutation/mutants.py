"""All mutants of a source file, in an order that depends on nothing but the source.

Promises a stable name for each: file, function, operator, ordinal within both, and a fingerprint of the function, so
that a changed function makes other mutants and leaves its neighbours' alone. A *unit* is an outermost function or
method with all that is nested in it, the defaults of its signature, or a statement of a module or class body.
Decorators, annotations, docstrings, texts, asserts and imports are not mutated.
"""

from __future__ import annotations

import ast
import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.lab.mutation.operators import variants

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

FINGERPRINT_DIGITS = 10
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
UNTOUCHED = ast.Assert | ast.Import | ast.ImportFrom | ast.Global | ast.Nonlocal
UNTOUCHED_FIELDS = {"decorator_list", "annotation", "returns", "bases", "type_params"}
UNTOUCHED_NAMES = {"__all__", "__slots__"}


@dataclass(frozen=True)
class Spot:
    """Where a node hangs: in a field of its parent, at a place if that field is a list."""

    parent: ast.AST
    field: str
    place: int | None

    def put(self, node: ast.AST) -> None:
        """Hang a node here."""
        if self.place is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.place] = node


@dataclass(frozen=True)
class Mutant:
    """One mistake: where, by which operator, and whether the module must be loaded anew to make it.

    `lines` are those of its statement, `span` those of its unit.
    """

    file: str
    unit: str
    fingerprint: str
    operator: str
    ordinal: int
    lines: range
    span: range
    is_loaded_anew: bool
    spot: Spot
    before: ast.AST
    after: ast.AST

    @property
    def name(self) -> str:
        """The stable name."""
        return f"{self.file}::{self.unit}@{self.fingerprint}::{self.operator}::{self.ordinal}"

    @property
    def change(self) -> str:
        """The change in one line for people."""
        before, after = (" ".join(ast.unparse(one).split()) for one in (self.before, self.after))
        return f"{before[:90]}  ->  {after[:90]}"

    def code(self, tree: ast.Module) -> CodeType:
        """Return the module with the mistake in it, compiled; the tree stays as it was."""
        self.spot.put(self.after)
        try:
            return compile(ast.fix_missing_locations(tree), self.file, "exec", dont_inherit=True)
        finally:
            self.spot.put(self.before)


@dataclass(frozen=True)
class Source:
    """One source file and its mutants."""

    tree: ast.Module
    mutants: tuple[Mutant, ...]


def read_source(text: str, file: str) -> Source:
    """Parse a source and list its mutants."""
    tree = ast.parse(text)
    seen: Counter[str] = Counter()
    found: list[Mutant] = []
    for name, root, is_anew in _units(tree.body, ""):
        seen[name] += 1
        unit = name if seen[name] == 1 else f"{name}#{seen[name]}"
        found += _mutants(file, unit, root, is_anew=is_anew)
    return Source(tree, tuple(found))


def _units(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, ast.AST, bool]]:
    for node in body:
        if isinstance(node, FUNCTION):
            yield f"{prefix}{node.name}", node, False
            yield f"{prefix}{node.name}()", node.args, True
        elif isinstance(node, ast.ClassDef):
            yield from _units(node.body, f"{prefix}{node.name}.")
        elif isinstance(node, ast.If | ast.Try):
            if "TYPE_CHECKING" not in ast.unparse(node):
                yield from _units([one for one in ast.iter_child_nodes(node) if isinstance(one, ast.stmt)], prefix)
        elif not isinstance(node, UNTOUCHED):
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            name = ast.unparse(target) if target is not None else "<statement>"
            if name not in UNTOUCHED_NAMES:
                yield f"{prefix}{name}", node, True


def _mutants(file: str, unit: str, root: ast.AST, *, is_anew: bool) -> list[Mutant]:
    counted: Counter[str] = Counter()
    made = []
    for node, spot, lines in _spots(root):
        for operator, after in variants(node):
            made.append((operator, counted[operator], lines, spot, node, after))
            counted[operator] += 1
    said = ast.unparse(root) + "".join(f"\n{operator} {ast.unparse(after)}" for operator, *_, after in made)
    fingerprint = hashlib.sha256(said.encode()).hexdigest()[:FINGERPRINT_DIGITS]
    span = range(getattr(root, "lineno", 0), (getattr(root, "end_lineno", None) or 0) + 1)
    return [
        Mutant(file, unit, fingerprint, operator, ordinal, lines, span, is_anew, spot, before, after)
        for operator, ordinal, lines, spot, before, after in made
    ]


def _spots(root: ast.AST, lines: range = range(0)) -> Iterator[tuple[ast.AST, Spot, range]]:
    """Yield what hangs below a node, with the lines of the innermost statement or statement head around it."""
    for name, value in ast.iter_fields(root):
        if name in UNTOUCHED_FIELDS or (name == "args" and isinstance(root, FUNCTION)):
            continue
        for place, node in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(node, ast.AST) or isinstance(node, UNTOUCHED):
                continue
            own = _lines(node) if isinstance(node, ast.stmt | ast.ExceptHandler) else lines or _lines(root)
            yield node, Spot(root, name, place if isinstance(value, list) else None), own
            yield from _spots(node, own)


def _lines(node: ast.AST) -> range:
    first = getattr(node, "lineno", 0)
    body = getattr(node, "body", None)
    if isinstance(body, list) and body and not isinstance(node, ast.Module):
        return range(first, max(body[0].lineno, first + 1))
    return range(first, (getattr(node, "end_lineno", None) or first) + 1)
