"""What comes back from headquarters, at a post: what is taken in, left to others, kept aside and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.fakes.keys import FakeKeys
from tests.services.countries import Country, bundle_of, incidents_of, kept_aside, receipt_in
from tests.services.writes import add_note, begin_case
from tipdesk.domain.errors import Distrust
from tipdesk.services.from_headquarters import are_keys_apart, get_keyset, shows_keyset
from tipdesk.services.headquarters.keys.rotate_keyset import NewKeys, rotate_keyset
from tipdesk.services.remembered.link import KEYSET_IN_FORCE, LAST_RECEIPT
from tipdesk.services.sync.pull.received import Received
from tipdesk.services.sync.pull.take_arrival import take_arrival
from tipdesk.sync.document import KEYSET, LEDGER, RECEIPT, LedgerGrowth, Receipt, write_payload
from tipdesk.sync.envelope import is_kind

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site

STRANGER = FakeKeys.of("stranger").signer


@pytest.fixture
def country(country: Country) -> Country:
    """Headquarters and a PC of each of two posts; the first has synced a case."""
    begin_case(country.post)
    country.sync()
    return country


def taken(country: Country, content: bytes, awaited: str = "") -> Received | None:
    """Let the post take in one thing."""
    return take_arrival(country.post.desk(), content, awaited=awaited)


def kept(site: Site) -> list[tuple[str, str, str, bytes | None, int]]:
    """Return what a post keeps aside: as what, verdict, reason, device and size."""
    return [(one.file, one.verdict, one.reason, one.device, one.size) for one in kept_aside(site)]


def incidents(site: Site) -> list[tuple[object, object, object]]:
    """Return what a post has noted: kind, device and detail."""
    return [(row["kind"], row["device"], row["detail"]) for row in incidents_of(site)]


def answer(country: Country) -> dict[str, bytes]:
    """Return what headquarters answers, by kind: after a later entry of its own, and with newer keys."""
    found = {}
    for content in country.fetch():
        kind = next((kind for kind in (RECEIPT, LEDGER, KEYSET) if is_kind(content, kind)), "bundle")
        found[kind] = content
    return found


def last_receipt(country: Country) -> Receipt:
    """Return the receipt that the post holds."""
    with country.post.desk().read() as reader:
        return receipt_in(LAST_RECEIPT.get(reader))


def test_each_kind_is_taken_once(country: Country) -> None:
    """Told as what it is: accepted where it brought something, a replay where it did not; nothing is kept aside."""
    begin_case(country.office)
    add_note(country.post, begin_case(country.post))
    country.receive(bundle_of(country.post, after=1))
    country.renew_keys()
    answers = answer(country)
    for kind, told in ((RECEIPT, "receipt"), (LEDGER, "proof"), (KEYSET, "keyset")):
        verdicts = [taken(country, answers[kind]) for _time in range(2)]
        assert verdicts == [Received(told, "accepted"), Received(told, "replay")]
    assert (kept(country.post), incidents(country.post)) == ([], [])


def test_a_down_bundle_is_told_with_its_entries(country: Country) -> None:
    """How many of them were new here; none in a replay."""
    content = country.noted_down()
    assert [taken(country, content) for _time in range(2)] == [
        Received("bundle", "accepted", 1),
        Received("bundle", "replay"),
    ]


@pytest.mark.parametrize(
    ("kind", "verdict", "is_news", "may_leave"),
    [
        ("receipt", "accepted", True, True),
        ("receipt", "replay", True, True),
        ("receipt", "refused", True, True),
        ("receipt", "gap", True, False),
        ("proof", "accepted", False, True),
        ("proof", "replay", False, True),
        ("proof", "refused", True, True),
        ("keyset", "accepted", True, False),
        ("keyset", "replay", False, False),
        ("keyset", "refused", True, False),
        ("bundle", "accepted", True, True),
        ("bundle", "replay", True, True),
        ("bundle", "gap", True, False),
        ("bundle", "fork", True, True),
    ],
)
def test_what_people_hear_of_and_what_leaves_a_stick(
    kind: str, verdict: str, *, is_news: bool, may_leave: bool
) -> None:
    """Proofs that hold and keys held already are no news; keys and what came too early stay where they lie."""
    received = Received(kind, verdict)
    assert (received.is_news, received.may_leave) == (is_news, may_leave)


def test_what_is_for_another_pc_stays_on_the_stick(country: Country) -> None:
    """Its receipt, its proof, its bundle, a bundle of an unknown hand: none of this PC's business, and nothing kept."""
    other = country.posts[1]
    country.sync(other)
    with other.desk().read() as reader:
        receipt = LAST_RECEIPT.get(reader) or country.fetch(other)[0]
    growth = LedgerGrowth(other.device, 0, (1, b"r" * 32), (1, b"r" * 32), ())
    contents = [receipt, write_payload(LEDGER, growth, country.signer), bundle_of(country.post)]
    assert [taken(country, content) for content in contents] == [None] * 3
    assert take_arrival(other.desk(), country.noted_down()) is None
    assert (kept(country.post), kept(other)) == ([], [])


