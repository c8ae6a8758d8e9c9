"""The wire against a real server on loopback: cuts, refusals, strangers and answers that got lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest

from tests.fakes.inbox import FakeInbox, make_bundle, receipt_of
from tests.lab.dead_ends import Address, dropping, is_trying, silent
from tests.lab.headquarters import certificates, headquarters, serving
from tests.lab.link.relay import relay
from tests.lab.link.weather import Weather
from tests.lab.proxy import proxy
from tipdesk.adapters.carriers.https import HttpsCarrier
from tipdesk.domain.errors import Distrust, TipdeskError, Trouble, UserError
from tipdesk.hq.app import make_app
from tipdesk.hq.spool import Spool
from tipdesk.sync import wire
from tipdesk.sync.bundle import upload_key

MIB = 1024 * 1024


def noise(count: int) -> bytes:
    """No dice in a test."""
    return bytes([128]) * count


def carrier_to(url: str, waits: list[float] | None = None, which: int = 0) -> HttpsCarrier:
    """Return a carrier that notes its waits instead of waiting."""
    kept = [] if waits is None else waits
    return HttpsCarrier(url, certificates(which).authority, noise, wait=kept.append)


@pytest.fixture
def inbox() -> FakeInbox:
    """What headquarters does with what arrives."""
    return FakeInbox()


@pytest.fixture
def url(inbox: FakeInbox, tmp_path: Path) -> Iterator[str]:
    """A running headquarters."""
    with headquarters(inbox, tmp_path / "spool") as address:
        yield address


def test_a_bundle_arrives_and_is_answered_with_its_receipt(inbox: FakeInbox, url: str) -> None:
    """The bytes at headquarters are those that were sent, and the upload's answer is the receipt."""
    bundle = make_bundle(300_000)
    with carrier_to(url) as carrier:
        assert carrier.deliver(bundle, "bundle01") == receipt_of(bundle)
    assert inbox.received == [bundle]


def test_a_bundle_cut_ten_times_arrives_without_being_sent_again(inbox: FakeInbox, tmp_path: Path) -> None:
    """Two MiB over a link that is cut ten times and refused twice: equal bytes, and less than 10 % sent twice."""
    bundle = make_bundle(2 * MIB)
    app = make_app(inbox, Spool(tmp_path / "spool"))
    cuts = (180_000, 0, *[180_000] * 4, 0, *[180_000] * 5)
    waits: list[float] = []
    with serving(app, tmp_path / "spool") as port, relay(port, Weather(cuts=cuts)) as link:
        with carrier_to(link.url, waits) as carrier:
            assert carrier.deliver(bundle, "bundle01") == receipt_of(bundle)
        assert link.connections == len(cuts) + 1
        assert link.sent_up < len(bundle) * 1.1
    assert inbox.received == [bundle]
    assert len(waits) >= len(cuts)


def test_a_fetch_cut_many_times_arrives_whole(inbox: FakeInbox, tmp_path: Path) -> None:
    """Downloads go on at the byte where the link broke."""
    inbox.waiting = [b"receipt", make_bundle(MIB, seed=2), make_bundle(40_000, seed=3)]
    app = make_app(inbox, Spool(tmp_path / "spool"))
    cuts = (150_000,) * 6
    with serving(app, tmp_path / "spool") as port, relay(port, Weather(cuts=cuts)) as link:
        with carrier_to(link.url) as carrier:
            assert list(carrier.collect(b"fetch")) == inbox.waiting
        assert link.sent_down < 1.6 * MIB
    assert inbox.fetches == [b"fetch"]


def test_a_lost_answer_is_given_again(inbox: FakeInbox, tmp_path: Path) -> None:
    """When the link dies after the last byte went up, the receipt comes without sending the bundle again."""
    bundle = make_bundle(20_000)
    app = make_app(inbox, Spool(tmp_path / "spool"))
    with serving(app, tmp_path / "spool") as port, relay(port) as link:

        def cut_here(_bundle: bytes) -> None:
            inbox.trips = lambda _again: None
            link.cut_now()

        inbox.trips = cut_here
        with carrier_to(link.url) as carrier:
            assert carrier.deliver(bundle, "bundle01") == receipt_of(bundle)
        assert link.sent_up < 2 * len(bundle)
    assert inbox.received == [bundle]


