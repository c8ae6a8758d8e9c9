"""A recovered PC checks who opened it: the answer must be signed by the headquarters whose root it has pinned.

An earlier root of it will do as well, because headquarters may have been put back from a backup since. The store is
open by then; where the answer is refused, no slot is made, so it closes again.
"""

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.link_desk import LinkDesk
from tipdesk.sync.document import RECOVERED, RecoveryAnswer, descends, read_keyset, read_payload


def check_answer(desk: LinkDesk, document: bytes) -> None:
    """Refuse an answer that is not from this PC's headquarters.

    Raises Distrust `other-headquarters` for another one's, and `bad-signature` where its keys have not signed it.
    """
    answer, signed = read_payload(document, RECOVERED, RecoveryAnswer)
    keyset = read_keyset(answer.keyset, desk.keys.verify)
    with desk.read() as reader:
        held = get_keyset(reader)
    verify = desk.keys.verify
    if not descends(keyset, held.root, verify) and not descends(held, keyset.root, verify):
        raise Distrust("other-headquarters", _("This answer is from another headquarters than the one of this PC."))
    if not any(signed.is_by(key, verify) for key in keyset.sign_keys):
        raise Distrust("bad-signature", _("This answer is not signed by headquarters."))
