"""What lists of the registers say beyond what the declaration tells: of which certificates a refresher is due."""

from collections.abc import Mapping
from datetime import date

from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.domain.values import PartialDate
from tipdesk.services.registers.certificates import CERTIFICATE
from tipdesk.ui.records.speaker import Speaker
from tipdesk.ui.registers.cooperation_speakers import ActionSpeaker, AgreementSpeaker, CallSpeaker
from tipdesk.ui.translate import _

SOON_DAYS = 14


class CertificateSpeaker(Speaker):
    """Says of a certificate whether its training is to be refreshed by now, or soon."""

    def marks(self, row: Row) -> tuple[tuple[str, str], ...]:
        """Return what must be seen of a certificate at once."""
        told, due = super().marks(row), row["refresher_due"]
        last = due.last_day if isinstance(due, PartialDate) else None
        if last is None:
            return told
        left = (last - self._today()).days
        if left < 0:
            return (*told, (_("Refresher overdue"), "warn"))
        return (*told, (_("Refresher due"), "warn")) if left <= SOON_DAYS else told

    def _today(self) -> date:
        return self.wording.now().date()


_SPEAKERS: Mapping[str, type[Speaker]] = {
    CERTIFICATE.name: CertificateSpeaker,
    "HotlineCall": CallSpeaker,
    "PlanAction": ActionSpeaker,
    "SharingAgreement": AgreementSpeaker,
}


def speaker_of(record: RecordType) -> type[Speaker]:
    """Return the class of those who speak of a record's rows."""
    return _SPEAKERS.get(record.name, Speaker)
