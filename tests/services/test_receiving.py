"""Headquarters takes in bundles: what each verdict leaves behind, what is noted of it, and what answers it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.services.countries import Country, a_country, bundle_of, incidents_of, kept_aside, know, receipt_in, stranger
from tests.services.writes import CASE, add_note, begin_case, write, write_beside
from tipdesk.domain.changes import Change
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import Scope
from tipdesk.services.headquarters.directory.revoke_device import revoke_device
from tipdesk.services.headquarters.intake.contact import WIRE
from tipdesk.services.headquarters.intake.receive_bundle import Received, receive_bundle
from tipdesk.services.headquarters.ledger.down_bundles import down_seen
from tipdesk.services.keys.cases.key_grants import CASE_KEY
from tipdesk.services.ledger import LEDGER_INCOMPLETE, Parked, Quarantined
from tipdesk.services.remembered.office import ARRIVALS, EPOCH, KEYSET_SEEN, LAST_HEARD
from tipdesk.services.remembered.shapes import ArrivalLine, Contact
from tipdesk.sync.codec import first_hash
from tipdesk.sync.trust import Verdict

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from tipdesk.services.desk import UnitOfWork


@pytest.fixture
def country() -> Country:
    """Headquarters, two PCs of one post and one of another."""
    return a_country({"A": 2, "B": 1})


def arrivals(country: Country) -> list[ArrivalLine]:
    """Return what came, latest first, without its time."""
    with country.office.desk().read() as reader:
        return [replace(one, at=0) for one in ARRIVALS.get(reader)]


def contact(country: Country) -> Contact | None:
    """Return when and how headquarters has heard the post last."""
    with country.office.desk().read() as reader:
        return LAST_HEARD.of(country.post.device).get(reader)


def held(country: Country) -> int:
    """Return how far headquarters holds the post's log."""
    with country.office.desk().work() as work:
        state = work.ledger.get_log(country.post.log)
        return state.seq if state else 0


def test_what_is_accepted_is_held_counted_and_receipted(country: Country) -> None:
    """Case and register entries count, looks do not; the receipt tells how far the log is held; who came is known."""
    case = begin_case(country.post)
    for scope in (Scope.REGISTER, Scope.AUDIT, Scope.AUDIT):
        write_beside(country.post, scope)
    received = country.receive(bundle_of(country.post), "found.tdb")
    told = receipt_in(received.receipt)
    assert replace(received, receipt=None) == Received("found.tdb", Verdict.ACCEPTED, country.post.device, 2)
    assert (told.device, told.log, told.seq, told.parked) == (country.post.device, country.post.log, 4, 0)
    assert arrivals(country) == [ArrivalLine(0, country.post.device, "found.tdb", "accepted", "", 2, 0)]
    last = contact(country)
    assert last is not None
    assert (last.file, last.at > country.office.clock.true[0] - 20) == ("found.tdb", True)
    with country.office.desk().read() as reader:
        assert reader.get_row(CASE, case) is not None
        assert ARRIVALS.get(reader)[0].at == last.at
    assert (kept_aside(country.office), incidents_of(country.office)) == ([], [])


def test_a_replay_costs_a_receipt_and_nothing_else(country: Country) -> None:
    """The same bundle again brings no entry, and a receipt that says the same."""
    begin_case(country.post)
    bundle = bundle_of(country.post)
    first, again = country.receive(bundle), country.receive(bundle)
    assert (again.verdict, again.entries, again.reason, again.message) == (Verdict.REPLAY, 0, "", "")
    assert receipt_in(again.receipt).head == receipt_in(first.receipt).head
    assert [one.verdict for one in arrivals(country)] == ["replay", "accepted"]


def test_a_gap_is_answered_with_what_is_held(country: Country) -> None:
    """What does not follow changes nothing and is not kept; the receipt says from where on the log is wanted."""
    case = begin_case(country.post)
    add_note(country.post, case)
    received = country.receive(bundle_of(country.post, after=1))
    told = receipt_in(received.receipt)
    assert (received.verdict, received.entries) == (Verdict.GAP, 0)
    assert (told.seq, told.head) == (0, first_hash(country.post.device, country.post.log))
    assert (held(country), kept_aside(country.office)) == (0, [])
    assert country.receive(bundle_of(country.post)).verdict is Verdict.ACCEPTED
    assert held(country) == 2


