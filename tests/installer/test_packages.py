"""What goes into a package, what it says of itself, and how two builds are told apart; making one is not tried here."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from installer.environment import ROOT, SetUpError
from installer.packages import contents
from installer.packages.collection import find_lacking, level, size_of
from installer.packages.compare import differences
from installer.packages.facts import Facts, read_facts
from tipdesk.adapters.store.migrate import PACKAGED
from tipdesk.adapters.system import resources
from tipdesk.adapters.system.edition import FILE, read_edition
from tipdesk.domain.edition import Edition

if TYPE_CHECKING:
    from pathlib import Path

EPOCH = 1_700_000_000


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository of two commits that says a version."""
    source = tmp_path / "source"
    (source / "tipdesk").mkdir(parents=True)
    _git(source, "init", "--quiet", "--initial-branch", "main")
    for number in (1, 2):
        (source / "tipdesk" / "__init__.py").write_text(f'__version__ = "1.2.{number}"\n', encoding="utf-8")
        _git(source, "add", "--all")
        _git(source, "commit", "--quiet", "--message", "one more", f"--date={EPOCH} +0000")
    return source


def _git(source: Path, *words: str) -> str:
    own = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *own, "-C", str(source), *words], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_facts_are_those_of_the_commit(clone: Path) -> None:
    """Version, commit, the number of commits and the commit's time; the program reads them as its edition."""
    facts = read_facts(clone)
    commit, epoch = _git(clone, "show", "--no-patch", "--format=%H %ct").split()
    assert facts == Facts("1.2.2", commit[:12], 2, int(epoch))
    assert facts.name == "1.2.2+2"
    assert Edition(**json.loads(facts.edition)) == Edition("1.2.2", commit[:12], 2)


def test_a_package_is_of_a_commit_and_of_a_whole_clone(clone: Path, tmp_path: Path) -> None:
    """Changes that are in no commit, a clone without its history and a folder that is none are refused."""
    (clone / "tipdesk" / "__init__.py").write_text('__version__ = "1.2.9"\n', encoding="utf-8")
    with pytest.raises(SetUpError, match="changes"):
        read_facts(clone)
    assert read_facts(clone, is_trial=True).version == "1.2.9"
    shallow = tmp_path / "shallow"
    _git(clone, "clone", "--quiet", "--depth", "1", clone.as_uri(), str(shallow))
    with pytest.raises(SetUpError, match="unshallow"):
        read_facts(shallow)
    with pytest.raises(SetUpError, match="git clone"):
        read_facts(tmp_path)


def test_every_file_that_the_program_reads_goes_in() -> None:
    """Migrations, code lists and fonts are in; the pseudo-language, templates and notes for developers are not."""
    inside = {f"{folder}/{path.rsplit('/', 1)[1]}" for path, folder in contents.data_of(ROOT)}
    scripts = {path.relative_to(ROOT).as_posix() for path in PACKAGED.scripts.rglob("*.py")}
    lists = {f"resources/{name}" for name in resources.list_names("codes") if name.endswith(".csv")}
    assert scripts <= inside
    assert lists <= inside
    assert not [name for name in inside if name.endswith((".pot", ".po", ".md")) or "/qps/" in name]


@pytest.mark.parametrize(
    ("place", "origin", "is_in"),
    [
        ("PySide6/Qt/lib/libQt6Widgets.so.6", "/env/PySide6/Qt/lib/libQt6Widgets.so.6", True),
        ("PySide6/Qt/lib/libQt6Qml.so.6", "/env/PySide6/Qt/lib/libQt6Qml.so.6", False),
        ("PySide6\\Qt6Quick.dll", "C:\\env\\PySide6\\Qt6Quick.dll", False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", "C:\\env\\qwindows.dll", True),
        ("libglib-2.0.so.0", "/usr/lib/x86_64-linux-gnu/libglib-2.0.so.0", False),
        ("libpython3.13.so.1.0", "/usr/lib/x86_64-linux-gnu/libpython3.13.so.1.0", True),
    ],
)
def test_what_nothing_opens_stays_out(place: str, origin: str, *, is_in: bool) -> None:
    """Qt's parts for other programs and the system's own libraries are left out, on each system's paths."""
    assert contents.is_shipped(place, origin) is is_in


def test_a_library_that_was_left_out_is_named() -> None:
    """What TIPdesk imports and the folder lacks is found; what other systems or libraries miss is not."""
    warnings = (
        "missing module named msvcrt - imported by tipdesk.adapters.store.file_lock (conditional)\n"
        "missing module named 'wsproto.utilities' - imported by uvicorn.protocols (top-level)\n"
        "excluded module named sqlite3 - imported by a (top-level), tipdesk.disk (top-level)\n"
        "missing module named 'segno.encoder' - imported by tipdesk.adapters.documents.qr (delayed)\n"
    )
    assert find_lacking(warnings) == ["sqlite3", "segno.encoder"]


def test_two_builds_that_differ_are_told_apart(tmp_path: Path) -> None:
    """Another byte, other rights, a file more and another link are each a line; equal folders have none."""
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "program").write_bytes(b"same")
        (tmp_path / name / "link").symlink_to("program")
        level(tmp_path / name, EPOCH)
    one, other = tmp_path / "one", tmp_path / "other"
    assert size_of(one) == len(b"same")
    assert (one / "program").stat().st_mtime == EPOCH
    assert differences(one, other) == []
    (other / "program").chmod(0o755)
    (other / "more").write_bytes(b"")
    (other / "link").unlink()
    (other / "link").symlink_to("more")
    assert [line.split(":")[0] for line in differences(one, other)] == ["link", "more", "program"]
    (one / "a.deb").write_bytes(b"1")
    (other / "a.deb").write_bytes(b"2")
    assert differences(one / "a.deb", other / "a.deb") == ["a.deb: other bytes"]


def test_from_its_source_the_program_says_so() -> None:
    """A source tree carries no edition: version alone is known."""
    assert not resources.path_of(FILE).exists()
    assert read_edition() == Edition()
    assert read_edition().origin == ("from its source", {})
