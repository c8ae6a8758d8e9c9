"""The source as the house rules read it: files by folder, their trees, what they import.

Promises to leave out migration versions, which are frozen history. Leaves every rule to the tests that use it.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / "tipdesk"


def sources(*folders: str) -> Iterator[Path]:
    """Yield the Python files of the folders, migration versions aside."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "versions" not in path.parts or "migrations" not in path.parts:
                yield path


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def place(path: Path, node: ast.AST | None = None) -> str:
    """Return the file and line as an editor opens them."""
    return f"{path.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 1)}"


def inside(path: Path) -> str:
    """Return a product file's path from the package on."""
    return path.relative_to(PRODUCT).as_posix()


def imports(path: Path) -> Iterator[tuple[ast.AST, str]]:
    """Yield each imported module's full name, wherever in the file it is imported."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node, node.module


def expect_none(found: list[str], what: str = "") -> None:
    """Fail with one line for each place found."""
    assert not found, f"{what}\n  " + "\n  ".join(found)
