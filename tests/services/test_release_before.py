"""What a post that still runs the release before sends: headquarters takes it as it always did."""

from __future__ import annotations

import msgspec

from tests.services.countries import a_country, bundle_of, receipt_in
from tests.services.writes import CASE, add_note, begin_case
from tipdesk.sync.bundle import MAGIC, OUTER_TYPE, VERSION, read_outer
from tipdesk.sync.envelope import pae
from tipdesk.sync.trust import Verdict


def test_a_bundle_of_the_release_before_is_taken_in() -> None:
    """A post that still runs it names its schema and no upload key: its case is taken in, its receipt comes back."""
    country = a_country({"A": 1})
    case = begin_case(country.post)
    add_note(country.post, case, "Written by the release before")
    content = country.rewritten(bundle_of(country.post), schema=1)
    outer, ciphertext = read_outer(content, None, None)
    raw = msgspec.msgpack.encode((VERSION, outer.device, outer.length, outer.digest))
    signature = country.post.keys.signer.sign(pae(OUTER_TYPE, raw))
    first = MAGIC + len(raw).to_bytes(2, "big") + raw + signature + ciphertext
    taken = country.receive(first)
    assert taken.verdict is Verdict.ACCEPTED
    assert receipt_in(taken.receipt).seq == 2
    with country.office.desk().read() as reader:
        assert reader.get_row(CASE, case) is not None
