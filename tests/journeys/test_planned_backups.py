"""Backups that make themselves, and what an officer is told where one cannot be made: earlier ones stay."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.journeys.runner import done
from tests.journeys.worlds import make_pc, opened
from tipdesk.adapters.store.backup import STORE, unfinished
from tipdesk.domain.errors import Distrust, TipdeskError, Trouble, UserError
from tipdesk.domain.rules.backups import DAILY, WEEKLY
from tipdesk.homes.backups import KEPT, back_up, back_up_as_planned, check_last, keep_plan
from tipdesk.homes.rekeying import Due, rekey_store
from tipdesk.services.backups.plan import see_backups
from tipdesk.services.remembered.shapes import Plan
from tipdesk.sync.register_words import Landmark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tipdesk.homes.sessions import Session

DAY_MS = 24 * 60 * 60 * 1000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A post's home, closed, to be copied."""
    home = tmp_path_factory.mktemp("made") / "home"
    make_pc(home)
    return home


@pytest.fixture
def session(made: Path, tmp_path: Path) -> Iterator[Session]:
    """The home unlocked, in a folder of the test's own."""
    shutil.copytree(made, tmp_path / "home")
    with closing(opened(tmp_path / "home")) as session:
        yield session


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty stick."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def later(session: Session, days: int) -> Session:
    """Return the session as it is so many days later."""
    desk = session.desk

    class Later:
        """The clock of that day."""

        def now_ms(self) -> int:
            return desk.clock.now_ms() + days * DAY_MS

        running_ms = staticmethod(desk.clock.running_ms)
        offset_minutes = staticmethod(desk.clock.offset_minutes)

    return replace(session, desk=replace(desk, clock=Later()))


def refused(session: Session, days: int = 1) -> str:
    """Return the code with which the backup that is due is refused."""
    with pytest.raises(TipdeskError) as refusal:
        back_up_as_planned(later(session, days))
    return refusal.value.code


def test_a_plan_makes_the_first_backup_at_once_and_then_when_due(session: Session, stick: Path) -> None:
    """Weekly: one now, none the next day, one after seven; each is noted as the last, and the audit has them."""
    keep_plan(session, Plan(WEEKLY, str(stick)))
    first = see_backups(session.desk).last
    assert first is not None
    assert back_up_as_planned(later(session, 1)) is None
    second = back_up_as_planned(later(session, 7))
    assert second is not None
    state = see_backups(session.desk)
    assert state.last is not None
    assert (state.last.folder, state.plan.every) == (str(second.folder), WEEKLY)
    assert len(list(stick.iterdir())) == 2
    keep_plan(session, Plan())
    assert back_up_as_planned(later(session, 30)) is None
    session.close()
    actions = [look["action"] for look in done(session.paths.folder, "audit", "list")["looks"]]
    assert (actions.count("backup"), actions.count("backup_planned")) == (2, 2)


def test_a_stick_that_is_not_there_or_is_another_gets_nothing(session: Session, stick: Path) -> None:
    """Gone: told so. An empty folder where it ought to be, or another PC's stick: nothing is written to it."""
    keep_plan(session, Plan(DAILY, str(stick)))
    stick.rename(away := stick.with_name("away"))
    assert refused(session) == "backup-place-gone"
    stick.mkdir()
    assert refused(session) == "other-place"
    other = stick.with_name("other PC")
    make_pc(other)
    done(other, "store", "backup", "--to", stick)
    before = sorted(stick.iterdir())
    assert refused(session) == "other-place"
    assert sorted(stick.iterdir()) == before
    shutil.rmtree(stick)
    away.rename(stick)
    assert back_up_as_planned(later(session, 1)) is not None


