"""A file put in place whole, where a scanner holds the old one: Windows refuses the renaming meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tipdesk.adapters.store.on_disk import ANTIVIRUS_SECONDS, put_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def held(times: int) -> Callable[[Path, Path], object]:
    """Return a renaming that is refused so often, as Windows refuses it, and then done."""
    left = [None] * times

    def rename(part: Path, path: Path) -> object:
        if left:
            left.pop()
            raise PermissionError(13, "held")
        return part.replace(path)

    return rename


@pytest.mark.parametrize("times", range(len(ANTIVIRUS_SECONDS) + 1))
def test_a_file_that_is_held_for_a_moment_is_replaced(tmp_path: Path, times: int) -> None:
    """Up to four refusals are waited out, a little longer each time, and the new bytes stand there."""
    path, waited = tmp_path / "receipt", list[float]()
    path.write_bytes(b"old")
    put_whole(path, b"new", rename=held(times), wait=waited.append)
    assert (path.read_bytes(), tuple(waited)) == (b"new", ANTIVIRUS_SECONDS[:times])
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_stays_held_is_left_as_it_was(tmp_path: Path) -> None:
    """It is not tried for ever: the refusal comes out, and the old bytes stand."""
    path = tmp_path / "receipt"
    path.write_bytes(b"old")
    with pytest.raises(PermissionError):
        put_whole(path, b"new", rename=held(9), wait=lambda _seconds: None)
    assert path.read_bytes() == b"old"
