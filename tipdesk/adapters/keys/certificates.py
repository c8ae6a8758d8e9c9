"""Headquarters' own certificate authority, and the server's certificate for the one fixed name.

Certificates hold from 1970 to 9999, so that a PC whose clock is dead still connects, and are for a name that is no
address, so that headquarters may move. The authority may sign for that one name only. Keys are returned as PEM; the
caller keeps them in the encrypted store.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tipdesk.sync.wire import SERVER_NAME

FIRST_DAY: Final = datetime(1970, 1, 1, tzinfo=UTC)
LAST_DAY: Final = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
"""The value that RFC 5280, 4.1.2.5, gives for "no well-defined expiration date"."""


@dataclass(frozen=True)
class Certificates:
    """Headquarters' certificates and keys, all as PEM: those of the authority, and those of the server.

    The authority's certificate goes into every grant.
    """

    authority: bytes
    authority_key: bytes = field(repr=False)
    certificate: bytes
    key: bytes = field(repr=False)


def make_certificates() -> Certificates:
    """Return a new authority and a server certificate signed by it; this is done once, at `hq init`."""
    private = Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "TIPdesk headquarters authority")])
    public = private.public_key()
    subject_key = x509.SubjectKeyIdentifier.from_public_key(public)
    authority = (
        _builder(name, name, public)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints([x509.DNSName(SERVER_NAME)], None), critical=True)
        .add_extension(subject_key, critical=False)
        .sign(private, None)
    )
    return _with_server(authority, private)


def renew_server_certificate(certificates: Certificates) -> Certificates:
    """Return the same authority with a new server key and certificate, for use after the old key leaked.

    Posts notice nothing, since they trust the authority. Raises ValueError where the PEM cannot be read, and TypeError
    where the authority's key is not Ed25519.
    """
    authority = x509.load_pem_x509_certificate(certificates.authority)
    private = serialization.load_pem_private_key(certificates.authority_key, None)
    if not isinstance(private, Ed25519PrivateKey):
        raise TypeError("the authority's key is Ed25519")
    return _with_server(authority, private)


def _with_server(authority: x509.Certificate, authority_key: Ed25519PrivateKey) -> Certificates:
    private = Ed25519PrivateKey.generate()
    public = private.public_key()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SERVER_NAME)])
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    server = (
        _builder(name, authority.subject, public)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(SERVER_NAME)]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(issuer_key, critical=False)
        .sign(authority_key, None)
    )
    pem = serialization.Encoding.PEM
    return Certificates(
        authority.public_bytes(pem), _key_pem(authority_key), server.public_bytes(pem), _key_pem(private)
    )


def _builder(subject: x509.Name, issuer: x509.Name, public: Ed25519PublicKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(FIRST_DAY)
        .not_valid_after(LAST_DAY)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _key_pem(private: Ed25519PrivateKey) -> bytes:
    return private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
