"""A post takes in what another post put onto the stick for it: a case that is handed over, or the answer to that.

Everything is judged before anything is kept: who signed the envelope, that each stretch proves its entries by the key
of whoever vouches for them, that they are all of the one case, that they agree with what is held here already, and by
what right they come. A case comes by a hand-over to this post that headquarters has let, in advance or by a code; an
answer comes for a hand-over that this post has made. The whole lands in one unit of work. From then on the hand-over
waits to be accepted or declined, as one that came through headquarters does.

What is refused for want of a right stays on the stick, where it is judged again once the directory says otherwise.
Where a PC says something else than what is held here of the same log, one of the two is a copy: that is an incident.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tipdesk.domain.errors import Distrust
from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.handing_over import DECLINED
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.directory.handing_grants import HANDOVER, WORDS, Handing, why_not_granted
from tipdesk.services.directory.known_devices import KnownDevice, find_device
from tipdesk.services.entries.note_touched import note_touched
from tipdesk.services.from_headquarters import former_sign_keys, get_keyset, need_grant
from tipdesk.services.integrity.note_incident import note_incident
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.relation import post_of_device
from tipdesk.services.remembered.handed_shapes import HandedHere, HandedStretch
from tipdesk.services.remembered.link import HANDED_HERE, HANDED_STRETCHES
from tipdesk.services.sync.files.take_files import find_named, keep_part
from tipdesk.services.sync.pull.arrivals import known_salts, take_in
from tipdesk.services.sync.pull.judge_handed import (
    Believed,
    believe,
    handings_in,
    refuse_beyond,
    refuse_other_history,
    refuse_revoked,
)
from tipdesk.sync.bundle import ENTRY, HANDED, OFFICE_TYPE, Bundle, Inner, Outer, Salt, open_content
from tipdesk.sync.codec import item_digest
from tipdesk.sync.envelope import pae
from tipdesk.sync.handed import hidden_parts, is_handed, read_handed
from tipdesk.sync.part import Part, is_part, read_part
from tipdesk.sync.trust import SaltKey, admit, joined_salts

TAKEN = "take_handed"
"""The code of the list audit_action for what was taken in from another post."""
_REDACTION = BY_NAME["Redaction"]


@dataclass(frozen=True)
class TakenHanded:
    """What came from another post: how many entries were new, and whether it answers a hand-over of this post.

    `is_file_whole` is None where it was no part of a file; else it tells whether all of the file is here now.
    """

    entries: int = 0
    is_answer: bool = False
    is_file_whole: bool | None = None


def is_from_post(desk: LinkDesk, reader: Reader, outer: Outer) -> bool:
    """Tell whether an envelope may bring a hand-over: it names a PC of some post, and is not sent to headquarters."""
    if outer.upload or outer.device in (desk.place.device, need_grant(reader).headquarters):
        return False
    return find_device(reader, outer.device) is not None


def take_handed(desk: LinkDesk, content: bytes) -> TakenHanded:
    """Take in a case, an answer or a part of a file from another post.

    Raises Distrust: `age-no-match` for what is for somebody else, `other-device` for what is no hand-over, the codes of
    `handing_grants.WORDS`, `not-handed`, `case-erased`, `log-differs`, `revoked`, and what a damaged bundle raises; and
    `unknown-file` for a part that came before the row of its file.
    """
    with desk.read() as reader:
        outer, ciphertext = admit(content, lambda device: _key_of(reader, device), desk.keys.verify)
        giver = find_device(reader, outer.device)
    plain = open_content(outer, ciphertext, desk.keys.open)
    if giver is None or not (is_part(plain) or is_handed(plain)):
        raise Distrust("other-device", _("This bundle is for another PC."))
    if is_part(plain):
        part_bytes = desk.files.parts.part_bytes
        part = read_part(plain, outer, giver.sign_key, desk.keys.verify, to=None, part_bytes=part_bytes)
        return TakenHanded(is_file_whole=_keep_part(desk, part))
    try:
        with desk.work() as work:
            return _Taking(desk, work, giver).take(read_handed(plain))
    except Distrust as refusal:
        if refusal.code == "log-differs":
            with desk.work() as work:
                note_incident(desk, work, "fork", outer.device, outer.digest.hex())
        raise


def _key_of(reader: Reader, device: bytes) -> bytes | None:
    known = find_device(reader, device)
    return known.sign_key if known is not None else None


def _keep_part(desk: LinkDesk, part: Part) -> bool:
    """Keep a part of a file that a row here names: what it holds is proved by its name, whoever brings it."""
    with desk.work() as work:
        line = find_named(work, part.header.case, part.header.content)
    return keep_part(desk, part, line)


@dataclass(frozen=True)
class _Taking:
    """One hand-over on its way in, from the PC that gives it."""

    desk: LinkDesk
    work: UnitOfWork
    giver: KnownDevice

    def take(self, stretches: Sequence[Bundle]) -> TakenHanded:
        """Judge the stretches, and keep them where all of them are believed and they come by right."""
        case = stretches[0].inner.log
        if stretches[0].inner.device != self.giver.enrolled.device:
            raise Distrust("bad-signature", _("This bundle names another device inside than outside."))
        found = self._believed(case, stretches)
        handing = self._handed_here(found[0])
        if handing is None and not (self._is_answer(case) or self._is_known(found)):
            raise Distrust(
                "not-handed", _("It brings entries of a case that was not handed over between that post and this one.")
            )
        _refuse_erased(self.work, case)
        for one in found:
            refuse_other_history(self.work, one.proved)
            if one.is_word:
                refuse_beyond(self.work, case, one.proved)
        new = sum(self._keep(case, one) for one in found)
        if new:
            note_touched(self.work, {case})
            row = handing.row if handing is not None else None
            note_deed(self.desk, self.work, TAKEN, {"case": case, "row": row, "count": new})
        if handing is not None:
            self._remember(case, handing, found)
        return TakenHanded(new, is_answer=handing is None)

    def _believed(self, case: bytes, stretches: Sequence[Bundle]) -> list[Believed]:
        salts: Mapping[SaltKey, bytes] = known_salts(self.work, [Salt(int(Scope.CASE), case, b"")])
        for stretch in stretches:
            salts = joined_salts([one for one in stretch.salts if one.key == case], salts)
        found = [believe(one, case, self._vouch, self.desk.keys.verify, salts) for one in stretches]
        for one in found:
            author = find_device(self.work, one.device)
            if one.is_word and author is not None:
                refuse_revoked(author.enrolled, one.proved)
        return found

    def _vouch(self, inner: Inner) -> bytes | None:
        """Return the key of a post's own word, or of what headquarters sent down: one that is known to be its own."""
        if inner.kind == HANDED:
            return _key_of(self.work, inner.device)
        key, word = inner.office
        if key in (*get_keyset(self.work).sign_keys, *former_sign_keys(self.work)):
            return key
        office = _key_of(self.work, need_grant(self.work).headquarters)
        is_office = office is not None and self.desk.keys.verify(office, pae(OFFICE_TYPE, key), word)
        return key if is_office else None

    def _handed_here(self, word: Believed) -> Handing | None:
        """Return the last hand-over to this post that waits for an answer, None where the giver's word has none.

        Raises Distrust where it has no right to come directly; one that is here already was judged when it came.
        """
        own = post_of_device(self.work, self.desk.place.device)
        for row, to, grant in reversed(handings_in(word.proved)):
            seen = self.work.get_row(HANDOVER, row)
            if to != own or (seen is not None and seen["answer"] is not None):
                continue
            handing = Handing(row, self.giver.post, to, grant)
            reason = why_not_granted(self.work, handing) if seen is None else None
            if reason is not None:
                raise Distrust(reason, WORDS[reason])
            return handing
        return None

    def _is_answer(self, case: bytes) -> bool:
        """Tell whether this post has handed the case to the one that sends this, which has not declined it since."""
        own = post_of_device(self.work, self.desk.place.device)
        return any(
            row["to_post"] == self.giver.post and row["answer"] != DECLINED and _post_of_writer(self.work, row) == own
            for row in self.work.find_rows(HANDOVER, case=case)
        )

    def _is_known(self, found: Sequence[Believed]) -> bool:
        """Tell whether all of it is held here already, as when a stick brings an answer a second time."""
        entries = ((one, self.work.ledger.get_entry(one.log, one.head.seq)) for word in found for one in word.proved)
        return all(held is not None and (held.body or not one.item.body) for one, held in entries)

    def _keep(self, case: bytes, one: Believed) -> int:
        salts = [salt for salt in one.bundle.salts if salt.key == case]
        now = self.desk.clock.now_ms()
        return take_in(self.work, one.logs, salts, one.proved, now, chained=False)

    def _remember(self, case: bytes, handing: Handing, found: Sequence[Believed]) -> None:
        before = HANDED_STRETCHES.of(case).get(self.work)
        kept = {one.signed: one for one in (*before, *(_kept(one) for one in found if one.proved))}
        HANDED_STRETCHES.of(case).keep(self.work, list(kept.values()))
        here = HANDED_HERE.get(self.work)
        if all(one.row != handing.row for one in here):
            seq = self.work.ledger.own().seq
            HANDED_HERE.keep(self.work, [*here, HandedHere(case, handing.row, handing.from_post, seq)])


