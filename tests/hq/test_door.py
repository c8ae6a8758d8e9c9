"""The door: what nobody says in time, who stays, who is let go, and what is counted of it."""

from __future__ import annotations

import socket
import sys
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.fakes.inbox import FakeInbox, make_bundle
from tests.hq.asking import CHUNK, TUS, create
from tests.lab.headquarters import certificates, serving
from tipdesk.adapters.carriers.link import pinned_context
from tipdesk.hq.app import make_app
from tipdesk.hq.door import DoorLimits, _peer_of, door_limits
from tipdesk.hq.spool import Spool
from tipdesk.hq.strangers import Strangers
from tipdesk.sync import wire

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator
    from pathlib import Path

FEW = DoorLimits(all=100, waiting=4, speaking=4)
SOON = DoorLimits(all=100, waiting=50, speaking=50, handshake_seconds=0.5)
_PATIENCE = 20


@pytest.fixture
def told() -> Counter[str]:
    """What was counted, once the server has ended."""
    return Counter()


@contextmanager
def open_door(folder: Path, told: Counter[str], limits: DoorLimits, idle_seconds: int = 30) -> Iterator[int]:
    """Give the port of a server with these limits."""
    app = make_app(FakeInbox(), Spool(folder))
    with serving(app, folder, idle_seconds=idle_seconds, limits=limits, strangers=Strangers(told.update)) as port:
        yield port


def plain(port: int) -> socket.socket:
    """Return a connection on which nothing was said."""
    return socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)


def secret(port: int) -> ssl.SSLSocket:
    """Return a connection in TLS."""
    trusted = pinned_context(certificates(0).authority)
    return trusted.wrap_socket(plain(port))


def is_ended(connection: socket.socket) -> bool:
    """Wait for the end of a connection, whatever comes before it (an alert of TLS)."""
    try:
        while connection.recv(4096):
            pass
        return True
    except ConnectionError:
        return True


def drip_until_ended(connection: socket.socket, drop: bytes) -> float:
    """Send a byte again and again; return after how many seconds the connection was ended."""
    began = time.monotonic()
    connection.settimeout(0.1)
    while time.monotonic() - began < _PATIENCE:
        try:
            connection.sendall(drop)
            if not connection.recv(1):
                break
        except TimeoutError:
            continue
        except OSError:
            break
    return time.monotonic() - began


@pytest.mark.parametrize("greeting", [b"", b"\x16\x03\x01\x02\x00\x01"])
def test_a_greeting_that_does_not_come_ends(tmp_path: Path, told: Counter[str], greeting: bytes) -> None:
    """Nothing, or the beginning of a TLS greeting: the time runs from the connection on."""
    with open_door(tmp_path, told, SOON) as port, plain(port) as mute:
        mute.sendall(greeting)
        assert is_ended(mute)
    assert told == {"no-handshake": 1}


def test_a_byte_renews_nothing(tmp_path: Path, told: Counter[str]) -> None:
    """A handshake that drips ends when its time is over, and so does a request's head."""
    with open_door(tmp_path, told, SOON, idle_seconds=1) as port:
        with plain(port) as dripping:
            dripping.sendall(b"\x16\x03\x01\x02\x00")
            assert drip_until_ended(dripping, b"\x01") < 5
        with secret(port) as dripping:
            dripping.sendall(b"GET / HTTP/1.1\r\nX: ")
            assert drip_until_ended(dripping, b"x") < 5
    assert told == {"no-handshake": 1, "no-head": 1}


def test_a_head_after_an_answer_has_its_time_too(tmp_path: Path, told: Counter[str]) -> None:
    """Whoever had one answer and drips the next request is let go as well."""
    with open_door(tmp_path, told, SOON, idle_seconds=1) as port, secret(port) as talk:
        talk.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert talk.recv(4096).startswith(b"HTTP/1.1 404")
        assert drip_until_ended(talk, b"G") < 5
    assert told == {"no-head": 1, "refused": 1}


