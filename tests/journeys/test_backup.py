"""A backup on a stick is put back at a post and at headquarters: nothing saved is lost, nothing is destroyed."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.runner import World, call, done, write_case
from tests.journeys.worlds import by_stick, opened, recorded


def backed_up(home: Path, target: Path) -> Path:
    """Make a backup of a home; return its folder."""
    target.mkdir(exist_ok=True)
    return Path(str(done(home, "store", "backup", "--to", target)["folder"]))


def shown(home: Path, *references: str) -> list[object]:
    """Return cases as a home tells them."""
    return [done(home, "case", "show", reference) for reference in references]


def test_a_post_is_put_back_with_what_it_wrote_last(fresh: World) -> None:
    """Saved before the backup, after it and never sent: all three cases are there, and reach headquarters."""
    first = recorded(fresh.post, fresh.folder)
    by_stick(fresh, fresh.post)
    second = recorded(fresh.post, fresh.folder)
    backup = backed_up(fresh.post, fresh.folder / "other disk")
    third = recorded(fresh.post, fresh.folder)
    before = shown(fresh.post, first, second, third)
    answer = done(fresh.post, "store", "restore", backup)
    assert answer["brought_over"] >= 1
    assert Path(answer["replaced"]).is_dir()
    assert shown(fresh.post, first, second, third) == before
    by_stick(fresh, fresh.post)
    by_stick(fresh, fresh.post)
    assert done(fresh.post, "sync", "status")["waiting"] == 0
    assert shown(fresh.hq, first, second, third) == before
    assert done(fresh.post, "store", "check")["ok"]
    assert done(fresh.hq, "store", "check")["ok"]


@pytest.mark.parametrize("is_sent", [False, True], ids=["never sent", "sent"])
def test_the_same_backup_is_put_back_twice(fresh: World, *, is_sent: bool) -> None:
    """What was recorded between the two comes over as well, with the log in which it stands, and is sent."""
    backup = backed_up(fresh.post, fresh.folder / "other disk")
    references = [recorded(fresh.post, fresh.folder)]
    for _time in range(2):
        done(fresh.post, "store", "restore", backup)
        references.append(recorded(fresh.post, fresh.folder))
        if is_sent:
            by_stick(fresh, fresh.post)
    before = shown(fresh.post, *references[:2])
    answer = done(fresh.post, "store", "restore", backup)
    assert answer["brought_over"] >= 3
    assert shown(fresh.post, *references[:2]) == before
    shown(fresh.post, references[2])
    for _visit in range(2):
        by_stick(fresh, fresh.post)
    assert done(fresh.post, "sync", "status")["waiting"] == 0
    assert shown(fresh.hq, *references) == shown(fresh.post, *references)
    for home in (fresh.post, fresh.hq):
        assert done(home, "store", "check")["ok"]


def test_a_post_whose_disk_died_gets_back_what_headquarters_has(fresh: World) -> None:
    """Without the old store: what was received comes down again, the PC goes on, and headquarters believes it."""
    backup = backed_up(fresh.post, fresh.folder / "other disk")
    reference = recorded(fresh.post, fresh.folder)
    by_stick(fresh, fresh.post)
    before = shown(fresh.post, reference)
    shutil.rmtree(fresh.post)
    assert done(fresh.post, "store", "restore", backup)["brought_over"] == 0
    later = recorded(fresh.post, fresh.folder)
    by_stick(fresh, fresh.post)
    by_stick(fresh, fresh.post)
    assert shown(fresh.post, reference) == before
    assert shown(fresh.hq, reference, later) == shown(fresh.post, reference, later)
    assert done(fresh.post, "store", "check")["ok"]


def test_headquarters_pc_dies(fresh: World) -> None:
    """Drill: on a new PC the backup is put back, the posts sync twice, and headquarters has all that it had."""
    backup = backed_up(fresh.hq, fresh.folder / "other disk")
    reference = recorded(fresh.post, fresh.folder)
    by_stick(fresh, fresh.post)
    before = shown(fresh.hq, reference)
    shutil.rmtree(fresh.hq)
    done(fresh.hq, "store", "restore", backup)
    for _visit in range(3):
        call(fresh.post, "sync", "now", "--stick", fresh.stick)
        call(fresh.hq, "hq", "receive", "--stick", fresh.stick)
    assert done(fresh.post, "sync", "now", "--stick", fresh.stick)["waiting"] == 0
    assert shown(fresh.hq, reference) == before
    assert done(fresh.hq, "store", "check")["ok"]


def test_a_home_without_its_key_file_is_put_back(fresh: World) -> None:
    """No passphrase opens it, and it says what to do; the backup brings the key file, and what was written since."""
    backup = backed_up(fresh.post, fresh.folder / "other disk")
    later = recorded(fresh.post, fresh.folder)
    before = shown(fresh.post, later)
    (fresh.post / "slots").unlink()
    answer = call(fresh.post, "case", "list")
    assert (answer.status, answer.json["error"]["code"]) == (3, "slots-missing")
    assert "store restore" in answer.json["error"]["message"]
    assert done(fresh.post, "store", "restore", backup)["brought_over"] >= 1
    assert shown(fresh.post, later) == before


def test_an_altered_backup_is_refused_and_nothing_is_touched(fresh: World) -> None:
    """One flipped bit in any of its files: exit 4, and the home is as it was."""
    reference = recorded(fresh.post, fresh.folder)
    backup = backed_up(fresh.post, fresh.folder / "other disk")
    before = shown(fresh.post, reference)
    for name in sorted(path.name for path in backup.iterdir()):
        content = (backup / name).read_bytes()
        place = len(content) // 2
        (backup / name).write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        answer = call(fresh.post, "store", "restore", backup)
        assert (answer.status, name) == (4, name), answer.json
        (backup / name).write_bytes(content)
    assert shown(fresh.post, reference) == before
    assert done(fresh.post, "store", "restore", backup)["restored_up_to"] > 0


def test_only_the_newest_backups_stay(fresh: World) -> None:
    """Older ones of the same home go once a newer one was checked; those of another home stay."""
    target = fresh.folder / "other disk"
    other = backed_up(fresh.hq, target)
    made = [backed_up(fresh.post, target) for _number in range(4)]
    left = set(target.iterdir())
    assert left == {other, *made[1:]}


@pytest.mark.parametrize("where", ["gone", "inside"])
def test_a_bad_place_is_refused(fresh: World, where: str) -> None:
    """A folder that is gone is trouble (3); one inside the home would be lost with it (1)."""
    target = fresh.folder / "nothing here" if where == "gone" else fresh.post
    answer = call(fresh.post, "store", "backup", "--to", target)
    assert (answer.status, answer.json["error"]["code"]) == (
        (3, "disk-gone") if where == "gone" else (1, "unsafe-backup")
    )
    assert call(fresh.post, "store", "restore", fresh.folder).json["error"]["code"] == "no-backup"
    assert write_case(fresh.folder).exists()


def test_a_home_that_is_open_is_not_replaced(fresh: World) -> None:
    """While a window or command has the home open, putting back is refused as trouble and nothing is staged."""
    backup = backed_up(fresh.post, fresh.folder / "other disk")
    with closing(opened(fresh.post)):
        answer = call(fresh.post, "store", "restore", backup)
    assert (answer.status, answer.json["error"]["code"]) == (3, "home-in-use")
    assert sorted(path.name for path in fresh.folder.glob("post*") if path.is_dir()) == ["post"]
