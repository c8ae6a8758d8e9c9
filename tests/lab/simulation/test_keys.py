"""What headquarters and a post believe of keysets: word by word, where the simulation lives whole lives."""

from __future__ import annotations

from random import Random
from typing import NamedTuple, cast

import msgspec
import pytest

from tests.fakes.keys import FakeKeys, FakeSigner, verify
from tests.lab.simulation.engines import PureEngine
from tests.lab.simulation.sites import Site, found
from tests.lab.simulation.ways import Wire
from tests.lab.simulation.writing import Book, open_case
from tipdesk.domain.errors import Distrust, UserError
from tipdesk.services.from_headquarters import are_keys_apart, get_keyset, get_receipt, shows_keyset
from tipdesk.services.headquarters.enrolment.enrol_device import enrol_device
from tipdesk.services.headquarters.intake.answer_fetch import answer_fetch
from tipdesk.services.headquarters.keys.office import card_roots, known_keysets
from tipdesk.services.headquarters.keys.rotate_keyset import NewKeys, check_cards, rotate_keyset
from tipdesk.services.headquarters.keys.see_keys import see_keys
from tipdesk.services.headquarters.ledger.epoch import declare_restored
from tipdesk.services.keys.office.changed_keys import accept_changed_keys, refuse_shown_keys, take_keyset
from tipdesk.services.remembered.link import KEYSET_IN_FORCE
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.enrolment import accept_grant, request_enrolment
from tipdesk.services.sync.pull.make_fetch import make_fetch
from tipdesk.services.sync.pull.take_arrival import take_arrival
from tipdesk.services.sync.sync_now import SyncReport, sync_now
from tipdesk.sync.document import (
    FETCH,
    KEYSET,
    RECEIPT,
    Fetch,
    Keyset,
    descends,
    hand_over,
    read_payload,
    with_word,
    write_payload,
)

ROOTS = [FakeKeys.of(f"root {number}").signer for number in range(5)]


class Ends(NamedTuple):
    """Headquarters and a post of it."""

    office: Site
    post: Site

    def keyset(self, site: Site) -> Keyset:
        """Return the keyset that one of them holds."""
        with site.desk().read() as reader:
            return get_keyset(reader)

    def rotate(self, root: FakeSigner, former: FakeSigner | None = None) -> Keyset:
        """Renew headquarters' keys."""
        return rotate_keyset(
            self.office.desk(), NewKeys(root, f"fake1{root.public.hex()[:8]}", "unit", b"unit", former)
        )

    def sync(self) -> SyncReport:
        """Sync over a wire that never drops."""
        return sync_now(self.post.desk(), Wire(self.office.desk(), Random(0)), no_step, never)

    def put_back(self, backup: object) -> None:
        """Put headquarters back from a backup."""
        self.office.log = self.office.next_log()
        self.office.store.restore(backup, self.office.log)
        declare_restored(self.office.desk())


@pytest.fixture
def ends() -> Ends:
    """A headquarters with root 1, and a post that has synced once."""
    office, [post] = found(PureEngine(), {"A": 1})
    made = Ends(office, post)
    made.sync()
    return made


def told(ends: Ends, **changes: object) -> bytes:
    """Return what the post asks, changed and signed as its own."""
    with ends.post.desk().read() as reader:
        fetch, _document = read_payload(make_fetch(ends.post.desk(), reader), FETCH, Fetch)
    return write_payload(FETCH, msgspec.structs.replace(fetch, **changes), ends.post.keys.signer)


def test_a_number_that_a_device_only_claims_renews_nothing(ends: Ends) -> None:
    """It could claim any, even one that no counter holds: nothing is due, and the next keyset is number 2."""
    answer_fetch(ends.office.desk(), told(ends, keyset=(2**63, 2**63)))
    assert see_keys(ends.office.desk()).is_turned_back is False
    assert ends.rotate(ROOTS[1]).number == 2


