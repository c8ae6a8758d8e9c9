"""What the screens of sync and headquarters need from the outside world, made from an unlocked session.

Heavy parts are imported when they are first used: the first screen shows before the link is built.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.adapters.system.drives import DriveWatch, find_drives
from tipdesk.adapters.system.files import read_small_file, write_whole_file
from tipdesk.sync.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tipdesk.bootstrap.sessions import Session
    from tipdesk.services.headquarters.stick import Stick
    from tipdesk.services.sync.carrier import Carrier
    from tipdesk.services.sync.request_enrolment import Enrolment
    from tipdesk.ui.sync.outside import Outside

_DICE = 256


def outside_of(session: Session) -> Outside:
    """Return what the screens are handed."""
    from tipdesk.ui.sync.outside import Outside

    def carrier(stick: Path | None) -> AbstractContextManager[Carrier]:
        return session.carrier(stick=stick)

    def stick(folder: Path) -> Stick:
        return session.stick(folder)

    def request() -> Enrolment:
        from tipdesk.services.sync.request_enrolment import request_enrolment

        keys = session.opened.officer_keys
        return request_enrolment(session.desk, keys.x25519_public, keys.signing_public)

    def delay(failures: int) -> float:
        from tipdesk.sync.wire import next_delay

        return next_delay(failures, session.desk.ids.noise(1)[0] / _DICE)

    watch = DriveWatch()
    return Outside(
        carrier=carrier,
        stick=stick,
        request=request,
        sealed=session.seal_to_recovery,
        matrix=qr_matrix,
        sticks=find_drives,
        new_sticks=watch.poll,
        delay=delay,
        read=lambda path: read_small_file(path, LIMITS.document),
        write=write_whole_file,
    )


def qr_matrix(digits: str) -> Sequence[Sequence[bool]]:
    """Return a QR code of digits, of the lowest correction: it is shown on a screen and holds a signature."""
    import segno

    code = segno.make_qr(digits, error="l", boost_error=False)
    return [[bool(module) for module in line] for line in code.matrix]
