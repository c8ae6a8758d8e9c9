"""A post's home with two officers, made once and copied for every accident, and what must hold of it afterwards."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from tests.fakes.files import FakeSource
from tests.lab.accidents import Accident, Ended, run
from tests.lab.faults.of_files import CONTENT, attach_to_first, content_of, files_in
from tests.lab.homes import PASSPHRASE, Home, make_country
from tipdesk.adapters.keys.slots_file import read_slots
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.adapters.keys.vault import open_slot
from tipdesk.adapters.store.peek import peek
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.domain.errors import Distrust, TipdeskError
from tipdesk.domain.records import BY_NAME
from tipdesk.homes.officers import add_officer, remove_officer
from tipdesk.homes.opening import close_session, open_session
from tipdesk.services.case.new_case import new_case
from tipdesk.services.headquarters.directory import officers as directory
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.lab.homes import Country
    from tipdesk.homes.sessions import Session

SECOND, WORDS = "officer2", "seven pelican lanterns under quiet sky"
CASES = 5


@dataclass(frozen=True)
class Post:
    """The home as the second officer is still there; what they could have copied: the slots file, and the store key."""

    home: Home
    cases: int

    @property
    def folder(self) -> Path:
        """Return the home's folder."""
        return self.home.folder

    def copied(self, folder: Path) -> Post:
        """Return a copy to do harm to."""
        shutil.copytree(self.folder, folder)
        return replace(self, home=replace(self.home, folder=folder))


def make_post_of_two(folder: Path) -> Post:
    """Make headquarters and a post, enrol it, and let a second officer in."""
    country = make_country(folder)
    office = country.headquarters.open()
    directory.add_officer(office.desk, SECOND, "VFT", ["frontline"])
    post = country.post.open()
    for _turn in range(2):
        _sync(post, country)
        receive_stick(office.desk, office.stick(country.stick))
    _sync(post, country)
    office.close()
    add_officer(post, SECOND, WORDS, cost=FLOOR)
    for number in range(CASES):
        new_case(post.desk, {"case": {"title": f"Blue heron {number}"}})
    attach_to_first(post, FakeSource("scan.png", CONTENT))
    post.close()
    return Post(country.post, CASES)


def _sync(post: Session, country: Country) -> None:
    with post.carrier(stick=country.stick) as carrier:
        sync_now(post.desk, carrier, no_step, never)


def removed(post: Post, accident: Accident, point: int) -> Ended:
    """Let something happen to the process that removes the second officer and gives the store another key."""
    return run(partial(_removing, post.home), post.folder, accident, point)


def _removing(home: Home) -> Callable[[], object]:
    session = home.open()

    def remove() -> None:
        remove_officer(session, SECOND)
        close_session(session)

    return remove


def problems_of(post: Post, old_slots: bytes, *, is_told_done: bool) -> list[str]:
    """Unlock as the program does and return what is not as it must be.

    `is_told_done`: the supervisor was told that the officer is removed and the store has another key.
    """
    found, paths = [], HomePaths(post.folder)
    session = open_session(post.folder, "officer1", PASSPHRASE)
    try:
        found += [f"{one.check}: {problem}" for one in session.check() for problem in one.problems]
        if [content_of(session, row) for row in files_in(session)] != [CONTENT]:
            found.append("the file of a case does not open any more")
        with session.desk.read() as reader:
            count = len(reader.find_rows(BY_NAME["Case"]))
            left = reader.get_setting("rekey-due")
        if count != post.cases:
            found.append(f"{count} cases instead of {post.cases}")
        if left is not None:
            found.append("the store is still due another key after an unlock")
        is_removed = session.opened.store_key != post.home.store_key
    finally:
        session.close()
    if is_told_done and not is_removed:
        found.append("it was told done, and the old key opens the store")
    found += _of_slots(paths, old_slots, is_removed=is_removed)
    stray = [file.name for file in post.folder.iterdir() if ".next" in file.name or file.name.startswith("in-use")]
    return found + [f"{name} was left behind" for name in stray]


def _of_slots(paths: HomePaths, old_slots: bytes, *, is_removed: bool) -> list[str]:
    second = _refusal(paths, paths.slots)
    if not is_removed:
        return [] if second == "" else [f"nothing was removed, and the second officer is refused: {second}"]
    found = [] if second == "wrong-passphrase" else [f"the removed officer's passphrase: {second or 'opens'}"]
    if len(read_slots(paths.slots).slots) != 1:
        found.append("the removed officer's slot is still there")
    old = paths.folder / "slots.old"
    old.write_bytes(old_slots)
    with_old = _refusal(paths, old)
    old.unlink()
    if with_old != "store-unreadable":
        found.append(f"a copy of the old slots file opens the new store: {with_old or 'it does'}")
    return found


def _refusal(paths: HomePaths, slots: Path) -> str:
    """Return how the second officer is refused at the store with a slots file, "" where they are not."""
    try:
        opened = open_slot(slots, SECOND, WORDS)
        peek(paths.folder, opened.store_key, "device")
    except (TipdeskError, Distrust) as refusal:
        return refusal.code
    return ""