def test_only_a_keyset_with_the_word_of_its_own_device_is_learned(ends: Ends) -> None:
    """Signed by the right root, as with stolen cards, but vouched for by a post: headquarters takes nothing of it."""
    keyset = msgspec.structs.replace(ends.keyset(ends.office), number=9, made_at=9)
    for device, learned in ((ends.post.keys.signer, False), (ends.office.keys.signer, True)):
        document = write_payload(KEYSET, with_word(keyset, device), ROOTS[1])
        answer_fetch(ends.office.desk(), told(ends, keyset=(9, 9), keyset_document=document))
        with ends.office.desk().read() as reader:
            assert ((9, 9) in [one.mark for one in known_keysets(reader)]) is learned
        assert see_keys(ends.office.desk()).is_turned_back is learned
    assert ends.rotate(ROOTS[1]).number == 10


def test_cards_that_were_replaced_are_void_also_after_a_restore(ends: Ends) -> None:
    """Put back, headquarters takes the old cards only as long as nobody has shown it the new ones."""
    backup = ends.office.store.backup()
    ends.rotate(ROOTS[2], ROOTS[1])
    ends.sync()
    ends.put_back(backup)
    for roots in ({ROOTS[1].public}, {ROOTS[2].public}):
        with ends.office.desk().read() as reader:
            assert card_roots(ends.office.desk(), reader) == roots
        ends.sync()
    with pytest.raises(UserError) as refusal, ends.office.desk().read() as reader:
        check_cards(ends.office.desk(), reader, ROOTS[1].public)
    assert refusal.value.code == "other-cards"
    assert ends.rotate(ROOTS[2]).number == 3
    ends.sync()
    assert ends.keyset(ends.post) == ends.keyset(ends.office)


def test_two_sets_of_new_cards_made_apart(ends: Ends) -> None:
    """Old cards made new ones twice, once before and once after a restore: whoever holds either follows the third."""
    backup = ends.office.store.backup()
    ends.rotate(ROOTS[2], ROOTS[1])
    ends.sync()
    ends.put_back(backup)
    ends.rotate(ROOTS[3], ROOTS[1])
    with pytest.raises(Distrust) as refusal:
        ends.sync()
    assert refusal.value.code == "changed-keys"
    accept_changed_keys(ends.post.desk(), see_keys(ends.office.desk()).fingerprint)
    ends.sync()
    ends.rotate(ROOTS[4], ROOTS[3])
    ends.sync()
    assert ends.keyset(ends.post).root == ROOTS[4].public


def test_a_receipt_of_other_keys_is_not_believed(ends: Ends) -> None:
    """A later keyset: it comes again. An earlier one or a former key: old. The keyset held, another hand: refused.

    People are told that keys differ, unless a former key of a known epoch may only mean that a stick was slow.
    """
    with ends.post.desk().read() as reader:
        receipt = get_receipt(reader)
    assert receipt is not None
    former = cast("FakeSigner", ends.office.desk().keys.office().signer())
    ends.rotate(ROOTS[1])
    ends.sync()
    held = ends.keyset(ends.post).mark
    stranger = ROOTS[0]
    cases: list[tuple[tuple[int, int], FakeSigner, int, str, bool]] = [
        (held, former, 0, "replay", False),
        (held, stranger, 0, "refused", False),
        (held, former, 1, "replay", True),
        ((held[0], held[1] - 1), stranger, 0, "replay", True),
        ((held[0] + 1, 0), stranger, 0, "gap", True),
    ]
    for keyset, signer, epoch, verdict, are_apart in cases:
        said = msgspec.structs.replace(receipt, keyset=keyset, seq=0, time=1, epoch=epoch)
        taken = take_arrival(ends.post.desk(), write_payload(RECEIPT, said, signer))
        assert taken is not None
        assert taken.verdict == verdict
        with ends.post.desk().read() as reader:
            assert (are_keys_apart(reader), shows_keyset(reader)) == (are_apart, True)
            assert get_receipt(reader) != said
    ends.sync()
    with ends.post.desk().read() as reader:
        assert are_keys_apart(reader) is False


