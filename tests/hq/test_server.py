"""The server from outside: its port, its end, its answers to requests that no post of ours makes."""

import socket
import ssl
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.fakes.inbox import FakeInbox, make_bundle, receipt_of
from tests.hq.asking import CHUNK, TUS, create
from tests.lab.headquarters import certificates, headquarters, serving
from tipdesk.adapters.carriers.link import pinned_context
from tipdesk.domain.errors import Trouble
from tipdesk.hq.app import make_app
from tipdesk.hq.server import Server
from tipdesk.hq.spool import Spool
from tipdesk.hq.tls import ServerTls, server_context
from tipdesk.sync import wire

ROOT = Path(__file__).parents[2]
SCRIPT = """
import pathlib, sys
from tests.fakes.inbox import FakeInbox
from tests.lab.headquarters import certificates
from tipdesk.hq.app import make_app
from tipdesk.hq.server import Server
from tipdesk.hq.spool import Spool
from tipdesk.hq.tls import ServerTls, server_context
made = certificates(0)
folder = pathlib.Path(sys.argv[1])
context = server_context(ServerTls(made.certificate, made.key), folder)
server = Server(make_app(FakeInbox(), Spool(folder)), "127.0.0.1", 0, context)
server.run(lambda port: print(port, flush=True))
print("closed", flush=True)
"""


@pytest.mark.parametrize("stop", ["terminate", "interrupt"])
def test_a_stop_ends_the_server_in_order(tmp_path: Path, stop: str) -> None:
    """After SIGTERM or an interrupt `serve` returns, so that the store can be closed, and the status is 0."""
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        assert int(server.stdout.readline()) > 0
        if stop == "terminate":
            server.terminate()
        else:
            server.send_signal(2)
        assert server.stdout.readline() == "closed\n"
    assert server.returncode == 0


def test_a_port_in_use_is_trouble(inbox: FakeInbox, tmp_path: Path) -> None:
    """The port is bound before anybody is told, so a second server on it is refused by name."""
    made = certificates(0)
    context = server_context(ServerTls(made.certificate, made.key), tmp_path)
    with headquarters(inbox, tmp_path / "spool") as url, pytest.raises(Trouble) as met:
        Server(make_app(inbox, Spool(tmp_path / "other")), "127.0.0.1", int(url.rpartition(":")[2]), context)
    assert met.value.code == "port-taken"


def test_an_older_client_is_turned_away(client: httpx.Client) -> None:
    """TLS 1.2 gets no further than its first message."""
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    with httpx.Client(verify=old) as bare, pytest.raises(httpx.ConnectError):
        bare.get(client.base_url)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Tipdesk_Upload": "../../etc/passwd"}, 400),
        ({"Tipdesk_Upload": ""}, 400),
        ({"Upload_Length": "0"}, 400),
        ({"Upload_Length": "-1"}, 400),
        ({"Upload_Length": "many"}, 400),
        ({"Upload_Length": "100"}, 400),
        ({"Upload_Length": "99999999999"}, 413),
        ({"Upload_Length": "9" * 12}, 400),
        ({"Upload_Length": "9" * 5000}, 400),
        ({"Tus_Resumable": "0.2.2"}, 422),
    ],
)
def test_an_upload_that_is_none_is_refused(
    client: httpx.Client, inbox: FakeInbox, changed: dict[str, str], status: int
) -> None:
    """Ids, lengths and versions are checked before headquarters is asked."""
    assert create(client, make_bundle(2000), **changed).status_code == status
    assert inbox.admitted == []


def test_tus_is_spoken_as_it_is_written(client: httpx.Client, inbox: FakeInbox) -> None:
    """Creation tells place and offset, HEAD the offset, PATCH at a wrong offset 409, the last PATCH the receipt."""
    bundle = make_bundle(5000)
    made = create(client, bundle)
    place = made.headers["Location"]
    assert (made.status_code, made.headers[wire.OFFSET_HEADER]) == (201, "512")
    wrong = client.patch(place, headers=CHUNK | {wire.OFFSET_HEADER: "100"}, content=b"x")
    assert (wrong.status_code, wrong.headers[wire.OFFSET_HEADER]) == (409, "512")
    part = client.patch(place, headers=CHUNK | {wire.OFFSET_HEADER: "512"}, content=bundle[512:4000])
    assert (part.status_code, part.headers[wire.OFFSET_HEADER]) == (204, "4000")
    told = client.head(place, headers=TUS)
    assert (told.status_code, told.headers[wire.OFFSET_HEADER], told.headers[wire.LENGTH_HEADER]) == (
        200,
        "4000",
        "5000",
    )
    over = client.patch(place, headers=CHUNK | {wire.OFFSET_HEADER: "4000"}, content=b"x" * 1001)
    assert over.status_code == 409
    last = client.patch(place, headers=CHUNK | {wire.OFFSET_HEADER: "4000"}, content=bundle[4000:])
    assert (last.status_code, last.content) == (200, receipt_of(bundle))
    again = client.patch(place, headers=CHUNK | {wire.OFFSET_HEADER: "5000"}, content=b"")
    assert again.content == receipt_of(bundle)
    assert inbox.received == [bundle]