@pytest.mark.parametrize("said", [b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\xff\xff", b"\x16\x03\x01\x00\x04junk"])
def test_what_is_no_tls_ends_at_once(tmp_path: Path, told: Counter[str], said: bytes) -> None:
    """Another protocol, a record that is too long, a greeting that is none: nobody waits for more."""
    with open_door(tmp_path, told, FEW) as port, plain(port) as other:
        other.sendall(said)
        assert is_ended(other)
    assert told == {"no-handshake": 1}


def test_the_oldest_makes_room_for_the_next(tmp_path: Path, told: Counter[str]) -> None:
    """Of mute connections from one address two have room here; the newest stay, a post comes in for one of them."""
    with open_door(tmp_path, told, FEW) as port, ExitStack() as held:
        mute = [held.enter_context(plain(port)) for _number in range(6)]
        assert all(is_ended(one) for one in mute[:4])
        with httpx.Client(
            base_url=f"https://127.0.0.1:{port}", verify=pinned_context(certificates(0).authority)
        ) as post:
            assert create(post, make_bundle(1000)).status_code == wire.CREATED
    assert told["made-room"] == 5


def test_who_has_proved_a_hand_stays(tmp_path: Path, told: Counter[str]) -> None:
    """A post that has begun an upload keeps its connection through a flood in TLS from its own address."""
    bundle = make_bundle(1000)
    with open_door(tmp_path, told, FEW) as port, ExitStack() as held:
        trusted = pinned_context(certificates(0).authority)
        post = held.enter_context(httpx.Client(base_url=f"https://127.0.0.1:{port}", verify=trusted))
        place = create(post, bundle).headers["Location"]
        connected = post._transport._pool.connections  # type: ignore[attr-defined]  # the connection that must stay
        flood = [held.enter_context(secret(port)) for _number in range(8)]
        assert all(is_ended(one) for one in flood[:6])
        ended = post.patch(place, headers=CHUNK | {wire.OFFSET_HEADER: "512"}, content=bundle[512:])
        assert ended.status_code == 200
        assert post._transport._pool.connections == connected  # type: ignore[attr-defined]  # httpx does not show it
    assert told["made-room"] == 6
    assert "refused" not in told


def test_one_device_keeps_no_more_than_its_places(tmp_path: Path, told: Counter[str]) -> None:
    """Whoever found a whole bundle cannot fill the house in its device's name: what is more counts as unproved."""
    limits = DoorLimits(all=100, waiting=50, speaking=4, of_device=2)
    bundle, trusted = make_bundle(1000), pinned_context(certificates(0).authority)
    with open_door(tmp_path, told, limits) as port, ExitStack() as held:
        for _number in range(6):
            one = held.enter_context(httpx.Client(base_url=f"https://127.0.0.1:{port}", verify=trusted))
            assert create(one, bundle).status_code == wire.CREATED
    assert told["made-room"] == 2


def test_what_was_refused_is_not_read(tmp_path: Path, told: Counter[str]) -> None:
    """A short rest of a chunk is taken in and the connection goes on; a long one, or one without an end, is cut."""
    with open_door(tmp_path, told, FEW) as port:
        trusted = pinned_context(certificates(0).authority)
        with httpx.Client(base_url=f"https://127.0.0.1:{port}", verify=trusted) as post:
            gone = f"{wire.UPLOADS}/{'a' * 64}"
            kept = post.patch(gone, headers=CHUNK | {wire.OFFSET_HEADER: "0"}, content=b"x" * wire.MOST_CHUNK)
            assert (kept.status_code, "connection" in kept.headers) == (404, False)
            assert post.head(gone, headers=TUS).status_code == 404
        for length in (f"Content-Length: {wire.MOST_CHUNK + 1}", "Transfer-Encoding: chunked"):
            with secret(port) as talk:
                talk.sendall(f"POST /nowhere HTTP/1.1\r\nHost: x\r\n{length}\r\n\r\n".encode())
                answer = talk.recv(4096)
                assert answer.startswith(b"HTTP/1.1 404")
                assert b"connection: close" in answer
    assert told == {"refused": 4, "cut": 2}


def test_nonsense_is_answered_once(tmp_path: Path, told: Counter[str], caplog: pytest.LogCaptureFixture) -> None:
    """Broken chunks before and after the answer, and what is no HTTP at all: one line, no traceback."""
    chunked = b"Host: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
    with open_door(tmp_path, told, FEW) as port:
        for said in (b"POST /nowhere HTTP/1.1\r\n" + chunked, b"POST /v1/fetch HTTP/1.1\r\n" + chunked, b"\x00"):
            with secret(port) as talk:
                talk.sendall(said)
                talk.sendall(b"nonsense\r\n" * 3)
                while talk.recv(4096):
                    pass
    assert told["bad-head"] >= 2
    assert [record.exc_info for record in caplog.records] == [None] * len(caplog.records)
    assert caplog.messages.count("Invalid HTTP request received.") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors are counted otherwise there")
def test_the_limits_fit_the_descriptors() -> None:
    """Fewer than this process may have; some are left for the store; half of one address."""
    import resource

    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limits = door_limits()
    assert limits.all < soft
    assert limits.waiting + limits.speaking <= limits.all
    assert (limits.waiting <= 512, limits.speaking <= 128, limits.of_device) == (True, True, 8)


@pytest.mark.parametrize(
    ("address", "peer"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("somewhere", "somewhere"),
    ],
)
def test_one_peer_is_one_subscriber(address: str, peer: str) -> None:
    """An address; of IPv6 the network in which one subscriber has as many addresses as they like."""
    assert _peer_of((address, 1)) == peer
