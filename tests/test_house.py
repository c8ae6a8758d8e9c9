"""The house rules that neither ruff nor import-linter can hold: sizes, libraries by floor, names, words.

Promises that each rule names the file and line that breaks it. Leaves style to ruff, floors to import-linter, and who
may write to `test_house_writers.py`.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.sources import PRODUCT, ROOT, expect_none, imports, inside, place, sources, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_FILE_LINES = 300
MOST_SHELL_LINES = 150
MOST_BOOTSTRAP_FILES = 15
MOST_FUNCTION_LINES = 40
MOST_PUBLIC_METHODS = 15
FEWEST_PARAGRAPH_WORDS = 10

FORBIDDEN_WORDS = {"manager", "helper", "helpers", "util", "utils", "handler", "data", "info", "misc"}

# The longest matching path decides. A floor that is not listed may import nothing but the standard library.
LIBRARIES = {
    "domain": set(),
    "sync": {"msgspec", "zstandard"},
    "services": set(),
    "adapters/store": {"sqlalchemy", "sqlcipher3", "alembic", "msgspec"},
    "adapters/keys": {"cryptography", "argon2", "msgspec", "shamir_mnemonic", "zxcvbn"},
    "adapters/carriers": {"httpx"},
    "adapters/documents": {"reportlab", "segno"},
    "adapters/matching": {"rapidfuzz"},
    "adapters/preview": {"PIL", "pypdfium2"},
    "adapters/spreadsheets": {"openpyxl"},
    "adapters/system": {"platformdirs"},
    "hq": {"starlette", "uvicorn", "cryptography"},
    "homes": set(),
    "ui": {"PySide6", "shiboken6"},
    "bootstrap": {"PySide6"},
    "cli": {"click"},
}

# Floors that hold decisions only: bytes or rows in, verdict out. What reaches the outside world is refused there.
PURE_FLOORS = ("domain", "sync", "xforms", "statistics")
OUTSIDE_WORLD = {"os", "socket", "sqlite3", "subprocess", "tempfile", "threading", "time", "urllib", "shutil", "glob"}


def _floor(path: Path) -> str:
    inside = path.relative_to(PRODUCT).as_posix()
    fitting = [floor for floor in LIBRARIES if inside.startswith(f"{floor}/")]
    return max(fitting, key=len, default="")


def test_files_are_short() -> None:
    """No source file is longer than a person reads at one sitting."""
    long = [
        f"{place(path)} has {lines} lines"
        for path in sources("tipdesk", "tests", "installer")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_FILE_LINES
    ]
    expect_none(long)


def test_the_shell_has_no_features() -> None:
    """The window that holds the pages stays so short that no page can grow into it."""
    shell = PRODUCT / "ui" / "shell.py"
    assert len(shell.read_text(encoding="utf-8").splitlines()) < MOST_SHELL_LINES


def test_bootstrap_is_wiring_alone() -> None:
    """The package that joins all parts stays so small that no deed can hide in it."""
    files = sorted(inside(path) for path in sources("tipdesk/bootstrap"))
    assert len(files) <= MOST_BOOTSTRAP_FILES, files


def test_functions_are_short() -> None:
    """No function is longer than a screen."""
    long = [
        f"{place(path, node)} {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path in sources("tipdesk", "tests", "installer")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > MOST_FUNCTION_LINES
    ]
    expect_none(long)


def test_classes_are_small() -> None:
    """No class offers more methods than a reader holds in mind."""
    large = []
    for path in sources("tipdesk", "tests", "installer"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                methods = [part for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)]
                public = [method.name for method in methods if not method.name.startswith("_")]
                if len(public) > MOST_PUBLIC_METHODS:
                    large.append(f"{place(path, node)} {node.name} has {len(public)} public methods")
    expect_none(large)


def test_modules_open_with_a_paragraph() -> None:
    """Every module says what it promises before it begins; a package's own file and a test may say it in a line."""
    silent = []
    for path in sources("tipdesk", "tests", "installer"):
        said = ast.get_docstring(tree(path)) or ""
        line_is_enough = path.name == "__init__.py" or "tests" in path.relative_to(ROOT).parts
        if not said or (not line_is_enough and len(said.split()) < FEWEST_PARAGRAPH_WORDS):
            silent.append(place(path))
    expect_none(silent)


