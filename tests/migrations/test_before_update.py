"""A newer program leads a real older store to its schema: first a backup that opens and can be put back."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.runner import PASSPHRASE, done
from tests.journeys.worlds import make_pc, opened, recorded
from tipdesk.adapters.store import migrations
from tipdesk.adapters.store.backup import check_backup, find_backups
from tipdesk.adapters.store.before_update import FOLDER, KEPT_MS, let_go_when_old
from tipdesk.adapters.store.engine import open_engine
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.migrate import Steps, migrate
from tipdesk.adapters.store.peek import STORE
from tipdesk.adapters.store.schema import schema_number
from tipdesk.adapters.store.tables import SCHEMA
from tipdesk.domain.errors import Distrust
from tipdesk.homes.putting_back import put_back
from tipdesk.homes.rekeying import Due, rekey_store
from tipdesk.homes.sessions import surroundings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from tipdesk.homes.sessions import Session

LATER = '''"""What a later release might add."""

from alembic import op

revision, down_revision, branch_labels, depends_on = "{number:04d}", "{before:04d}", None, None


def upgrade() -> None:
    """Lead a store of the revision before to this one."""
    op.execute("CREATE TABLE later (no INTEGER PRIMARY KEY)")
    op.execute("{last}")
'''


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The home of this program, which is the older one here, with a case in it; and the case's reference."""
    folder = tmp_path_factory.mktemp("older")
    make_pc(folder / "home")
    return folder / "home", recorded(folder / "home", folder)


@pytest.fixture
def home(made: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of that home."""
    shutil.copytree(made[0], tmp_path / "home")
    return tmp_path / "home"


def steps(folder: Path, last: str = "DELETE FROM later") -> Steps:
    """Return the migrations of the next release: those of this one and another, which ends with this statement."""
    scripts = folder / "scripts"
    shutil.copytree(Path(migrations.__file__).parent, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    number = SCHEMA + 1
    script = LATER.format(number=number, before=SCHEMA, last=last)
    (scripts / "versions" / f"{number:04d}_later.py").write_text(script, encoding="utf-8")
    return Steps(scripts, number)


def led(session: Session, home: Path, further: Steps) -> Engine:
    """Lead a closed home to a later schema, as opening its store does."""
    engine = open_engine(home / STORE, session.opened.store_key)
    try:
        migrate(engine, home, session.opened.store_key, surroundings(session.keys, session.clock), further)
    except BaseException:
        engine.dispose()
        raise
    return engine


def stands_at(engine: Engine) -> tuple[int, object]:
    """Return the schema of a store, and whether it has the table of the later release."""
    with engine.connect() as connection:
        link = Link(connection)
        found = (schema_number(link), link.rows("SELECT name FROM sqlite_schema WHERE name = 'later'"))
    engine.dispose()
    return found


def test_a_backup_is_made_and_opened_before_anything_is_changed(
    made: tuple[Path, str], home: Path, tmp_path: Path
) -> None:
    """The store stands at the later schema; the backup at this one, whole, and put back it shows the case."""
    session = opened(home)
    session.close()
    assert stands_at(led(session, home, steps(tmp_path))) == (SCHEMA + 1, [("later",)])
    [backup] = find_backups(home / FOLDER)
    public = session.keys.signer.public
    check_backup(backup, session.opened.store_key, lambda said, signed: session.keys.verify(public, said, signed))
    engine = open_engine(backup.folder / STORE, session.opened.store_key, read_only=True, is_still=True)
    assert stands_at(engine) == (SCHEMA, [])
    put_back(backup.folder, tmp_path / "other", None, PASSPHRASE).session.close()
    assert done(tmp_path / "other", "case", "show", made[1])["case"]["title"] == "Blue heron 12"


def test_a_migration_that_fails_leaves_the_older_store(home: Path, made: tuple[Path, str], tmp_path: Path) -> None:
    """The last statement fails: the store is the older one, opens with the older program, and the backup lies there."""
    session = opened(home)
    session.close()
    with pytest.raises(Exception, match="no such table"):
        led(session, home, steps(tmp_path, last="DELETE FROM nothing_of_this_name"))
    assert len(find_backups(home / FOLDER)) == 1
    assert done(home, "case", "show", made[1])["case"]["title"] == "Blue heron 12"
    assert done(home, "store", "check")["ok"]


def test_without_a_backup_nothing_is_changed(home: Path, tmp_path: Path) -> None:
    """A page that cannot be read: no backup, so no migration; what was begun of the backup is gone again."""
    session = opened(home)
    session.close()
    content = bytearray((home / STORE).read_bytes())
    content[-2000] ^= 1
    (home / STORE).write_bytes(bytes(content))
    with pytest.raises(Distrust):
        led(session, home, steps(tmp_path))
    assert bytes(content) == (home / STORE).read_bytes()
    assert list((home / FOLDER).iterdir()) == []


def test_it_stays_for_thirty_days_and_goes_with_an_officer(home: Path, tmp_path: Path) -> None:
    """The next update replaces it; after thirty days, or with the next key of the store, it goes."""
    session = opened(home)
    session.close()
    further = steps(tmp_path)
    led(session, home, further).dispose()
    [backup] = find_backups(home / FOLDER)
    let_go_when_old(home, backup.contents.made_at + KEPT_MS - 1)
    assert backup.folder.exists()
    let_go_when_old(home, backup.contents.made_at + KEPT_MS)
    assert not (home / FOLDER).exists()
    (home / FOLDER / "TB-any").mkdir(parents=True)
    rekey_store(session.paths, session.opened, Due((), (), {session.opened.officer_keys.x25519_public}))
    assert not (home / FOLDER).exists()
