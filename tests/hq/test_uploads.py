"""Uploads from outside: pieces that break off, answers that were lost, a server that was started anew."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Message, Receive

from tests.fakes.inbox import FakeInbox, make_bundle, receipt_of
from tests.hq.asking import CHUNK, TUS, create
from tests.lab.headquarters import certificates, headquarters
from tipdesk.adapters.carriers.link import pinned_context
from tipdesk.domain.errors import Distrust
from tipdesk.hq import chunks, uploads
from tipdesk.hq.spool import Spool
from tipdesk.hq.workers import Workers
from tipdesk.services.headquarters.intake.inbox import UnkeptError
from tipdesk.sync import wire
from tipdesk.sync.bundle import read_outer, upload_key


def test_an_upload_that_was_answered_is_complete(client: httpx.Client, inbox: FakeInbox) -> None:
    """Whoever lost the answer learns it by asking, by beginning again; nothing is judged twice."""
    bundle = make_bundle(600)
    place = create(client, bundle).headers["Location"]
    client.patch(place, headers=CHUNK | {wire.OFFSET_HEADER: "512"}, content=bundle[512:])
    for told in (client.head(place, headers=TUS), create(client, bundle)):
        assert (told.status_code, told.headers[wire.OFFSET_HEADER], told.headers[wire.LENGTH_HEADER]) == (
            200,
            "600",
            "600",
        )
        assert (told.headers[wire.TUS_HEADER], told.headers["Cache-Control"]) == (wire.TUS_VERSION, "no-store")
    assert inbox.received == [bundle]


def test_what_came_is_gone_through_once_it_is_answered(inbox: FakeInbox, tmp_path: Path) -> None:
    """Each bundle that was taken in once, after its receipt, which does not wait for that nor fails with it."""
    bundle, answered = make_bundle(600), threading.Event()
    inbox.trips_later = lambda: answered.wait(20) and 1 / 0
    trusted = pinned_context(certificates(0).authority)
    with headquarters(inbox, tmp_path) as url, httpx.Client(base_url=url, verify=trusted) as client:
        place = create(client, bundle).headers["Location"]
        told = client.patch(place, headers=CHUNK | {wire.OFFSET_HEADER: "512"}, content=bundle[512:])
        answered.set()
        assert create(client, bundle).status_code == 200
    assert (told.status_code, told.content, inbox.gone_through) == (200, receipt_of(bundle), 1)


@pytest.mark.parametrize(("refusal", "stays"), [(Distrust, 1), (UnkeptError, 0)])
def test_of_what_may_lie_nowhere_nothing_stays(
    client: httpx.Client, inbox: FakeInbox, tmp_path: Path, refusal: type[Distrust], stays: int
) -> None:
    """A bundle that was refused waits in the spool to be tried again; a part of a file is gone with its refusal."""

    def refuse(_bundle: bytes) -> None:
        raise refusal("hash-only", "Only its hash is kept.")

    inbox.trips = refuse
    bundle = make_bundle(600)
    place = create(client, bundle).headers["Location"]
    told = client.patch(place, headers=CHUNK | {wire.OFFSET_HEADER: "512"}, content=bundle[512:])
    assert (told.status_code >= 400, b"hash-only" in told.content) == (True, True)
    assert len(list(tmp_path.rglob("*.up"))) == stays


@pytest.mark.parametrize(
    "headers",
    [
        TUS | {wire.OFFSET_HEADER: "512"},
        TUS | {wire.OFFSET_HEADER: "512", "Content-Type": "text/plain"},
        CHUNK,
        CHUNK | {wire.OFFSET_HEADER: "-1"},
        CHUNK | {wire.OFFSET_HEADER: "9" * 12},
    ],
)
def test_a_piece_that_is_none_is_refused(client: httpx.Client, headers: dict[str, str]) -> None:
    """A piece comes with its offset and the type of a piece, or it is not looked at."""
    bundle = make_bundle(600)
    place = create(client, bundle).headers["Location"]
    assert client.patch(place, headers=headers, content=bundle[512:]).status_code == 400
    assert client.head(place, headers=TUS).headers[wire.OFFSET_HEADER] == "512"


@pytest.mark.parametrize("method", ["HEAD", "PATCH"])
def test_an_upload_that_is_gone_begins_again(client: httpx.Client, method: str) -> None:
    """An unknown id is answered 404, in the protocol's own words and for nobody to keep."""
    told = client.request(method, f"{wire.UPLOADS}/{'a' * 64}", headers=CHUNK | {wire.OFFSET_HEADER: "512"})
    assert told.status_code == 404
    assert (told.headers[wire.TUS_HEADER], told.headers["Cache-Control"]) == (wire.TUS_VERSION, "no-store")


