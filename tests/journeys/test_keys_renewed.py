"""Headquarters renews its keys: posts follow by wire and stick, nothing sealed before is lost, strangers are told."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from tests.journeys.runner import World, call, done
from tests.journeys.worlds import add_pc, by_stick, copied, opened, pushed, received, recorded, verdicts
from tests.lab.headquarters import serving_home
from tipdesk.adapters.keys.age import open_sealed
from tipdesk.adapters.keys.recovery import Recovery, combine
from tipdesk.adapters.keys.slots_file import read_slots
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.domain.errors import Distrust, UserError
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.keys.office.changed_keys import accept_changed_keys, refuse_shown_keys
from tipdesk.services.keys.office.office_keys import get_office
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.runner import Answer


def rotate(world: World, *options: object, shares: tuple[str, ...] = ()) -> dict[str, object]:
    """Renew the keys with two cards of the world, or with those given; return what is printed."""
    cards = [part for share in (shares or world.shares[:2]) for part in ("--share", share)]
    answer: dict[str, object] = done(world.hq, "hq", "keyset", "rotate", *cards, *options)
    return answer


def held(home: Path) -> int:
    """Return the number of the keyset that a post holds."""
    return int(done(home, "sync", "keys")["number"])


def keys_kept(hq: Path) -> tuple[int, int]:
    """Return how many keys headquarters keeps to sign and to open with."""
    session = opened(hq)
    with session.desk.read() as reader:
        office = get_office(session.desk, reader)
    session.close()
    return len(office.sign_keys), len(office.recipients)


def error(answer: Answer) -> tuple[int, str]:
    """Return exit status and code of a refusal."""
    return answer.status, answer.json["error"]["code"]


@pytest.fixture(scope="module")
def renewed(first_world: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world whose keys were renewed once; the post has not heard of it."""
    world = copied(first_world, tmp_path_factory.mktemp("renewed"))
    assert rotate(world)["number"] == 2
    return world


def test_posts_follow_by_stick_and_former_keys_go(renewed: World, tmp_path: Path) -> None:
    """Both ways work before, while and after a post learns the new keys; then headquarters drops the former ones."""
    world = copied(renewed, tmp_path)
    castries = add_pc(world, "castries", "CAS", officer="officer2")
    first = recorded(world.post, world.folder)
    by_stick(world, world.post)
    assert held(world.post) == held(castries) == 2
    assert keys_kept(world.hq) == (2, 3)
    assert [one["keyset"] for one in done(world.hq, "hq", "keyset", "show")["behind"]] == [1]
    second = recorded(world.post, world.folder)
    by_stick(world, world.post, castries)
    assert keys_kept(world.hq) == (1, 2)
    assert done(world.hq, "hq", "keyset", "show")["behind"] == []
    done(world.hq, "hq", "post", "add", "SOU", "--name", "Soufriere")
    by_stick(world, world.post)
    assert {one["code"] for one in done(world.post, "hq", "post", "list")["posts"]} >= {"SOU"}
    for reference in (first, second):
        assert done(world.hq, "case", "show", reference) == done(world.post, "case", "show", reference)
    assert done(world.post, "sync", "status")["waiting"] == 0
    assert all(file.stat().st_size < 1024 for file in world.stick.glob("*.tdr")), "no keyset is left on the stick"


def test_a_bundle_sealed_before_comes_after(first_world: World, tmp_path: Path) -> None:
    """What lay on a stick while the keys were renewed, twice, is opened and receipted; the post catches up at once."""
    world = copied(first_world, tmp_path)
    reference = recorded(world.post, world.folder)
    bundle = pushed(world.post, tmp_path / "late")
    rotate(world)
    rotate(world, shares=world.shares[1:])
    assert verdicts(received(world.hq, tmp_path / "later", bundle)) == [("accepted", None, 1, 0)]
    done(world.hq, "hq", "receive", "--stick", tmp_path / "late")
    done(world.post, "sync", "now", "--stick", tmp_path / "late")
    assert done(world.post, "sync", "status")["waiting"] == 0
    assert held(world.post) == 3
    assert done(world.hq, "case", "show", reference) == done(world.post, "case", "show", reference)
    by_stick(world, world.post)
    assert keys_kept(world.hq) == (1, 2)