def test_a_restarted_server_goes_on_where_it_was(inbox: FakeInbox, tmp_path: Path) -> None:
    """The spool tells the offset after a restart, and the device is admitted anew before bytes are kept."""
    bundle = make_bundle(MIB)
    spool = tmp_path / "spool"
    with serving(make_app(inbox, Spool(spool)), spool) as port, relay(port, Weather(cuts=(300_000, *[0] * 40))) as link:
        with carrier_to(link.url) as carrier, pytest.raises(Trouble) as gone:
            carrier.deliver(bundle, "bundle01")
        assert gone.value.code == "no-link"
    kept = max(path.stat().st_size for path in spool.iterdir())
    assert kept > 200_000
    with serving(make_app(inbox, Spool(spool)), spool) as port, relay(port) as link:
        with carrier_to(link.url) as carrier:
            assert carrier.deliver(bundle, "bundle01") == receipt_of(bundle)
        assert link.sent_up < len(bundle) - kept + 60_000
    assert inbox.received == [bundle]
    assert list(spool.iterdir()) == []


def test_garbage_in_its_slot_is_gone_around(inbox: FakeInbox, tmp_path: Path) -> None:
    """Somebody who found the whole bundle wrote before it: the upload goes on in a slot that nobody else can name."""
    bundle = make_bundle(300_000)
    key, opening = upload_key(bundle).hex(), bundle[: wire.OPENING_BYTES]
    spool = Spool(tmp_path / "spool")
    slot = wire.slot_id(key, opening)
    spool.begin(slot, inbox.admit(opening), opening)
    spool.append(slot, len(opening), b"garbage")
    with serving(make_app(inbox, spool), tmp_path) as port, carrier_to(f"https://127.0.0.1:{port}") as carrier:
        assert carrier.deliver(bundle, "bundle01") == receipt_of(bundle)
    assert inbox.received == [bundle]


def test_no_link_is_told_soon() -> None:
    """A post without a link learns it after two tries, not after minutes."""
    waits: list[float] = []
    with carrier_to("https://127.0.0.1:9", waits) as carrier, pytest.raises(Trouble) as gone:
        carrier.deliver(make_bundle(1000), "bundle01")
    assert gone.value.code == "no-link"
    assert len(waits) == 1


def test_another_headquarters_is_not_told_anything(inbox: FakeInbox, url: str) -> None:
    """A server with a certificate of another authority is Distrust, at once, and gets no byte."""
    with carrier_to(url, which=1) as carrier, pytest.raises(Distrust) as met:
        carrier.deliver(make_bundle(1000), "bundle01")
    assert met.value.code == "other-headquarters"
    assert inbox.admitted == []


def test_a_refused_bundle_is_refused_by_name(inbox: FakeInbox, url: str) -> None:
    """Headquarters' verdict comes back in its family, with its code, and is not tried again."""

    def refuse(_bundle: bytes) -> None:
        raise Distrust("fork", "This log has split.")

    inbox.trips = refuse
    waits: list[float] = []
    with carrier_to(url, waits) as carrier, pytest.raises(Distrust) as met:
        carrier.deliver(make_bundle(50_000), "bundle01")
    assert (met.value.code, waits) == ("fork", [])
    assert "This log has split." in met.value.text()


def test_an_unknown_device_is_stopped_at_the_door(inbox: FakeInbox, url: str, tmp_path: Path) -> None:
    """Nothing of a bundle is kept whose signed header is not an enrolled device's."""
    with carrier_to(url) as carrier, pytest.raises(Distrust) as met:
        carrier.deliver(b"junk" * 10_000, "bundle01")
    assert met.value.code == "unknown-device"
    assert list((tmp_path / "spool").iterdir()) == []


