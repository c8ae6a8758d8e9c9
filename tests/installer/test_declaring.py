"""One class in one file, and the command after it: what is written, what is refused, what a check says meanwhile."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from installer.declaring import COMMAND, declare
from installer.environment import ROOT, python
from installer.frozen_numbers import Frozen, find_broken, find_new, read_frozen, with_added, write_frozen
from installer.next_migration import difference_of, find_unwritten
from tests.adapters.store.names import KEY
from tipdesk.adapters.store.engine import open_engine
from tipdesk.adapters.store.schema import create_schema
from tipdesk.adapters.store.tables import SCHEMA
from tipdesk.domain.schema_version import SCHEMA_VERSION

if TYPE_CHECKING:
    from pathlib import Path

KITE = '''"""A kite that was seen: no record of the program, declared for a test alone."""

from typing import Annotated

from tipdesk.domain.kinds import IDENTITY, Code, Flag, PartialDateField, Reference, Text
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate


@record(number=31_000, scope=Scope.CASE, label=_("Kite of a test"), title=_("{name} of a test"))
class KiteOfATest:
    """A kite."""

    colour: Annotated[str | None, Code(2, _("Colour of a kite"), codes="sex")] = None
    name: Annotated[str | None, Text(1, _("Name of a kite"), sensitivity=IDENTITY)] = None
    seen: Annotated[PartialDate | None, PartialDateField(3, _("Day of a kite"), timeline=True)] = None
    flown_by: Annotated[bytes | None, Reference(4, _("Flier of a kite"), record="Person")] = None
    is_torn: Annotated[bool | None, Flag(5, _("Torn kite"))] = None
'''
WRITTEN = {
    f"tipdesk/adapters/store/migrations/versions/{SCHEMA + 1:04d}_kites_of_a_test.py",
    "tipdesk/adapters/store/tables.py",
    "tipdesk/domain/frozen_numbers.json",
    "tipdesk/domain/schema_version.py",
    "resources/translations/tipdesk.pot",
}
CASE = Frozen(1, 1, {"title": (1, "Text"), "owner": (3, "Reference")})
POST = Frozen(100, 2, {"code": (1, "Text")})


def run(tree: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a module on the Python of `.venv`, in a source folder, with nothing on the path."""
    asked = [str(python()), "-m", *words]
    return subprocess.run(asked, cwd=tree, env={"PATH": ""}, capture_output=True, text=True, check=False)


