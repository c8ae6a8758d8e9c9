"""Files of a case by command: taken in, listed, exported and signed, lost, erased, backed up and put back."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.journeys.runner import call, done
from tests.journeys.worlds import by_stick, copied, make_world, opened, recorded
from tipdesk.domain.errors import Distrust
from tipdesk.domain.ids import parse_id
from tipdesk.domain.records import BY_NAME
from tipdesk.homes.backups import check_last

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.runner import World

PHOTO = b"\xff\xd8\xff\xe0" + b"an invented photograph " * 5_000
NAME = "Zebraphoto.jpg"


@pytest.fixture(scope="module")
def world_made(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world that all stories begin with."""
    return make_world(tmp_path_factory.mktemp("world"))


@pytest.fixture
def world(world_made: World, tmp_path: Path) -> World:
    """A copy of it with a photograph beside it."""
    made = copied(world_made, tmp_path / "world")
    (tmp_path / NAME).write_bytes(PHOTO)
    return made


def held(home: Path) -> list[str]:
    """Return the names of the sealed files of a home."""
    folder = home / "files"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_a_photograph_is_taken_in_listed_and_exported(world: World, tmp_path: Path) -> None:
    """The command says id, hash and size; the list says where the bytes are; the export is the file, signed."""
    reference = recorded(world.post, tmp_path)
    person = done(world.post, "record", "list", reference, "Person")["records"][0]["key"]
    told = done(world.post, "attach", reference, tmp_path / NAME, "--kind", "photo", "--row", person)
    digest = hashlib.sha256(PHOTO).hexdigest()
    assert (told["sha256"], told["size"], told["type"], told["another_type"]) == (
        digest, len(PHOTO), "image/jpeg", False,
    )  # fmt: skip
    [line] = done(world.post, "attachment", "list", reference)["attachments"]
    assert (line["id"], line["sha256"], line["name"], line["kind"]) == (told["id"], digest, NAME, "photo")
    assert (line["of_row"], line["kept"], line["here"], line["open"]) == (f"Person {person}", True, True, True)
    out = tmp_path / "out" / "copy.jpg"
    out.parent.mkdir()
    left = done(world.post, "attachment", "export", told["id"], "--out", out)
    assert out.read_bytes() == PHOTO
    signature = (out.parent / "copy.signature.txt").read_text(encoding="utf-8")
    assert (left["bytes"], f"sha256 {digest}" in signature) == (len(PHOTO), True)
    assert f"subject {parse_id(told['id']).hex()}" in signature
    looks = done(world.post, "audit", "list")["looks"]
    assert "export" in {look["action"] for look in looks}
    assert (tmp_path / NAME).read_bytes() == PHOTO


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("nothing.jpg",), 1, "no-file"),
        ((".",), 1, "no-plain-file"),
        ((NAME, "--kind", "no_such"), 1, "bad-fields"),
        ((NAME, "--row", "01930e2e-0000-7000-8000-000000000001"), 1, "no-such-row"),
        ((NAME, "--hash-only"), 1, "abuse-image-hash-only"),
    ],
)
def test_what_is_refused_leaves_nothing(
    world: World, tmp_path: Path, words: tuple[str, ...], status: int, code: str
) -> None:
    """Each refusal has its exit status and code, and neither row nor file is there after it."""
    reference = recorded(world.post, tmp_path)
    answer = call(world.post, "attach", reference, tmp_path / words[0], *words[1:])
    assert (answer.status, answer.json["error"]["code"]) == (status, code)
    assert done(world.post, "attachment", "list", reference) == {"attachments": []}
    assert held(world.post) == []


def test_a_file_leaves_room_for_records(world: World, tmp_path: Path) -> None:
    """A file that would leave less free than is set is refused as Trouble; how much that is can be said and set."""
    reference = recorded(world.post, tmp_path)
    assert done(world.post, "store", "free-space") == {"keep": 64}
    assert call(world.post, "store", "free-space", "--keep", "1").json["error"]["code"] == "bad-number"
    assert done(world.post, "store", "free-space", "--keep", "1000000") == {"keep": 1_000_000}
    answer = call(world.post, "attach", reference, tmp_path / NAME)
    assert (answer.status, answer.json["error"]["code"]) == (3, "no-room")
    assert held(world.post) == []
    done(world.post, "store", "free-space", "--keep", "16")
    done(world.post, "attach", reference, tmp_path / NAME)


def test_what_may_show_abuse_is_never_stored(world: World, tmp_path: Path) -> None:
    """With --hash-only the hash and who keeps it are recorded; no byte lies there, and nothing exports it."""
    reference = recorded(world.post, tmp_path)
    words = ("--hash-only", "custodian=The unit", "held_at=Safe 4")
    told = done(world.post, "attach", reference, tmp_path / NAME, *words)
    assert told["sha256"] == hashlib.sha256(PHOTO).hexdigest()
    assert held(world.post) == []
    answer = call(world.post, "attachment", "export", told["id"], "--out", tmp_path / "no.jpg")
    assert (answer.status, answer.json["error"]["code"]) == (1, "hash-only")
    assert not (tmp_path / "no.jpg").exists()


def test_headquarters_knows_of_a_file_before_it_has_it(world: World, tmp_path: Path) -> None:
    """The row travels with the records; whoever asks for bytes that have not come is told so, as Trouble."""
    reference = recorded(world.post, tmp_path)
    told = done(world.post, "attach", reference, tmp_path / NAME)
    done(world.post, "sync", "now", "--stick", world.stick)
    for path in world.stick.glob("*.tdb"):
        if done(world.hq, "bundle", "verify", path).get("kind") == "part":
            path.unlink()
    done(world.hq, "hq", "receive", "--stick", world.stick)
    [line] = done(world.hq, "attachment", "list", reference)["attachments"]
    assert (line["id"], line["kept"], line["here"]) == (told["id"], True, False)
    answer = call(world.hq, "attachment", "export", told["id"], "--out", tmp_path / "no.jpg")
    assert (answer.status, answer.json["error"]["code"]) == (3, "file-not-here")