def test_a_stick_that_is_pulled_out_leaves_the_earlier_ones(session: Session, stick: Path) -> None:
    """While it is copied the stick goes: a sentence about the stick, the last backup is still the last one."""
    first = back_up(session, stick)
    away = stick.with_name("away")

    def pull(_done: int, _total: int) -> None:
        stick.rename(away)

    with pytest.raises(Trouble) as refusal:
        back_up(session, stick, pull)
    assert refusal.value.code == "disk-gone"
    last = see_backups(session.desk).last
    assert last is not None
    assert last.folder == str(first.folder)
    away.rename(stick)
    check_last(session)


@pytest.mark.parametrize(
    ("refusal", "told"), [("disk-full", "backup-full"), ("store-disk", "backup-place"), ("no-room", "no-room")]
)
def test_what_the_stick_refuses_is_told_of_the_stick(stick: Path, refusal: str, told: str) -> None:
    """Full, or write-protected: a sentence about the stick, and the folder that was begun is gone again."""

    def begin() -> None:
        with unfinished(stick, "x") as part:
            part.mkdir()
            (part / STORE).write_bytes(b"begun")
            raise Trouble(refusal, "")

    with pytest.raises(Trouble) as raised:
        begin()
    assert (raised.value.code, list(stick.iterdir())) == (told, [])


def test_what_a_power_cut_left_goes_after_a_day(session: Session, stick: Path) -> None:
    """An unfinished backup of yesterday is cleared away by the next one; one that may be under way is left alone."""
    for name in ("TB-old.part", "TB-new.part"):
        (stick / name).mkdir()
    yesterday = session.clock.now_ms() // 1000 - 2 * 86_400
    os.utime(stick / "TB-old.part", (yesterday, yesterday))
    back_up(session, stick)
    assert sorted(path.name for path in stick.glob("*.part")) == ["TB-new.part"]


def test_no_backup_of_a_store_that_fails_a_check(session: Session, stick: Path) -> None:
    """It would push out the good ones: refused, and all of those stay."""
    for _number in range(KEPT):
        back_up(session, stick)
    before = sorted(stick.iterdir())
    session.store.compare_words(Landmark(seq=10**6, start=1))
    with pytest.raises(Distrust):
        back_up(session, stick)
    assert back_up_as_planned(later(session, 1)) is None
    assert sorted(stick.iterdir()) == before


def test_only_a_supervisor_makes_and_plans(session: Session, stick: Path) -> None:
    """Another officer is refused; what a supervisor has planned is made for whoever has unlocked."""
    keep_plan(session, Plan(DAILY, str(stick)))
    desk = session.desk
    frontline = replace(session, desk=replace(desk, actor=replace(desk.actor, roles=frozenset({"frontline"}))))
    for deed in (lambda: back_up(frontline, stick), lambda: keep_plan(frontline, Plan())):
        with pytest.raises(TipdeskError) as refusal:
            deed()
        assert refusal.value.code == "not-allowed"
    assert back_up_as_planned(later(frontline, 1)) is not None


def test_the_last_backup_is_looked_at_again(session: Session, stick: Path) -> None:
    """Whole; with a flipped bit refused; gone with the stick told."""
    made = back_up(session, stick)
    check_last(session)
    content = bytearray((made.folder / STORE).read_bytes())
    content[len(content) // 2] ^= 1
    (made.folder / STORE).write_bytes(bytes(content))
    with pytest.raises(Distrust):
        check_last(session)
    shutil.rmtree(stick)
    with pytest.raises(Trouble):
        check_last(session)


def test_a_backup_of_before_an_officer_left_is_told_apart(session: Session, stick: Path) -> None:
    """The store has another key since: the backup is whole, and the officer is told to make another and destroy it."""
    back_up(session, stick)
    session.close()
    public = session.opened.officer_keys.x25519_public
    rekey_store(session.paths, session.opened, Due((), (), {public}))
    with closing(opened(session.paths.folder)) as again:
        with pytest.raises(UserError) as refusal:
            check_last(again)
        assert refusal.value.code == "older-key"
        back_up(again, stick)
        check_last(again)
