"""Why something was refused, parked or not read, in words for people; ledger and quarantine keep only codes.

A code that is not here, because it is of a newer release, is shown as it is.
"""

from collections.abc import Mapping
from typing import Final

from tipdesk.domain.texts import _
from tipdesk.services.keys.office.office_keys import OTHER_KEYS, WORDS
from tipdesk.services.sticks.sifting import AGAIN, EMPTY, GONE, NEXT_TIME, TOO_LARGE, UNSIGNED
from tipdesk.sync.scope import PARKED

REFUSED: Final[Mapping[str, str]] = {
    "age-no-match": _("It is sealed for somebody else; it cannot be opened here."),
    "altered": _("It is incomplete or was altered on its way."),
    "bad-bundle": _("It is not a TIPdesk bundle, or it has been damaged."),
    "bad-compression": _("It is not packed as it should be; nothing of it was read."),
    "bad-entry": _("An entry in it cannot be read."),
    "bad-signature": _("It is not signed by the device that it names."),
    "broken-chain": _("Its entries do not follow each other."),
    "case-erased": _("Headquarters has had this case erased. Nothing of it is taken in again."),
    "changed-keys": _("Headquarters shows another key than the one compared at enrolment. Compare the digits."),
    "file-altered": _("A file is not what was taken in. Run the store check on the PC that has it."),
    "code-used": _("The code of this hand-over has served for another one. The post that sent it needs another code."),
    "fork": _("The device has written two different histories. Its store may be a copy: ring the post."),
    "disk-full": _("The disk of this PC is full. Free some space, and let it come again."),
    "no-room": _("There is no room for files on the disk of this PC. Free some space, and let it come again."),
    "not-granted": _(
        "Headquarters has not let that post hand cases to this one directly. It can do so with a code, or once "
        "headquarters lets it: the stick can be read again then."
    ),
    "not-handed": _("It brings a case that was not handed over between that post and this one."),
    "not-a-document": _("It is not one of headquarters' documents, or it has been damaged."),
    "hash-only": _("It is a file that is kept by its hash alone; none of its bytes is taken in."),
    "ledger-rewritten": _("Headquarters' ledger is not the one that this PC has seen before. Ring headquarters."),
    "ledger-shorter": _("Headquarters' ledger has fewer entries than this PC has seen in it. Ring headquarters."),
    "log-differs": _("It says something else than what is held here of the same log. The store may be a copy: ring."),
    "log-table-differs": _("It contradicts what is held about its log."),
    "other-case": _("It brings entries of another case than the one that is handed over."),
    "other-device": _("It is for another PC, or for an earlier store of this PC."),
    "other-headquarters": _(
        "It is from another headquarters, or was refused here. If it is yours after all, headquarters renews its keys: "
        "then you are asked again."
    ),
    OTHER_KEYS: WORDS,
    "part-out-of-range": _("It lies outside the file that it names."),
    "receipt-fork": _("Headquarters holds entries that this store does not have. Ring headquarters."),
    "revoked": _("The device had been revoked before it wrote this."),
    "salt-differs": _("It contradicts what is held about one of its cases."),
    "salt-missing": _("It does not bring what is needed to check its entries."),
    "too-large": _("It is larger than any bundle may be."),
    "unknown-file": _("No record names its file yet. It comes again after its record."),
    "unknown-key": _("It is from a device that is not enrolled here."),
    "unknown-version": _("It was written by a newer version of the program. Update this PC."),
    "wrong-code": _("Headquarters has given no such code to the post that hands this over."),
    "wrong-scope": _("It writes records that a post does not write in a case."),
    "wrong-kind": _("It is not one that a post sends to headquarters."),
}

UNREAD: Final[Mapping[str, str]] = {
    AGAIN: _("Lying there a second time, read once: {count}"),
    EMPTY: _("Empty files: {count}"),
    GONE: _("Not read, because the stick or the officer stopped it: {count}"),
    NEXT_TIME: _("Not read this time, read first the next time: {count}. Read the stick again."),
    TOO_LARGE: _("Larger than anything of ours, not opened: {count}"),
    UNSIGNED: _("Signed by nobody known here, only counted: {count}. Empty the stick when its post has been."),
}
"""What of a stick was not read, or was not told one by one, by its code."""


def unread_words(reason: str) -> str:
    """Return the words, a message id with {count}, for what was not read for a reason.

    A reason without words is returned as its code.
    """
    return UNREAD.get(reason, reason + " {count}")


def refusal_words(code: str) -> str:
    """Return the words, a message id, for why something was refused; the code itself where it is unknown."""
    return REFUSED.get(code, code)


def parking_words(code: str) -> str:
    """Return the words, a message id, for why an entry is kept but not applied; the code itself where it is unknown."""
    return PARKED.get(code, code)