def test_a_fork_is_kept_aside_and_told_once(country: Country) -> None:
    """No receipt; the bundle lies in quarantine; one incident names log and entry; nothing that it says is taken up."""
    clone = country.post.store.backup()
    begin_case(country.post)
    country.receive(bundle_of(country.post))
    log, true = country.post.log, country.post.store
    true.restore(clone, log)
    begin_case(country.post, "Maple")
    bundle = country.rewritten(bundle_of(country.post), epoch=7, keyset=(9, 9), checkpoint_seen=(1, b"x" * 32))
    for _time in range(2):
        received = country.receive(bundle, "clone.tdb")
        assert (received.verdict, received.reason, received.receipt) == (Verdict.FORK, "fork", None)
        assert "two different histories" in received.message
    line = kept_aside(country.office)[0]
    assert (line.file, line.verdict, line.reason, line.device) == ("clone.tdb", "fork", "fork", country.post.device)
    [incident] = incidents_of(country.office)
    told = (incident["kind"], incident["device"], incident["detail"], incident["log"], incident["seq"])
    assert told == ("fork", country.post.device, log.hex(), log, 1)
    assert arrivals(country)[0] == ArrivalLine(0, country.post.device, "clone.tdb", "fork", "fork", 0, 0)
    with country.office.desk().read() as reader:
        assert (EPOCH.get(reader), KEYSET_SEEN.of(country.post.device).get(reader)[0]) == (0, 1)


def test_what_is_refused_is_no_sign_of_life(country: Country) -> None:
    """It lies in quarantine with its code and, once that is proved, its device; contact stays as it was."""
    begin_case(country.post)
    before, sound = contact(country), bundle_of(country.post)
    altered = sound[:-9] + bytes([sound[-9] ^ 1]) + sound[-8:]
    received = country.receive(altered, "bad.tdb")
    assert (received.verdict, received.reason, received.device) == (Verdict.REFUSED, "altered", None)
    assert received.receipt is None
    assert "altered on its way" in received.message
    assert kept_aside(country.office) == [Quarantined(1, "bad.tdb", "refused", "altered", None, 0, len(altered))]
    broken = country.rewritten(sound, head=b"h" * 32)
    received = country.receive(broken, "broken.tdb")
    assert (received.reason, received.device) == ("broken-chain", country.post.device)
    assert kept_aside(country.office)[0].device == country.post.device
    assert arrivals(country) == [
        ArrivalLine(0, country.post.device, "broken.tdb", "refused", "broken-chain", 0, 0),
        ArrivalLine(0, None, "bad.tdb", "refused", "altered", 0, 0),
    ]
    assert (contact(country), held(country)) == (before, 0)


@pytest.mark.parametrize(
    ("file", "most"),
    [pytest.param(WIRE, 0, id="by wire it has it still"), pytest.param("stick.tdb", 1, id="a stick may be the last")],
)
def test_what_is_sealed_to_other_keys(country: Country, file: str, most: int) -> None:
    """It may become readable once keys agree; kept where it could be lost, and told by its own code."""
    post = country.post
    begin_case(post)
    bundle = country.sealed(b"whatever", post, post.keys.sealer(["fake1nobody"]))
    received = country.receive(bundle, file)
    assert (received.verdict, received.reason) == (Verdict.REFUSED, "other-keys")
    assert (len(kept_aside(country.office)), arrivals(country)[0].reason) == (most, "other-keys")


def test_a_damaged_container_is_not_taken_for_other_keys(country: Country) -> None:
    """An enrolled device signed a ciphertext that is broken: refused by that name, also by wire, and kept."""
    bundle = country.sealed(b"whatever", country.post, lambda _plain: b"fake age\n" + bytes(60))
    assert country.receive(bundle, WIRE).reason == "age-header"
    assert len(kept_aside(country.office)) == 1


class FakeLoss:
    """Units of work of a store that has lost entries: the fourth and later ones would go well."""

    def __init__(self, country: Country) -> None:
        self.country, self.opened = country, 0

    def work(self) -> AbstractContextManager[UnitOfWork]:
        self.opened += 1
        if self.opened == 1:
            raise Distrust(LEDGER_INCOMPLETE, "Entries are missing.")
        return self.country.office.desk().work()


def test_a_loss_of_our_own_is_no_fault_of_the_bundle(country: Country) -> None:
    """Where headquarters' own store has lost entries nothing is taken in, kept aside or noted of who came."""
    begin_case(country.post)
    loss = FakeLoss(country)
    with pytest.raises(Distrust) as refusal:
        receive_bundle(replace(country.office.desk(), work=loss.work), bundle_of(country.post), "stick.tdb")
    assert refusal.value.code == LEDGER_INCOMPLETE
    assert (loss.opened, kept_aside(country.office), arrivals(country)) == (1, [], [])


