"""Headquarters and the PCs of its posts, as the demo makes them: training homes that are linked with each other.

A PC that does not stay works in a folder that is gone when the demo ends: headquarters goes on knowing what came from
it, and that it is silent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from tipdesk.homes.training import Training, make_training_headquarters, make_training_post
from tipdesk.services.headquarters.enrolment.enrol_device import enrol_device
from tipdesk.services.headquarters.intake.receive_stick import StickResults, receive_stick
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.enrolment import accept_grant, request_enrolment
from tipdesk.services.sync.sync_now import SyncReport, sync_now

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.homes.sessions import Session
    from tipdesk.homes.year.clock import YearClock
    from tipdesk.homes.year.plan import Pc

OFFICE: Final = "headquarters"
_ROLES: Final = ("frontline", "investigator", "supervisor")


@dataclass
class Places:
    """All homes of a demo in `folder`, open: headquarters', and those of the PCs by the names of their folders.

    `passphrase` opens each of them, `clock` is theirs, and `fingerprint` is that of headquarters' root.
    """

    folder: Path
    passphrase: str
    clock: YearClock
    office: Session = field(init=False)
    fingerprint: str = field(init=False)
    pcs: dict[str, Session] = field(default_factory=dict)
    _elsewhere: TemporaryDirectory[str] = field(init=False)

    def __post_init__(self) -> None:
        training = Training(self.passphrase, "Headquarters", is_linked=True)
        name = "Home Affairs (training)"
        founded = make_training_headquarters(self.folder / OFFICE, name, "admin", training, clock=self.clock)
        self.office, self.fingerprint = founded.session, founded.fingerprint
        self._elsewhere = TemporaryDirectory(prefix="elsewhere-", dir=self.folder)

    def enrol(self, pc: Pc) -> Session:
        """Make the home of a PC, enrol it at its post, whose fingerprints are compared, and return its session."""
        folder = self.folder if pc.stays else self.folder / self._elsewhere.name
        training = Training(self.passphrase, pc.title, is_linked=True)
        session = make_training_post(folder / pc.folder, pc.login, training, clock=self.clock)
        keys = session.opened.officer_keys
        request = request_enrolment(session.desk, keys.x25519_public, keys.signing_public)
        _device, grant = enrol_device(self.office.desk, request.document, pc.post, request.fingerprint, _ROLES)
        accept_grant(session.desk, grant, self.fingerprint)
        session.seal_to_recovery()
        session.refresh_actor()
        self.pcs[pc.folder] = session
        return session

    def second_of(self, session: Session) -> Session | None:
        """Return another PC of the same post, which is named after it; None where there is none."""
        name = session.paths.folder.name.rpartition("-")[0]
        others = (one for folder, one in self.pcs.items() if one is not session and folder.rpartition("-")[0] == name)
        return next(others, None)

    def exchange(self, session: Session) -> StickResults:
        """Carry a PC's own stick from it to headquarters and back; return what headquarters took in.

        A stick that several PCs share is answered for all of them each time.
        """
        stick = self.folder / self._elsewhere.name / f"stick-{session.paths.folder.name}"
        stick.mkdir(exist_ok=True)
        sync(session, stick=stick)
        taken = receive_stick(self.office.desk, self.office.stick(stick))
        sync(session, stick=stick)
        return taken

    def check(self) -> None:
        """Check every store. Raises RuntimeError where one does not hold."""
        for session in (self.office, *self.pcs.values()):
            if any(one.problems for one in session.check()):
                raise RuntimeError("a store did not pass its check")

    def close(self) -> None:
        """Close every home, and let go of those that do not stay."""
        for session in (self.office, *self.pcs.values()):
            session.close()
        self._elsewhere.cleanup()


def sync(session: Session, *, url: str | None = None, stick: Path | None = None) -> SyncReport:
    """Sync a PC by wire or by stick. Raises RuntimeError where something that came back was refused."""
    with session.carrier(url=url, stick=stick) as carrier:
        report = sync_now(session.desk, carrier, no_step, never)
    if any(one.verdict == "refused" for one in report.received):
        raise RuntimeError("something that came back was refused")
    return report