def test_an_altered_file_is_refused_and_found(world: World, tmp_path: Path) -> None:
    """A sealed file with one other byte is exported by nobody (exit 4), and the store check names it."""
    reference = recorded(world.post, tmp_path)
    told = done(world.post, "attach", reference, tmp_path / NAME)
    [name] = held(world.post)
    sealed = bytearray((world.post / "files" / name).read_bytes())
    sealed[-1] ^= 1
    (world.post / "files" / name).write_bytes(sealed)
    answer = call(world.post, "attachment", "export", told["id"], "--out", tmp_path / "no.jpg")
    assert (answer.status, answer.json["error"]["code"]) == (4, "age-payload")
    assert not (tmp_path / "no.jpg").exists()
    assert "altered" in files_found(world.post)


def files_found(home: Path) -> str:
    """Return what the store check finds of the sealed files, "" where all is well."""
    [found] = [one for one in call(home, "store", "check").json["checks"] if one["name"] == "files"]
    assert found["ok"] == (found["detail"] == "")
    return str(found["detail"])


def test_a_lost_file_is_found_where_it_was_taken_in(world: World, tmp_path: Path) -> None:
    """The check names a file that this PC took in and has no more; one that has not arrived is no fault."""
    reference = recorded(world.post, tmp_path)
    told = done(world.post, "attach", reference, tmp_path / NAME)
    by_stick(world, world.post)
    assert (files_found(world.post), files_found(world.hq)) == ("", "")
    [name] = held(world.post)
    (world.post / "files" / name).unlink()
    assert told["id"] in files_found(world.post)


def test_files_are_backed_up_and_put_back(world: World, tmp_path: Path) -> None:
    """A backup has the files of its rows once; put back, what was taken in before and after it can be exported."""
    disk, reference = tmp_path / "disk", recorded(world.post, tmp_path)
    disk.mkdir()
    before = done(world.post, "attach", reference, tmp_path / NAME)["id"]
    backups = [done(world.post, "store", "backup", "--to", disk)["folder"] for _time in range(2)]
    assert held(world.post) == sorted(path.name for path in (disk / "TB-files").iterdir())
    after = done(world.post, "attach", reference, tmp_path / NAME)["id"]
    done(world.post, "store", "restore", backups[0])
    assert [one["here"] for one in done(world.post, "attachment", "list", reference)["attachments"]] == [True, True]
    for number, row in enumerate((before, after)):
        out = tmp_path / f"back{number}.jpg"
        done(world.post, "attachment", "export", row, "--out", out)
        assert out.read_bytes() == PHOTO
    assert done(world.post, "store", "check")["ok"]
    shutil.rmtree(world.post)
    done(world.post, "store", "restore", backups[1])
    assert [one["here"] for one in done(world.post, "attachment", "list", reference)["attachments"]] == [True]


def test_backups_let_go_of_what_none_of_them_has(world: World, tmp_path: Path) -> None:
    """A file that was withdrawn leaves the folder of backups with the last backup that names it; a lost one is told."""
    disk, reference = tmp_path / "disk", recorded(world.post, tmp_path)
    disk.mkdir()
    done(world.post, "attach", reference, tmp_path / NAME)
    done(world.post, "store", "backup", "--to", disk)
    [name] = held(world.post)
    done(world.post, "sync", "withdraw", last_entry(world.post), "--reason", "The wrong file")
    assert held(world.post) == []
    for _time in range(2):
        done(world.post, "store", "backup", "--to", disk)
    assert [path.name for path in (disk / "TB-files").iterdir()] == [name]
    done(world.post, "store", "backup", "--to", disk)
    assert [*(disk / "TB-files").iterdir()] == []


def last_entry(home: Path) -> int:
    """Return the number of the entry that took a file in: it is the last one that tells of a case."""
    with closing(opened(home)) as session, session.desk.work() as work:
        [case] = work.find_rows(BY_NAME["Case"])
        return max(entry.seq for entry in work.ledger.case_entries(case.id))


def test_a_damaged_file_in_a_backup_is_found(world: World, tmp_path: Path) -> None:
    """The check of the last backup reads its files, too."""
    disk, reference = tmp_path / "disk", recorded(world.post, tmp_path)
    disk.mkdir()
    done(world.post, "attach", reference, tmp_path / NAME)
    done(world.post, "store", "backup", "--to", disk)
    [kept] = (disk / "TB-files").iterdir()
    with closing(opened(world.post)) as session:
        check_last(session)
        kept.write_bytes(kept.read_bytes()[:-1])
        with pytest.raises(Distrust) as refusal:
            check_last(session)
    assert refusal.value.code == "backup-damaged"


def test_a_file_without_a_row_goes_at_the_unlock(world: World, tmp_path: Path) -> None:
    """What a crash left between the file and its row is gone after the next unlock; what has a row stays."""
    reference = recorded(world.post, tmp_path)
    done(world.post, "attach", reference, tmp_path / NAME)
    [kept] = held(world.post)
    (world.post / "files" / ("ab" * 32)).write_bytes(b"an orphan")
    (world.post / "files" / "taking.part").write_bytes(b"half of one")
    with closing(opened(world.post)) as session, session.desk.read() as reader:
        [row] = reader.find_rows(BY_NAME["Attachment"])
    assert held(world.post) == [kept]
    assert row["content_id"] == bytes.fromhex(kept)
