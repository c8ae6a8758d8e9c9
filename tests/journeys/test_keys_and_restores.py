"""Keys were renewed, then a backup from before is put back at either end: both find back, and nothing is lost."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.journeys.runner import World, call, done
from tests.journeys.test_backup import backed_up, shown
from tests.journeys.test_keys_renewed import error, held, keys_kept, options_of, rotate
from tests.journeys.test_sealed_case_reaches_headquarters import recorded as sealed
from tests.journeys.worlds import copied, recorded
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.homes.recovering import ask_recovery

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.runner import Answer

NEW = "invented lantern pelican harvest window copper"


def put_back(home: Path, backup: Path) -> None:
    """The disk died: the backup is all there is."""
    shutil.rmtree(home)
    done(home, "store", "restore", backup)


def visits(world: World, times: int = 3) -> Answer:
    """Carry the stick to headquarters and back so often; return what headquarters said last."""
    answers = []
    for _visit in range(times):
        call(world.post, "sync", "now", "--stick", world.stick)
        answers.append(call(world.hq, "hq", "receive", "--stick", world.stick))
    return answers[-1]


def settled(world: World, keyset: int, *references: str) -> None:
    """Look whether both ends hold the same keyset and cases, nothing waits, and both stores are whole."""
    last = done(world.post, "sync", "now", "--stick", world.stick)
    assert (last["waiting"], last["keys_apart"], held(world.post)) == (0, False, keyset)
    seen = done(world.hq, "hq", "keyset", "show")
    assert (seen["number"], seen["behind"], seen["rotation_due"]) == (keyset, [], False)
    assert shown(world.hq, *references) == shown(world.post, *references)
    assert all(done(home, "store", "check")["ok"] for home in (world.hq, world.post))


def test_a_post_put_back_from_before_two_renewals_catches_up(first_world: World, tmp_path: Path) -> None:
    """Headquarters has dropped what it seals to: a refusal that says why, then new keys, and all is sent again."""
    world = copied(first_world, tmp_path)
    backup = backed_up(world.post, tmp_path / "other disk")
    for _time in range(2):
        rotate(world)
        visits(world, 2)
    assert keys_kept(world.hq) == (1, 2)
    put_back(world.post, backup)
    reference = recorded(world.post, world.folder)
    assert held(world.post) == 1
    call(world.post, "sync", "now", "--stick", world.stick)
    answer = call(world.hq, "hq", "receive", "--stick", world.stick)
    assert {one["reason"] for one in answer.json["bundles"]} == {"other-keys"}
    assert "Nothing is lost" in answer.json["bundles"][0]["message"]
    visits(world, 2)
    settled(world, 3, reference)
    assert keys_kept(world.hq) == (1, 2)


def test_headquarters_put_back_from_before_two_renewals(first_world: World, tmp_path: Path) -> None:
    """It hears from the post which keys it has lost, says that they must be renewed, and then has all it had.

    Its case unit reads again what was sealed to a key that is lost.
    """
    world = copied(first_world, tmp_path)
    backup = backed_up(world.hq, tmp_path / "other disk")
    rotate(world)
    visits(world, 2)
    done(world.hq, "hq", "post", "add", "SOU", "--name", "Soufriere")
    first = sealed(world.post, "restricted")
    rotate(world)
    visits(world)
    settled(world, 3, first)
    put_back(world.hq, backup)
    second = recorded(world.post, world.folder)
    answer = visits(world)
    assert {one["reason"] for one in answer.json["bundles"]} == {"other-keys"}
    said = done(world.post, "sync", "now", "--stick", world.stick)
    assert (said["keys_apart"], said["waiting"] > 0) == (True, True)
    assert done(world.post, "sync", "status")["keys_apart"] is True
    assert done(world.hq, "hq", "keyset", "show")["rotation_due"] is True
    assert rotate(world)["number"] == 4
    visits(world)
    settled(world, 4, first, second)
    assert "SOU" in {one["code"] for one in done(world.hq, "hq", "post", "list")["posts"]}


def test_a_number_given_twice(first_world: World, tmp_path: Path) -> None:
    """Put back, headquarters renews before it hears of the keys it lost: both keysets are 2, and all comes together.

    What it had written and signed with the lost keys is its own hand all the same.
    """
    world = copied(first_world, tmp_path)
    backup = backed_up(world.hq, tmp_path / "other disk")
    rotate(world)
    visits(world, 2)
    done(world.hq, "hq", "post", "add", "SOU", "--name", "Soufriere")
    reference = recorded(world.post, world.folder)
    visits(world)
    put_back(world.hq, backup)
    assert rotate(world)["number"] == 2
    visits(world, 4)
    settled(world, 2, reference)
    assert "SOU" in {one["code"] for one in done(world.hq, "hq", "post", "list")["posts"]}


def test_new_cards_that_no_post_has_heard_of(first_world: World, tmp_path: Path) -> None:
    """A headquarters put back knows them not and says what to do; the post compares digits, and nothing is lost."""
    world = copied(first_world, tmp_path)
    backup = backed_up(world.hq, tmp_path / "other disk")
    cards = tuple(str(share) for share in rotate(world, "--new-cards")["shares"])  # type: ignore[attr-defined] # a list
    put_back(world.hq, backup)
    reference = recorded(world.post, world.folder)
    visits(world, 2)
    refused = call(world.hq, "hq", "keyset", "rotate", *options_of(cards[:2]))
    assert error(refused) == (1, "other-cards")
    assert "as with lost cards" in refused.json["error"]["message"]
    digits = str(done(world.hq, "hq", "keyset", "rotate", "--lost-cards")["fingerprint"])
    visits(world, 2)
    assert error(call(world.post, "sync", "now", "--stick", world.stick)) == (4, "changed-keys")
    done(world.post, "sync", "keys", "--accept", digits)
    visits(world, 2)
    settled(world, 2, reference)


def test_a_post_is_recovered_by_a_headquarters_with_earlier_keys(first_world: World, tmp_path: Path) -> None:
    """The cards of today open the PC, although headquarters was put back and does not know them; both then agree."""
    world = copied(first_world, tmp_path)
    backup = backed_up(world.hq, tmp_path / "other disk")
    cards = tuple(str(share) for share in rotate(world, "--new-cards")["shares"])  # type: ignore[attr-defined] # a list
    visits(world, 2)
    reference = recorded(world.post, world.folder)
    put_back(world.hq, backup)
    request, digits = ask_recovery(world.post, "officer1", NEW, cost=FLOOR)
    (asked := tmp_path / "r.tiprecover").write_bytes(request)
    (new := tmp_path / "new.txt").write_text(NEW)
    given = tmp_path / "a.tipanswer"
    done(world.hq, "hq", "recover", asked, "--fingerprint", digits, *options_of(cards[1:]), "--out", given)
    done(world.post, "--passphrase-file", new, "post", "recover", given)
    for _visit in range(2):
        call(world.post, "--passphrase-file", new, "sync", "now", "--stick", world.stick)
        call(world.hq, "hq", "receive", "--stick", world.stick)
    assert rotate(world, shares=cards[:2])["number"] == 3
    for _visit in range(3):
        call(world.post, "--passphrase-file", new, "sync", "now", "--stick", world.stick)
        call(world.hq, "hq", "receive", "--stick", world.stick)
    assert done(world.post, "--passphrase-file", new, "sync", "now", "--stick", world.stick)["waiting"] == 0
    assert done(world.hq, "case", "show", reference)["case"]
