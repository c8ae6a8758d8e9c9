"""Parts under way on a real disk: whole or absent, put together once, gone when they are not what they should be."""

from __future__ import annotations

import hashlib
import random
from typing import TYPE_CHECKING

import pytest

from tipdesk.adapters.files.parts import FOLDER, PartFolder
from tipdesk.domain.errors import Distrust, Trouble
from tipdesk.sync.part import part_count

if TYPE_CHECKING:
    from pathlib import Path

SMALL = 100
FILE = random.Random(1).randbytes(5 * SMALL + 1)
ID = hashlib.sha256(FILE).digest()
INDEXES = list(range(part_count(len(FILE), SMALL)))


def piece(index: int) -> bytes:
    """Return the bytes of a part."""
    return FILE[index * SMALL : (index + 1) * SMALL]


@pytest.fixture
def parts(tmp_path: Path) -> PartFolder:
    """Return the parts of a home."""
    (tmp_path / "files").mkdir()
    return PartFolder(tmp_path / "files", SMALL)


def test_parts_in_any_order_become_the_file(parts: PartFolder, tmp_path: Path) -> None:
    """Whatever order they come in, and however often, the file is there with the last of them and no part stays."""
    random.Random(2).shuffle(INDEXES)
    for number, index in enumerate(INDEXES):
        assert not parts.put_together(ID, len(FILE))
        parts.keep_part(ID, index, piece(index))
        parts.keep_part(ID, index, piece(index))
        assert parts.parts_here(ID) == frozenset(INDEXES[: number + 1])
    assert list(parts.find_under_way()) == [ID]
    assert parts.put_together(ID, len(FILE))
    assert (tmp_path / "files" / ID.hex()).read_bytes() == FILE
    assert parts.parts_here(ID) == frozenset()
    assert list(parts.find_under_way()) == []


def test_what_is_not_the_file_is_nothing(parts: PartFolder, tmp_path: Path) -> None:
    """One wrong byte in one part, and neither the file nor a part of it stays."""
    for index in INDEXES:
        parts.keep_part(ID, index, piece(index) if index else bytes([piece(0)[0] ^ 1]) + piece(0)[1:])
    with pytest.raises(Distrust) as refused:
        parts.put_together(ID, len(FILE))
    assert refused.value.code == "file-altered"
    assert parts.parts_here(ID) == frozenset()
    assert [path.name for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


def test_a_part_cut_short_by_the_disk_is_noticed(parts: PartFolder, tmp_path: Path) -> None:
    """A part that lost its end on the disk does not shift what follows."""
    for index in INDEXES:
        parts.keep_part(ID, index, piece(index))
    (tmp_path / "files" / FOLDER / ID.hex() / "1").write_bytes(piece(1)[:-1])
    with pytest.raises(Distrust):
        parts.put_together(ID, len(FILE))


def test_what_else_lies_there_is_no_part(parts: PartFolder, tmp_path: Path) -> None:
    """Names that no part has are not counted."""
    parts.keep_part(ID, 3, piece(3))
    folder = tmp_path / "files" / FOLDER / ID.hex()
    for name in ("3.part", "03", "x", "-1", "9" * 40):
        (folder / name).write_bytes(b"x")
    (folder.parent / "readme").mkdir()
    assert parts.parts_here(ID) == frozenset({3})
    assert list(parts.find_under_way()) == [ID]


def test_a_disk_that_refuses(parts: PartFolder, tmp_path: Path) -> None:
    """Where the folder cannot be made the part is not there, and that is said as Trouble."""
    (tmp_path / "files" / FOLDER).write_bytes(b"in the way")
    with pytest.raises(Trouble) as refused:
        parts.keep_part(ID, 0, piece(0))
    assert refused.value.code == "file-unwritable"


def test_parts_are_let_go(parts: PartFolder) -> None:
    """What is withdrawn or erased leaves no part, and letting go of nothing is no error."""
    parts.keep_part(ID, 0, piece(0))
    parts.drop_parts(ID)
    parts.drop_parts(ID)
    assert parts.parts_here(ID) == frozenset()


def test_what_records_need_stays_free(tmp_path: Path) -> None:
    """A disk that would have too little left takes no part and makes no file, and keeps the parts that it has."""
    for index in INDEXES:
        PartFolder(tmp_path / "files", SMALL).keep_part(ID, index, piece(index))
    full = PartFolder(tmp_path / "files", SMALL, reserve=lambda: 2**60)
    for deed in (lambda: full.keep_part(ID, 0, piece(0)), lambda: full.put_together(ID, len(FILE))):
        with pytest.raises(Trouble) as refused:
            deed()
        assert refused.value.code == "no-room"
    assert PartFolder(tmp_path / "files", SMALL).put_together(ID, len(FILE))