def test_posts_follow_by_wire_in_one_sync(renewed: World, tmp_path: Path) -> None:
    """One sync takes the keys, tells headquarters so, and the next receipt is signed with the new ones."""
    world = copied(renewed, tmp_path)
    recorded(world.post, world.folder)
    office, post = opened(world.hq), opened(world.post)
    with serving_home(office) as port:
        for expected in ({"keyset": 1}, {}):
            with post.carrier(url=f"https://127.0.0.1:{port}") as carrier:
                report = sync_now(post.desk, carrier, no_step, never)
            assert report.waiting == 0
            assert not [one for one in report.received if one.verdict == "refused"]
            kinds = [one.kind for one in report.received if one.verdict == "accepted"]
            assert Counter(kind for kind in kinds if kind == "keyset") == expected
            assert kinds[-1] == "receipt"
    with post.desk.read() as reader:
        assert get_keyset(reader).number == 2
    post.close()
    office.close()
    assert keys_kept(world.hq) == (1, 2)


def test_one_card_renews_nothing(renewed: World, tmp_path: Path) -> None:
    """A card alone, twice, with a wrong word or with a stranger's: each is refused by name, and nothing has changed."""
    world = copied(renewed, tmp_path)
    other = done(tmp_path / "other", "hq", "init", "--name", "Elsewhere", "--admin", "admin")["shares"]
    for share in world.shares:
        for cards in ((share,), (share, share)):
            given = [part for card in cards for part in ("--share", card)]
            assert error(call(world.hq, "hq", "keyset", "rotate", *given)) == (1, "too-few-shares")
        answer = call(world.hq, "hq", "keyset", "rotate", "--share", share, "--share", other[0])
        assert error(answer) == (1, "shares-mismatch")
    words = world.shares[1].split()
    words[4] = "academic" if words[4] != "academic" else "acid"
    answer = call(world.hq, "hq", "keyset", "rotate", "--share", world.shares[0], "--share", " ".join(words))
    assert error(answer) == (1, "bad-share")
    assert "word 5" in answer.json["error"]["message"]
    foreign = call(world.hq, "hq", "keyset", "rotate", "--share", other[0], "--share", other[1])
    assert error(foreign) == (1, "other-cards")
    assert error(call(world.hq, "hq", "keyset", "rotate")) == (1, "cards-needed")
    assert error(call(world.post, "hq", "keyset", "rotate", "--lost-cards")) == (1, "not-headquarters")
    assert done(world.hq, "hq", "keyset", "show")["number"] == 2


def test_new_cards_void_the_old_ones(renewed: World, tmp_path: Path) -> None:
    """Any two old cards make three new ones; posts follow by themselves, and only new cards open or renew then."""
    world = copied(renewed, tmp_path)
    made = rotate(world, "--new-cards", "--shares", tmp_path / "cards", shares=(world.shares[2], world.shares[0]))
    files = [str(tmp_path / "cards" / f"share-{number}.txt") for number in (1, 2, 3)]
    assert made["shares"] == files
    assert all((tmp_path / "cards" / f"card-{number}.pdf").read_bytes()[:5] == b"%PDF-" for number in (1, 2, 3))
    by_stick(world, world.post)
    assert done(world.post, "sync", "keys") == {"number": 3, "pinned": made["fingerprint"], "shown": None}
    old = [part for share in world.shares[:2] for part in ("--share", share)]
    assert error(call(world.hq, "hq", "keyset", "rotate", *old)) == (1, "other-cards")
    texts = [(tmp_path / "cards" / f"share-{number}.txt").read_text() for number in (1, 2, 3)]
    new_identity, old_identity = (Recovery(combine(cards)).identity for cards in (texts[1:], world.shares[:2]))
    for home in (world.hq, world.post):
        session = opened(home)
        sealed = read_slots(HomePaths(home).slots).recovery
        assert open_sealed(sealed, new_identity) == session.opened.store_key
        session.close()
        with pytest.raises(Distrust):
            open_sealed(sealed, old_identity)
    for pair in combinations(files, 2):
        assert rotate(world, shares=pair)["fingerprint"] == made["fingerprint"]
    recorded(world.post, world.folder)
    by_stick(world, world.post)
    assert (held(world.post), done(world.post, "sync", "status")["waiting"]) == (6, 0)


def test_a_root_that_nobody_signed_over_stops_sync_until_compared(renewed: World, tmp_path: Path) -> None:
    """After lost cards a post stops, names both keys, refuses wrong digits, and goes on after the right ones."""
    world = copied(renewed, tmp_path)
    recorded(world.post, world.folder)
    digits = str(done(world.hq, "hq", "keyset", "rotate", "--lost-cards")["fingerprint"])
    done(world.post, "sync", "now", "--stick", world.stick)
    done(world.hq, "hq", "receive", "--stick", world.stick)
    for _again in range(2):
        answer = call(world.post, "sync", "now", "--stick", world.stick)
        assert error(answer) == (4, "changed-keys")
        assert digits in answer.json["error"]["message"]
        assert world.fingerprint in answer.json["error"]["message"]
    post = opened(world.post)
    with post.carrier(url="https://127.0.0.1:9") as carrier, pytest.raises(Distrust, match="another key"):
        sync_now(post.desk, carrier, no_step, never)
    post.close()
    assert done(world.post, "sync", "keys") == {"number": 1, "pinned": world.fingerprint, "shown": digits}
    assert error(call(world.post, "sync", "keys", "--accept", world.fingerprint)) == (4, "wrong-fingerprint")
    assert done(world.post, "sync", "keys", "--accept", digits)["pinned"] == digits
    by_stick(world, world.post)
    assert done(world.post, "sync", "status")["waiting"] == 0
    events = [one["action"] for one in done(world.hq, "audit", "list")["looks"]]
    assert "keys_rotated" in events


