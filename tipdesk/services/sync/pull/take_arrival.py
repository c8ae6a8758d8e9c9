"""One thing that came back from headquarters, by wire or stick: a receipt, a proof, newer keys or a down-bundle.

Promises that what is refused is kept aside with its reason, as far as headquarters signed it, and leaves the stick only
where all of it is kept; that what another PC of a
shared stick waits for stays on it; and that keys which people must compare first stop everything at once.
"""

from dataclasses import dataclass, field

from tipdesk.domain.errors import Distrust
from tipdesk.services.integrity.note_incident import note_incident
from tipdesk.services.keys.office.changed_keys import take_keyset
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.quarantine.keep_refused import Refusal, keep_refused
from tipdesk.services.remembered import former_sign_keys, get_epoch_seen, get_keyset, keep_keys_apart
from tipdesk.services.sticks.sifting import Lying
from tipdesk.services.sync.pull.ledger_seen import settle_growth
from tipdesk.services.sync.pull.settle_receipt import settle_receipt
from tipdesk.services.sync.pull.sift_arrivals import prove_arrival
from tipdesk.services.sync.pull.take_down import take_down
from tipdesk.sync.document import KEYSET, LEDGER, RECEIPT, LedgerGrowth, Receipt, read_payload
from tipdesk.sync.envelope import is_document, is_kind
from tipdesk.sync.trust import Verdict

_OTHERS = ("other-device", "unknown-key", "age-no-match")
"""Refusals that only say that something on a shared stick is meant for another PC."""
_INCIDENTS = {"ledger-rewritten": "ledger_rewritten", "ledger-shorter": "ledger_shorter", "receipt-fork": "receipt"}
"""Refusals that headquarters hears of as an incident, too."""
_SAID: dict[str, tuple[str, type[Receipt | LedgerGrowth]]] = {
    "receipt": (RECEIPT, Receipt),
    "proof": (LEDGER, LedgerGrowth),
}
_ACCEPTED, _REPLAY, _REFUSED = (one.value for one in (Verdict.ACCEPTED, Verdict.REPLAY, Verdict.REFUSED))


@dataclass(frozen=True)
class Received:
    """One thing that came back. `kind`: receipt, proof, keyset or bundle; `verdict` as judged, or `refused` and why.

    `is_kept`: where it was refused, all its bytes are kept aside.
    """

    kind: str
    verdict: str
    entries: int = 0
    reason: str = ""
    is_kept: bool = field(default=True, compare=False)

    @property
    def is_news(self) -> bool:
        """Tell whether people are told: a proof that holds, or keys that are held already, are as it should be."""
        quiet = {"proof": (_ACCEPTED, _REPLAY), "keyset": (_REPLAY,)}
        return self.verdict not in quiet.get(self.kind, ())

    @property
    def may_leave(self) -> bool:
        """Tell whether it may leave the stick.

        All may but a bundle after a gap, keys, for which every post waits, and what is on the stick alone.
        """
        return self.verdict != Verdict.GAP.value and self.kind != "keyset" and self.is_kept


def take_arrival(desk: LinkDesk, content: bytes, *, awaited: str = "") -> Received | None:
    """Take it in; None where it is for another PC. Distrust `changed-keys` stops the sync.

    `awaited`: the one kind that can come this way, for this PC alone; whatever else lies there is refused.
    """
    kind = awaited or _kind_of(content)
    try:
        return _taken(desk, content, kind)
    except Distrust as refusal:
        if refusal.code == "changed-keys":
            raise
        if refusal.code in _OTHERS and not awaited:
            return None
        if refusal.code == "bad-signature" and (told := _told_of_keys(desk, content, kind)):
            return told
        with desk.work() as work:
            said = Refusal(kind, _REFUSED, refusal.code, desk.clock.now_ms())
            is_kept = keep_refused(work, content, said, prove_arrival(desk, work, content))
            if refusal.code in _INCIDENTS:
                note_incident(desk, work, _INCIDENTS[refusal.code], desk.place.device, refusal.code)
        return Received(kind, _REFUSED, reason=refusal.code, is_kept=is_kept)


def stray_received(stray: Lying) -> Received:
    """Return what is said of a thing on a stick that was kept aside by its beginning: nobody known signed it."""
    return Received(_kind_of(stray.head), _REFUSED, reason=stray.worth.reason, is_kept=False)


def _kind_of(content: bytes) -> str:
    if not is_document(content):
        return "bundle"
    return "proof" if is_kind(content, LEDGER) else "keyset" if is_kind(content, KEYSET) else "receipt"


def _taken(desk: LinkDesk, content: bytes, kind: str) -> Received:
    if kind == "bundle":
        taken = take_down(desk, content)
        return Received(kind, taken.verdict.value, taken.entries)
    if kind == "proof":
        is_newer = settle_growth(desk, content)
    elif kind == "keyset":
        is_newer = take_keyset(desk, content)
    else:
        is_newer = settle_receipt(desk, content).newer
    return Received(kind, _ACCEPTED if is_newer else _REPLAY)


def _told_of_keys(desk: LinkDesk, content: bytes, kind: str) -> Received | None:
    """Say what it is that may bear keys of headquarters that are not in force here: nothing of it is believed.

    What bears a former key says nothing that the next one does not, nor what names an earlier keyset than the one held.
    What names a later one comes again once that is here. This PC or headquarters was put back from a backup, so that
    headquarters is shown which keyset is held here. A former key of an epoch that is known may only mean an old stick.
    """
    if kind not in _SAID:
        return None
    said, document = read_payload(content, *_SAID[kind])
    with desk.work() as work:
        held = get_keyset(work).mark
        is_former = any(document.is_by(key, desk.keys.verify) for key in former_sign_keys(work))
        if said.device != desk.place.device or (said.keyset == held and not is_former):
            return None
        keep_keys_apart(work, are_apart=True, is_sure=not is_former or said.epoch > get_epoch_seen(work))
    return Received(kind, Verdict.GAP.value if said.keyset > held and not is_former else _REPLAY)