def test_a_bug_at_headquarters_is_trouble_without_content(
    inbox: FakeInbox, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """An unforeseen error is answered 500 and logged without its message; the post tries again and then says so."""

    def stumble(_bundle: bytes) -> None:
        raise RuntimeError("Jane Doe")

    inbox.trips = stumble
    waits: list[float] = []
    with carrier_to(url, waits) as carrier, pytest.raises(Trouble) as met:
        carrier.deliver(make_bundle(50_000), "bundle01")
    assert met.value.code == "headquarters-trouble"
    assert caplog.text.count("RuntimeError in stumble") == 1  # the same line is told again as a count, a minute later
    assert len(waits) > 8
    assert (sum(waits), max(waits)) == (93.0, 1.0)  # pauses that grow, in parts short enough to hear a stop
    assert "RuntimeError" in caplog.text
    assert "Jane" not in caplog.text


def test_a_stop_keeps_what_arrived(inbox: FakeInbox, url: str, tmp_path: Path) -> None:
    """Cancelled work ends as `stopped`; the next try sends only the rest."""
    bundle = make_bundle(MIB)
    told: list[int] = []
    with carrier_to(url) as carrier, pytest.raises(UserError) as end:
        carrier.deliver(
            bundle, "bundle01", lambda done, _total: told.append(done), lambda: max(told, default=0) > 2**19
        )
    assert end.value.code == "stopped"
    with carrier_to(url) as carrier:
        first: list[int] = []
        carrier.deliver(bundle, "bundle01", lambda done, _total: first.append(done))
    assert first[0] >= 2**18
    assert first[-1] == len(bundle)
    assert inbox.received == [bundle]


@pytest.mark.parametrize("address", [silent, dropping])
def test_a_headquarters_that_never_answers_holds_nobody_up(address: Address) -> None:
    """Taken and never answered, or dropped, which would last a minute: a stop ends the waiting while it still lasts."""
    asked = count()
    with address() as port, carrier_to(f"https://127.0.0.1:{port}") as carrier:
        with pytest.raises(UserError) as end:
            carrier.deliver(make_bundle(1000), "bundle01", cancelled=lambda: next(asked) > 2)
        assert end.value.code == "stopped"
        assert is_trying(), "what nobody waits for any more goes on by itself"


def test_work_never_blocks_the_event_loop(inbox: FakeInbox, url: str) -> None:
    """Every call into headquarters' services runs in a worker's thread."""
    with carrier_to(url) as carrier:
        carrier.deliver(make_bundle(50_000), "bundle01")
    assert all(name.startswith("tipdesk-hq") for name in inbox.threads)


@pytest.mark.parametrize("bad", ["http://127.0.0.1:1", "https://", "ftp://x", "https://me@host"])
def test_an_address_that_is_none_is_the_officers_to_correct(bad: str) -> None:
    """Only https with a host is an address."""
    with pytest.raises(UserError) as met:
        carrier_to(bad)
    assert met.value.code == "bad-url"


def test_an_authority_that_is_none_is_distrusted() -> None:
    """A damaged certificate authority is a named refusal, not a crash."""
    with pytest.raises(TipdeskError) as met:
        HttpsCarrier("https://127.0.0.1:1", b"no PEM", noise)
    assert met.value.code == "bad-authority"


@pytest.fixture
def behind_proxy(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Set the system's proxy, for loopback too."""

    def use(port: int) -> None:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        monkeypatch.setenv("NO_PROXY", "")
        monkeypatch.setenv("no_proxy", "")

    return use


def test_the_systems_proxy_is_used_and_not_believed(
    inbox: FakeInbox, url: str, behind_proxy: Callable[[int], None]
) -> None:
    """The tunnel goes to headquarters' address, and inside it the fixed name and the authority are asked for."""
    bundle = make_bundle(50_000)
    with proxy() as between:
        behind_proxy(between.port)
        with carrier_to(url) as carrier:
            assert carrier.deliver(bundle, "bundle01") == receipt_of(bundle)
        with carrier_to(url, which=1) as stranger, pytest.raises(Distrust):
            stranger.deliver(bundle, "bundle01")
        assert set(between.asked) == {url.removeprefix("https://")}
    assert inbox.received == [bundle]


def test_a_proxy_that_refuses_is_no_link(url: str, behind_proxy: Callable[[int], None]) -> None:
    """A proxy that says no is told as a headquarters that cannot be reached."""
    with proxy(allows=False) as between:
        behind_proxy(between.port)
        with carrier_to(url) as carrier, pytest.raises(Trouble) as met:
            carrier.deliver(make_bundle(1000), "bundle01")
    assert met.value.code == "no-link"


def test_a_bundle_smaller_than_its_opening_arrives(inbox: FakeInbox, url: str) -> None:
    """The creation carries all of it, and an empty last chunk brings the receipt."""
    bundle = make_bundle(300)
    with carrier_to(url) as carrier:
        assert carrier.deliver(bundle, "bundle01") == receipt_of(bundle)
    assert inbox.received == [bundle]


def test_many_posts_send_at_once(inbox: FakeInbox, url: str) -> None:
    """Six posts at the same time each get the receipt of their own bundle."""
    bundles = [make_bundle(400_000, device=bytes([number]) * 16, seed=number) for number in range(6)]

    def send(bundle: bytes) -> bytes:
        with carrier_to(url) as carrier:
            return carrier.deliver(bundle, "bundle01")

    with ThreadPoolExecutor(len(bundles)) as posts:
        assert list(posts.map(send, bundles)) == [receipt_of(bundle) for bundle in bundles]
    assert sorted(inbox.received) == sorted(bundles)
