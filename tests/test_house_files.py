"""Where files are made, filled and renamed: one module, so that links, rights, scanners and power cuts are met once.

Promises that each rule names the file and line that breaks it. Leaves what the module does to its own tests.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.sources import expect_none, inside, place, sources, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

DISK = "disk.py"
PATH_WAYS = {"write_text", "write_bytes", "touch", "hardlink_to", "symlink_to", "link_to"}
OF_OTHERS = {"FileHandler", "RotatingFileHandler", "QSaveFile", "QFile", "QTemporaryFile"}
MODULES = {
    "shutil": {"copy", "copy2", "copyfile", "copytree", "move"},
    "os": {"link", "symlink", "truncate", "mkfifo", "mknod", "creat"},
    "tempfile": {"mkstemp", "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile"},
}
"""Calls that make or fill a file: of a path, of other libraries, and of modules whose words mean other things too."""
WRITE_FLAGS = re.compile(r"O_(?:CREAT|WRONLY|RDWR|APPEND|TRUNC)")


def writes_of(module: ast.Module) -> Iterator[ast.Call]:
    """Yield each call that makes a file or opens one for writing."""
    constants = dict(_constants(module))
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and _writes(node, constants):
            yield node


def _constants(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in module.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            yield ast.unparse(target), ast.unparse(node.value)


def _writes(node: ast.Call, constants: dict[str, str]) -> bool:
    owner, _dot, name = ast.unparse(node.func).rpartition(".")
    if (owner, name) == ("os", "open"):
        given = " ".join(map(ast.unparse, [*node.args[1:], *(word.value for word in node.keywords)]))
        return bool(WRITE_FLAGS.search(given + " ".join(text for known, text in constants.items() if known in given)))
    if name == "ZipFile":
        return _opens_for_writing(node, at=1)
    if name in {"open", "fdopen"}:
        return _opens_for_writing(node, at=0 if owner not in {"", "io", "os"} else 1)
    return (
        name in PATH_WAYS | OF_OTHERS or name in MODULES.get(owner, ()) or (not owner and name in MODULES["tempfile"])
    )


def _opens_for_writing(node: ast.Call, *, at: int) -> bool:
    """Tell whether the mode that is given is one of writing; a method `open` of something else is given none."""
    modes = [node.args[at]] if len(node.args) > at else [word.value for word in node.keywords if word.arg == "mode"]
    told = [one.value for one in modes if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return any(set("wax+") & set(one) for one in told)


def test_nothing_is_written_past_it() -> None:
    """No other file of the program makes a file or opens one for writing."""
    past = [place(path, node) for path in sources("tipdesk") if inside(path) != DISK for node in writes_of(tree(path))]
    expect_none(past)


def test_it_is_the_one_that_writes() -> None:
    """The rule sees the writings of the module itself: it would see those of another."""
    assert list(writes_of(tree(next(path for path in sources("tipdesk") if inside(path) == DISK))))


@pytest.mark.parametrize(
    "source",
    [
        "path.write_text('x')",
        "path.write_bytes(b'x')",
        "with path.open('wb') as file: pass",
        "with path.open(mode='a') as file: pass",
        "open(path, 'r+b', buffering=0)",
        "os.fdopen(number, 'wb')",
        "os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)",
        "_WRITE: Final = os.O_WRONLY | os.O_CREAT\nos.open(path, _WRITE)",
        "shutil.copyfile(one, other)",
        "path.touch()",
        "tempfile.NamedTemporaryFile(dir=home)",
        "logging.FileHandler(path)",
        "zipfile.ZipFile(path, 'w')",
    ],
)
def test_a_writing_past_it_is_noticed(source: str) -> None:
    """The control: a file made or opened for writing is found in whatever way it is written."""
    assert len(list(writes_of(ast.parse(source)))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "path.open('rb')",
        "open(path)",
        "_READ = os.O_RDONLY | os.O_NOFOLLOW\nos.open(path, _READ)",
        "office.open(sealed)",
        "shelf.copy()",
        "self.lanes.link(run)",
        "dialog.open(self._refused)",
        "zipfile.ZipFile(io.BytesIO(content))",
    ],
)
def test_what_writes_no_file_is_let_be(source: str) -> None:
    """Reading, and other things of those names, may stand anywhere."""
    assert list(writes_of(ast.parse(source))) == []


def test_nothing_is_renamed_or_removed_past_it() -> None:
    """No other file of the program renames or removes a file: what waits for a scanner stands in one place."""
    past = [
        place(path, node)
        for path in sources("tipdesk")
        if inside(path) != DISK
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _moves(node)
    ]
    expect_none(past)


def _moves(node: ast.Call) -> bool:
    """A path's `replace` takes one thing; that of a text takes two, that of a moment or a record names its fields."""
    name = ast.unparse(node.func).rpartition(".")[2]
    return name in {"rename", "renames", "unlink", "rmtree"} or (
        name == "replace" and len(node.args) == 1 and not node.keywords
    )
