"""What each word after `dev.py` does, as a straight line of steps.

The exit status is 0 only when every step went well, and a summary tells the seconds of each. Setting up is done by
`environment`, `debian` and `node`, and steps are run by `steps`.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from installer import debian, environment, node, translations
from installer.memory import in_memory
from installer.steps import Step, run_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SOURCES = ("tipdesk", "tests", "installer")
# What only runs on Windows is seen only if mypy takes this PC for one; it keeps apart what it has found out.
AS_ON_WINDOWS = ("--platform", "win32", "--cache-dir", "build/mypy-win32")
# import-linter is the one tool that cannot be run as a module.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def run(arguments: Sequence[str]) -> int:
    """Do what the first word of `arguments` asks, and return the exit status; words after `--` go to pytest."""
    words, rest = _split(arguments)
    asked = _parser().parse_args(words)
    deed: Callable[[argparse.Namespace, list[str]], int] = asked.deed
    try:
        return deed(asked, rest)
    except environment.SetUpError as failure:
        print(f"Set-up stopped: {failure}", file=sys.stderr)
        return 1


def _split(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    if "--" not in arguments:
        return list(arguments), []
    at = list(arguments).index("--")
    return list(arguments[:at]), list(arguments[at + 1 :])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", description="Set up, run and test TIPdesk from its source.")
    words = parser.add_subparsers(required=True, metavar="COMMAND")

    def word(name: str, deed: Callable[[argparse.Namespace, list[str]], int], text: str) -> argparse.ArgumentParser:
        added = words.add_parser(name, help=text, description=text)
        added.set_defaults(deed=deed)
        return added

    word("setup", _setup, "make .venv, install everything pinned, compile the translations")
    word("app", _app, "open the desktop app")
    demo = word("demo", _demo, "make headquarters and its posts with a year of invented cases, then open the app on it")
    demo.add_argument("--headless", action="store_true", help="only print the steps; the default without a screen")
    word("test", _test, "format, ruff, mypy, import-linter, then all tests; words after -- go to pytest")
    word("check", _check, "the part of `test` that runs no test")
    word("fix", _fix, "format the source and mend what ruff can mend")
    lab = word("lab", _lab, "kills, power cuts, faults and lives in turn; totals are kept; words after -- go to it")
    lab.add_argument("--hours", type=float, default=1.0, help="how long to run (1)")
    bench = word("bench", _bench, "measure, each figure beside its floor; words after -- go to it")
    bench.add_argument("--json", action="store_true", help="one JSON document on standard output")
    declare = word("declare", _declare, "freeze, migrate and collect what a record or field declared anew needs")
    declare.add_argument("why", nargs="*", help='what was declared, in a few words: "exhibits"')
    package = word("package", _package, "packages for posts: one folder, a .deb, installers for Windows, in dist/")
    package.add_argument("kind", nargs="?", choices=("folder", "deb", "windows", "all"), default="all")
    package.add_argument("--twice", action="store_true", help="make each again from another folder, and compare")
    word("pictures", _pictures, "take the pictures of README anew, from a demo that is made for them")
    word("translate", _translate, "collect the texts of the source into the catalogue, update and compile it")
    return parser


def _set_up(*groups: debian.Group) -> None:
    debian.add_missing(*groups)
    environment.make()
    translations.compile_all()
    environment.run_program(environment.module("installer.packages.notices"), "the notices could not be made")


def _setup(_asked: argparse.Namespace, _rest: list[str]) -> int:
    _set_up(debian.WINDOW, debian.TESTS)
    node.add(node.FOR_TESTS)
    print("Ready. Next: python3 installer/dev.py demo")
    return 0


def _app(_asked: argparse.Namespace, rest: list[str]) -> int:
    _set_up(debian.WINDOW)
    return environment.call_python("-m", "tipdesk", *rest)


def _demo(asked: argparse.Namespace, rest: list[str]) -> int:
    headless: bool = asked.headless or not _has_screen()
    _set_up(debian.WINDOW)
    return environment.call_python("-m", "tipdesk", "demo", *(["--headless"] if headless else []), *rest)


def _pictures(_asked: argparse.Namespace, _rest: list[str]) -> int:
    _set_up(debian.WINDOW)
    return environment.call_python("-m", "installer.pictures")


def _has_screen() -> bool:
    """Tell whether a window can be shown: Linux says so in its environment, and other systems always can."""
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _static_steps() -> list[Step]:
    return [
        Step("format", environment.module("ruff", "format", "--check", *SOURCES)),
        Step("ruff", environment.module("ruff", "check", *SOURCES)),
        Step("mypy", environment.module("mypy")),
        Step("on Windows", environment.module("mypy", *AS_ON_WINDOWS, "tipdesk")),
        Step("declared", environment.module("installer.declaring", "--check")),
        Step("texts", environment.module("installer.texts", "check")),
        Step("floors", [str(environment.python()), "-c", LINT_IMPORTS, "--no-cache", "--no-logo"]),
    ]


def _check(_asked: argparse.Namespace, _rest: list[str]) -> int:
    _set_up()
    return run_steps(_static_steps())


def _test(_asked: argparse.Namespace, rest: list[str]) -> int:
    _set_up(debian.WINDOW, debian.TESTS)
    node.add(node.FOR_TESTS)
    # Which tests stay together, and in which order they are handed out, is in tests/order.py.
    # A worker that ended is not begun again: it would be given the test that ended it, for ever.
    parallel = ["-n", "logical", "--dist", "loadscope", "--no-loadscope-reorder", "--max-worker-restart", "0"]
    pytest = environment.module("pytest", *parallel, *rest)
    # Every worker, and every program that a test starts, finds what Python has compiled in an earlier run.
    compiled = {"PYTHONPYCACHEPREFIX": str(environment.ROOT / "build" / "bytecode"), "PYTHONDONTWRITEBYTECODE": ""}
    with in_memory() as folder:
        variables = {"QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(folder), **compiled}
        return run_steps([*_static_steps(), Step("pytest", pytest, variables)])


def _fix(_asked: argparse.Namespace, _rest: list[str]) -> int:
    _set_up()
    return run_steps(
        [
            Step("ruff --fix", environment.module("ruff", "check", "--fix", *SOURCES)),
            Step("format", environment.module("ruff", "format", *SOURCES)),
        ]
    )


def _bench(asked: argparse.Namespace, rest: list[str]) -> int:
    _set_up(debian.WINDOW, debian.TESTS)
    node.add(node.FOR_BENCH)
    return environment.call_python("-m", "tests.bench", *(["--json"] if asked.json else []), *rest)


def _lab(asked: argparse.Namespace, rest: list[str]) -> int:
    _set_up(debian.WINDOW, debian.TESTS)
    return environment.call_python("-m", "tests.lab", "--hours", str(asked.hours), *rest)


def _declare(asked: argparse.Namespace, _rest: list[str]) -> int:
    _set_up()
    why: list[str] = asked.why
    return environment.call_python("-m", "installer.declaring", *why)


def _package(asked: argparse.Namespace, _rest: list[str]) -> int:
    _set_up(debian.WINDOW, *debian.PACKAGES[asked.kind])
    return environment.call_python("-m", "installer.packages", asked.kind, *(["--twice"] if asked.twice else []))


def _translate(_asked: argparse.Namespace, _rest: list[str]) -> int:
    _set_up()
    translations.extract()
    translations.update()
    translations.compile_all()
    return 0
