"""A store that is not what it was: refused by name, read-only in the window, reported, and headquarters hears of it."""

import shutil
from pathlib import Path

import pytest

from tests.journeys.runner import PASSPHRASE, World, call, done
from tests.journeys.worlds import by_stick, opened, recorded
from tipdesk.domain.errors import Distrust
from tipdesk.homes.opening import open_session
from tipdesk.services.case.references import get_case_id
from tipdesk.services.integrity.note_incident import find_open
from tipdesk.services.look import look

OLD = ("store.db", "closed", "head")


def _put_back(fresh: World) -> str:
    """Put an old store with its note and head back at the post; return the case that both states have."""
    reference = recorded(fresh.post, fresh.folder)
    copy = fresh.folder / "copy"
    shutil.copytree(fresh.post, copy)
    by_stick(fresh, fresh.post)
    for name in OLD:
        shutil.copyfile(copy / name, fresh.post / name)
    return reference


def _incidents(home: Path) -> list[tuple[object, object]]:
    session = opened(home)
    try:
        with session.desk.read() as reader:
            return [(row["kind"], row["call_code"]) for row in find_open(reader)]
    finally:
        session.close()


def test_the_command_line_says_which_rung(fresh: World) -> None:
    """Exit 4, family distrust, the rung's code and the code to read out; `store check` names every rung."""
    _put_back(fresh)
    refused = call(fresh.post, "case", "list")
    error = refused.json["error"]
    assert (refused.status, error["family"], error["code"]) == (4, "distrust", "receipt-ahead")
    checked = call(fresh.post, "store", "check")
    assert checked.status == 4
    assert {one["name"] for one in checked.json["checks"] if not one["ok"]} == {"receipt"}
    assert checked.json["call_code"] in error["message"]
    assert done(fresh.post, "store", "info")["read_only"] is True


@pytest.mark.parametrize("way", ["stick", "later"])
def test_headquarters_hears_of_it(fresh: World, way: str) -> None:
    """By the next sync of the read-only store, or in the log once the right store is back: one incident, one code."""
    by_stick(fresh, fresh.post)
    right = fresh.folder / "right"
    _put_back(fresh)
    code = call(fresh.post, "store", "check").json["call_code"]
    if way == "stick":
        told = call(fresh.post, "sync", "now", "--stick", fresh.stick)
        assert (told.status, told.json["told"]) == (4, 1)
        done(fresh.hq, "hq", "receive", "--stick", fresh.stick)
        done(fresh.hq, "hq", "receive", "--stick", fresh.stick)
    else:
        shutil.copytree(fresh.folder / "copy", right)
        for name in (*OLD, "receipt"):
            if (right / name).exists():
                shutil.copyfile(right / name, fresh.post / name)
        (fresh.post / "receipt").unlink(missing_ok=not (right / "receipt").exists())
        if (right / "receipt").exists():
            shutil.copyfile(right / "receipt", fresh.post / "receipt")
        by_stick(fresh, fresh.post)
    assert _incidents(fresh.hq) == [("receipt", code)]


def test_the_window_can_read_and_each_look_leaves_its_trace(fresh: World) -> None:
    """A case of a read-only store opens; nothing can be saved; the look is in the audit once the store is right."""
    reference = _put_back(fresh)
    session = open_session(fresh.post, None, PASSPHRASE, suspicious_too=True)
    assert look(session.desk, get_case_id(session.desk, reference)).of("Person")
    with pytest.raises(Distrust) as refused, session.desk.work() as work:
        work.put_setting("anything", b"")
    assert refused.value.code == "read-only"
    assert len(session.store.aside.find("look")) >= 1
    session.close()


def test_words_of_the_shift_register(fresh: World) -> None:
    """The words of now are found on the chain; those of a later state, after all files were put back, are not."""
    recorded(fresh.post, fresh.folder)
    copy = fresh.folder / "copy"
    shutil.copytree(fresh.post, copy)
    recorded(fresh.post, fresh.folder)
    words = done(fresh.post, "store", "words")
    assert len(words["words"]) == 8
    checked = done(fresh.post, "store", "check", "--words", words["text"])
    assert {"name": "words", "ok": True, "detail": f"entry {words['sequence']}"} in checked["checks"]
    shutil.rmtree(fresh.post)
    shutil.copytree(copy, fresh.post)
    assert done(fresh.post, "store", "check")["ok"] is True, "nothing outside was left to tell"
    assert call(fresh.post, "store", "check", "--words", words["text"]).status == 4
    later = call(fresh.post, "case", "new", "--from", fresh.folder / "case.json")
    assert (later.status, later.json["error"]["code"]) == (4, "words-ahead")
    typo = call(copy, "store", "check", "--words", words["text"].replace(words["words"][2], "qqqq", 1))
    assert (typo.status, typo.json["error"]["code"]) == (1, "bad-words")