def files(tree: Path) -> dict[str, bytes]:
    """Return what each file of a source folder holds, but for what Python keeps beside it."""
    return {
        path.relative_to(tree).as_posix(): path.read_bytes()
        for top in ("tipdesk", "installer", "resources", "tests")
        for path in (tree / top).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the source in which one class has been written into a file of its own."""
    folder = tmp_path_factory.mktemp("source")
    left = shutil.ignore_patterns("fonts", "icons", "lab", "journeys", "bench")
    for top in ("tipdesk", "installer", "resources", "tests"):
        shutil.copytree(ROOT / top, folder / top, ignore=left)
    shutil.copyfile(ROOT / "pyproject.toml", folder / "pyproject.toml")
    (folder / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)
    (folder / "tipdesk" / "domain" / "records" / "kite.py").write_text(KITE, encoding="utf-8")
    return folder


def test_the_command_does_the_rest(tree: Path) -> None:
    """A check names the command; it writes five files and no other; again it finds nothing; all stores come up."""
    told = run(tree, "installer.declaring", "--check")
    assert told.returncode == 1
    assert COMMAND in told.stderr
    assert "KiteOfATest is declared" in told.stderr
    before = files(tree)
    done = run(tree, "installer.declaring", "kites", "of", "a", "test")
    assert (done.returncode, done.stderr) == (0, "")
    after = files(tree)
    assert {name for name in after if after[name] != before.get(name)} == WRITTEN
    assert before.keys() <= after.keys()
    assert f"SCHEMA = {SCHEMA + 1}\n".encode() in after["tipdesk/adapters/store/tables.py"]
    assert f"SCHEMA_VERSION = {SCHEMA_VERSION + 1}\n".encode() in after["tipdesk/domain/schema_version.py"]
    assert b'"{name} of a test"' in after["resources/translations/tipdesk.pot"]
    again = run(tree, "installer.declaring", "kites of a test")
    assert (again.returncode, again.stdout.split(":")[0]) == (0, "Nothing new is declared")
    assert files(tree) == after
    assert run(tree, "installer.declaring", "--check").returncode == 0
    tried = run(tree, "pytest", "-q", "-p", "no:cacheprovider", "tests/migrations/test_every_release.py")
    assert tried.returncode == 0, tried.stdout


def test_it_says_why_it_needs_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    """Without words, with too many, with a quotation mark nothing is written, and the sentence says what to give."""
    before = files(ROOT)
    for why, said in (("", "Say in a few words"), ("x" * 61, "at most 60"), ('the "new" ones', "without quotation")):
        assert declare(why) == 1
        assert said in capsys.readouterr().err
    assert files(ROOT) == before


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ({"Case": CASE}, "Post (number 100) is gone"),
        ({"Case": CASE, "Post": POST._replace(number=101)}, "Post had the number 100 and has 101"),
        ({"Case": CASE, "Post": POST._replace(scope=1)}, "Post was of scope 2 and is of 1"),
        ({"Case": CASE, "Post": POST._replace(fields={})}, "Post.code (number 1) is gone"),
        ({"Case": CASE, "Post": POST._replace(fields={"code": (2, "Text")})}, "Post.code had the number 1 and has 2"),
        ({"Case": CASE, "Post": POST._replace(fields={"code": (1, "Code")})}, "Post.code was a Text and is a Code"),
        ({"Case": CASE, "Post": POST, "Pier": POST}, "Pier has the number 100, which is that of Post"),
        ({"Case": CASE, "Post": POST, "A": POST._replace(number=7), "B": POST._replace(number=7)}, "that of A"),
        (
            {"Case": CASE._replace(fields={**CASE.fields, "risk": (2, "Code")}), "Post": POST},
            "Case.risk is new and has the number 2: give it one above 3",
        ),
    ],
)
def test_no_number_changes_its_meaning(now: dict[str, Frozen], said: str) -> None:
    """What logs hold is never renumbered, renamed, retyped, moved or dropped, and no number is given out again."""
    [sentence] = find_broken({"Case": CASE, "Post": POST}, now)
    assert said in sentence


def test_what_is_new_is_added_at_the_end(tmp_path: Path) -> None:
    """The file grows by what was declared: nothing that stood there moves, and it reads back as it was written."""
    longer = CASE._replace(fields={"risk": (4, "Code"), **CASE.fields})
    now = {"Pier": POST._replace(number=7), "Case": longer, "Post": POST}
    kept = {"Case": CASE, "Post": POST}
    assert find_broken(kept, now) == []
    assert find_new(kept, now) == ["Pier", "Case.risk"]
    added = with_added(kept, now)
    assert (list(added), list(added["Case"].fields)) == (["Case", "Post", "Pier"], ["title", "owner", "risk"])
    write_frozen(kept, tmp_path / "before.json")
    write_frozen(added, tmp_path / "after.json")
    assert read_frozen(tmp_path / "after.json") == added
    lines = [(tmp_path / name).read_text("utf-8").splitlines() for name in ("before.json", "after.json")]
    assert {line.rstrip(",") for line in lines[0]} <= {line.rstrip(",") for line in lines[1]}


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("ALTER TABLE person ADD COLUMN horn TEXT", "person.horn"),
        ("CREATE TABLE horns (no INTEGER PRIMARY KEY)", "horns"),
        ("DROP INDEX ix_person_case", ""),
        ("ALTER TABLE settings DROP COLUMN value", "settings.value"),
    ],
)
def test_what_stores_hold_is_dropped_by_no_script(statement: str, what: str, tmp_path: Path) -> None:
    """A column or table that is declared no more, or that every row would need, is told; an index is made again."""
    engine = open_engine(tmp_path / "store.db", KEY)
    with engine.connect() as connection, connection.begin():
        create_schema(connection)
        connection.exec_driver_sql(statement)
        told = find_unwritten(difference_of(connection))
    engine.dispose()
    assert [sentence.split(" what the migrations")[0] for sentence in told] == (
        [f"The tables no longer say of {what}"] if what else []
    )
