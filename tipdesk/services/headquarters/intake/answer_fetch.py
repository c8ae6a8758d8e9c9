"""A device asks what waits for it: its receipt, proofs of how the ledger has grown, down-bundles, files, newer keys.

Everything is signed with the key of the keyset that the device says it holds, so that it can verify the way to the
newer one.
"""

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.headquarters.directory.registry import read_registry
from tipdesk.services.headquarters.files.down_parts import make_down_parts
from tipdesk.services.headquarters.files.say_wants import say_wants
from tipdesk.services.headquarters.intake.contact import WIRE, note_contact
from tipdesk.services.headquarters.keys.office import can_verify, learn_keyset, meet_keyset, signing_for
from tipdesk.services.headquarters.ledger.down_bundles import make_down_bundles, note_down_seen
from tipdesk.services.headquarters.ledger.epoch import meet_epoch
from tipdesk.services.headquarters.ledger.meet_checkpoint import prove_growth
from tipdesk.services.headquarters.ledger.meet_fetch import meet_fetch
from tipdesk.services.headquarters.ledger.meet_log import meet_log
from tipdesk.services.headquarters.ledger.receipts import make_receipt
from tipdesk.services.integrity.note_incident import take_note
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.link import KEYSET_IN_FORCE
from tipdesk.sync.document import FETCH, RECEIPT, Fetch, read_payload, write_payload


def answer_fetch(desk: LinkDesk, document: bytes, file: str = WIRE) -> tuple[Fetch, list[bytes]]:
    """Return the question that a fetch document holds, and the answer to it, the receipt first.

    `file` is the way it came, as `contact` remembers it. Raises Distrust `unknown-key`, `bad-signature` or `revoked`
    where it is not from an enrolled device, and `old-fetch` where it is over.
    """
    fetch, signed = read_payload(document, FETCH, Fetch)
    with desk.work() as work:
        registry = read_registry(work)
        key = registry.keys.get(fetch.device)
        if key is None:
            raise Distrust("unknown-key", _("This device is not enrolled here."))
        if not signed.is_by(key, desk.keys.verify):
            raise Distrust("bad-signature", _("This request is not signed by the device that it names."))
        if registry.devices[fetch.device].is_revoked:
            raise Distrust("revoked", _("This device was revoked."))
        meet_fetch(work, fetch, desk.clock.now_ms())
        meet_epoch(work, fetch.epoch)
        meet_log(work, registry, fetch.device, fetch.log)
        note_down_seen(work, registry, fetch.device, fetch.down_seq, fetch.down_hash)
        if fetch.keyset_document:
            learn_keyset(desk, work, fetch.keyset_document)
        meet_keyset(desk, work, registry, fetch.device, None, fetch.keyset)
        note_contact(work, fetch.device, desk.clock.now_ms(), file)
        for note in fetch.incidents:
            take_note(work, note, fetch.device)
        signer, mark = signing_for(desk, work, fetch.device)
        receipt = make_receipt(work, fetch.device, fetch.log, desk.clock.now_ms(), mark)
        proofs = prove_growth(desk, work, fetch.device, fetch.epoch, fetch.checkpoints)
        if not can_verify(work, fetch.device, mark):
            proofs = []
        keysets = [(KEYSET_IN_FORCE.get(work) or b"")] if fetch.keyset < get_keyset(work).mark else []
        wants = [say_wants(desk, work, registry, fetch.device, fetch.files.complete)] if fetch.files else []
    answer = [write_payload(RECEIPT, receipt, signer), *proofs, *wants]
    answer += [content for content, _last in make_down_bundles(desk, fetch.device)]
    if fetch.files and file == WIRE:  # a stick takes what it has room for
        answer += make_down_parts(desk, fetch.device, fetch.files)
    return fetch, answer + keysets
