"""A home that is locked, and what can be done with it all the same: whom to ring, and a report for later.

No passphrase is asked for, no store opened and no database library imported, and nothing typed here reaches the disk
unsealed. Whatever comes of it is judged at the next unlock (`attending`). What waits sealed is sent by `sending`; what
the unlock window asks for is in `door`.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from tipdesk.adapters.system.clock import SystemClock, SystemIds
from tipdesk.adapters.system.inbox import DRAFT, Inbox
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.domain.errors import TipdeskError, Trouble, UserError
from tipdesk.domain.texts import _
from tipdesk.homes.attending import WRITING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tipdesk.domain.codes import CodeBook
    from tipdesk.services.directory.find_duty_numbers import DutyLine
    from tipdesk.services.locked.report import KeptReport
    from tipdesk.sync.outside import Outside

_LARGEST = 64 * 1024


class LockedHome:
    """The home in `folder`, as it can be used without its key."""

    def __init__(self, folder: Path, clock: SystemClock | None = None) -> None:
        self.paths = HomePaths(folder.expanduser().absolute())
        self.clock = clock or SystemClock()
        self.ids = SystemIds(self.clock)
        self.inbox = Inbox(self.paths.inbox)
        self._draft = self.ids.noise(8).hex() + DRAFT

    def find_outside(self) -> Outside | None:
        """Return what this PC knows while it is locked, or None where that file is missing or not whole."""
        from tipdesk.adapters.keys.signing import verify
        from tipdesk.sync.outside import read_outside

        try:
            with self.paths.outside.open("rb") as file:
                return read_outside(file.read(_LARGEST), verify)
        except (OSError, TipdeskError):
            return None

    def now(self) -> datetime:
        """Return the time on this PC's clock, in its zone."""
        zone = timezone(timedelta(minutes=self.clock.offset_minutes()))
        return datetime.fromtimestamp(self.clock.now_ms() // 1000, zone)

    def find_numbers(self) -> list[DutyLine]:
        """Return the numbers on duty now, those of this post's district first; none where this PC knows none."""
        from tipdesk.services.directory.find_duty_numbers import DutyLine, is_within, nearest_first

        outside = self.find_outside()
        hour = self.now().hour
        lines = [
            DutyLine(one.kind, one.label, one.phone, one.district, frozenset(one.languages))
            for one in (outside.numbers if outside else ())
            if is_within(one.hour_from, one.hour_to, hour)
        ]
        return nearest_first(lines, outside.district if outside else "", "")

    def keep_report(self, report: KeptReport) -> None:
        """Seal a report and keep it; the draft that was kept while it was written is dropped.

        Raises UserError `no-home`, `inbox-full` or `too-large`, and Trouble `no-outside` or `file-unwritable`.
        """
        self.inbox.keep_report(self.ids.noise(8).hex(), self._seal(report))
        self.drop_draft()

    def keep_draft(self, report: KeptReport) -> None:
        """Seal what has been typed so far, in place of the draft that was kept before."""
        self.inbox.write(self._draft, self._seal(report))

    def drop_draft(self) -> None:
        """Delete the draft that was kept while a report was written."""
        self.inbox.drop(self._draft)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep an unlock by somebody else from taking in what is half written, while the block runs."""
        from tipdesk.adapters.store.file_lock import file_lock

        with suppress(OSError):
            self.paths.inbox.mkdir(mode=0o700, exist_ok=True)
        with file_lock(self.paths.inbox / WRITING, wait_seconds=0):
            yield

    def codes(self) -> CodeBook:
        """Return the packaged code lists."""
        from tipdesk.adapters.system.codebook import load_code_book

        return load_code_book()

    def _seal(self, report: KeptReport) -> bytes:
        from tipdesk.adapters.keys.age import seal
        from tipdesk.adapters.keys.age_recipients import parse_recipient
        from tipdesk.services.locked.report import pack_report

        if not self.paths.exists():
            raise UserError(
                "no-home", _("There is no TIPdesk store in this folder. Begin with “post request” or “hq init”.")
            )
        outside = self.find_outside()
        if outside is None or not outside.recipient:
            raise Trouble(
                "no-outside", _("This PC cannot keep a report until an officer has unlocked it. Ring, and use paper.")
            )
        return seal(pack_report(report), [parse_recipient(outside.recipient)])
