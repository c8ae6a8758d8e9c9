"""The house rules that neither ruff nor import-linter can hold: sizes, libraries by floor, single writers, words.

Promises that each rule names the file and line that breaks it. Leaves style to ruff and floors to import-linter.
"""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / "tipdesk"
MOST_FILE_LINES = 300
MOST_FUNCTION_LINES = 40
MOST_PUBLIC_METHODS = 15
FEWEST_PARAGRAPH_WORDS = 10

FORBIDDEN_WORDS = {"manager", "helper", "helpers", "util", "utils", "handler", "data", "info", "misc"}

# The longest matching path decides. A floor that is not listed may import nothing but the standard library.
LIBRARIES = {
    "domain": set(),
    "sync": {"msgspec", "zstandard"},
    "services": set(),
    "adapters/store": {"sqlalchemy", "sqlcipher3", "alembic"},
    "adapters/keys": {"cryptography", "argon2", "msgspec", "shamir_mnemonic", "zxcvbn"},
    "adapters/carriers": {"httpx"},
    "adapters/documents": {"reportlab", "segno"},
    "adapters/system": {"platformdirs"},
    "hq": {"starlette", "uvicorn", "cryptography"},
    "ui": {"PySide6", "shiboken6", "segno"},
    "cli": {"click"},
}

# Floors that hold decisions only: bytes or rows in, verdict out. What reaches the outside world is refused there.
PURE_FLOORS = ("domain", "sync", "xforms", "statistics")
OUTSIDE_WORLD = {"os", "socket", "sqlite3", "subprocess", "tempfile", "threading", "time", "urllib", "shutil", "glob"}

# The only places where an unforeseen error may be caught whole.
CATCH_ALL = re.compile(r"ui/lanes.*\.py|hq/app.*\.py|cli/.*\.py")


def _sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "versions" not in path.parts or "migrations" not in path.parts:
                yield path


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _place(path: Path, node: ast.AST | None = None) -> str:
    return f"{path.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 1)}"


def _imports(path: Path) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node, node.module


def _floor(path: Path) -> str:
    inside = path.relative_to(PRODUCT).as_posix()
    fitting = [floor for floor in LIBRARIES if inside.startswith(f"{floor}/")]
    return max(fitting, key=len, default="")


def _expect_none(found: list[str], what: str = "") -> None:
    assert not found, f"{what}\n  " + "\n  ".join(found)


def test_files_are_short() -> None:
    """No source file is longer than a person reads at one sitting."""
    long = [
        f"{_place(path)} has {lines} lines"
        for path in _sources("tipdesk", "tests", "installer")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_FILE_LINES
    ]
    _expect_none(long)


def test_functions_are_short() -> None:
    """No function is longer than a screen."""
    long = [
        f"{_place(path, node)} {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path in _sources("tipdesk", "tests", "installer")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > MOST_FUNCTION_LINES
    ]
    _expect_none(long)


def test_classes_are_small() -> None:
    """No class offers more methods than a reader holds in mind."""
    large = []
    for path in _sources("tipdesk", "tests", "installer"):
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ClassDef):
                methods = [part for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)]
                public = [method.name for method in methods if not method.name.startswith("_")]
                if len(public) > MOST_PUBLIC_METHODS:
                    large.append(f"{_place(path, node)} {node.name} has {len(public)} public methods")
    _expect_none(large)


def test_modules_open_with_a_paragraph() -> None:
    """Every module says what it promises before it begins; a package's own file and a test may say it in a line."""
    silent = []
    for path in _sources("tipdesk", "tests", "installer"):
        said = ast.get_docstring(_tree(path)) or ""
        line_is_enough = path.name == "__init__.py" or "tests" in path.relative_to(ROOT).parts
        if not said or (not line_is_enough and len(said.split()) < FEWEST_PARAGRAPH_WORDS):
            silent.append(_place(path))
    _expect_none(silent)


def test_libraries_keep_to_their_floors() -> None:
    """A floor imports the libraries listed for it and no others."""
    own = {"tipdesk", *sys.stdlib_module_names}
    strangers = [
        f"{_place(path, node)} imports {name}"
        for path in _sources("tipdesk")
        for node, name in _imports(path)
        if (top := name.partition(".")[0]) not in own and top not in LIBRARIES.get(_floor(path), set())
    ]
    _expect_none(strangers)


def test_pure_floors_stay_pure() -> None:
    """Records, bundles, forms and tables are decided without a disk, a clock, a thread or a link."""
    impure = []
    for path in _sources(*(f"tipdesk/{floor}" for floor in PURE_FLOORS)):
        impure += [
            f"{_place(path, node)} imports {name}"
            for node, name in _imports(path)
            if name.partition(".")[0] in OUTSIDE_WORLD
        ]
        impure += [
            f"{_place(path, node)} opens a file"
            for node in ast.walk(_tree(path))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"
        ]
    _expect_none(impure)


def test_everything_is_caught_in_three_places() -> None:
    """Only the lane, the headquarters app and the command line's last line catch what nobody foresaw."""
    nets = []
    for path in _sources("tipdesk"):
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ExceptHandler) and _catches_all(node):
                inside = path.relative_to(PRODUCT).as_posix()
                if not CATCH_ALL.fullmatch(inside):
                    nets.append(_place(path, node))
    _expect_none(nets)


def _catches_all(node: ast.ExceptHandler) -> bool:
    kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(
        kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"}) for kind in kinds
    )


def test_one_commit() -> None:
    """Rows, log, search and audit land together: only the unit of work commits."""
    commits = []
    for path in _sources("tipdesk"):
        if path.relative_to(PRODUCT).as_posix() == "adapters/store/unit_of_work.py":
            continue
        for node in ast.walk(_tree(path)):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
            worded = isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.upper() == "COMMIT"
            if called or worded:
                commits.append(_place(path, node))
    _expect_none(commits)


def test_names_say_what_a_thing_is() -> None:
    """No module and no class hides behind a word that means everything."""
    vague = []
    for path in _sources("tipdesk", "tests", "installer"):
        if FORBIDDEN_WORDS & set(path.stem.lower().split("_")):
            vague.append(_place(path))
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ClassDef):
                words = {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", node.name)}
                if FORBIDDEN_WORDS & words:
                    vague.append(f"{_place(path, node)} {node.name}")
    _expect_none(vague)


def test_tests_say_what_they_prove() -> None:
    """Every test has a line that says what it proves."""
    mute = [
        f"{_place(path, node)} {node.name}"
        for path in _sources("tests")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and path.stem.startswith("test_")
        and not ast.get_docstring(node)
    ]
    _expect_none(mute)


def test_exceptions_to_the_rules_are_argued() -> None:
    """A silenced rule or type says why on its own line, after the code it silences."""
    silenced = re.compile(r"#\s*(?:noqa|type:\s*ignore)(?P<rest>.*)")
    argued = re.compile(r"(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[\w, -]+\])\s*(?:-|—|#)?\s*\w+.*\s\w+")
    bare = []
    for path in (*_sources("tipdesk", "tests", "installer"), *sorted((ROOT / "installer/stubs").rglob("*.pyi"))):
        if path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = silenced.search(line)
            if found and not argued.match(found["rest"]):
                bare.append(f"{path.relative_to(ROOT).as_posix()}:{number} {line.strip()}")
    _expect_none(bare)


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
    _expect_none(found, what)
