"""The wire as a carrier: resumable upload and download, however often the link is cut.

A bundle arrives as long as some bytes do between two cuts, and what arrived is not sent again. The carrier gives up
with Trouble (`no-link`, or what headquarters said) after eight tries in which nothing moved, and after two when
headquarters was never heard. A stop is heard within a quarter of a second, whatever the wire does (`beside`). The
waiting between tries is the caller's `wait`; TLS and the reading of answers are in `link`.
"""

import time
from collections.abc import Callable, Collection, Iterator
from functools import partial
from http import HTTPStatus
from typing import Final, Self, TypeVar

from tipdesk.adapters.carriers.beside import beside
from tipdesk.adapters.carriers.files import stopped
from tipdesk.adapters.carriers.link import Link, LostError
from tipdesk.services.sticks.worth import Sift, take_all
from tipdesk.services.sync.carrier import ENDLESS, Cancelled, Step, never, no_step
from tipdesk.sync import wire
from tipdesk.sync.bundle import upload_key

T = TypeVar("T")
_SLICE_SECONDS: Final = 1.0
_ANEW_BYTES: Final = 16
_TUS: Final = {wire.TUS_HEADER: wire.TUS_VERSION}


class HttpsCarrier:
    """The carrier over one headquarters' address, for one sync at a time; close it afterwards (or use `with`).

    `noise` gives random bytes (the Desk's), `wait` sleeps for so many seconds, and `seconds` is a clock that nobody
    sets.
    """

    def __init__(
        self,
        url: str,
        authority: bytes,
        noise: Callable[[int], bytes],
        wait: Callable[[float], None] = time.sleep,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._link = Link(url, authority)
        self._noise = noise
        self._wait = wait
        self._seconds = seconds
        self._heard = False
        self._chunk = wire.FIRST_CHUNK

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    @property
    def answers_later(self) -> bool:
        """Return False: a wire brings the receipt with the delivery."""
        return False

    def close(self) -> None:
        """Close the connection to headquarters."""
        self._link.close()

    def deliver(self, bundle: bytes, name: str, step: Step = no_step, cancelled: Cancelled = never) -> bytes:  # noqa: ARG002 - a wire needs no file name
        """Send a bundle and return headquarters' signed receipt.

        Raises Trouble `no-link` or headquarters' own, Distrust where headquarters refuses, and UserError `stopped`.
        """
        upload = _Upload(bundle, self._noise, step, cancelled)
        return self._persist(lambda: self._send(upload), lambda: upload.furthest, cancelled)

    def room_left(self) -> int:
        """Return more than anybody has: a wire is never full."""
        return ENDLESS

    def lies(self, _name: str) -> bool:
        """Return False: nothing lies on a wire."""
        return False

    def collect(
        self, fetch: bytes, step: Step = no_step, cancelled: Cancelled = never, _sift: Sift = take_all
    ) -> Iterator[bytes]:
        """Yield what waits for this device, each checked against the hash with which it was announced.

        Only headquarters answers here, so nothing is sifted. Raises as `deliver` does.
        """
        listing = self._persist(lambda: self._list(fetch), lambda: 0, cancelled)
        total, before = sum(size for _name, size in listing), 0
        for name, size in listing:
            blob = _Blob(name, size, before, total, step, cancelled)
            self._persist(partial(self._get, blob), partial(len, blob.content), cancelled)
            if wire.blob_id(bytes(blob.content)) == name:
                yield bytes(blob.content)
            before += size

    def sieves(self) -> tuple[()]:
        """Return nothing, since all that is brought is headquarters' own."""
        return ()

    def receipted(self, names: Collection[str]) -> None:
        """Do nothing: no bundle is left lying on a wire."""

    def taken(self, collected: Collection[bytes]) -> None:
        """Do nothing: no answer is left lying on a wire."""

    def _persist(self, work: Callable[[], T], progress: Callable[[], int], cancelled: Cancelled) -> T:
        """Try some work until it succeeds or there were too many tries.

        The count of tries starts again with each step forward.
        """
        tries, reached = 0, progress()
        while True:
            try:
                done = beside(work, cancelled, self._link.close)
            except LostError as error:
                self._heard |= error.heard
                if progress() > reached:
                    tries, reached = 1, progress()
                else:
                    tries += 1
                    self._chunk = max(wire.LEAST_CHUNK, self._chunk // 2)
                if tries >= (wire.TRIES_WITHOUT_PROGRESS if self._heard else wire.TRIES_UNHEARD):
                    raise error.trouble from error
                self._pause(wire.next_delay(tries, self._noise(1)[0] / 256), cancelled)
            else:
                self._heard = True
                return done

    def _pause(self, seconds: float, cancelled: Cancelled) -> None:
        """Wait, but notice soon that nobody waits for the answer any more: locking must not take a minute."""
        while seconds > 0 and not cancelled():
            self._wait(min(seconds, _SLICE_SECONDS))
            seconds -= _SLICE_SECONDS

    def _send(self, upload: "_Upload") -> bytes:
        """Send what headquarters lacks, until it answers with the receipt, and return that."""
        upload.reach(self._open(upload))
        while True:
            start = upload.offset
            chunk = upload.bundle[start : start + self._chunk]
            began = self._seconds()
            answer = self._link.ask("PATCH", upload.path, upload.headers(chunk), upload.pieces(chunk))
            if answer.status == HTTPStatus.OK and answer.body:
                upload.step(len(upload.bundle), len(upload.bundle))
                return answer.body
            if answer.status == wire.GARBLED:
                upload.garbled()
            reached = answer.number(wire.OFFSET_HEADER)
            if answer.status not in {HTTPStatus.NO_CONTENT, HTTPStatus.CONFLICT} or reached is None or reached == start:
                raise LostError(wire.headquarters_trouble(), heard=True)
            upload.reach(reached)
            if answer.status == HTTPStatus.NO_CONTENT:
                self._chunk = wire.next_chunk(self._chunk, len(chunk), self._seconds() - began)

    def _open(self, upload: "_Upload") -> int:
        """Return how many bytes headquarters has, creating the upload where there is none."""
        if upload.is_known:
            answer = self._link.ask("HEAD", upload.path, _TUS)
            offset = answer.number(wire.OFFSET_HEADER)
            if answer.status == HTTPStatus.OK and offset is not None:
                return offset
        what = upload.what() | {"Content-Type": wire.CHUNK_TYPE}
        answer = self._link.ask("POST", wire.UPLOADS, _TUS | what, upload.opening)
        offset = answer.number(wire.OFFSET_HEADER)
        if answer.status not in {HTTPStatus.OK, wire.CREATED} or offset is None:
            raise LostError(wire.headquarters_trouble(), heard=True)
        upload.is_known = True
        return offset

    def _list(self, fetch: bytes) -> list[tuple[str, int]]:
        answer = self._link.ask("POST", wire.FETCH, {"Content-Type": wire.BYTES_TYPE}, fetch)
        if answer.status != HTTPStatus.OK:
            raise LostError(wire.headquarters_trouble(), heard=True)
        return wire.decode_listing(answer.body)

    def _get(self, blob: "_Blob") -> None:
        """Go on at the byte where the link broke, or at the first where headquarters has no such range."""
        with self._link.reading(f"{wire.BLOBS}/{blob.name}", blob.headers()) as (status, pieces):
            if status != HTTPStatus.PARTIAL_CONTENT:
                blob.content.clear()
            if status in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}:
                blob.take(pieces)
        if len(blob.content) != blob.size:
            blob.content.clear()
            raise LostError(wire.headquarters_trouble(), heard=True)


class _Upload:
    """One bundle on its way: how far headquarters is, and what is told to the officer."""

    def __init__(self, bundle: bytes, noise: Callable[[int], bytes], step: Step, cancelled: Cancelled) -> None:
        self.bundle = bundle
        self.opening = bundle[: wire.OPENING_BYTES]
        self.step = step
        self.offset = 0
        self.furthest = 0
        self.is_known = False
        self._key = upload_key(bundle).hex()
        self._anew = ""
        self._noise = noise
        self._cancelled = cancelled

    @property
    def path(self) -> str:
        """Return the path of the upload at headquarters."""
        return f"{wire.UPLOADS}/{wire.slot_id(self._key, self.opening, self._anew)}"

    def what(self) -> dict[str, str]:
        """Return the headers that create the upload."""
        anew = {wire.ANEW_HEADER: self._anew} if self._anew else {}
        return {wire.KEY_HEADER: self._key, wire.LENGTH_HEADER: str(len(self.bundle))} | anew

    def reach(self, offset: int) -> None:
        """Note that headquarters has so many bytes."""
        self.offset = min(offset, len(self.bundle))
        self.furthest = max(self.furthest, self.offset)
        self.step(self.offset, len(self.bundle))

    def garbled(self) -> None:
        """Begin once more in a slot that only this upload knows, since the bytes at headquarters are not ours.

        Raises Trouble `headquarters-trouble` where that was done before.
        """
        self.is_known = False
        if self._anew:
            raise wire.headquarters_trouble()
        self._anew = self._noise(_ANEW_BYTES).hex()

    def headers(self, chunk: bytes) -> dict[str, str]:
        """Return the headers of a chunk that begins at the offset."""
        place = {wire.OFFSET_HEADER: str(self.offset), "Content-Length": str(len(chunk))}
        return _TUS | place | {"Content-Type": wire.CHUNK_TYPE}

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        """Yield a chunk in pieces that are small enough for a cancel to be heard."""
        for start in range(0, len(chunk), wire.PIECE):
            if self._cancelled():
                raise stopped()
            yield chunk[start : start + wire.PIECE]
            self.step(min(self.offset + start + wire.PIECE, len(self.bundle)), len(self.bundle))


class _Blob:
    """One download under way, with what has come of it."""

    def __init__(self, name: str, size: int, before: int, total: int, step: Step, cancelled: Cancelled) -> None:
        self.name = name
        self.size = size
        self.content = bytearray()
        self._before = before
        self._total = total
        self._step = step
        self._cancelled = cancelled

    def headers(self) -> dict[str, str]:
        """Return the headers that ask for what is missing, of the same bytes."""
        if not self.content:
            return {}
        return {"Range": f"bytes={len(self.content)}-", "If-Range": f'"{self.name}"'}

    def take(self, pieces: Iterator[bytes]) -> None:
        """Take bytes as they arrive, and stop once there are more than were announced."""
        for piece in pieces:
            if self._cancelled():
                raise stopped()
            self.content += piece
            if len(self.content) > self.size:
                return
            self._step(self._before + len(self.content), self._total)
