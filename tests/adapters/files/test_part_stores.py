"""What every store of parts under way promises, proved on the folder and on the fake of the same name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adapters.files.stores import KINDS, make_files
from tests.fakes.files import FakeSource
from tipdesk.domain.errors import Distrust

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.services.file_store import FileStore

CONTENT = b"invented" * 20_000


@pytest.fixture
def unnamed() -> set[bytes]:
    """The content ids that no row names."""
    return set()


@pytest.fixture(params=KINDS)
def stores(request: pytest.FixtureRequest, tmp_path: Path, unnamed: set[bytes]) -> tuple[FileStore, FileStore]:
    """Two homes of a kind: files go from the first to the second."""
    giver, taker = tmp_path / "giver", tmp_path / "taker"
    for home in (giver, taker):
        home.mkdir()
    return make_files(request.param, giver), make_files(request.param, taker, lambda ids: set(ids) - unnamed)


def carry(giver: FileStore, taker: FileStore, content_id: bytes, *, spoiled: bool = False) -> int:
    """Carry a file as one part, with its first byte changed where it is `spoiled`; return its sealed size."""
    size = giver.sealed_size(content_id)
    assert size < giver.parts.part_bytes
    content = giver.read_sealed(content_id, 0, size)
    taker.parts.keep_part(content_id, 0, bytes([content[0] ^ spoiled]) + content[1:])
    return size


def test_a_file_that_came_in_parts_is_the_file(stores: tuple[FileStore, FileStore]) -> None:
    """Put together it is whole, opens with its key to what was taken in, and none of its parts stays."""
    giver, taker = stores
    taken = giver.take_in(FakeSource("a.bin", CONTENT))
    size = carry(giver, taker, taken.content_id)
    assert taker.parts.parts_here(taken.content_id) == {0}
    assert [*taker.parts.find_under_way()] == [taken.content_id]
    assert not taker.is_here(taken.content_id)
    assert taker.parts.put_together(taken.content_id, size)
    assert taker.is_here(taken.content_id)
    assert taker.is_whole(taken.content_id)
    with taker.reading(taken.content_id, taken.key) as chunks:
        assert b"".join(chunks) == CONTENT
    assert ([*taker.parts.find_under_way()], taker.parts.parts_here(taken.content_id)) == ([], frozenset())


def test_what_is_not_the_file_leaves_nothing(stores: tuple[FileStore, FileStore]) -> None:
    """Parts that are not what the content id names are refused, and go."""
    giver, taker = stores
    content_id = giver.take_in(FakeSource("a.bin", CONTENT)).content_id
    size = carry(giver, taker, content_id, spoiled=True)
    with pytest.raises(Distrust) as refused:
        taker.parts.put_together(content_id, size)
    assert refused.value.code == "file-altered"
    assert (taker.is_here(content_id), [*taker.parts.find_under_way()]) == (False, [])


def test_the_sweep_takes_parts_that_nobody_names(stores: tuple[FileStore, FileStore], unnamed: set[bytes]) -> None:
    """What is under way to a row stays; what no row names goes, as where a case was erased meanwhile."""
    giver, taker = stores
    kept, orphan = (giver.take_in(FakeSource("a.bin", CONTENT + bytes([one]))).content_id for one in range(2))
    for content_id in (kept, orphan):
        carry(giver, taker, content_id)
    unnamed.add(orphan)
    taker.sweep()
    assert [*taker.parts.find_under_way()] == [kept]


def test_a_file_that_is_let_go_of_leaves_no_part(stores: tuple[FileStore, FileStore]) -> None:
    """Dropping a file drops what there is of it under way."""
    giver, taker = stores
    content_id = giver.take_in(FakeSource("a.bin", CONTENT)).content_id
    carry(giver, taker, content_id)
    taker.drop(content_id)
    assert [*taker.parts.find_under_way()] == []
