"""Nobody asks of which kind a field is, and a moment is printed in one way: what only a kind, or one module, may say.

Promises that each rule names the file and line that breaks it. What the kinds answer is left to their own tests.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, get_args

import pytest

from tests.sources import PRODUCT, expect_none, inside, place, sources, tree
from tipdesk.domain.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KINDS = "domain/kinds/"
NAMES = {kind.__name__ for kind in get_args(Kind)} | {"Field", "Parsed"}
MOMENTS = "domain/moments.py"
MONTHS = {"Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
"""May is a word of its own."""
BY_HAND = {"strftime", "ctime", "month_name", "month_abbr", "day_name", "day_abbr", "QDate", "QDateTime"}
DIRECTIVE = re.compile(r"%[A-Za-z]")


def _kinds_in(module: ast.Module) -> dict[str, str]:
    """Return the kinds that a file imports, by the name under which it has them."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tipdesk.domain.kinds")
        for alias in node.names
        if alias.name in NAMES
    }


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def asking(path: Path, module: ast.Module) -> Iterator[str]:
    """Yield each place that asks of which kind a field is, and each match over kinds that leaves one out unnoticed."""
    known = _kinds_in(module).keys()
    for node in ast.walk(module) if known else ():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            asks = node.func.id in {"isinstance", "issubclass"}
            if asks and len(node.args) > 1 and _names(node.args[1]) & known:
                yield f"{place(path, node)} asks {ast.unparse(node)}"
        elif isinstance(node, ast.Compare) and "type(" in ast.unparse(node) and _names(node) & known:
            yield f"{place(path, node)} asks {ast.unparse(node)}"
        elif isinstance(node, ast.Match):
            classes = {name for case in node.cases for name in _names(case.pattern)} & known
            if classes and not _is_closed(node):
                yield f"{place(path, node)} leaves a kind out: the last case is no assert_never"


def _is_closed(match: ast.Match) -> bool:
    last = match.cases[-1]
    is_rest = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None and last.guard is None
    return is_rest and len(last.body) == 1 and ast.unparse(last.body[0]).startswith("assert_never(")


def printing(path: Path, module: ast.Module) -> Iterator[str]:
    """Yield each place that makes words of a moment by hand."""
    for node in ast.walk(module):
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if name in BY_HAND:
            yield f"{place(path, node)} calls {name}"
        spec = ast.unparse(node.format_spec) if isinstance(node, ast.FormattedValue) and node.format_spec else ""
        if DIRECTIVE.search(spec):
            yield f"{place(path, node)} formats a moment"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in MONTHS:
            yield f"{place(path, node)} names a month"


def test_nobody_asks_which_kind_a_field_is() -> None:
    """Outside the kinds themselves a field is asked what it answers; where deeds differ, a match leaves no kind out."""
    expect_none(
        [
            found
            for path in sources("tipdesk")
            if not inside(path).startswith(KINDS)
            for found in asking(path, tree(path))
        ]
    )


def test_a_moment_is_printed_in_one_way() -> None:
    """No other module spells a month, or makes words of a day and time."""
    expect_none(
        [found for path in sources("tipdesk") if inside(path) != MOMENTS for found in printing(path, tree(path))]
    )


@pytest.mark.parametrize(
    "source",
    [
        "isinstance(field, LongText)",
        "isinstance(field, (Code, Codes))",
        "isinstance(field, Code | Codes)",
        "type(field) is Code",
        "match field:\n    case Code():\n        pass\n    case _:\n        pass",
        "match field:\n    case Code() | LongText():\n        pass",
    ],
)
def test_asking_is_found(source: str) -> None:
    """Each way to ask is noticed, under another name too."""
    named = "from tipdesk.domain.kinds import Code, Codes, LongText"
    renamed = "from tipdesk.domain.kinds import Code as A, Codes as B, LongText as C"
    other = source.replace("Codes", "B").replace("Code", "A").replace("LongText", "C")
    for module in (ast.parse(f"{named}\n{source}"), ast.parse(f"{renamed}\n{other}")):
        assert len(list(asking(PRODUCT / "ui" / "app.py", module))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "isinstance(box, LongText)",
        "from tipdesk.domain.kinds import Code\nisinstance(value, str)",
        "from tipdesk.domain.kinds import Code\nmatch one:\n    case Code(): ...\n    case _: assert_never(one)",
        "match value:\n    case str():\n        pass",
    ],
)
def test_what_asks_of_no_kind_is_let_be(source: str) -> None:
    """A widget of the same name, values, and a match that ends in assert_never may stand anywhere."""
    assert list(asking(PRODUCT / "ui" / "app.py", ast.parse(source))) == []


@pytest.mark.parametrize(
    "source",
    ["at.strftime('%H:%M')", "f'{at:%d %b}'", "f'{at:%Y-%m}'", "calendar.month_name[3]", "names = ('Jan', 1)"],
)
def test_a_moment_made_by_hand_is_found(source: str) -> None:
    """Each way round is noticed."""
    assert list(printing(PRODUCT / "ui" / "app.py", ast.parse(source)))
