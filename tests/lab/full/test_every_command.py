"""Unlocking and every command on a disk with nothing, little or some room: done, or room is made and it is told."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import click
import pytest

from tests.journeys.runner import PASSPHRASE
from tests.lab.full.commands import CORE, LINES, NOT_RUN, make_stage
from tests.lab.full.disk import disk_of, fill, why_not
from tipdesk.adapters.store.ballast import ballast_of
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.cli.main import tipdesk
from tipdesk.domain.errors import Trouble, UserError
from tipdesk.homes.opening import open_session, throttle_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.lab.full.commands import Stage

SIZES = (0, 1 << 10, 64 << 10, 1 << 20, 8 << 20)
DISK_MEBIBYTES = 64


@contextmanager
def stage_of(folder: Path) -> Iterator[Stage]:
    """Give a stage whose homes, and whose account's state, lie on a small disk."""
    if reason := why_not():
        pytest.skip(reason)
    beside = folder / "beside"
    beside.mkdir(parents=True)
    with disk_of(DISK_MEBIBYTES, folder / "disk") as disk, pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_STATE_HOME", str(disk / "state"))
        yield make_stage(disk, beside)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One stage for all sizes: what a command has written is there for the next."""
    with stage_of(tmp_path_factory.mktemp("full")) as made:
        yield made


def commands_of(group: click.Group, before: str = "") -> Iterator[str]:
    """Give the name of every command."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        path = f"{before} {name}".strip()
        if isinstance(command, click.Group):
            yield from commands_of(command, path)
        else:
            yield path


def test_every_command_is_run_or_named() -> None:
    """A command that is new stands among those that are run on a full disk, or it is said why not."""
    run = {path for path in commands_of(tipdesk) for _home, line in LINES if f"{line} ".startswith(f"{path} ")}
    assert set(commands_of(tipdesk)) - run == set(NOT_RUN)


@pytest.mark.parametrize("place", range(len(SIZES)), ids=map(str, SIZES))
def test_commands_work_or_make_room(stage: Stage, place: int) -> None:
    """At each size the core and a fifth of all commands end well, at once or the second time; the ballast is told."""
    assert stage.problems(SIZES[place], CORE + LINES[place :: len(SIZES)]) == []


@pytest.mark.parametrize("free", [0, 4096, 1 << 20])
@pytest.mark.parametrize("has_ballast", [True, False])
def test_a_full_disk_gives_no_free_tries(stage: Stage, free: int, *, has_ballast: bool) -> None:
    """A wrong passphrase is counted in both places however full the disk is, and the right one is never kept out."""
    home = stage.world.post
    ballast = ballast_of(home)
    ballast.path.unlink(missing_ok=True)
    if has_ballast:
        ballast.path.write_bytes(bytes(5 << 20))
    throttle = throttle_of(HomePaths(home))
    slot = next(iter(throttle_slots(stage)))
    filler = fill(stage.disk, leave=free)
    try:
        for failures in (1, 2):
            with pytest.raises(UserError, match="passphrase is not right"):
                open_session(home, None, "wrong " * 6)
            assert throttle.failures(slot) == failures
            assert [one.read_bytes() != b"" for one in throttle.places] == [True, True]
        assert unlock(home) in {"", "" if has_ballast else "disk-full"}
    finally:
        filler.unlink()
    assert throttle.failures(slot) == 0
    with closing(open_session(home, None, PASSPHRASE)) as session:
        assert not any(finding.problems for finding in session.check())


def unlock(home: Path) -> str:
    """Unlock with the right passphrase and lock again; return the code of what the disk was too full for."""
    try:
        open_session(home, None, PASSPHRASE).close()
    except Trouble as trouble:
        return trouble.code
    return ""


def throttle_slots(stage: Stage) -> list[bytes]:
    """Return the slots of the post's home."""
    from tipdesk.adapters.keys.slots_file import read_slots

    return [slot.slot_id for slot in read_slots(HomePaths(stage.world.post).slots).slots]