def test_what_comes_for_this_pc_alone_is_refused_where_it_is_not_its_own(country: Country) -> None:
    """In an inbox of its own, another's receipt is out of place: refused and kept; so is any other kind of thing."""
    other = country.fetch(country.posts[1])[0]
    assert taken(country, other, "receipt") == Received("receipt", "refused", reason="other-device")
    bundle = bundle_of(country.post)
    assert taken(country, bundle, "receipt") == Received("receipt", "refused", reason="not-a-document")
    assert kept(country.post) == [
        ("receipt", "refused", "not-a-document", None, len(bundle)),
        ("receipt", "refused", "other-device", None, len(other)),
    ]
    own = write_payload(RECEIPT, msgspec.structs.replace(last_receipt(country), time=1), country.signer)
    assert taken(country, own, "receipt") == Received("receipt", "accepted")


def test_what_is_refused_is_kept_aside(country: Country) -> None:
    """With the kind, the code and its size; nonsense is told as a bundle that is none; no incident of it."""
    assert taken(country, b"nonsense") == Received("bundle", "refused", reason="bad-bundle")
    damaged = held_receipt(country)[:-1]
    assert taken(country, damaged) == Received("receipt", "refused", reason="not-a-document")
    assert kept(country.post) == [
        ("receipt", "refused", "not-a-document", None, len(damaged)),
        ("bundle", "refused", "bad-bundle", None, 8),
    ]
    assert incidents(country.post) == []


def held_receipt(country: Country) -> bytes:
    """Return the receipt that the post holds, as it was signed."""
    with country.post.desk().read() as reader:
        return LAST_RECEIPT.get(reader) or b""


@pytest.mark.parametrize(
    ("changes", "reason", "kind"),
    [
        pytest.param({"seq": 99, "time": 1}, "receipt-fork", "receipt", id="it knows entries that are not here"),
        pytest.param({"checkpoint": (1, b"x" * 32), "seq": 2}, "receipt-fork", "receipt", id="a hash that is not ours"),
    ],
)
def test_a_receipt_that_contradicts_this_store_is_an_incident(
    country: Country, changes: dict[str, object], reason: str, kind: str
) -> None:
    """Refused, kept, and noted for headquarters under this PC's own name."""
    said = msgspec.structs.replace(last_receipt(country), **changes)
    received = taken(country, write_payload(RECEIPT, said, country.signer))
    assert received == Received("receipt", "refused", reason=reason)
    assert incidents(country.post) == [(kind, country.post.device, reason)]
    assert [one[2] for one in kept(country.post)] == [reason]


def test_a_ledger_that_does_not_grow_is_an_incident(country: Country) -> None:
    """Rewritten or shorter, as a proof shows it: each noted under its own kind."""
    with country.office.desk().work() as work:
        now = work.ledger.tree.checkpoint()
    seen = last_receipt(country).checkpoint
    device = country.post.device
    for second, code in (((now[0] + 5, b"x" * 32), "ledger-rewritten"), ((seen[0] - 1, b"x" * 32), "ledger-shorter")):
        growth = LedgerGrowth(device, 0, seen, second, ())
        received = taken(country, write_payload(LEDGER, growth, country.signer))
        assert received == Received("proof", "refused", reason=code)
    assert incidents(country.post) == [
        ("ledger_rewritten", device, "ledger-rewritten"),
        ("ledger_shorter", device, "ledger-shorter"),
    ]


