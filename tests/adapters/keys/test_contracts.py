"""The keys fit the Protocols by which bundles and documents ask for them."""

from typing import TYPE_CHECKING

import pytest

from tipdesk.adapters.keys.age import OpenWith, SealTo
from tipdesk.adapters.keys.age_recipients import generate_identity
from tipdesk.adapters.keys.signing import SigningKey, verify
from tipdesk.domain.errors import Distrust
from tipdesk.sync.envelope import Signer, Verifier, read_document, sign_document

if TYPE_CHECKING:
    from tipdesk.sync.bundle import Opener, Sealer


def test_a_document_is_signed_and_verified_by_these_keys() -> None:
    """A signing key is the Signer and `verify` the Verifier that documents ask for."""
    key = SigningKey.generate()
    signer: Signer = key
    verifier: Verifier = verify
    document = read_document(sign_document("receipt", b"payload", signer), "receipt")
    assert document.is_by(key.public, verifier)
    assert not document.is_by(SigningKey.generate().public, verifier)


def test_a_bundle_is_sealed_and_opened_by_these_keys() -> None:
    """Each identity that a bundle was sealed to opens it, also among others held, and no stranger's does."""
    current, recovery, stranger = generate_identity(), generate_identity(), generate_identity()
    sealer: Sealer = SealTo((current.recipient, recovery.recipient))
    openers: list[Opener] = [OpenWith((current,)), OpenWith((stranger, recovery))]
    sealed = sealer(b"entries")
    assert [opener(sealed) for opener in openers] == [b"entries", b"entries"]
    with pytest.raises(Distrust) as refusal:
        OpenWith((stranger,))(sealed)
    assert refusal.value.code == "age-no-match"