def test_a_strangers_root_is_refused_for_good(renewed: World, tmp_path: Path) -> None:
    """A keyset that somebody else laid on the stick stops sync; once refused it is set aside and sync goes on."""
    world = copied(renewed, tmp_path)
    stranger = tmp_path / "stranger"
    done(stranger, "hq", "init", "--name", "Elsewhere", "--admin", "admin")
    session = opened(stranger)
    with session.desk.read() as reader:
        keyset = reader.get_setting("keyset")
    session.close()
    assert keyset is not None
    (world.stick / "laid0000laid0000.tdr").write_bytes(keyset)
    reference = recorded(world.post, world.folder)
    assert error(call(world.post, "sync", "now", "--stick", world.stick)) == (4, "changed-keys")
    assert done(world.post, "sync", "keys", "--refuse")["pinned"] == world.fingerprint
    refused = call(world.post, "sync", "now", "--stick", world.stick)
    assert (refused.status, refused.json["received"][0]["reason"]) == (4, "other-headquarters")
    done(world.hq, "hq", "receive", "--stick", world.stick)
    assert call(world.post, "sync", "now", "--stick", world.stick).json["waiting"] == 0
    assert done(world.hq, "case", "show", reference)
    assert error(call(world.post, "sync", "keys", "--refuse")) == (1, "nothing-to-compare")


def test_only_a_supervisor_decides(first_world: World, tmp_path: Path) -> None:
    """An officer of the front line can neither accept nor refuse a changed key."""
    world = copied(first_world, tmp_path)
    done(world.hq, "hq", "keyset", "rotate", "--lost-cards")
    done(world.post, "sync", "now", "--stick", world.stick)
    done(world.hq, "hq", "receive", "--stick", world.stick)
    call(world.post, "sync", "now", "--stick", world.stick)
    post = opened(world.post)
    frontline = replace(post.desk, actor=replace(post.desk.actor, roles=frozenset({"frontline"})))
    for decide in (lambda: accept_changed_keys(frontline, "1"), lambda: refuse_shown_keys(frontline)):
        with pytest.raises(UserError) as refusal:
            decide()
        assert refusal.value.code == "not-allowed"
    post.close()


def test_a_headquarters_put_back_from_before_new_cards(first_world: World, tmp_path: Path) -> None:
    """A backup from before: posts tell which keys they hold, the present cards renew them, and nothing is lost."""
    world = copied(first_world, tmp_path)
    shutil.copytree(world.hq, tmp_path / "backup")
    cards: tuple[str, ...] = tuple(
        done(world.hq, "hq", "keyset", "rotate", *options_of(world.shares[:2]), "--new-cards")["shares"]
    )
    first = recorded(world.post, world.folder)
    by_stick(world, world.post)
    by_stick(world, world.post)
    shutil.rmtree(world.hq)
    shutil.copytree(tmp_path / "backup", world.hq)
    done(world.hq, "hq", "restored")
    second = recorded(world.post, world.folder)
    for _visit in range(3):
        done(world.post, "sync", "now", "--stick", world.stick)
        bundles = call(world.hq, "hq", "receive", "--stick", world.stick).json["bundles"]
        assert {one["verdict"] for one in bundles} == {"gap"}
    assert done(world.hq, "hq", "keyset", "show")["rotation_due"] is True
    assert error(call(world.hq, "hq", "keyset", "rotate", *options_of(world.shares[:2]))) == (1, "other-cards")
    assert rotate(world, shares=cards[:2])["number"] == 3
    for _visit in range(3):
        done(world.post, "sync", "now", "--stick", world.stick)
        call(world.hq, "hq", "receive", "--stick", world.stick)
    by_stick(world, world.post)
    assert (held(world.post), done(world.post, "sync", "status")["waiting"]) == (3, 0)
    assert done(world.hq, "hq", "keyset", "show")["rotation_due"] is False
    for reference in (first, second):
        assert done(world.hq, "case", "show", reference) == done(world.post, "case", "show", reference)


def options_of(shares: tuple[str, ...]) -> list[str]:
    """Return the options that give these cards."""
    return [part for share in shares for part in ("--share", share)]
