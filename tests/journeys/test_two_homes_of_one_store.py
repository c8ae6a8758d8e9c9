"""Two homes run from one copy: headquarters finds the fork at first contact, is told, and tells the copy."""

import shutil

import pytest

from tests.journeys.runner import World, call, done
from tests.journeys.worlds import by_stick, opened, recorded
from tipdesk.domain.errors import Distrust
from tipdesk.services.headquarters.intake.inbox import open_inbox
from tipdesk.services.sync.push.make_bundles import make_bundles


def _cloned(fresh: World) -> None:
    """Let a post and a copy of it go on from the same entry; the post syncs first."""
    recorded(fresh.post, fresh.folder)
    by_stick(fresh, fresh.post)
    shutil.copytree(fresh.post, fresh.folder / "clone")
    for home in (fresh.post, fresh.folder / "clone"):
        recorded(home, fresh.folder)
    by_stick(fresh, fresh.post)


def test_a_fork_is_found_by_stick_and_both_ends_are_told(fresh: World) -> None:
    """The copy's bundle is quarantined as a fork, headquarters has an incident, the copy is told to ring: exit 4."""
    _cloned(fresh)
    clone, stick = fresh.folder / "clone", fresh.folder / "other-stick"
    stick.mkdir()
    done(clone, "sync", "now", "--stick", stick)
    received = call(fresh.hq, "hq", "receive", "--stick", stick)
    assert (received.status, [one["verdict"] for one in received.json["bundles"]]) == (4, ["fork"])
    incidents = done(fresh.hq, "hq", "incident", "list")["incidents"]
    assert [(one["kind"], one["post"]) for one in incidents] == [("fork", "Vieux Fort")]
    answer = call(clone, "sync", "now", "--stick", stick)
    assert answer.status == 4
    assert "receipt-fork" in {one["reason"] for one in answer.json["received"]}
    cases = len(done(fresh.hq, "case", "list")["cases"])
    by_stick(fresh, fresh.post)
    assert done(fresh.post, "sync", "status")["waiting"] == 0, "the other home goes on"
    assert len(done(fresh.hq, "case", "list")["cases"]) == cases == 2


def test_a_fork_by_wire_stops_the_sync(fresh: World) -> None:
    """The server refuses the copy's bundle by name, so that its sync ends with that sentence."""
    _cloned(fresh)
    copy, office = opened(fresh.folder / "clone"), opened(fresh.hq)
    [bundle] = [one.content for one in make_bundles(copy.desk)]
    with pytest.raises(Distrust) as refused:
        open_inbox(office.desk).receive(bundle)
    assert refused.value.code == "fork"
    copy.close()
    office.close()


def test_an_incident_is_closed_with_what_came_of_it(fresh: World) -> None:
    """It leaves the list once somebody has said what came of it, and not without a word; the log keeps it."""
    _cloned(fresh)
    done(fresh.folder / "clone", "sync", "now", "--stick", fresh.stick)
    call(fresh.hq, "hq", "receive", "--stick", fresh.stick)
    [one] = done(fresh.hq, "hq", "incident", "list")["incidents"]
    assert call(fresh.hq, "hq", "incident", "close", one["id"], "--outcome", " ").status == 1
    done(fresh.hq, "hq", "incident", "close", one["id"], "--outcome", "A technician had copied the disk.")
    assert done(fresh.hq, "hq", "incident", "list")["incidents"] == []
    again = call(fresh.hq, "hq", "incident", "close", one["id"], "--outcome", "Twice.")
    assert again.json["error"]["code"] == "no-such-incident"