def test_libraries_keep_to_their_floors() -> None:
    """A floor imports the libraries listed for it and no others."""
    own = {"tipdesk", *sys.stdlib_module_names}
    strangers = [
        f"{place(path, node)} imports {name}"
        for path in sources("tipdesk")
        for node, name in imports(path)
        if (top := name.partition(".")[0]) not in own and top not in LIBRARIES.get(_floor(path), set())
    ]
    expect_none(strangers)


def test_pure_floors_stay_pure() -> None:
    """Records, bundles, forms and tables are decided without a disk, a clock, a thread or a link."""
    impure = []
    for path in sources(*(f"tipdesk/{floor}" for floor in PURE_FLOORS)):
        impure += [
            f"{place(path, node)} imports {name}"
            for node, name in imports(path)
            if name.partition(".")[0] in OUTSIDE_WORLD
        ]
        impure += [
            f"{place(path, node)} opens a file"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"
        ]
    expect_none(impure)


def test_names_say_what_a_thing_is() -> None:
    """No module and no class hides behind a word that means everything."""
    vague = []
    for path in sources("tipdesk", "tests", "installer"):
        if FORBIDDEN_WORDS & set(path.stem.lower().split("_")):
            vague.append(place(path))
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                words = {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", node.name)}
                if FORBIDDEN_WORDS & words:
                    vague.append(f"{place(path, node)} {node.name}")
    expect_none(vague)


def test_tests_say_what_they_prove() -> None:
    """Every test has a line that says what it proves."""
    mute = [
        f"{place(path, node)} {node.name}"
        for path in sources("tests")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and path.stem.startswith("test_")
        and not ast.get_docstring(node)
    ]
    expect_none(mute)


def test_exceptions_to_the_rules_are_argued() -> None:
    """A silenced rule or type says why on its own line, after the code it silences."""
    silenced = re.compile(r"#\s*(?:noqa|type:\s*ignore)(?P<rest>.*)")
    argued = re.compile(r"(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[\w, -]+\])\s*(?:-|—|#)?\s*\w+.*\s\w+")
    bare = []
    for path in (*sources("tipdesk", "tests", "installer"), *sorted((ROOT / "installer/stubs").rglob("*.pyi"))):
        if path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = silenced.search(line)
            if found and not argued.match(found["rest"]):
                bare.append(f"{path.relative_to(ROOT).as_posix()}:{number} {line.strip()}")
    expect_none(bare)


def _written_files() -> Iterator[Path]:
    for folder in ("tipdesk", "tests", "installer", "resources", "forms", ".ci", ".github"):
        yield from (path for path in sorted((ROOT / folder).rglob("*")) if "__pycache__" not in path.parts)
    yield from (path for path in sorted(ROOT.iterdir()) if path.suffix in {".md", ".toml"})


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("an unfinished thought", "TO" + "DO|FIX" + "ME|X" + "XX"),
        ("the address of a package registry", r"py" + r"pi\.org|python" + r"hosted|npm" + r"js\.|deb\.deb" + r"ian"),
        ("a path of somebody's PC", r"/wo" + r"rk/|/ro" + r"ot/|/ho" + r"me/\w"),
    ],
)
def test_files_speak_of_the_project_alone(what: str, pattern: str) -> None:
    """What is written down holds on every PC and is finished."""
    sought = re.compile(pattern)
    found = []
    for path in _written_files():
        if path.is_file() and path.suffix in {
            ".py",
            ".pyi",
            ".md",
            ".txt",
            ".in",
            ".toml",
            ".json",
            ".qss",
            ".csv",
            "",
        }:
            text = path.read_text(encoding="utf-8")
            found += [f"{path.relative_to(ROOT).as_posix()}: {hit.group()}" for hit in sought.finditer(text)]
    expect_none(found, what)


def test_docstrings_are_sentences() -> None:
    """No docstring of the product is filled in like a form: what a module is for is said in sentences."""
    formula = re.compile(r"\bPromises\b|\bLeaves to others\b")
    expect_none(
        [
            f"{place(path, node)} “{said.splitlines()[0]}”"
            for path in sources("tipdesk")
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and (said := ast.get_docstring(node))
            and formula.search(said)
        ]
    )
