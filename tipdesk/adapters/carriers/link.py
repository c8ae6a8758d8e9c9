"""The link to headquarters: one HTTP client over TLS 1.3, pinned to headquarters' own authority.

Only the authority given is trusted, whatever the system trusts. The certificate must name `headquarters.tipdesk`,
whatever the address is, and this PC's clock decides nothing. An answer is read no further than its limit. Which
requests are made, and when they are tried again, is decided in `https`.
"""

import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, Self
from urllib.parse import urlsplit

import httpx

from tipdesk.domain.errors import Distrust, Trouble, UserError
from tipdesk.domain.texts import _
from tipdesk.sync import wire

_NO_CHECK_TIME: Final = 0x200000
"""OpenSSL's X509_V_FLAG_NO_CHECK_TIME, which Python does not name."""
_HYBRID_SINCE: Final = (3, 5)
"""The OpenSSL that offers X25519MLKEM768 by itself."""


class LostError(Exception):
    """Raised where the link broke or headquarters is busy, so that another try is worth it.

    `heard` says that headquarters did answer; `trouble` is what to raise where no other try is made.
    """

    def __init__(self, trouble: Trouble, *, heard: bool) -> None:
        super().__init__(trouble.code)
        self.trouble = trouble
        self.heard = heard


@dataclass(frozen=True)
class Answer:
    """What headquarters answered to one request."""

    status: int
    headers: httpx.Headers
    body: bytes

    def number(self, header: str) -> int | None:
        """Return a header as a number, or None where it is not there or no number."""
        text = self.headers.get(header, "")
        return int(text) if text.isascii() and text.isdecimal() else None


class _PinnedContext(ssl.SSLContext):
    """A TLS context that asks for the fixed name whatever name it is given, and resumes what broke off.

    A tunnel through a proxy would ask for the address instead. A ticket saves headquarters' certificate on each
    connection after the first. Its secret is that of the first key exchange, which is post-quantum where OpenSSL can:
    so a later one adds X25519 alone, and not two more kilobytes, and what it carries stays as safe.
    """

    _ticket: ssl.SSLSession | None = None

    def wrap_socket(self, *args: Any, **kwargs: Any) -> ssl.SSLSocket:  # noqa: ANN401 - the library's own signature
        return super().wrap_socket(*args, **kwargs | self._greeting())

    def wrap_bio(self, *args: Any, **kwargs: Any) -> ssl.SSLObject:  # noqa: ANN401 - the library's own signature
        return super().wrap_bio(*args, **kwargs | self._greeting())

    def keep_ticket(self, response: httpx.Response) -> None:
        """Keep what the connection of an answer may be resumed with."""
        tls = response.extensions["network_stream"].get_extra_info("ssl_object")
        if tls.session.has_ticket:
            self._ticket = tls.session
            if ssl.OPENSSL_VERSION_INFO >= _HYBRID_SINCE:
                self.set_ecdh_curve("X25519")

    def _greeting(self) -> dict[str, object]:
        return {"server_hostname": wire.SERVER_NAME, "session": self._ticket}


def pinned_context(authority: bytes) -> _PinnedContext:
    """Return the TLS context that trusts this one authority (PEM).

    Raises Distrust `bad-authority` where it cannot be read.
    """
    context = _PinnedContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_flags |= _NO_CHECK_TIME | ssl.VERIFY_X509_STRICT
    # Else OpenSSL lets go of the ticket of a connection that broke; a body cut short is told by its announced length.
    context.options |= ssl.OP_IGNORE_UNEXPECTED_EOF
    try:
        context.load_verify_locations(cadata=authority.decode("ascii"))
    except (ssl.SSLError, ValueError) as error:
        raise Distrust("bad-authority", _("Headquarters' certificate in this store cannot be read.")) from error
    return context


class Link:
    """One connection to headquarters, opened when first used and kept between requests; its owner closes it."""

    def __init__(self, url: str, authority: bytes) -> None:
        """Take the address, `https` with host and port; raises UserError `bad-url` and Distrust `bad-authority`."""
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname or parts.username or parts.query:
            raise UserError("bad-url", _("Headquarters' address must look like https://name:port."))
        self._context = pinned_context(authority)
        self._client = httpx.Client(
            base_url=url.rstrip("/"),
            verify=self._context,
            timeout=httpx.Timeout(wire.SILENCE_SECONDS, connect=wire.CONNECT_SECONDS),
            headers={"User-Agent": "tipdesk", "Accept-Encoding": "identity"},
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=20),
        )
        for needless in ("Accept", "Connection"):
            del self._client.headers[needless]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection to headquarters."""
        self._client.close()

    def ask(self, method: str, path: str, headers: dict[str, str], content: bytes | Iterable[bytes] = b"") -> Answer:
        """Return the whole answer to a request.

        Raises LostError where another try may help, the refusal that headquarters named, and Distrust
        `other-headquarters` where the computer at this address is another.
        """
        waits = wire.ANSWER_SECONDS if method == "PATCH" else wire.SILENCE_SECONDS
        timeout = httpx.Timeout(wire.SILENCE_SECONDS, connect=wire.CONNECT_SECONDS, read=waits)
        with (
            _translated(),
            self._client.stream(method, path, headers=headers, content=content, timeout=timeout) as response,
        ):
            self._context.keep_ticket(response)
            body = bytearray()
            for piece in response.iter_raw():
                body += piece
                if len(body) > wire.ANSWER_BYTES:
                    raise LostError(wire.headquarters_trouble(), heard=True)
        answer = Answer(response.status_code, response.headers, bytes(body))
        _raise_refusal(answer)
        return answer

    @contextmanager
    def reading(self, path: str, headers: dict[str, str]) -> Iterator[tuple[int, Iterator[bytes]]]:
        """Give the status and the pieces of a body as they arrive.

        Raises LostError and Distrust `other-headquarters` as `ask` does.
        """
        with _translated(), self._client.stream("GET", path, headers=headers) as response:
            self._context.keep_ticket(response)
            yield response.status_code, response.iter_raw()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except httpx.HTTPError as error:
        if _is_other_certificate(error):
            raise Distrust(
                "other-headquarters",
                _("The computer at this address is not your headquarters. Nothing was sent to it."),
            ) from error
        unheard = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError)
        raise LostError(no_link(), heard=not unheard) from error


def no_link() -> Trouble:
    """Return Trouble `no-link`, said of a headquarters that cannot be reached."""
    return Trouble("no-link", _("Headquarters cannot be reached. What is recorded is safe here; it goes later."))


def _is_other_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _raise_refusal(answer: Answer) -> None:
    """Raise what an answer refuses.

    Statuses that the upload protocol itself uses (409, 404, 460) are left to the caller.
    """
    if answer.status in {400, 422, 503} and answer.body:
        refusal = wire.decode_refusal(answer.body)
        if isinstance(refusal, Trouble):
            raise LostError(refusal, heard=True)
        raise refusal
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status == HTTPStatus.REQUEST_TIMEOUT:
        raise LostError(wire.headquarters_trouble(), heard=True)
