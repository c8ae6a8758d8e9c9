"""Other implementations of age open what we seal, and we open what they seal."""

import base64
import json
import shutil
import subprocess
from pathlib import Path

import pyrage
import pytest

from tests.vectors import conformance
from tipdesk.adapters.keys.age import open_sealed, seal
from tipdesk.adapters.keys.age_recipients import (
    X25519Identity,
    format_identity,
    generate_identity,
    parse_identity,
    parse_recipient,
)
from tipdesk.adapters.keys.primitives import random_bytes

PACKAGE = conformance.ROOT / "build/node/age-encryption/node_modules/age-encryption/dist/index.js"
SIZES = [0, 1, 65535, 65536, 65537, 200_000]


def ask_node(question: dict[str, object]) -> bytes:
    """Return the answer of the npm package age-encryption; skip where it or node is absent, fail where CI is set."""
    node = shutil.which("node")
    if node is None or not PACKAGE.is_file():
        conformance.absent("node or the npm package age-encryption is absent: the set-up command installs it")
    answered = subprocess.run(
        [str(node), str(Path(__file__).with_name("age_in_node.mjs"))],
        input=json.dumps({"package": PACKAGE.as_uri(), **question}).encode(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    return base64.b64decode(answered.stdout)


@pytest.mark.parametrize("size", SIZES)
def test_pyrage_opens_what_we_seal_to_x25519(size: int) -> None:
    """A container sealed here to an X25519 key opens in the Rust implementation."""
    identity = X25519Identity(random_bytes(32))
    plaintext = random_bytes(size)
    theirs = pyrage.x25519.Identity.from_str(format_identity(identity))
    assert pyrage.decrypt(seal(plaintext, [identity.recipient]), [theirs]) == plaintext


@pytest.mark.parametrize("size", SIZES)
def test_we_open_what_pyrage_seals_to_x25519(size: int) -> None:
    """A container of the Rust implementation opens here, with the key that it generated."""
    theirs = pyrage.x25519.Identity.generate()
    plaintext = random_bytes(size)
    container = pyrage.encrypt(plaintext, [theirs.to_public()])
    identity = parse_identity(str(theirs))
    assert open_sealed(container, identity) == plaintext
    assert str(identity.recipient) == str(theirs.to_public())


@pytest.mark.node
@pytest.mark.parametrize("size", [0, 1, 65536, 200_000])
def test_node_opens_what_we_seal_to_the_hybrid(size: int) -> None:
    """A post-quantum container of two recipients sealed here opens in the JavaScript implementation with either key."""
    identities = [generate_identity(), generate_identity()]
    plaintext = random_bytes(size)
    container = base64.b64encode(seal(plaintext, [identity.recipient for identity in identities])).decode()
    for identity in identities:
        assert ask_node({"identity": format_identity(identity), "open": container}) == plaintext


@pytest.mark.node
def test_we_open_what_node_seals_to_the_hybrid() -> None:
    """A post-quantum container of the JavaScript implementation, sealed to the string we print, opens here."""
    identity = generate_identity()
    plaintext = random_bytes(70_000)
    question: dict[str, object] = {
        "recipients": [str(identity.recipient)],
        "seal": base64.b64encode(plaintext).decode(),
    }
    assert open_sealed(ask_node(question), identity) == plaintext
    assert parse_recipient(str(identity.recipient)) == identity.recipient