def test_what_cannot_be_opened_waits_and_is_not_piled_up(ends: Ends) -> None:
    """Headquarters was put back from before two renewals: the post is told, keeps it, and sends it after the third."""
    backup = ends.office.store.backup()
    for _time in range(2):
        ends.rotate(ROOTS[1])
        ends.sync()
    ends.put_back(backup)
    open_case(ends.post, Book(), Random(1))
    for _time in range(2):
        report = ends.sync()
        assert (report.are_keys_apart, report.waiting) == (True, 1)
    with ends.office.desk().work() as work:
        assert work.ledger.quarantine.find_all() == []
    assert see_keys(ends.office.desk()).is_turned_back is True
    ends.rotate(ROOTS[1])
    assert (ends.sync().waiting, ends.sync().are_keys_apart) == (0, False)


def test_a_grant_after_new_cards_is_one_of_the_same_headquarters(ends: Ends) -> None:
    """Enrolled again, the PC follows the hand-over; a grant of the former root or of a stranger changes nothing."""
    desk, office = ends.post.desk(), ends.office.desk()
    request = request_enrolment(desk, b"", b"")
    former = enrol_device(office, request.document, "A", request.fingerprint)[1]
    digits = see_keys(office).fingerprint
    ends.rotate(ROOTS[2], ROOTS[1])
    grant = enrol_device(office, request.document, "A", request.fingerprint)[1]
    accept_grant(desk, grant, see_keys(office).fingerprint)
    assert ends.keyset(ends.post) == ends.keyset(ends.office)
    accept_grant(desk, former, digits)
    assert ends.keyset(ends.post) == ends.keyset(ends.office)
    ends.rotate(ROOTS[3])
    strange = enrol_device(office, request.document, "A", request.fingerprint)[1]
    with pytest.raises(Distrust) as refusal:
        accept_grant(desk, strange, see_keys(office).fingerprint)
    assert refusal.value.code == "other-headquarters"


def test_an_earlier_keyset_never_comes_back(ends: Ends) -> None:
    """It lies on an old stick, rightly signed: the post stays with the later one."""
    with ends.post.desk().read() as reader:
        before = KEYSET_IN_FORCE.get(reader) or b""
    ends.rotate(ROOTS[2], ROOTS[1])
    ends.sync()
    assert take_keyset(ends.post.desk(), before) is False
    assert ends.keyset(ends.post).number == 2


def test_what_was_refused_is_asked_about_again_where_headquarters_vouches(ends: Ends) -> None:
    """Digits were refused while headquarters was put back from before them; it comes back to them with later keys."""
    backup = ends.office.store.backup()
    ends.rotate(ROOTS[2])
    with pytest.raises(Distrust):
        ends.sync()
    lost = ends.office.store.backup()
    ends.put_back(backup)
    refuse_shown_keys(ends.post.desk())
    ends.sync()
    ends.put_back(lost)
    assert {one.reason for one in ends.sync().received if one.kind == "keyset"} == {"other-headquarters"}
    forged = replace_word(ends.rotate(ROOTS[2]), ends.post.keys.signer)
    with pytest.raises(Distrust) as refusal:
        take_keyset(ends.post.desk(), write_payload(KEYSET, forged, ROOTS[2]))
    assert refusal.value.code == "other-headquarters"
    with pytest.raises(Distrust) as refusal:
        ends.sync()
    assert refusal.value.code == "changed-keys"
    accept_changed_keys(ends.post.desk(), see_keys(ends.office.desk()).fingerprint)
    ends.sync()
    assert ends.keyset(ends.post) == ends.keyset(ends.office)


def replace_word(keyset: Keyset, device: FakeSigner) -> Keyset:
    """Return a later keyset that another device vouches for."""
    return with_word(msgspec.structs.replace(keyset, number=keyset.number + 1), device)


def test_a_hand_over_needs_the_former_roots_signature() -> None:
    """Branches are followed in any order; a step that somebody else signed leads nowhere."""
    steps = (hand_over(ROOTS[1], ROOTS[2].public), hand_over(ROOTS[1], ROOTS[3].public))
    forged = msgspec.structs.replace(steps[0], root=ROOTS[4].public)
    for root, way, expected in (
        (ROOTS[2], steps, True),
        (ROOTS[3], steps, True),
        (ROOTS[4], (*steps, forged), False),
        (ROOTS[2], (), False),
    ):
        keyset = Keyset(2, root.public, (), "", "", "", "", 1, way)
        assert descends(keyset, ROOTS[1].public, verify) is expected
