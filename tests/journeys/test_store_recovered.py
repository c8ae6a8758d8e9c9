"""Every passphrase of a PC is lost: two custodians open it again, one cannot, and everybody sees that it was done."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from tests.journeys.runner import PASSPHRASE, World, call, done
from tests.journeys.worlds import add_pc, by_stick, copied, make_pc, opened, recorded
from tipdesk.adapters.keys.age import open_sealed
from tipdesk.adapters.keys.recovery import Recovery, combine
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.domain.errors import Distrust, UserError
from tipdesk.homes.opening import open_session
from tipdesk.homes.recovering import answer_by_cards, ask_recovery, recover_own, take_answer
from tipdesk.services.from_headquarters import find_keyset
from tipdesk.services.headquarters.keys.answer_recovery import answer_recovery
from tipdesk.services.headquarters.keys.case_unit import find_unit_keys, list_members
from tipdesk.services.headquarters.keys.waiting_keys import find_waiting_keys
from tipdesk.services.keys.office.key_events import find_key_events

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.runner import Answer
    from tipdesk.homes.sessions import Session

NEW = "invented lantern pelican harvest window copper"


def error(answer: Answer) -> tuple[int, str]:
    """Return exit status and code of a refusal."""
    return answer.status, answer.json["error"]["code"]


def cards(*shares: str) -> list[str]:
    """Return the options that give these cards."""
    return [part for share in shares for part in ("--share", share)]


def events(session: Session) -> list[object]:
    """Return the kinds of key events that a store knows."""
    with session.desk.read() as reader:
        return [row["kind"] for row in find_key_events(reader)]


@pytest.fixture(scope="module")
def asked(first_world: World, tmp_path_factory: pytest.TempPathFactory) -> tuple[World, bytes, str, str]:
    """A post with a case, which has asked for its recovery: request, digits, and the reference of the case."""
    world = copied(first_world, tmp_path_factory.mktemp("asked"))
    reference = recorded(world.post, world.folder)
    request, digits = ask_recovery(world.post, "Officer1", NEW, cost=FLOOR)
    return world, request, digits, reference


def test_a_post_is_opened_again_by_any_two_cards(asked: tuple[World, bytes, str, str], tmp_path: Path) -> None:
    """Word for word on the command line, with each pair of cards: the case is there, under the new passphrase alone."""
    first, request, digits, reference = asked
    for number, pair in enumerate(combinations(first.shares, 2)):
        world = copied(first, tmp_path / str(number))
        (file := world.folder / "r.tiprecover").write_bytes(request)
        (new := world.folder / "new.txt").write_text(NEW)
        answer = world.folder / "a.tipanswer"
        done(world.hq, "hq", "recover", file, "--fingerprint", digits, *cards(*pair), "--out", answer)
        told = done(world.post, "--passphrase-file", new, "post", "recover", answer)
        assert told == {"recovered": True, "officer": "officer1"}
        assert error(call(world.post, "case", "show", reference)) == (1, "wrong-passphrase")
        assert done(world.post, "--passphrase-file", new, "case", "show", reference)["case"]
        assert not (world.post / "slots.recovery").exists()


def test_everybody_sees_it(asked: tuple[World, bytes, str, str], tmp_path: Path) -> None:
    """Register and audit say so at both ends, and headquarters waits to compare the officer's new keys."""
    world = copied(asked[0], tmp_path)
    office = opened(world.hq)
    answer = answer_by_cards(office, asked[1], asked[2], world.shares[:2])
    assert events(office)[0] == "answered"
    post = take_answer(world.post, answer, NEW)
    assert events(post)[0] == "recovered"
    post.close()
    office.close()
    (new := world.folder / "new.txt").write_text(NEW)
    looks = [one["action"] for one in done(world.post, "--passphrase-file", new, "audit", "list")["looks"]]
    assert "store_recovered" in looks
    assert "store_recovered" in [one["action"] for one in done(world.hq, "audit", "list")["looks"]]
    done(world.post, "--passphrase-file", new, "sync", "now", "--stick", world.stick)
    done(world.hq, "hq", "receive", "--stick", world.stick)
    office = opened(world.hq)
    assert "recovered" in events(office)
    assert [one.cause for one in find_waiting_keys(office.desk)] == ["recovered"]
    office.close()


def test_one_card_or_a_strangers_opens_nothing(asked: tuple[World, bytes, str, str], tmp_path: Path) -> None:
    """Each card alone, wrong digits, an altered request and another headquarters' cards are refused by name."""
    world, request, digits, _reference = asked
    (file := tmp_path / "r").write_bytes(request)
    other = done(tmp_path / "other", "hq", "init", "--name", "Elsewhere", "--admin", "admin")["shares"]

    def recover(fingerprint: str, *shares: str) -> tuple[int, str]:
        options = ("--fingerprint", fingerprint, *cards(*shares), "--out", tmp_path / "a")
        return error(call(world.hq, "hq", "recover", file, *options))

    for share in world.shares:
        assert recover(digits, share) == (1, "too-few-shares")
        assert recover(digits, share, share) == (1, "too-few-shares")
    assert recover(digits, *other[:2]) == (1, "other-cards")
    assert recover(world.fingerprint, *world.shares[:2]) == (4, "wrong-fingerprint")
    file.write_bytes(request[:-70] + bytes([request[-70] ^ 1]) + request[-69:])
    assert recover(digits, *world.shares[:2])[0] == 4
    assert not (tmp_path / "a").exists()


