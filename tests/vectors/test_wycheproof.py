"""Wycheproof's cases, run through the functions that the product calls: no mismatch with any of them."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tests.vectors import conformance
from tipdesk.adapters.keys import primitives
from tipdesk.adapters.keys.signing import verify

Case = dict[str, Any]


def cases(name: str, count: int) -> Iterator[tuple[Case, Case]]:
    """Yield group and case of a Wycheproof file, and prove at the end that there were as many as expected."""
    folder = conformance.folder("wycheproof", f"{count} Wycheproof cases of {name}")
    content = json.loads((folder / f"{name}_test.json").read_bytes())
    seen = 0
    for group in content["testGroups"]:
        for case in group["tests"]:
            seen += 1
            yield group, case
    print(f"{name}: {seen} cases")
    assert seen == content["numberOfTests"] == count


def test_ed25519_signatures_are_judged_as_wycheproof_does() -> None:
    """Every valid Ed25519 signature verifies and every forged, malleable or malformed one does not."""
    wrong = [
        case["tcId"]
        for group, case in cases("ed25519", 151)
        if verify(bytes.fromhex(group["publicKey"]["pk"]), bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]))
        is not (case["result"] == "valid")
    ]
    assert wrong == []


def test_x25519_exchanges_are_judged_as_wycheproof_does() -> None:
    """Every exchange gives the shared secret, and one that would be zero is none at all."""
    wrong = []
    for _group, case in cases("x25519", 518):
        private = X25519PrivateKey.from_private_bytes(bytes.fromhex(case["private"]))
        shared = bytes.fromhex(case["shared"])
        expected = shared if any(shared) else None
        if primitives.exchange(private, bytes.fromhex(case["public"])) != expected:
            wrong.append(case["tcId"])
    assert wrong == []


def test_chacha20_poly1305_is_judged_as_wycheproof_does() -> None:
    """Every valid ciphertext opens to its message and is made from it; every other is refused."""
    wrong = []
    for group, case in cases("chacha20_poly1305", 325):
        key, nonce, associated, message = (bytes.fromhex(case[part]) for part in ("key", "iv", "aad", "msg"))
        sealed = bytes.fromhex(case["ct"] + case["tag"])
        if group["ivSize"] != primitives.NONCE_BYTES * 8:
            with pytest.raises(ValueError, match=r"[Nn]once"):
                primitives.decrypt(key, nonce, sealed, associated)
            continue
        valid = case["result"] == "valid"
        opened = primitives.decrypt(key, nonce, sealed, associated)
        if opened != (message if valid else None):
            wrong.append(case["tcId"])
        if valid and primitives.encrypt(key, nonce, message, associated) != sealed:
            wrong.append(case["tcId"])
    assert wrong == []


def test_ml_kem_768_decapsulates_as_wycheproof_does() -> None:
    """From a seed come the public key and the shared secret that are expected; a bad seed or length is refused."""
    wrong = []
    for _group, case in cases("mlkem_768", 193):
        try:
            private = MLKEM768PrivateKey.from_seed_bytes(bytes.fromhex(case["seed"]))
            shared = private.decapsulate(bytes.fromhex(case["c"]))
        except ValueError:
            agrees = case["result"] == "invalid"
        else:
            public = private.public_key().public_bytes_raw()
            agrees = (shared == bytes.fromhex(case["K"]) and public == bytes.fromhex(case["ek"])) is (
                case["result"] == "valid"
            )
        if not agrees:
            wrong.append(case["tcId"])
    assert wrong == []


def test_hkdf_sha256_derives_as_wycheproof_does() -> None:
    """Every derivation gives the expected bytes; a length that HKDF cannot give is refused."""
    wrong = []
    for _group, case in cases("hkdf_sha256", 86):
        secret, salt, info = (bytes.fromhex(case[part]) for part in ("ikm", "salt", "info"))
        try:
            derived = primitives.derive(secret, salt=salt, info=info, length=case["size"])
        except ValueError:
            agrees = case["result"] == "invalid"
        else:
            agrees = case["result"] == "valid" and derived == bytes.fromhex(case["okm"])
        if not agrees:
            wrong.append(case["tcId"])
    assert wrong == []
