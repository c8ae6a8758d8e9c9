"""Headquarters' ledger is watched by its posts: whoever rewrites or shortens it is reported at both ends."""

import shutil
from pathlib import Path

from tests.journeys.runner import World, call, done
from tests.journeys.worlds import by_stick, opened, recorded
from tipdesk.services.integrity.note_incident import find_open
from tipdesk.services.remembered.link import LEDGER_SEEN


def _incidents(home: Path) -> list[object]:
    session = opened(home)
    try:
        with session.desk.read() as reader:
            return [row["kind"] for row in find_open(reader)]
    finally:
        session.close()


def _proved(home: Path) -> int:
    session = opened(home)
    try:
        with session.desk.read() as reader:
            return LEDGER_SEEN.get(reader).proved[0]
    finally:
        session.close()


def _rewrite(home: Path, number: int) -> None:
    """Change one entry of the ledger by hand, past the program, as somebody with the store key could."""
    session = opened(home)
    with session.store.work(session.desk.actor) as work:
        work.link.run("DROP TRIGGER entries_fixed")
        work.link.run("UPDATE entries SET body_hash = zeroblob(32) WHERE no = ?", (number,))
    session.close()


def test_posts_prove_that_the_ledger_only_grows(fresh: World) -> None:
    """Sync after sync the post has the growth of headquarters' ledger proved, and nothing is reported."""
    sizes = []
    for _time in range(3):
        recorded(fresh.post, fresh.folder)
        by_stick(fresh, fresh.post)
        sizes.append(_proved(fresh.post))
    assert sizes == sorted(sizes)
    assert sizes[-1] > sizes[0] > 0
    assert _incidents(fresh.hq) == _incidents(fresh.post) == []


def test_a_rewritten_row_is_reported_at_both_ends(fresh: World) -> None:
    """One row of the ledger changed by hand: the post refuses with its reason, and headquarters has it on its list."""
    recorded(fresh.post, fresh.folder)
    by_stick(fresh, fresh.post)
    by_stick(fresh, fresh.post)
    _rewrite(fresh.hq, 2)
    done(fresh.post, "sync", "now", "--stick", fresh.stick)
    done(fresh.hq, "hq", "receive", "--stick", fresh.stick)
    answer = call(fresh.post, "sync", "now", "--stick", fresh.stick)
    assert answer.status == 4
    assert "ledger-rewritten" in {one["reason"] for one in answer.json["received"]}
    assert _incidents(fresh.hq) == ["ledger_rewritten"]
    assert _incidents(fresh.post) == ["ledger_rewritten"]


def test_a_ledger_that_lost_entries_is_reported_and_a_declared_restore_is_not(fresh: World) -> None:
    """A backup put back at headquarters without a word is reported; once it is declared, sync goes on."""
    copy = fresh.folder / "backup"
    shutil.copytree(fresh.hq, copy)
    recorded(fresh.post, fresh.folder)
    by_stick(fresh, fresh.post)
    by_stick(fresh, fresh.post)
    shutil.rmtree(fresh.hq)
    shutil.copytree(copy, fresh.hq)
    done(fresh.post, "sync", "now", "--stick", fresh.stick)
    done(fresh.hq, "hq", "receive", "--stick", fresh.stick)
    assert "ledger_shorter" in _incidents(fresh.hq)
    assert call(fresh.post, "sync", "now", "--stick", fresh.stick).status == 4
    assert _incidents(fresh.post)
    done(fresh.hq, "hq", "restored")
    for _time in range(3):
        call(fresh.post, "sync", "now", "--stick", fresh.stick)
        call(fresh.hq, "hq", "receive", "--stick", fresh.stick)
    assert call(fresh.post, "sync", "now", "--stick", fresh.stick).status == 0
    assert len(done(fresh.hq, "case", "list")["cases"]) == 1