def test_the_answer_alone_opens_nothing(asked: tuple[World, bytes, str, str], tmp_path: Path) -> None:
    """Without the new passphrase, at another PC, after a new request or from a stranger the answer is of no use."""
    world = copied(asked[0], tmp_path)
    office = opened(world.hq)
    answer = answer_by_cards(office, asked[1], asked[2], world.shares[1:])
    office.close()
    done(tmp_path / "other", "hq", "init", "--name", "Elsewhere", "--admin", "admin")
    identity = Recovery(combine(world.shares[:2])).identity
    stranger = opened(tmp_path / "other")
    forged = answer_recovery(stranger.desk, asked[1], asked[2], lambda sealed: open_sealed(sealed, identity))
    stranger.close()
    slots = (world.post / "slots").read_bytes()
    with pytest.raises(Distrust) as distrust:
        take_answer(world.post, forged, NEW)
    assert distrust.value.code == "other-headquarters"
    with pytest.raises(UserError) as refusal:
        take_answer(world.post, answer, PASSPHRASE)
    assert refusal.value.code == "wrong-passphrase"
    second = add_pc(world, "second", "VFT", officer="officer2")
    with pytest.raises(UserError) as refusal:
        take_answer(second, answer, NEW)
    assert refusal.value.code == "nothing-asked"
    ask_recovery(world.post, "officer1", NEW, cost=FLOOR)
    with pytest.raises(Distrust) as distrust:
        take_answer(world.post, answer, NEW)
    assert distrust.value.code == "other-answer"
    assert (world.post / "slots").read_bytes() == slots
    open_session(world.post, None, PASSPHRASE).close()


def test_headquarters_opens_its_own_home(first_world: World, tmp_path: Path) -> None:
    """Its only officer forgot the passphrase: two cards give new keys, the directory has them, the case unit opens."""
    world = copied(first_world, tmp_path)
    for share in world.shares:
        with pytest.raises(UserError) as refusal:
            recover_own(world.hq, "admin", NEW, [share], cost=FLOOR)
        assert refusal.value.code == "too-few-shares"
    session = recover_own(world.hq, "admin", NEW, [world.shares[2], world.shares[0]], cost=FLOOR)
    with session.desk.read() as reader:
        keyset = find_keyset(reader)
    assert keyset is not None
    sealed = session.desk.keys.sealer([keyset.case_unit])(b"case key")
    with session.desk.read() as reader:
        [held] = [one.sealed for one in find_unit_keys(reader) if one.holder == session.desk.actor.officer]
    assert session.desk.officer_keys.open_through(held, sealed) == b"case key"
    assert [one.is_stale for one in list_members(session.desk)] == [False]
    assert find_waiting_keys(session.desk) == []
    assert events(session)[0] == "recovered"
    session.close()
    with pytest.raises(UserError):
        open_session(world.hq, None, PASSPHRASE)
    (new := world.folder / "new.txt").write_text(NEW)
    done(world.hq, "--passphrase-file", new, "hq", "keyset", "rotate", *cards(*world.shares[:2]))
    recorded(world.post, world.folder)
    done(world.post, "sync", "now", "--stick", world.stick)
    received = done(world.hq, "--passphrase-file", new, "hq", "receive", "--stick", world.stick)
    assert [one["verdict"] for one in received["bundles"]] == ["accepted"]


def test_what_cannot_be_recovered_says_so(first_world: World, tmp_path: Path) -> None:
    """A PC that was never enrolled, a login nobody knows, a weak passphrase, a post that would type cards itself."""
    world = copied(first_world, tmp_path)
    make_pc(tmp_path / "lonely")
    for home, login, passphrase, code in (
        (tmp_path / "lonely", "officer1", NEW, "no-recovery"),
        (world.post, "", NEW, "officer-needed"),
        (world.post, "officer1", "short", "weak-passphrase"),
        (tmp_path / "nowhere", "officer1", NEW, "no-home"),
    ):
        with pytest.raises(UserError) as refusal:
            ask_recovery(home, login, passphrase, cost=FLOOR)
        assert refusal.value.code == code
    office = opened(world.hq)
    request, digits = ask_recovery(world.post, "stranger", NEW, cost=FLOOR)
    answer = answer_by_cards(office, request, digits, world.shares[:2])
    office.close()
    with pytest.raises(UserError) as refusal:
        take_answer(world.post, answer, NEW)
    assert refusal.value.code == "unknown-officer"
    with pytest.raises(UserError) as refusal:
        recover_own(world.post, "officer1", NEW, world.shares[:2], cost=FLOOR)
    assert refusal.value.code == "not-headquarters"
    by_stick(world, world.post)