def _post_of_writer(reader: Reader, handover: Row) -> Value:
    """Return the post whose PC wrote to which post a hand-over goes."""
    dot = next(iter(handover.dots.get(HANDOVER.by_name["to_post"].number, ())), None)
    return post_of_device(reader, reader.device_of_log(dot.log)) if dot is not None else None


def _refuse_erased(work: UnitOfWork, case: bytes) -> None:
    """Raise Distrust `case-erased` where headquarters has had the case erased, so that nothing of it comes back."""
    first = next(iter(work.ledger.case_entries(case, parked_too=True)), None)
    if first is not None and work.find_rows(_REDACTION, where={"log": first.log, "seq": first.seq, "kind": "erased"}):
        raise Distrust("case-erased", _("Headquarters has had this case erased. Nothing of it is taken in again."))


def _kept(one: Believed) -> HandedStretch:
    """Return a stretch as it is kept: of what it shows where that is, of the rest what its chain needs."""
    coming, items = iter(one.proved), []
    for item in one.bundle.items:
        if item.kind == ENTRY:
            entry = next(coming)
            digest = item_digest(ENTRY, entry.log, entry.head.seq, item.head)
            items.append((entry.log, entry.head.seq, digest, entry.body_hash))
        else:
            items.append((b"", 0, *hidden_parts(item)))
    return HandedStretch(one.bundle.signed, one.bundle.signature, tuple(items))
