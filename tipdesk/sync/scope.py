"""Who should hold an entry, and who may write it.

Both are decided once, when headquarters takes an entry in, and never while sending.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tipdesk.domain.changes import Head
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _

_PLACE = re.compile(r"[0-9a-f]{32}:[1-9][0-9]{0,15}")


@dataclass(frozen=True)
class Enrolled:
    """A device as the directory has it, with its post.

    `revoked` is None, or, where the device was revoked, says for each log from which entry on it is not believed. A
    device has several logs where its store was put back from a backup, each with numbers of its own.
    """

    device: bytes
    post: bytes
    revoked: Mapping[bytes, int] | None = None

    @property
    def is_revoked(self) -> bool:
        """Tell whether the device was revoked."""
        return self.revoked is not None

    def revoked_from(self, log: bytes) -> int | None:
        """Return the entry of a log from which on the device is not believed, or None where the device is not revoked.

        That is the first entry where nothing was known of that log.
        """
        return None if self.revoked is None else self.revoked.get(log, 1)


def write_revocation(revoked: Mapping[bytes, int]) -> list[str]:
    """Return a revocation as the directory keeps it: one text for each log."""
    return [f"{log.hex()}:{seq}" for log, seq in revoked.items()]


def read_revocation(texts: Iterable[str]) -> dict[bytes, int]:
    """Return the revocation that these texts of the directory give, by log; texts that are none are passed over.

    Where a log is named twice, as after two revocations made apart, the earlier entry counts.
    """
    found: dict[bytes, int] = {}
    for text in texts:
        log, _colon, seq = text.partition(":")
        if _PLACE.fullmatch(text):
            key = bytes.fromhex(log)
            found[key] = min(int(seq), found.get(key, int(seq)))
    return found


PARKED = {
    "directory": _("Only headquarters writes the directory."),
    "other-post": _("The case belongs to another post."),
    "hand-over": _("Only the post in charge hands a case over, and only the other post accepts it."),
    "share": _("Only headquarters says with which posts a case is shared."),
    "unknown-officer": _("The officer is not in the directory yet."),
    "disabled-officer": _("The officer has been disabled."),
    "revoked": _("The device had been revoked."),
    "other-case": _("It changes a record of another case."),
    "other-role": _("The officer's role does not let them write this register."),
    "other-register": _("It changes a row of another post's register."),
    "wrong-scope": _("It writes records that do not belong where it stands."),
    "redaction": _("Only headquarters deletes what has been received."),
    "not-granted": _("The post may not hand cases to that one directly, or not any more."),
    "wrong-code": _("Headquarters has given no such code for a hand-over to this post."),
    "code-used": _("The code has served for another hand-over."),
    "hand-over-awaited": _("The case was handed to this post by another one, which has not been heard yet."),
    "unsigned-key": _("It gives somebody the key of a case, and no officer has signed that."),
    "acknowledge-by-another": _("A supervisor or headquarters says that a report is in hand."),
    "suspect-named": _("Only an investigator names a suspect."),
    "closure-approved": _("A supervisor or headquarters agrees to a closing."),
    "hold-lifted-by-two": _("Headquarters alone agrees to lift a hold."),
    "these-people-only": _("Headquarters alone agrees to that."),
    "erase-by-two": _("Headquarters alone erases a case."),
    "other": _("Headquarters keeps it aside; ring headquarters for the reason."),
}
"""Why an entry is kept but not applied: the code goes into the ledger, and the sentence is shown."""


def parking_reason(
    head: Head,
    log: bytes,
    author: Enrolled,
    posts: Collection[bytes] | None,
    officers: Mapping[bytes, bool],
    headquarters: bytes,
) -> str | None:
    """Return the code of the reason why an entry of a post must be parked, or None when it may be applied.

    `posts` are those that may write in the case: the one in charge and those with which it is shared; None when this
    entry opens the case. `officers` tells of each officer id whether the officer is disabled. `headquarters` is the id
    of headquarters' post.
    """
    revoked_from = author.revoked_from(log)
    if revoked_from is not None and head.seq >= revoked_from:
        return "revoked"
    if head.scope is Scope.DIRECTORY:
        return None if author.post == headquarters else "directory"
    if head.scope is Scope.CASE and posts is not None and author.post not in (*posts, headquarters):
        return "other-post"
    if head.actor not in officers:
        return "unknown-officer"
    if officers[head.actor] and head.scope is not Scope.AUDIT:
        return "disabled-officer"
    return None


def devices_concerned(
    scope: Scope, posts: Collection[bytes], author: bytes, author_post: bytes | None, devices: Iterable[Enrolled]
) -> list[bytes]:
    """Return the devices whose down-logs get an entry: never its author, and never those that are revoked.

    The directory goes to all devices; a case to the devices of the `posts` that hold it; a post's register to its other
    devices, and what headquarters wrote to its rows (`services/headquarters/directory/register_rows`); an audit entry
    to nobody.
    """
    if scope is Scope.AUDIT:
        return []
    wanted = posts if scope is Scope.CASE else (author_post,)
    return [
        one.device
        for one in devices
        if one.device != author and not one.is_revoked and (scope is Scope.DIRECTORY or one.post in wanted)
    ]
