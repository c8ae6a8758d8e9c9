"""Sticks that are full, locked, gone or not theirs: trouble by name, exit 3, and the next try brings everything."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.journeys.runner import World, call, done
from tests.journeys.worlds import by_stick, pushed, recorded
from tests.vectors.conformance import absent


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """Mount a small file system in memory: a real medium with a real end."""
    folder.mkdir(exist_ok=True)
    mount = shutil.which("mount")
    command = [str(mount), "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if mount is None or subprocess.run(command, check=False, capture_output=True).returncode:
        absent("a file system can only be mounted by root: full and locked sticks not tried")
    try:
        yield folder
    finally:
        subprocess.run([str(shutil.which("umount")), str(folder)], check=True)


def test_a_full_stick_is_named_at_a_post(fresh: World) -> None:
    """No room for the bundle: exit 3, stick-full, nothing half on it; another stick takes everything."""
    recorded(fresh.post, fresh.folder)
    with mounted(fresh.folder / "full", "size=64k") as stick:
        answer = call(fresh.post, "sync", "now", "--stick", stick)
        assert (answer.status, answer.json["error"]["code"]) == (3, "stick-full")
        assert [path for path in stick.iterdir() if path.suffix != ".tdf"] == []
    assert done(fresh.post, "sync", "status")["waiting"] == 1
    by_stick(fresh, fresh.post)
    assert done(fresh.post, "sync", "status")["waiting"] == 0


def test_a_stick_full_at_headquarters_loses_nothing(fresh: World) -> None:
    """No room for the receipt: exit 3, what was received stays so, and with room again the receipt comes."""
    recorded(fresh.post, fresh.folder)
    bundle = pushed(fresh.post, fresh.folder / "own")
    with mounted(fresh.folder / "full", f"size={(len(bundle) // 4096 + 1) * 4}k") as stick:
        (stick / "laid0000.tdb").write_bytes(bundle)
        answer = call(fresh.hq, "hq", "receive", "--stick", stick)
        assert (answer.status, answer.json["error"]["code"]) == (3, "stick-full")
    assert len(done(fresh.hq, "case", "list")["cases"]) == 1
    by_stick(fresh, fresh.post)
    assert done(fresh.post, "sync", "status")["waiting"] == 0


def test_a_locked_stick_is_named(fresh: World) -> None:
    """A stick that cannot be written: exit 3, stick-locked, and nothing counts as handed over."""
    recorded(fresh.post, fresh.folder)
    with mounted(fresh.folder / "locked", "ro") as stick:
        answer = call(fresh.post, "sync", "now", "--stick", stick)
        assert (answer.status, answer.json["error"]["code"]) == (3, "stick-locked")
    assert done(fresh.post, "sync", "status")["waiting"] == 1


def test_a_stick_that_vanished_is_named(fresh: World) -> None:
    """Gone between two visits: exit 3, stick-gone at both ends; on a new stick everything goes once more."""
    recorded(fresh.post, fresh.folder)
    pushed(fresh.post, fresh.stick)
    shutil.rmtree(fresh.stick)
    for home, verb in ((fresh.post, ("sync", "now")), (fresh.hq, ("hq", "receive"))):
        answer = call(home, *verb, "--stick", fresh.stick)
        assert (answer.status, answer.json["error"]["family"], answer.json["error"]["code"]) == (
            3,
            "trouble",
            "stick-gone",
        )
    fresh.stick.mkdir()
    by_stick(fresh, fresh.post)
    assert done(fresh.post, "sync", "status")["waiting"] == 0


@pytest.mark.parametrize("inside", [".", "spool"])
def test_a_home_is_no_stick(inside: str, fresh: World) -> None:
    """A folder inside the program's own is refused as a stick: exit 1, stick-in-home."""
    folder = fresh.post / inside
    folder.mkdir(exist_ok=True)
    answer = call(fresh.post, "sync", "now", "--stick", folder)
    assert (answer.status, answer.json["error"]["code"]) == (1, "stick-in-home")


def test_what_else_lies_on_a_stick_is_left_alone(fresh: World) -> None:
    """Foreign files, folders, links and empty files of our suffixes are not opened and not removed.

    What pretends to be a receipt is refused by name at the post (exit 4), kept aside there and taken off the stick.
    """
    recorded(fresh.post, fresh.folder)
    (fresh.stick / "holiday.jpg").write_bytes(b"picture")
    (fresh.stick / "folder.tdb").mkdir()
    (fresh.stick / "link.tdb").symlink_to(fresh.post / "slots")
    (fresh.stick / "empty.tdb").touch()
    (fresh.stick / "nonsense.tdr").write_bytes(b"nonsense")
    refused = call(fresh.post, "sync", "now", "--stick", fresh.stick)
    assert (refused.status, [one["reason"] for one in refused.json["received"]]) == (4, ["bad-bundle"])
    assert [one["reason"] for one in done(fresh.post, "hq", "quarantine")["quarantine"]] == ["bad-bundle"]
    answer = call(fresh.hq, "hq", "receive", "--stick", fresh.stick)
    assert [one["verdict"] for one in answer.json["bundles"]] == ["accepted"]
    assert done(fresh.post, "sync", "now", "--stick", fresh.stick)["waiting"] == 0
    left = {path.name for path in fresh.stick.iterdir()}
    assert {"holiday.jpg", "folder.tdb", "link.tdb", "empty.tdb"} <= left
    assert "nonsense.tdr" not in left
