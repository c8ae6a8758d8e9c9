"""A large bundle reaches headquarters over a link that is cut ten times, whatever year the post's clock shows."""

import socket
from base64 import b64encode
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.journeys.runner import PASSPHRASE, World, call, done, found
from tests.journeys.worlds import copied, opened
from tests.lab.headquarters import serving_home
from tests.lab.link.relay import carrier_over, relay
from tests.lab.link.weather import Weather
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.adapters.system.clock import SystemClock, SystemIds
from tipdesk.homes.founding import make_post
from tipdesk.homes.opening import open_session
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.show_case import show_case
from tipdesk.services.headquarters.enrolment.enrol_device import enrol_device
from tipdesk.services.remembered.office import SERVER_AUTHORITY, SERVER_KEYS
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.enrolment import accept_grant, request_enrolment
from tipdesk.services.sync.sync_now import sync_now

TWO_MIB = 2 * 1024 * 1024


def shifted(year: int) -> SystemClock:
    """Return a clock that shows that year."""
    now = datetime.now(UTC)
    return SystemClock(int((datetime(year, 6, 1, tzinfo=UTC) - now).total_seconds() * 1000))


@pytest.mark.parametrize("year", [2009, 2041])
def test_a_large_case_over_a_bad_link(year: int, tmp_path: Path) -> None:
    """Two MiB of notes, ten cuts and a clock wrong by years: receipted, and the case is equal at both ends."""
    world = found(tmp_path)
    office = open_session(world.hq, None, PASSPHRASE)
    post = make_post(world.post, "officer1", PASSPHRASE, clock=shifted(year), cost=FLOOR)
    keys = post.opened.officer_keys
    request = request_enrolment(post.desk, keys.x25519_public, keys.signing_public)
    _device, grant = enrol_device(office.desk, request.document, "VFT", request.fingerprint)
    accept_grant(post.desk, grant, world.fingerprint)
    post.refresh_actor()
    noise = SystemIds(SystemClock())
    notes = [{"record": "Note", "fields": {"text": b64encode(noise.noise(30_000)).decode()}} for _number in range(72)]
    made = new_case(post.desk, {"case": {"title": "Grey heron 7"}, "records": notes})
    weather = Weather(cuts=tuple(150_000 + 7919 * number for number in range(10)))
    with serving_home(office) as port, relay(port, weather) as link:
        with carrier_over(link, post) as carrier:
            report = sync_now(post.desk, carrier, no_step, never)
        assert link.connections > 10
    assert sum(one.size for one in report.sent) >= TWO_MIB
    assert report.waiting == 0
    assert show_case(post.desk, made.reference) == show_case(office.desk, made.reference)
    post.close()
    office.close()
    assert done(world.hq, "store", "check")["ok"] is True


def test_a_new_server_key_needs_no_word_to_posts(first_world: World, tmp_path: Path) -> None:
    """After the key may have been copied: another one in the store, and an enrolled post syncs as before."""
    world = copied(first_world, tmp_path)
    assert call(world.post, "hq", "renew-server-key").json["error"]["code"] == "not-headquarters"
    office = opened(world.hq)
    with office.desk.read() as reader:
        before = [one.get(reader) for one in (SERVER_KEYS, SERVER_AUTHORITY)]
    office.close()
    assert done(world.hq, "hq", "renew-server-key") == {"renewed": True}
    office, post = opened(world.hq), opened(world.post)
    with office.desk.read() as reader:
        after = [one.get(reader) for one in (SERVER_KEYS, SERVER_AUTHORITY)]
    assert (before[0] == after[0], before[1] == after[1]) == (False, True)
    new_case(post.desk, {"case": {"title": "Grey heron 8"}})
    with serving_home(office) as port, post.carrier(url=f"https://127.0.0.1:{port}") as carrier:
        assert sync_now(post.desk, carrier, no_step, never).waiting == 0
    post.close()
    office.close()


def test_what_strangers_did_is_handed_on(first_world: World, tmp_path: Path) -> None:
    """At the server's end at the latest, by kind; what an enrolled post did beside them is not among it."""
    world, told = copied(first_world, tmp_path), Counter[str]()
    office, post = opened(world.hq), opened(world.post)
    new_case(post.desk, {"case": {"title": "Grey heron 9"}})
    with (
        serving_home(office, told.update) as port,
        socket.create_connection(("127.0.0.1", port)) as stranger,
        post.carrier(url=f"https://127.0.0.1:{port}") as carrier,
    ):
        stranger.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert sync_now(post.desk, carrier, no_step, never).waiting == 0
    assert told == {"no-handshake": 1}
    post.close()
    office.close()
