"""A file or folder renamed where a scanner holds it: Windows refuses the renaming meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tipdesk.adapters.disk import HELD_SECONDS, move

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def held(times: int) -> Callable[[Path, Path], object]:
    """Return a renaming that is refused so often, as Windows refuses it, and then done."""
    left = [None] * times

    def rename(path: Path, target: Path) -> object:
        if left:
            left.pop()
            raise PermissionError(13, "held")
        return path.replace(target)

    return rename


@pytest.mark.parametrize("times", range(len(HELD_SECONDS) + 1))
def test_a_file_that_is_held_for_a_moment_is_replaced(tmp_path: Path, times: int) -> None:
    """Up to four refusals are waited out, a little longer each time, and the new bytes stand there alone."""
    path, waited = tmp_path / "receipt", list[float]()
    path.write_bytes(b"old")
    (tmp_path / "receipt.new").write_bytes(b"new")
    move(tmp_path / "receipt.new", path, rename=held(times), wait=waited.append)
    assert (path.read_bytes(), tuple(waited)) == (b"new", HELD_SECONDS[:times])
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_stays_held_is_left_as_it_was(tmp_path: Path) -> None:
    """It is not tried for ever: the refusal comes out, and both files stand."""
    path, new = tmp_path / "receipt", tmp_path / "receipt.new"
    path.write_bytes(b"old")
    new.write_bytes(b"new")
    with pytest.raises(PermissionError):
        move(new, path, rename=held(9), wait=lambda _seconds: None)
    assert (path.read_bytes(), new.read_bytes()) == (b"old", b"new")


def test_what_is_gone_is_not_waited_for(tmp_path: Path) -> None:
    """Only a hold passes by itself: a file that is not there is told at once."""
    with pytest.raises(FileNotFoundError):
        move(tmp_path / "gone", tmp_path / "receipt", wait=lambda _seconds: pytest.fail("waited"))
