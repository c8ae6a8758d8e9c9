"""A post accepts its grant, once the officer has typed the fingerprint that headquarters printed."""

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.signatures.grants import DEVICE, check_grant
from tipdesk.services.sync.arrivals import held_salts, take_in
from tipdesk.services.sync.keys import LinkDesk
from tipdesk.services.sync.standing import get_grant, get_keyset, keep_grant, keep_keyset, refuse_headquarters
from tipdesk.sync.document import GRANT, Grant, Keyset, descends, read_keyset, read_payload
from tipdesk.sync.trust import joined_salts, prove_items


def accept_grant(desk: LinkDesk, document: bytes, fingerprint: str) -> Grant:
    """Pin headquarters' root key, keep keyset and address, take in the directory rows.

    Distrust when anything differs: also `other-headquarters` where another root key is pinned already that neither
    leads to this one nor came from it. The keyset that is held stays where it is the newer one. UserError
    `is-headquarters`.
    """
    refuse_headquarters(desk.place)
    grant, signed = read_payload(document, GRANT, Grant)
    keyset = read_keyset(grant.keyset, desk.keys.verify)
    if not desk.keys.same_fingerprint(fingerprint, desk.keys.fingerprint(keyset.root)):
        raise Distrust(
            "wrong-fingerprint",
            _("The fingerprint is not that of the headquarters in this grant. Compare the thirty digits again."),
        )
    if not any(signed.is_by(key, desk.keys.verify) for key in keyset.sign_keys):
        raise Distrust("bad-signature", _("This grant is not signed by the headquarters that it names."))
    if grant.device != desk.place.device:
        raise Distrust("other-device", _("This grant is for another PC."))
    with desk.work() as work:
        held = get_keyset(work) if get_grant(work) else None
        if held is not None and not _is_one_line(desk, held, keyset):
            raise Distrust(
                "other-headquarters", _("This PC is enrolled with another headquarters. Its grant is not taken.")
            )
        salts = joined_salts(grant.salts, held_salts(work, grant.salts))
        proved = prove_items(grant.items, grant.logs, salts)
        take_in(work, grant.logs, grant.salts, proved, desk.clock.now_ms(), chained=False)
        check_grant(desk, work.get_row(DEVICE, desk.place.device))
        keep_grant(work, document)
        if held is None or (keyset.mark >= held.mark and descends(keyset, held.root, desk.keys.verify)):
            keep_keyset(work, grant.keyset)
    return grant


def _is_one_line(desk: LinkDesk, held: Keyset, keyset: Keyset) -> bool:
    verify = desk.keys.verify
    return descends(keyset, held.root, verify) or descends(held, keyset.root, verify)
