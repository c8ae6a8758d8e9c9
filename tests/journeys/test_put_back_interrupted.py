"""A power cut while a backup is put back: the next start finishes it or takes it back, says so, and nothing is lost."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.runner import World, call, done
from tests.journeys.worlds import opened, recorded
from tipdesk.adapters.store.file_lock import file_lock
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.domain.errors import Trouble
from tipdesk.homes.half_put_back import MARKER, TAKEN_BACK, alone, finish_put_back, mark, put_in_place, staged_of
from tipdesk.services.case.list_cases import list_cases

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager


def backed_up(world: World) -> tuple[Path, str]:
    """Make a backup of the post and let it go on; return the backup and the case saved since."""
    target = world.folder / "other disk"
    target.mkdir()
    backup = Path(done(world.post, "store", "backup", "--to", target)["folder"])
    return backup, recorded(world.post, world.folder)


def cut_between_the_renamings(world: World) -> tuple[Path, str]:
    """Put a backup back and end as a power cut does when the home is away; return what stood there, and a case."""
    backup, reference = backed_up(world)
    replaced = Path(done(world.post, "store", "restore", backup)["replaced"])
    world.post.rename(staged_of(world.post).folder)
    mark(world.post, replaced)
    assert not world.post.exists()
    return replaced, reference


def test_the_next_command_finishes_it(fresh: World) -> None:
    """The home is away: the command finds it put back, says so beside its document, and every case is there."""
    replaced, reference = cut_between_the_renamings(fresh)
    answer = call(fresh.post, "case", "list")
    assert (answer.status, [one["reference"] for one in answer.json["cases"]]) == (0, [reference])
    assert "finished now" in answer.err
    assert call(fresh.post, "store", "check").err == ""
    assert replaced.is_dir()
    assert not [path.name for path in fresh.folder.iterdir() if ".put-back" in path.name]


def test_a_report_that_waited_beside_it_comes_over(fresh: World) -> None:
    """Written without login and unread when the power went: it is a case of the home that was put back."""
    replaced, _reference = cut_between_the_renamings(fresh)
    report = fresh.folder / "report.json"
    report.write_text('{"own_words": "Invented words", "danger_now": "unsure"}', encoding="utf-8")
    assert done(replaced, "report-now", "--from", report) == {"kept": True}
    assert len(done(fresh.post, "case", "list")["cases"]) == 2
    assert not (fresh.post / MARKER).exists()


def test_what_was_not_whole_yet_is_taken_back(fresh: World) -> None:
    """While it was being copied: the home is as it was, and that is said."""
    backup, reference = backed_up(fresh)
    shutil.copytree(backup, staged_of(fresh.post).folder)
    answer = call(fresh.post, "case", "list")
    assert "once more" in answer.err
    assert [one["reference"] for one in answer.json["cases"]] == [reference]
    assert not staged_of(fresh.post).folder.exists()


def test_on_a_new_pc_nothing_half_copied_becomes_a_home(fresh: World) -> None:
    """Where there was no home there is none then, and the backup can be put back."""
    backup, _reference = backed_up(fresh)
    shutil.rmtree(fresh.post)
    shutil.copytree(backup, staged_of(fresh.post).folder)
    answer = call(fresh.post, "case", "list")
    assert (answer.json["error"]["code"], "once more" in answer.err) == ("no-home", True)
    assert done(fresh.post, "store", "restore", backup)["restored_up_to"] > 0


def test_an_unlock_finds_it_too(fresh: World) -> None:
    """Unlocking settles it before the key file is looked for."""
    _replaced, reference = cut_between_the_renamings(fresh)
    with closing(opened(fresh.post)) as session:
        assert [one.summary.reference for one in list_cases(session.desk).lines] == [reference]


def test_nobody_comes_in_while_it_is_put_back(fresh: World) -> None:
    """Another start meanwhile is refused by name, and what is half there stays."""
    staged = staged_of(fresh.post).folder
    staged.mkdir()
    with alone(fresh.post):
        answer = call(fresh.post, "case", "list")
        assert (answer.status, answer.json["error"]["code"]) == (3, "being-put-back")
        assert staged.exists()
    assert call(fresh.post, "case", "list").status == 0


def _open(home: Path) -> AbstractContextManager[object]:
    return closing(opened(home))


def _window(home: Path) -> AbstractContextManager[object]:
    return file_lock(HomePaths(home).window)


@pytest.mark.parametrize("comes_in", [_open, _window], ids=["a command", "a locked window"])
def test_who_came_in_before_keeps_the_home(
    fresh: World, comes_in: Callable[[Path], AbstractContextManager[object]]
) -> None:
    """Come between the first look and the renaming: that is refused, and the home stands as it was."""
    with comes_in(fresh.post):
        staged_of(fresh.post).folder.mkdir()
        mark(fresh.post, fresh.folder / "aside")
        with pytest.raises(Trouble) as refusal:
            put_in_place(fresh.post, fresh.folder / "aside")
    assert refusal.value.code == "home-in-use"
    assert finish_put_back(fresh.post) == TAKEN_BACK
    assert done(fresh.post, "store", "check")["ok"]
