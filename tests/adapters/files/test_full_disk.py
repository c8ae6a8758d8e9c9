"""A disk that fills while a file is taken in, at each block of it: refused by name, and nothing of the file stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adapters.files.stores import sealed_files
from tests.fakes.files import FakeSource
from tests.lab.full.disk import disk_of, fill, why_not
from tipdesk.domain.errors import Trouble

if TYPE_CHECKING:
    from pathlib import Path

BLOCK = 4096
CONTENT = bytes(range(256)) * 600


def test_a_disk_that_fills_at_each_block_of_a_file(tmp_path: Path) -> None:
    """Whatever room there is, the file is taken in whole or not at all, and what lay there is as it was."""
    if reason := why_not():
        pytest.skip(reason)
    with disk_of(2, tmp_path / "disk") as disk:
        files = sealed_files(disk, reserve=-(2 << 20))  # room was there when it was asked for
        first = files.take_in(FakeSource("a.bin", b"kept"))
        refused, codes = 0, set[str]()
        for room in range(0, len(CONTENT) + 3 * BLOCK, BLOCK):
            filler = fill(disk, leave=room)
            try:
                taken = files.take_in(FakeSource("b.bin", CONTENT))
            except Trouble as trouble:
                codes.add(trouble.code)
                refused += 1
                assert [one.name for one in (disk / "files").iterdir()] == [first.content_id.hex()]
            else:
                assert files.is_whole(taken.content_id)
                files.drop(taken.content_id)
            finally:
                filler.unlink()
        assert len(CONTENT) // BLOCK <= refused < (len(CONTENT) + 3 * BLOCK) // BLOCK
        assert codes == {"disk-full"}
        assert files.is_whole(first.content_id)


@pytest.mark.parametrize("room", [0, BLOCK, 9 * BLOCK])
def test_a_disk_that_fills_while_a_file_is_exported(tmp_path: Path, room: int) -> None:
    """An export that finds no room is told, and no half file lies where it should have gone."""
    if reason := why_not():
        pytest.skip(reason)
    files = sealed_files(tmp_path)
    taken = files.take_in(FakeSource("b.bin", CONTENT))
    with disk_of(1, tmp_path / "stick") as stick:
        fill(stick, leave=room)
        with pytest.raises(Trouble) as refusal:
            files.write_out(taken.content_id, taken.key, taken.digest, stick / "out.bin")
        assert refusal.value.code == "disk-full"
        assert [one.name for one in stick.iterdir()] == ["filler"]
