"""The server's TLS: version 1.3 only, with a key that never touches the disk in the clear.

OpenSSL's binding loads a key from a file and from nowhere else. The key is therefore written sealed under a passphrase
that is made for this one loading and lives in memory only, into a 0600 file that is removed at once: what a crash or a
disk's forensics could bring back is of no use to anybody.
"""

import ssl
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from tipdesk.disk import remove, write_whole
from tipdesk.domain.errors import Trouble
from tipdesk.domain.texts import _

_NAME_LENGTH = 16


@dataclass(frozen=True)
class ServerTls:
    """The server's certificate and private key as PEM, from the encrypted store."""

    certificate: bytes
    key: bytes = field(repr=False)


def server_context(tls: ServerTls, folder: Path) -> ssl.SSLContext:
    """Return the TLS context of the server; `folder` holds the sealed key for the moment of loading.

    Raises Trouble `bad-certificate` where certificate and key cannot be read, or do not belong together.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.set_alpn_protocols(["http/1.1"])
    context.num_tickets = 1  # each costs a quarter of a kilobyte, and a post has one connection
    try:
        _load(context, tls, folder)
    except (ValueError, TypeError, ssl.SSLError) as error:
        raise Trouble("bad-certificate", _("The server's certificate and key cannot be used.")) from error
    return context


def _load(context: ssl.SSLContext, tls: ServerTls, folder: Path) -> None:
    once = ChaCha20Poly1305.generate_key().hex()
    private = serialization.load_pem_private_key(tls.key, None)
    sealed = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(once.encode()),
    )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"{ChaCha20Poly1305.generate_key().hex()[:_NAME_LENGTH]}.once"
    try:
        write_whole(file, tls.certificate + sealed, waits=False)
        context.load_cert_chain(file, password=once)
    finally:
        remove(file)