def test_a_log_belongs_to_one_device(country: Country) -> None:
    """Another enrolled device that goes on with a post's log is refused, although its entries follow."""
    thief = country.posts[2]
    case = begin_case(country.post)
    first = bundle_of(country.post)
    country.receive(first)
    add_note(country.post, case)
    for bundle in (first, bundle_of(country.post, after=1)):
        received = country.receive(country.rewritten(bundle, thief, device=thief.device))
        assert (received.verdict, received.reason, received.device) == (
            Verdict.REFUSED,
            "bad-signature",
            thief.device,
        )
    assert held(country) == 1


def test_a_revoked_device_is_believed_up_to_its_place(country: Country) -> None:
    """A bundle that begins there is refused; of one that begins before, the entries from there on are parked."""
    case = begin_case(country.post)
    country.receive(bundle_of(country.post))
    for _time in range(2):
        add_note(country.post, case)
    revoke_device(country.office.desk(), country.post.device, 3)
    refused = country.receive(bundle_of(country.post, after=2))
    assert (refused.verdict, refused.reason, refused.device) == (Verdict.REFUSED, "revoked", country.post.device)
    received = country.receive(bundle_of(country.post, after=1))
    assert (received.verdict, received.entries, received.parked) == (Verdict.ACCEPTED, 2, 1)
    assert receipt_in(received.receipt).revoked_from == 3
    with country.office.desk().work() as work:
        assert work.ledger.find_parked() == [Parked(country.post.log, 3, "revoked")]


def test_what_an_officer_unknown_wrote_is_parked(country: Country) -> None:
    """It is held and counted with its reason, and applied once the officer is known."""
    begin_case(country.post)
    country.post.actor = stranger()
    case = begin_case(country.post)
    received = country.receive(bundle_of(country.post))
    told = receipt_in(received.receipt)
    assert (received.entries, received.parked, told.parked, told.parked_lowest) == (2, 1, 1, 2)
    assert arrivals(country)[0].parked == 1
    with country.office.desk().read() as reader:
        assert reader.get_row(CASE, case) is None
    know(country, stranger())
    with country.office.desk().read() as reader:
        assert reader.get_row(CASE, case) is not None


def test_a_key_that_nobody_signed_is_an_incident(country: Country) -> None:
    """Beside the reason that parks it: kind, device, log and entry stand open at headquarters, one for each."""
    case = begin_case(country.post)
    for _time in range(2):
        write(country.post, case, Change(CASE_KEY.number, country.post.ids.new_id(), {1: 1, 2: b"k" * 8}))
    country.post.actor = stranger()
    add_note(country.post, case)
    assert country.receive(bundle_of(country.post)).parked == 3
    log = country.post.log
    assert [
        (one["kind"], one["device"], one["detail"], one["log"], one["seq"]) for one in incidents_of(country.office)
    ] == [("case_key", country.post.device, f"{log.hex()}:{seq}", log, seq) for seq in (2, 3)]


def test_what_a_bundle_says_of_headquarters_is_met(country: Country) -> None:
    """Epoch and keyset that the post has seen are known afterwards; a checkpoint that is not ours is an incident."""
    begin_case(country.post)
    bundle = bundle_of(country.post)
    country.receive(country.rewritten(bundle, keyset=(3, 4), checkpoint_seen=(1, b"x" * 32)))
    assert [one["kind"] for one in incidents_of(country.office)] == ["ledger_rewritten"]
    with country.office.desk().read() as reader:
        assert KEYSET_SEEN.of(country.post.device).get(reader) == (3, 4)
        assert EPOCH.get(reader) == 0
    country.receive(country.rewritten(bundle, epoch=5 << 20))
    with country.office.desk().read() as reader:
        assert EPOCH.get(reader) >> 20 == 6
    assert len(incidents_of(country.office)) == 1


@pytest.mark.parametrize(
    ("after", "expected"), [pytest.param(0, 1, id="accepted"), pytest.param(1, 0, id="a gap says nothing")]
)
def test_how_far_its_down_log_is_counts_where_a_bundle_is_accepted(country: Country, after: int, expected: int) -> None:
    """Headquarters remembers the place that the post states, and sends on from there."""
    case, device = begin_case(country.post), country.post.device
    add_note(country.post, case)
    with country.office.desk().work() as work:
        place = work.ledger.down.hash_at(device, 1)
    country.receive(country.rewritten(bundle_of(country.post, after), down_seen=(1, place)))
    with country.office.desk().read() as reader:
        assert down_seen(reader, device) == expected


def test_a_bundle_that_says_nothing_of_its_down_log(country: Country) -> None:
    """It is taken in, and what was known of the device's place stays."""
    begin_case(country.post)
    bundle = country.rewritten(bundle_of(country.post), down_seen=None, checkpoint_seen=None)
    assert country.receive(bundle).verdict is Verdict.ACCEPTED
    assert incidents_of(country.office) == []
