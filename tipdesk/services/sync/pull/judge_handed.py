"""Whether to believe what one post shows another of a case: each stretch by the key of whoever vouches for it.

It is the same code at the post that receives it and at headquarters, to which that post brings the giver's own word.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tipdesk.domain.errors import Distrust
from tipdesk.domain.records import BY_NAME, BY_NUMBER
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.directory.handing_grants import HANDOVER
from tipdesk.services.directory.shares import SHARE
from tipdesk.sync.bundle import HANDED, INNER_TYPE, Bundle, Inner, LogTable
from tipdesk.sync.envelope import Verifier, pae
from tipdesk.sync.handed import prove_stretch
from tipdesk.sync.scope import Enrolled
from tipdesk.sync.trust import Proved, SaltKey

_CASE = BY_NAME["Case"].number
_TO_POST, _GRANT = (HANDOVER.by_name[name].number for name in ("to_post", "grant"))
Vouch = Callable[[Inner], bytes | None]
"""Returns the key that must have signed a stretch with this header, None where nobody known here vouches for it."""


@dataclass(frozen=True)
class Believed:
    """A stretch whose signature and chain are good, and the entries of the case in it."""

    bundle: Bundle
    proved: Sequence[Proved]

    @property
    def is_word(self) -> bool:
        """Tell whether it is a post's own word, not what headquarters sent down to it."""
        return self.bundle.inner.kind == HANDED

    @property
    def device(self) -> bytes:
        """Return the device whose own word it is, or to which headquarters sent it."""
        return self.bundle.inner.device

    @property
    def logs(self) -> tuple[LogTable, ...]:
        """Return the logs of the entries that it shows."""
        shown = {one.log for one in self.proved}
        return tuple(one for one in self.bundle.inner.logs if one.log in shown)


def believe(stretch: Bundle, case: bytes, vouch: Vouch, verify: Verifier, salts: Mapping[SaltKey, bytes]) -> Believed:
    """Return a stretch that is proved.

    Raises Distrust `bad-signature`, or `unknown-key` where nobody known here vouches for it; `log-differs` where a
    device vouches for another's log; and what `prove_stretch` raises.
    """
    key = vouch(stretch.inner)
    if key is None:
        raise Distrust("unknown-key", _("This bundle is from a device that is not enrolled here."))
    if not verify(key, pae(INNER_TYPE, stretch.signed), stretch.signature):
        raise Distrust("bad-signature", _("What is inside this bundle is not signed by the device that sent it."))
    found = Believed(stretch, prove_stretch(stretch, case, salts))
    if found.is_word and any(one.device != found.device for one in found.logs):
        raise Distrust("log-differs", _("A log is claimed by two devices."))
    return found


def refuse_revoked(author: Enrolled, proved: Sequence[Proved]) -> None:
    """Raise Distrust `revoked` where a device vouches for what it wrote from where it was revoked on."""
    for one in proved:
        revoked_from = author.revoked_from(one.log)
        if revoked_from is not None and one.head.seq >= revoked_from:
            raise Distrust("revoked", _("This device was revoked before it wrote what is in this bundle."))


def refuse_other_history(work: UnitOfWork, proved: Sequence[Proved]) -> None:
    """Raise Distrust `log-differs` where an entry is held here already with another content."""
    for one in proved:
        held = work.ledger.get_entry(one.log, one.head.seq)
        if held is not None and (held.head, held.body_hash) != (one.item.head, one.body_hash):
            raise Distrust("log-differs", _("An entry of this log is held with another content."))


def refuse_beyond(work: UnitOfWork, case: bytes, proved: Sequence[Proved]) -> None:
    """Refuse a post's word that reaches beyond the case, as headquarters parks it: nobody else stands between the two.

    Raises Distrust `wrong-scope` where it writes what no post writes in a case, `other-case` for a row of another one.
    """
    rows: dict[int, set[bytes]] = defaultdict(set)
    for one in proved:
        for record, row, _fields, _replaces in one.changes:
            known = BY_NUMBER.get(record)
            if record == SHARE.number or (known is not None and known.scope is not Scope.CASE):
                raise Distrust("wrong-scope", _("It writes records that a post does not write in a case."))
            rows[record].add(row)
    foreign = (set(work.cases_of(record, found).values()) - {case} for record, found in rows.items())
    if rows.get(_CASE, set()) - {case} or any(foreign):
        raise Distrust("other-case", _("It brings entries of another case than the one that is handed over."))


def handings_in(proved: Sequence[Proved]) -> list[tuple[bytes, bytes, str]]:
    """Return the hand-overs that these entries make, in their order: row, post to which it goes, and by what right."""
    return [
        (row, to, grant if isinstance(grant := fields.get(_GRANT), str) else "")
        for one in proved
        for record, row, fields, _replaces in one.changes
        if record == HANDOVER.number and isinstance(to := fields.get(_TO_POST), bytes)
    ]
