"""Headquarters' certificates: one name, no end, one authority, and a key that is never in the clear on disk."""

import ssl
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from tests.fakes.inbox import FakeInbox, make_bundle, receipt_of
from tests.lab.headquarters import headquarters
from tipdesk.adapters.carriers.https import HttpsCarrier
from tipdesk.adapters.keys.certificates import (
    FIRST_DAY,
    LAST_DAY,
    Certificates,
    make_certificates,
    renew_server_certificate,
)
from tipdesk.domain.errors import Distrust, Trouble
from tipdesk.hq.tls import ServerTls, server_context
from tipdesk.sync.wire import SERVER_NAME


@pytest.fixture(scope="module")
def made() -> Certificates:
    """One headquarters' certificates."""
    return make_certificates()


def issue(of: Certificates, name: str, last: datetime, first: datetime = FIRST_DAY) -> Certificates:
    """Return a server certificate of the same authority for another name or time than headquarters would give."""
    authority, key = x509.load_pem_x509_certificate(of.authority), load_pem_private_key(of.authority_key, None)
    server = load_pem_private_key(of.key, None)
    assert isinstance(key, Ed25519PrivateKey)
    assert isinstance(server, Ed25519PrivateKey)
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([]))
        .issuer_name(authority.subject)
        .public_key(server.public_key())
        .serial_number(7)
        .not_valid_before(first)
        .not_valid_after(last)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
        .sign(key, None)
    )
    return Certificates(of.authority, of.authority_key, made.public_bytes(Encoding.PEM), of.key)


def deliver(served: Certificates, trusted: bytes, folder: Path) -> bytes:
    """Deliver one bundle to a server with these certificates."""
    with (
        headquarters(FakeInbox(), folder, served) as url,
        HttpsCarrier(url, trusted, bytes, wait=lambda _seconds: None) as carrier,
    ):
        return carrier.deliver(make_bundle(1000), "bundle01")


@pytest.mark.parametrize("year", [1971, 2009, 2026, 2041, 2106, 9998])
def test_certificates_hold_in_any_year(made: Certificates, year: int) -> None:
    """Both certificates are valid in 1971 and in 9998, for the one fixed name."""
    server = x509.load_pem_x509_certificate(made.certificate)
    authority = x509.load_pem_x509_certificate(made.authority)
    server.verify_directly_issued_by(authority)
    names = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == [SERVER_NAME]
    for each in (server, authority):
        assert each.not_valid_before_utc <= datetime(year, 1, 1, tzinfo=UTC) <= each.not_valid_after_utc


@pytest.mark.parametrize(("first", "last"), [(1970, 1971), (9000, 9999)])
def test_the_clock_decides_nothing(made: Certificates, first: int, last: int, tmp_path: Path) -> None:
    """A link is made even where the certificate is long over or not yet valid: no year on a PC's clock can break it."""
    other = issue(made, SERVER_NAME, datetime(last, 1, 1, tzinfo=UTC), datetime(first, 1, 1, tzinfo=UTC))
    assert deliver(other, made.authority, tmp_path) == receipt_of(make_bundle(1000))


def test_another_authority_is_another_headquarters(made: Certificates, tmp_path: Path) -> None:
    """The same name under another authority is not believed."""
    with pytest.raises(Distrust) as met:
        deliver(make_certificates(), made.authority, tmp_path)
    assert met.value.code == "other-headquarters"


def test_another_name_is_another_headquarters(made: Certificates, tmp_path: Path) -> None:
    """The right authority under another name than the fixed one is not believed."""
    with pytest.raises(Distrust) as met:
        deliver(issue(made, "somewhere.example", LAST_DAY), made.authority, tmp_path)
    assert met.value.code == "other-headquarters"


def test_a_renewed_server_key_needs_no_word_to_the_posts(made: Certificates, tmp_path: Path) -> None:
    """After a renewal the authority is the same, the key another, and posts connect as before."""
    renewed = renew_server_certificate(made)
    assert (renewed.authority, renewed.authority_key) == (made.authority, made.authority_key)
    assert renewed.key != made.key
    assert deliver(renewed, made.authority, tmp_path) == receipt_of(make_bundle(1000))


def test_older_tls_is_not_spoken(made: Certificates, tmp_path: Path) -> None:
    """Both ends begin at TLS 1.3."""
    context = server_context(ServerTls(made.certificate, made.key), tmp_path)
    assert context.minimum_version is ssl.TLSVersion.TLSv1_3


def test_the_key_leaves_no_file(made: Certificates, tmp_path: Path) -> None:
    """After loading nothing is left in the folder, and it is the server's own."""
    folder = tmp_path / "spool"
    server_context(ServerTls(made.certificate, made.key), folder)
    assert list(folder.iterdir()) == []
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_keys_are_kept_out_of_sight(made: Certificates) -> None:
    """No key appears where a certificate or a server is printed."""
    secret = load_pem_private_key(made.key, None)
    assert secret is not None
    assert "PRIVATE" not in repr(made)
    assert "PRIVATE" not in repr(ServerTls(made.certificate, made.key))


@pytest.mark.parametrize("which", ["key", "certificate", "pair"])
def test_certificates_that_are_none_are_trouble(made: Certificates, which: str, tmp_path: Path) -> None:
    """A damaged or mismatched pair is a named Trouble, and leaves no file."""
    tls = {
        "key": ServerTls(made.certificate, b"none"),
        "certificate": ServerTls(b"none", made.key),
        "pair": ServerTls(made.certificate, make_certificates().key),
    }[which]
    with pytest.raises(Trouble) as met:
        server_context(tls, tmp_path)
    assert met.value.code == "bad-certificate"
    assert list(tmp_path.iterdir()) == []