def test_a_new_server_admits_anew(inbox: FakeInbox, tmp_path: Path) -> None:
    """An upload goes on at a server that was started anew; but not that of a device which was revoked meanwhile."""
    bundles = [make_bundle(600, device=device * 16, seed=1) for device in (b"a", b"b")]
    trusted = pinned_context(certificates(0).authority)
    with headquarters(inbox, tmp_path) as url, httpx.Client(base_url=url, verify=trusted) as client:
        places = [create(client, bundle).headers["Location"] for bundle in bundles]
    inbox.revoked.add(b"b" * 16)
    admitted = len(inbox.admitted)
    with headquarters(inbox, tmp_path) as url, httpx.Client(base_url=url, verify=trusted) as client:
        ended = [
            client.patch(place, headers=CHUNK | {wire.OFFSET_HEADER: "512"}, content=bundle[512:])
            for place, bundle in zip(places, bundles, strict=True)
        ]
    assert [one.status_code for one in ended] == [200, 422]
    assert inbox.received == bundles[:1]
    assert inbox.admitted[admitted:] == [b"a" * 16]


def test_a_piece_that_breaks_off_keeps_what_came(tmp_path: Path) -> None:
    """The link goes in the middle of a piece: the bytes that arrived are kept, and the upload goes on behind them."""
    spool, workers, bundle = Spool(tmp_path), Workers(), make_bundle(600)
    inbox, name = FakeInbox(), wire.slot_id(upload_key(bundle).hex(), bundle[:512])
    spool.begin(name, inbox.admit(bundle[:512]), bundle[:512])
    arriving: list[dict[str, object]] = [
        {"type": "http.request", "body": bundle[512:552], "more_body": True},
        {"type": "http.request", "body": bundle[552:560], "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> dict[str, object]:
        return arriving.pop(0)

    headers = [(key.lower().encode(), value.encode()) for key, value in (CHUNK | {wire.OFFSET_HEADER: "512"}).items()]
    request = Request({"type": "http", "headers": headers, "path_params": {"slot": name}}, receive)
    with pytest.raises(ClientDisconnect):
        asyncio.run(uploads.Uploads(inbox, spool, workers).extend(request))
    workers.close()
    found = spool.find(name)
    assert found is not None
    assert found.offset == 560


@pytest.mark.parametrize("method", ["HEAD", "PATCH"])
def test_what_came_on_a_link_that_broke_unseen_is_kept_when_it_is_asked_for_anew(tmp_path: Path, method: str) -> None:
    """Its first request still waits for more: what came of it is told, and the rest goes on behind it."""
    spool, workers, bundle = Spool(tmp_path), Workers(), make_bundle(600)
    inbox, name = FakeInbox(), wire.slot_id(upload_key(bundle).hex(), bundle[:512])
    spool.begin(name, inbox.admit(bundle[:512]), bundle[:512])
    ends = uploads.Uploads(inbox, spool, workers)

    def asked(offset: int, receive: Receive) -> Request:
        told = CHUNK | {wire.OFFSET_HEADER: str(offset)}
        headers = [(key.lower().encode(), value.encode()) for key, value in told.items()]
        return Request({"type": "http", "headers": headers, "path_params": {"slot": name}}, receive)

    async def broken_and_asked_anew() -> Response:
        silent = asyncio.Event()
        arriving: list[Message] = [{"type": "http.request", "body": bundle[512:552], "more_body": True}]

        async def receive() -> Message:
            if not arriving:
                silent.set()
                await asyncio.Event().wait()
            return arriving.pop()

        async def rest() -> Message:
            return {"type": "http.request", "body": bundle[552:], "more_body": False}

        broken = asyncio.create_task(ends.extend(asked(512, receive)))
        await silent.wait()
        anew = asked(552, rest)
        told = await (ends.tell(anew) if method == "HEAD" else ends.extend(anew))
        assert not broken.done()
        broken.cancel()
        return told

    told = asyncio.run(broken_and_asked_anew())
    workers.close()
    if method == "HEAD":
        assert told.headers[wire.OFFSET_HEADER] == "552"
    else:
        assert told.body == receipt_of(bundle)
        assert inbox.received == [bundle]


def test_two_last_pieces_are_judged_once(client: httpx.Client, inbox: FakeInbox) -> None:
    """Whoever asks again while headquarters still judges waits for the same answer."""
    bundle, entered, go_on = make_bundle(600), threading.Event(), threading.Event()

    def hold(_bundle: bytes) -> None:
        entered.set()
        assert go_on.wait(20)

    inbox.trips = hold
    place = create(client, bundle).headers["Location"]
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(client.patch, place, headers=CHUNK | {wire.OFFSET_HEADER: "512"}, content=bundle[512:])
        assert entered.wait(20)
        second = pool.submit(client.patch, place, headers=CHUNK | {wire.OFFSET_HEADER: "600"}, content=b"")
        for _time in range(20):
            client.head(place, headers=TUS)
        go_on.set()
        assert [one.result(20).content for one in (first, second)] == [receipt_of(bundle)] * 2
    assert inbox.received == [bundle]


def test_old_answers_are_forgotten(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand answers are kept, the latest; an upload whose answer is forgotten is begun again by its post."""
    assert (uploads.ANSWERS_KEPT, chunks.BLOCK) == (1000, 65_536)
    monkeypatch.setattr(uploads, "ANSWERS_KEPT", 1)
    places = []
    for seed in (1, 2):
        bundle = make_bundle(600, seed=seed)
        places.append(create(client, bundle).headers["Location"])
        client.patch(places[-1], headers=CHUNK | {wire.OFFSET_HEADER: "512"}, content=bundle[512:])
    assert [client.head(place, headers=TUS).status_code for place in places] == [404, 200]


@pytest.mark.parametrize("told", ["mark", "digest", "another"])
def test_an_upload_needs_the_key_that_was_signed(
    client: httpx.Client, inbox: FakeInbox, tmp_path: Path, told: str
) -> None:
    """What can be told from the opening is not the key: nothing is begun and not a byte is kept."""
    bundle = make_bundle(2000)
    outer, _rest = read_outer(bundle, None, None)
    key = {"mark": outer.upload, "digest": outer.digest, "another": bytes(32)}[told].hex()
    answer = create(client, bundle, **{wire.KEY_HEADER: key})
    assert (answer.status_code, wire.decode_refusal(answer.content).code) == (422, "other-upload")
    slot = wire.slot_id(key, bundle[:512])
    assert client.patch(f"{wire.UPLOADS}/{slot}", headers=CHUNK | {wire.OFFSET_HEADER: "512"}).status_code == 404
    assert (list(tmp_path.iterdir()), inbox.received) == ([], [])


@pytest.mark.parametrize("length", [1999, 2001, 18 * 1024 * 1024])
def test_an_upload_has_the_length_that_was_signed(client: httpx.Client, tmp_path: Path, length: int) -> None:
    """Another length than the signed one is refused, whoever knows the key."""
    answer = create(client, make_bundle(2000), Upload_Length=str(length))
    assert (answer.status_code, wire.decode_refusal(answer.content).code) == (422, "other-upload")
    assert list(tmp_path.iterdir()) == []


def test_a_bundle_of_the_first_release_waits_for_the_unlock(client: httpx.Client, inbox: FakeInbox) -> None:
    """Its header binds no upload: it is refused with what to do; on a stick it is read as ever."""
    inbox.signs_uploads = False
    answer = create(client, make_bundle(2000))
    refusal = wire.decode_refusal(answer.content)
    assert (answer.status_code, refusal.code, "Unlock" in refusal.text()) == (422, "sealed-before", True)


@pytest.mark.parametrize("anew", ["a" * 31, "g" * 32, "a" * 33])
def test_dice_that_are_none_are_refused(client: httpx.Client, anew: str) -> None:
    """A slot of one's own is named by 32 digits or not at all."""
    assert create(client, make_bundle(2000), **{wire.ANEW_HEADER: anew}).status_code == 400


def test_the_slot_of_the_same_bytes_is_each_devices_own(client: httpx.Client, inbox: FakeInbox) -> None:
    """An enrolled PC that found another one's bundle and signs it as its own does not touch the other's upload."""
    mine, other = (make_bundle(2000, device=device * 16) for device in (b"a", b"b"))
    places = [create(client, bundle).headers["Location"] for bundle in (mine, other)]
    assert places[0] != places[1]
    client.patch(places[1], headers=CHUNK | {wire.OFFSET_HEADER: "512"}, content=b"garbage")
    ended = client.patch(places[0], headers=CHUNK | {wire.OFFSET_HEADER: "512"}, content=mine[512:])
    assert (ended.status_code, inbox.received) == (200, [mine])
