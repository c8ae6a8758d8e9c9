"""Sends what lies sealed in the outbox while the store is locked: to the pinned headquarters by wire, or by stick.

Nothing goes before its hold is over, and all goes in the order of the log. A file which is not as the device signed it
is set aside and never sent. What headquarters answers is kept for the next unlock, unread: nothing is fetched, and
nothing is believed here.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tipdesk.adapters.system.inbox import RECEIPT
from tipdesk.adapters.system.outbox import Outbox
from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.domain.texts import _
from tipdesk.services.closed_homes import Stand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tipdesk.homes.locked import LockedHome
    from tipdesk.services.sync.carrier import Cancelled, Carrier, Step
    from tipdesk.sync.outbox import SealedFile


@dataclass
class SentWhileLocked:
    """What one try to send has done.

    `sent` has the names of the files that went, and `altered` counts those that were not as they had been sealed.
    """

    sent: list[str] = field(default_factory=list)
    altered: int = 0


class LockedOutbox:
    """The outbox of a locked home. Holds are counted from when this object first met them, whatever the wall clock."""

    def __init__(self, home: LockedHome) -> None:
        self._home = home
        self._outbox = Outbox(home.paths.outbox)
        self._ends: dict[str, int] = {}

    def stand(self) -> Stand:
        """Return how many files wait, how many of them may go now, and when the next one may."""
        files = self._files()
        waits = [self._left(one) for one in files]
        due = next((place for place, left in enumerate(waits) if left > 0), len(waits))
        outside = self._home.find_outside()
        has_address = bool(outside and outside.address and outside.authority)
        return Stand(len(files), due, waits[due] if due < len(waits) else None, has_address)

    @contextmanager
    def carrier(self, stick: Path | None) -> Iterator[Carrier]:
        """Give the carrier over a stick, or over the wire. Raises UserError `no-address` where no address is known."""
        from tipdesk.adapters.carriers.folder import FolderCarrier
        from tipdesk.adapters.carriers.https import HttpsCarrier
        from tipdesk.services.link_desk import device_of

        outside = self._home.find_outside()
        if outside is not None and stick is not None:
            yield FolderCarrier(stick, self._home.paths.folder, device_of(outside.sign_key))
            return
        if outside is None or not outside.address or not outside.authority:
            raise UserError("no-address", _("No address of headquarters is known here. Use a stick, or unlock."))
        with HttpsCarrier(outside.address, outside.authority, self._home.ids.noise) as carrier:
            yield carrier

    def send(self, carrier: Carrier, step: Step, cancelled: Cancelled) -> SentWhileLocked:
        """Send what is due, in order, and return what was done.

        It stops at the first file that may not go yet, or that was altered, since what follows would leave a gap.
        Raises the errors of the carrier, and UserError `inbox-full`; what went by then stays sent.
        """
        done = SentWhileLocked()
        for one in self._files():
            if self._left(one) > 0:
                break
            content = self._outbox.read(one.name)
            if content is None:
                break
            if hashlib.sha256(content).digest() != one.digest:
                self._outbox.set_aside(one.name)
                done.altered += 1
                break  # what follows would leave a gap
            if not self._outbox.begin(one.name):
                break
            receipt = carrier.deliver(content, one.name, step, cancelled)
            if receipt is not None:
                self._home.inbox.write(one.name + RECEIPT, receipt)
                self._outbox.drop(one.name)
            done.sent.append(one.name)
        return done

    def _files(self) -> list[SealedFile]:
        """Return the files that the device listed and that still lie there, in the order of the list."""
        from tipdesk.adapters.keys.signing import verify
        from tipdesk.sync.outbox import read_sheet

        sheet, outside = self._outbox.read_sheet(), self._home.find_outside()
        if sheet is None or outside is None:
            return []
        try:
            files = read_sheet(sheet, outside.sign_key, verify)
        except TipdeskError:
            return []
        states = self._outbox.states()
        return [one for one in files if one.name in states]

    def _left(self, one: SealedFile) -> int:
        """Return how many milliseconds a file still has to wait."""
        ticks = self._home.clock.running_ms()
        wait = min(max(one.not_before - self._home.clock.now_ms(), 0), one.hold_ms)
        return max(0, self._ends.setdefault(one.name, ticks + wait) - ticks)
