"""A full disk: every deed is refused by name, nothing is half there, and the ballast lets the officer save."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.lab.faults.deeds import deed_of
from tests.lab.full.deed import fail_when_full
from tests.lab.full.disk import disk_of, fill, why_not
from tests.lab.homes import make_country
from tests.lab.kill.child import document
from tipdesk.adapters.store.ballast import Ballast, ballast_of
from tipdesk.domain.errors import Trouble
from tipdesk.services.case.new_case import new_case

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.homes.sessions import Session

MOST_SAVES = 3_000
MOST_WRITING = ("save", "take in", "receive", "passphrase", "rekey", "back up", "put back", "migrate", "lock")
"""The deeds of the tests; the laboratory does all of them."""


def save_on(session: Session) -> None:
    """Save cases until the disk refuses."""
    for number in range(MOST_SAVES):
        new_case(session.desk, document(number))


@pytest.mark.parametrize("name", MOST_WRITING)
def test_a_full_disk_refuses_and_loses_nothing(name: str, tmp_path: Path) -> None:
    """Filled to the last bytes, a deed is done or told to be impossible; with room again it can be done."""
    if reason := why_not():
        pytest.skip(reason)
    with disk_of(16, tmp_path / "disk") as disk:
        assert fail_when_full(disk, deed_of(name), leave=2_000)[1] == []


def test_the_ballast_lets_the_officer_save(tmp_path: Path) -> None:
    """Full while cases are being saved: the one refused is saved at the next try, and the words say why."""
    if reason := why_not():
        pytest.skip(reason)
    with disk_of(24, tmp_path / "disk") as disk:
        country = make_country(disk)
        session = country.post.open()
        (country.post.folder / "ballast").write_bytes(bytes(4 << 20))
        fill(disk, leave=300_000)
        with pytest.raises(Trouble, match="A reserve of 4 MB has just been let go"):
            save_on(session)
        new_case(session.desk, document(MOST_SAVES))
        assert not any(finding.problems for finding in session.check())
        session.close()


def test_a_ballast_takes_real_room_and_comes_back(tmp_path: Path) -> None:
    """It is the smaller of its most and a twentieth of what is free, and is made again once there is room."""
    if reason := why_not():
        pytest.skip(reason)
    with disk_of(2, tmp_path / "disk") as disk:
        ballast = ballast_of(disk)
        before = shutil.disk_usage(disk).free
        size = ballast.make()
        assert 0 < size <= before // 20
        assert before - shutil.disk_usage(disk).free >= size
        assert ballast.make() == size
        filler = fill(disk)
        assert ballast.release() == size
        assert ballast.make() == 0, "a nearly full disk gets none"
        filler.unlink()
        assert Ballast(disk / "ballast").make() > 0
