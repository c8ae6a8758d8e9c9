"""Who opened a recovered PC: only the headquarters whose root it has pinned, before or after that handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.fakes.keys import FakeKeys
from tests.services.countries import ROOT, Country, a_country
from tipdesk.domain.errors import Distrust
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.headquarters.keys.rotate_keyset import NewKeys, rotate_keyset
from tipdesk.services.keys.office.check_answer import check_answer
from tipdesk.services.keys.office.office_keys import get_office
from tipdesk.sync.document import KEYSET, RECOVERED, Keyset, RecoveryAnswer, write_payload

if TYPE_CHECKING:
    from tipdesk.sync.envelope import Signer

NEXT = FakeKeys.of("root 2").signer
STRANGER = FakeKeys.of("stranger").signer


@pytest.fixture
def country() -> Country:
    """Headquarters and a PC."""
    return a_country()


def held(country: Country) -> Keyset:
    """Return the keyset that the PC holds."""
    with country.post.desk().read() as reader:
        return get_keyset(reader)


def answered(keyset: Keyset, root: Signer, signer: Signer) -> bytes:
    """Return an answer that brings a keyset of a root, signed by some key."""
    document = write_payload(KEYSET, keyset, root)
    return write_payload(RECOVERED, RecoveryAnswer(1, b"k" * 32, b"sealed", document, 5), signer)


def refusal(country: Country, document: bytes) -> str:
    """Return why the PC does not believe an answer."""
    with pytest.raises(Distrust) as refused:
        check_answer(country.post.desk(), document)
    return refused.value.code


def test_headquarters_own_answer_is_believed(country: Country) -> None:
    """Signed by any of the keys of its keyset, the one in force or a later one of the same root."""
    keyset = held(country)
    check_answer(country.post.desk(), answered(keyset, ROOT, country.signer))
    later = msgspec.structs.replace(keyset, number=9, sign_keys=(STRANGER.public, country.signer.public))
    check_answer(country.post.desk(), answered(later, ROOT, country.signer))
    check_answer(country.post.desk(), answered(later, ROOT, STRANGER))


def test_an_answer_in_another_hand_is_refused(country: Country) -> None:
    """The keyset is right, but none of its keys signed the answer; or no root signed the keyset."""
    keyset = held(country)
    assert refusal(country, answered(keyset, ROOT, STRANGER)) == "bad-signature"
    assert refusal(country, answered(keyset, STRANGER, country.signer)) == "bad-signature"


def test_an_answer_of_another_headquarters_is_refused(country: Country) -> None:
    """Its own keyset signed it, but no hand-over leads from the pinned root to it, or back."""
    keyset = msgspec.structs.replace(held(country), root=STRANGER.public, sign_keys=(STRANGER.public,))
    assert refusal(country, answered(keyset, STRANGER, STRANGER)) == "other-headquarters"


def test_a_root_that_handed_over_is_the_same_headquarters(country: Country) -> None:
    """A PC of the former root believes the next one; one of the next still believes one put back."""
    former = held(country)
    country.sync()
    rotate_keyset(country.office.desk(), NewKeys(NEXT, "fake1recovery", "fake1unit", b"unit", ROOT))
    with country.office.desk().read() as reader:
        keyset = get_keyset(reader)
        signer = get_office(country.office.desk(), reader).signer(keyset.sign_keys)
    check_answer(country.post.desk(), answered(keyset, NEXT, signer))
    country.sync()
    assert held(country).root == NEXT.public
    check_answer(country.post.desk(), answered(former, ROOT, country.signer))
    check_answer(country.post.desk(), answered(keyset, NEXT, signer))
    assert refusal(country, answered(keyset, NEXT, country.signer)) == "bad-signature"
