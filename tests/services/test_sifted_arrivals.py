"""What a post reads of a stick: headquarters' own for it, a few doubts, and nothing of others' or of strangers'."""

from __future__ import annotations

from random import Random

import msgspec
import pytest

from tests.lab.simulation.ways import Stick, StickCarrier
from tests.services.countries import Country, a_country, bundle_of, kept_aside, receipt_in
from tests.services.writes import begin_case
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.headquarters.ledger.receipts import give_receipt
from tipdesk.services.quarantine.keep_refused import Proof
from tipdesk.services.sticks.worth import Sifted
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.pull.sift_arrivals import prove_arrival, sift_arrivals
from tipdesk.services.sync.sync_now import SyncReport, sync_now
from tipdesk.sync.document import FETCH, RECEIPT, Fetch, write_payload


@pytest.fixture(scope="module")
def country() -> Country:
    """Headquarters and a PC of each of two posts."""
    return a_country({"A": 1, "B": 1})


def forged(country: Country, signer: int = 1) -> bytes:
    """Return the receipt of the first post, as another post signs it."""
    said = receipt_in(give_receipt(country.office.desk(), country.post.device))
    return write_payload(RECEIPT, said, country.posts[signer].keys.signer)


def sifted(country: Country, content: bytes) -> tuple[Sifted, str]:
    """Return what the first post does with a file, and why."""
    with country.post.desk().work() as work:
        worth = sift_arrivals(country.post.desk(), work)(content, len(content))
    return worth.sifted, worth.reason


def test_what_is_ours_is_taken_and_others_is_left(country: Country) -> None:
    """A receipt of headquarters for this PC is taken, that for another is left, whoever signed it."""
    office = country.office.desk()
    assert sifted(country, give_receipt(office, country.post.device))[0] is Sifted.TAKE
    theirs = give_receipt(office, country.posts[1].device)
    assert sifted(country, theirs)[0] is Sifted.LEAVE
    said = msgspec.structs.replace(receipt_in(theirs), seq=7)
    assert sifted(country, write_payload(RECEIPT, said, country.post.keys.signer))[0] is Sifted.LEAVE


def test_bundles_of_posts_are_left(country: Country) -> None:
    """What a post left for headquarters waits for it, its own as well as others'."""
    begin_case(country.post)
    assert sifted(country, bundle_of(country.post))[0] is Sifted.LEAVE


def test_what_may_be_of_headquarters_is_a_doubt(country: Country) -> None:
    """It names this PC and bears an unknown key: read after all others, and not again once it is kept aside."""
    assert sifted(country, forged(country))[0] is Sifted.DOUBT


def test_what_is_nobodys_is_a_stray(country: Country) -> None:
    """No document, a document of another kind, a truncated one."""
    receipt = give_receipt(country.office.desk(), country.post.device)
    fetch = Fetch(country.post.device, b"", 0, b"", 0, 0)
    assert sifted(country, b"nonsense") == (Sifted.STRAY, "bad-bundle")
    assert sifted(country, receipt[:-9]) == (Sifted.STRAY, "not-a-document")
    assert sifted(country, write_payload(FETCH, fetch, country.post.keys.signer)) == (Sifted.STRAY, "not-a-document")


def test_what_headquarters_signed_is_evidence(country: Country) -> None:
    """It is kept whole when it is refused; what another signed, or nobody, is not."""
    every = (give_receipt(country.office.desk(), country.post.device), forged(country), b"nonsense")
    with country.post.desk().read() as reader:
        proofs = [prove_arrival(country.post.desk(), reader, content) for content in every]
    assert proofs == [Proof.WHOLE, Proof.NOTHING, Proof.NOTHING]


def visit(country: Country, stick: Stick) -> SyncReport:
    """Let the first post write to a stick and read from it."""
    return sync_now(country.post.desk(), StickCarrier(stick, country.post.device), no_step, never)


def test_strangers_things_are_told_and_stay_where_they_are(country: Country) -> None:
    """Large junk is refused by name and left on the stick; the receipt beside it is found."""
    stick = Stick(Random(0))
    begin_case(country.post)
    visit(country, stick)
    receive_stick(country.office.desk(), stick)
    junk = {f"junk{number}.tdb": bytes([number]) * 9_000 for number in range(3)}
    stick.files.update(junk)
    first = visit(country, stick)
    assert first.waiting == 0
    assert sorted(one.kind for one in first.received if one.verdict == "accepted") == ["bundle", "receipt"]
    assert [one.reason for one in first.received if one.verdict == "refused"] == ["bad-bundle"] * 3
    assert set(junk) <= set(stick.files)
    assert {one.file for one in kept_aside(country.post)} == set(junk)