def test_garbled_bytes_are_told_and_forgotten(client: httpx.Client, inbox: FakeInbox, tmp_path: Path) -> None:
    """An upload that does not hash to its id is answered 460, dropped, and never judged."""
    place = create(client, make_bundle(600)).headers["Location"]
    last = client.patch(place, headers=CHUNK | {wire.OFFSET_HEADER: "512"}, content=b"x" * 88)
    assert last.status_code == wire.GARBLED
    assert client.head(place, headers=TUS).status_code == 404
    assert (inbox.received, list(tmp_path.iterdir())) == ([], [])


def test_a_revoked_device_is_not_taken_up_again(client: httpx.Client, inbox: FakeInbox) -> None:
    """A device that was revoked meanwhile is refused when it begins again."""
    bundle = make_bundle(2000)
    create(client, bundle)
    inbox.revoked.add(b"d" * 16)
    assert create(client, bundle).status_code == 422


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", wire.UPLOADS, 405),
        ("DELETE", f"{wire.UPLOADS}/{'a' * 64}", 405),
        ("PATCH", f"{wire.UPLOADS}/{'a' * 64}", 404),
        ("HEAD", f"{wire.UPLOADS}/{'a' * 64}", 404),
        ("GET", f"{wire.BLOBS}/{'a' * 64}", 404),
        ("GET", f"{wire.BLOBS}/..%2f..%2fstore.db", 404),
        ("GET", f"{wire.BLOBS}/%2e%2e", 404),
    ],
)
def test_what_is_not_there_is_not_found(client: httpx.Client, method: str, path: str, status: int) -> None:
    """Unknown places, methods and ids get a plain status; no path leads to a file."""
    headers = CHUNK | {wire.OFFSET_HEADER: "0"}
    assert client.request(method, path, headers=headers).status_code == status


def test_a_fetch_document_has_its_limit(client: httpx.Client, inbox: FakeInbox) -> None:
    """More than 16 KiB is no signed document and is not read to its end."""
    assert client.post(wire.FETCH, content=b"x" * 17_000).status_code == 413
    assert inbox.fetches == []


def test_a_blob_is_given_from_any_byte_on(client: httpx.Client, inbox: FakeInbox) -> None:
    """Range and If-Range give the rest of the same bytes, or all of them when they are others."""
    inbox.waiting = [b"0123456789"]
    name, size = wire.decode_listing(client.post(wire.FETCH, content=b"fetch").content)[0]
    place = f"{wire.BLOBS}/{name}"
    assert size == 10
    assert client.get(place).headers["ETag"] == f'"{name}"'
    rest = client.get(place, headers={"Range": "bytes=4-", "If-Range": f'"{name}"'})
    assert (rest.status_code, rest.content) == (206, b"456789")
    other = client.get(place, headers={"Range": "bytes=4-", "If-Range": '"another"'})
    assert (other.status_code, other.content) == (200, b"0123456789")


def test_a_silent_connection_is_closed(inbox: FakeInbox, tmp_path: Path) -> None:
    """Whoever connects and says nothing is let go, so that strangers cannot hold the server with silence."""
    trusted = pinned_context(certificates(0).authority)
    with (
        serving(make_app(inbox, Spool(tmp_path)), tmp_path, idle_seconds=1) as port,
        socket.create_connection(("127.0.0.1", port)) as plain,
        trusted.wrap_socket(plain) as silent,
    ):
        silent.settimeout(20)
        assert silent.recv(1) == b""


def test_answers_tell_nothing_of_the_server(client: httpx.Client) -> None:
    """No name, version or clock of the server stands in an answer."""
    assert not {"server", "date"} & set(client.get("/").headers)
