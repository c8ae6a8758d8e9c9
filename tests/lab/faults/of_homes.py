"""Deeds that copy a whole home or rewrite it: a backup made, one put back, an older store brought up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.files import FakeSource
from tests.lab.faults.newer import NUMBER, TODAY, become_newer
from tests.lab.faults.of_files import CONTENT, attach_to_first, content_of, files_in
from tests.lab.homes import PASSPHRASE
from tests.lab.kill.child import document
from tipdesk.adapters.store.backup import STORE, check_files, find_backups, read_backup
from tipdesk.adapters.store.before_update import FOLDER
from tipdesk.adapters.store.copying import connect
from tipdesk.domain.errors import TipdeskError
from tipdesk.homes import backups as copies
from tipdesk.homes import putting_back
from tipdesk.homes.backed_up_files import check_files_kept
from tipdesk.services.case.new_case import new_case

if TYPE_CHECKING:
    from pathlib import Path

    from tests.lab.faults.place import Place
    from tests.lab.homes import Country

__all__ = ["become_newer"]
OLDER, SINCE, BACKUP = copies.KEPT, 4, "TB-before"
"""How many backups were made before; the number of the case saved since the last of them, and its name."""


def back_up_before(country: Country) -> None:
    """As many backups lie there as are kept, so that one more lets the oldest go."""
    post = country.post.open()
    for number in range(OLDER):
        attach_to_first(post, FakeSource("scan.png", f"scan {number}".encode()))
        copies.back_up(post, country.stick)
    attach_to_first(post, FakeSource("scan.png", b"the last scan"))
    post.close()


def back_up(place: Place) -> None:
    """Make one more."""
    copies.back_up(place.session, place.country.stick)


def is_backed_up(place: Place) -> bool:
    """Tell whether the latest one holds what the store holds now, or the look that notes the backup is all it lacks."""
    with place.session.desk.work() as work:
        own = work.ledger.own()
    return own.seq - find_backups(place.country.stick)[0].contents.seq <= 1


def backups(place: Place) -> list[str]:
    """As many as before are whole, and none is shown that is not."""
    found = find_backups(place.country.stick)
    broken = []
    for one in found:
        try:
            check_files(one)
            check_files_kept(one)
        except TipdeskError as refusal:
            broken.append(f"{one.folder.name} is shown as a backup: {refusal.code}")
    few = [] if len(found) - len(broken) >= OLDER else [f"{len(found) - len(broken)} whole backups are left of {OLDER}"]
    return broken + few


def save_after_backup(country: Country) -> None:
    """A backup was made, and the post went on."""
    post = country.post.open()
    attach_to_first(post, FakeSource("scan.png", CONTENT))
    copies.back_up(post, country.stick).folder.rename(country.stick / BACKUP)
    new_case(post.desk, document(SINCE))
    attach_to_first(post, FakeSource("scan.png", CONTENT))
    post.close()


def put_back(place: Place) -> None:
    """Put the backup back in place of the home."""
    place.close()
    putting_back.put_back(place.country.stick / BACKUP, place.home.folder, place.home.login, PASSPHRASE).session.close()


def is_put_back(place: Place) -> bool:
    """Tell whether the store goes on in a log of its own, with what was saved after the backup brought over."""
    backup = read_backup(place.country.stick / BACKUP)
    with place.session.desk.work() as work:
        own = work.ledger.own()
    is_whole = all(content_of(place.session, row) == CONTENT for row in files_in(place.session))
    return own.log != backup.contents.log and is_whole


def make_older(country: Country) -> None:
    """The store is of today, which is older than the release to come."""
    del country


def migrate(place: Place) -> None:
    """Open the store with the newer program."""
    place.unlock()


def is_migrated(place: Place) -> bool:
    """Tell whether the store is the newer one, with the older one beside it."""
    copies = [one.folder / STORE for one in find_backups(place.home.folder / FOLDER)]
    return _state(place, place.home.folder / STORE) == (NUMBER, True) and [_state(place, one) for one in copies] == [
        (TODAY, False)
    ]


def half_migrated(place: Place) -> list[str]:
    """The store is wholly the older one or wholly the newer one."""
    state = _state(place, place.home.folder / STORE)
    return [] if state in ((TODAY, False), (NUMBER, True)) else [f"the store is half migrated: {state}"]


def _state(place: Place, store: Path) -> tuple[int, bool]:
    """Return the number of a store, and whether all that the next script makes is there and filled."""
    link = connect(store, place.home.store_key)
    try:
        number = int(link.execute("PRAGMA user_version").fetchone()[0])
        made = link.execute("SELECT count(*) FROM sqlite_schema WHERE name LIKE '%to_come'").fetchone()[0]
        if not made:
            return number, False
        unfilled = link.execute("SELECT count(*) FROM person WHERE to_come IS NULL").fetchone()[0]
        sizes = link.execute("SELECT count(*) FROM sizes_to_come").fetchone()[0]
        return number, made == len(("sizes_to_come", "person_to_come")) and not unfilled and sizes > 0
    finally:
        link.close()