def test_keys_that_people_must_compare_stop_everything(country: Country) -> None:
    """Another root: the refusal is raised, not kept aside."""
    rotate_keyset(country.office.desk(), NewKeys(FakeKeys.of("root 2").signer, "fake1r", "fake1unit", b"unit"))
    with country.office.desk().read() as reader:
        document = KEYSET_IN_FORCE.get(reader) or b""
    with pytest.raises(Distrust) as refusal:
        taken(country, document)
    assert refusal.value.code == "changed-keys"
    assert kept(country.post) == []


def test_a_keyset_that_nobody_signed_is_refused(country: Country) -> None:
    """It bears a stranger's hand: kept aside, and no word that keys may differ."""
    with country.post.desk().read() as reader:
        keyset = get_keyset(reader)
    received = taken(country, write_payload(KEYSET, keyset, STRANGER))
    assert received == Received("keyset", "refused", reason="bad-signature")
    assert apart(country) == (False, False)


def apart(country: Country) -> tuple[bool, bool]:
    """Tell whether the post's people hear that keys differ, and whether headquarters is shown the post's."""
    with country.post.desk().read() as reader:
        return are_keys_apart(reader), shows_keyset(reader)


@pytest.mark.parametrize("kind", [RECEIPT, LEDGER])
@pytest.mark.parametrize(
    ("changes", "hand", "verdict", "told"),
    [
        pytest.param({}, "stranger", "refused", (False, False), id="the keyset held, another hand"),
        pytest.param({"device": b"o" * 16}, "former", "refused", (False, False), id="another device"),
        pytest.param({}, "former", "replay", (False, True), id="an old stick"),
        pytest.param({"epoch": 1}, "former", "replay", (True, True), id="put back: a former key, a new epoch"),
        pytest.param({"keyset": (1, 7)}, "stranger", "replay", (True, True), id="an earlier keyset"),
        pytest.param({"keyset": (9, 0)}, "stranger", "gap", (True, True), id="a later keyset comes again"),
        pytest.param({"keyset": (9, 0)}, "former", "replay", (False, True), id="a later keyset, a former key"),
    ],
)
def test_other_keys_than_those_held(
    country: Country, kind: str, changes: dict[str, object], hand: str, verdict: str, told: tuple[bool, bool]
) -> None:
    """Nothing is believed of it; people hear of it where it cannot be just an old stick."""
    former = country.signer
    country.renew_keys()
    country.sync()
    with country.post.desk().read() as reader:
        held = get_keyset(reader).mark
    receipt = last_receipt(country)
    said = (
        msgspec.structs.replace(receipt, keyset=held, time=1)
        if kind == RECEIPT
        else LedgerGrowth(country.post.device, 0, receipt.checkpoint, receipt.checkpoint, (), held)
    )
    document = write_payload(kind, msgspec.structs.replace(said, **changes), former if hand == "former" else STRANGER)
    received = taken(country, document)
    assert received is not None
    assert (received.kind, received.verdict, received.entries) == (
        "receipt" if kind == RECEIPT else "proof",
        verdict,
        0,
    )
    assert apart(country) == told
    assert len(kept(country.post)) == (verdict == "refused")
    assert last_receipt(country) == receipt


def test_any_former_key_is_known_for_one(country: Country) -> None:
    """Keys were renewed twice: what bears the first ones is old; a stranger's hand is refused as ever."""
    for _time in range(2):
        country.renew_keys()
        country.sync()
    with country.post.desk().read() as reader:
        held = get_keyset(reader).mark
    said = msgspec.structs.replace(last_receipt(country), keyset=held, time=1)
    received = taken(country, write_payload(RECEIPT, said, country.signer))
    assert received == Received("receipt", "replay")
    assert taken(country, write_payload(RECEIPT, said, STRANGER)) == Received(
        "receipt", "refused", reason="bad-signature"
    )
