"""A recovered PC looks who opened it: the answer must be signed by the headquarters whose root it has pinned.

Also by an earlier root of it: headquarters may have been put back from a backup since.

The store is open by then; what is refused here gets no slot, so that it closes again. Promises no more than the check.
"""

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.link_desk import LinkDesk
from tipdesk.sync.document import RECOVERED, RecoveryAnswer, descends, read_keyset, read_payload


def check_answer(desk: LinkDesk, document: bytes) -> None:
    """Refuse an answer of anybody else. Distrust `bad-signature`, `other-headquarters`."""
    answer, signed = read_payload(document, RECOVERED, RecoveryAnswer)
    keyset = read_keyset(answer.keyset, desk.keys.verify)
    with desk.read() as reader:
        held = get_keyset(reader)
    verify = desk.keys.verify
    if not descends(keyset, held.root, verify) and not descends(held, keyset.root, verify):
        raise Distrust("other-headquarters", _("This answer is from another headquarters than the one of this PC."))
    if not any(signed.is_by(key, verify) for key in keyset.sign_keys):
        raise Distrust("bad-signature", _("This answer is not signed by headquarters."))
