"""An erased case is gone from every decrypted page of post and headquarters, with its keys; its hashes tell nothing."""

from __future__ import annotations

import random
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.lab.erasure.pages import decrypted_pages, write_clear
from tests.lab.homes import Country, make_country
from tests.lab.residue.planting import FILE_WORDS, Words, take_in
from tests.lab.residue.scan import Scanner
from tests.services.arrived import arrive
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.drafts import keep_draft
from tipdesk.services.headquarters.directory.officers import add_officer
from tipdesk.services.headquarters.directory.registry import HEADQUARTERS_CODE
from tipdesk.services.headquarters.erasure.erase_case import ask_erasure, decide_erasure
from tipdesk.services.headquarters.erasure.see_erasures import see_erasures
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.ledger import ScopeKey
from tipdesk.services.remembered.link import FILE_TOLD
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.sync.codec import body_hash

if TYPE_CHECKING:
    from pathlib import Path

    from tests.lab.homes import Home
    from tipdesk.services.link_desk import LinkDesk

PEOPLE, GUESSES = 6, 100_000
SEALED = 2 * PEOPLE + 3 + FILE_WORDS


def carry(country: Country, visits: int = 2) -> None:
    """Bring the stick to and fro."""
    for _visit in range(visits):
        with closing(country.post.open()) as post, post.carrier(stick=country.stick) as carrier:
            sync_now(post.desk, carrier, no_step, never)
        with closing(country.headquarters.open()) as office:
            receive_stick(office.desk, office.stick(country.stick))


def plant(desk: LinkDesk, words: Words) -> bytes:
    """Record a case full of planted words, changed and half changed, and return it closed."""
    people = [
        {
            "record": "Person",
            "key": f"p{number}",
            "fields": {
                "family_name": words.name(),
                "given_names": words.names(2),
                "document_number": words.document(),
                "phone": words.number(),
                "whereabouts": words.names(2),
            },
        }
        for number in range(PEOPLE)
    ]
    made = new_case(
        desk,
        {
            "case": {
                "title": words.names(2),
                "summary": words.names(8),
                "date_closed": "2010-05",
                "closure_reason": "completed",
            },
            "records": [*people, {"record": "Note", "fields": {"text": words.names(9), "person": "p0"}}],
        },
    )
    with desk.read() as reader:
        rows = [row for row in reader.find_rows(BY_NAME["Person"]) if row.case == made.id]
    for row in rows[:3]:
        amend_record(desk, row, {"family_name": words.name(), "wishes": words.names(3)})
    take_in(desk, made.id, words)
    arrive(desk, made.id, status="closed")
    keep_draft(desk, f"edit:Person:{rows[0].id.hex()}", {"wishes": words.names(3)})
    return made.id


def second_officer(country: Country, asked: bytes) -> int:
    """Let another coordinator of headquarters agree."""
    with closing(country.headquarters.open()) as office:
        row = add_officer(office.desk, "second", HEADQUARTERS_CODE, ["coordinator"])
        other = replace(office.desk.actor, officer=row, login="second", roles=frozenset({"coordinator"}))
        desk = replace(office.desk, actor=other)
        return decide_erasure(desk, asked, agrees=True)


def secrets_of(home: Home, case: bytes) -> list[bytes]:
    """Return the salt of a case, every sealed key of it and the keys of its files, as they lie in the store."""
    with closing(home.open()) as session, session.desk.work() as work:
        salts = work.ledger.salts([ScopeKey(int(Scope.CASE), case)])
        keys = [row["sealed_key"] for row in work.find_rows(BY_NAME["CaseKey"], case=case)]
        keys += [row["file_key"] for row in work.find_rows(BY_NAME["Attachment"], case=case)]
    return [*salts.values(), *(key for key in keys if isinstance(key, bytes))]


def told_of(home: Home) -> list[str]:
    """Return the files of which a home keeps what headquarters said, by the names of the sealed files."""
    with closing(home.open()) as session, session.desk.work() as work:
        return FILE_TOLD.find_ends(work)


def files_of(home: Home) -> list[str]:
    """Return the names of the sealed files of a home, as they were taken in."""
    return [path.name for path in sorted((home.folder / "files").iterdir(), key=lambda one: one.stat().st_mtime_ns)]


@pytest.fixture
def country(tmp_path: Path) -> Country:
    """A headquarters and a post."""
    return make_country(tmp_path)


def test_nothing_of_an_erased_case_is_left(country: Country, tmp_path: Path) -> None:
    """0 words in nine encodings and 0 keys on any decrypted page, at post and headquarters; every check holds."""
    words, others = Words(random.Random(3)), Words(random.Random(4))
    with closing(country.post.open()) as post:
        case, kept = plant(post.desk, words), plant(post.desk, others)
    carry(country)
    sealed = files_of(country.post)
    assert len(sealed) == 2
    assert set(told_of(country.post)) == set(sealed), "the control: headquarters has spoken of both"
    secrets = [one for home in (country.post, country.headquarters) for one in secrets_of(home, case)]
    assert len(secrets) >= 2
    before = clear_of(country, tmp_path)
    seen = {hit.word for hit in Scanner(words.planted).scan(before)}
    assert len(seen) == len(words.planted) - SEALED, "the control: all but what is sealed"
    with closing(country.headquarters.open()) as office:
        asked = ask_erasure(office.desk, case, "Kept long enough")
    assert second_officer(country, asked) > 3
    with closing(country.headquarters.open()) as office:
        assert see_erasures(office.desk)[0].untold == ("PC 1",)
    carry(country, visits=3)
    after = clear_of(country, tmp_path)
    assert Scanner(words.planted).scan(after) == []
    assert {hit.word for hit in Scanner(others.planted).scan(after)}, "another case stays"
    content = b"".join(path.read_bytes() for path in after.iterdir())
    assert not [one for one in secrets if one in content]
    assert files_of(country.post) == sealed[1:], "the sealed file of the case is gone, that of the other stays"
    assert told_of(country.post) == sealed[1:], "and so is what headquarters said of it"
    assert sealed[0].encode() not in content
    for home in (country.post, country.headquarters):
        with closing(home.open()) as session:
            assert not [one for one in session.check() if one.problems]
            assert session.rebuild() == []
            with session.desk.read() as reader:
                assert [row.id for row in reader.find_rows(BY_NAME["Case"])] == [kept]
    with closing(country.headquarters.open()) as office:
        assert see_erasures(office.desk)[0].untold == ()


def clear_of(country: Country, folder: Path) -> Path:
    """Write every decrypted page of both stores to files of a folder of their own; return it."""
    target = folder / f"clear{len(list(folder.glob('clear*')))}"
    target.mkdir()
    for home in (country.post, country.headquarters):
        write_clear(home.folder / "store.db", home.store_key, target / home.folder.name)
        assert next(decrypted_pages(home.folder / "store.db", home.store_key))[:4] == b"\x10\x00\x02\x02", "decrypted"
    return target


def test_what_a_post_writes_late_is_erased_as_it_arrives(country: Country, tmp_path: Path) -> None:
    """A post that has not heard yet goes on with the case: its words go as they arrive, and the salt does not stay."""
    words = Words(random.Random(5))
    with closing(country.post.open()) as post:
        case = plant(post.desk, words)
    carry(country)
    with closing(country.headquarters.open()) as office:
        asked = ask_erasure(office.desk, case, "Kept long enough")
    second_officer(country, asked)
    with closing(country.post.open()) as post:
        with post.desk.read() as reader:
            row = reader.find_rows(BY_NAME["Person"])[0]
        amend_record(post.desk, row, {"wishes": words.names(4)}, "Asked for late")
    carry(country, visits=3)
    assert Scanner(words.planted).scan(clear_of(country, tmp_path)) == []
    assert secrets_of(country.headquarters, case) == secrets_of(country.post, case) == []


def test_a_kept_hash_cannot_be_guessed_back(country: Country) -> None:
    """Of a body of one field, 100,000 guesses find nothing once the salt is gone; with the salt they do (control)."""
    with closing(country.post.open()) as post:
        with post.desk.work() as work:
            own = work.ledger.own()
        made = new_case(post.desk, {"case": {"title": "Heron", "date_closed": "2010"}, "records": []})
        with post.desk.read() as reader:
            row = reader.get_row(BY_NAME["Case"], made.id)
        assert row is not None
        arrive(post.desk, made.id, status="closed")
        with post.desk.read() as reader:
            row = reader.get_row(BY_NAME["Case"], made.id)
        assert row is not None
        amend_record(post.desk, row, {"summary": "guess 77777"}, "Asked for late")
        with post.desk.work() as work:
            entry = work.ledger.case_entries(made.id)[-1]
            [salt] = work.ledger.salts([ScopeKey(int(Scope.CASE), made.id)]).values()
    assert entry.body is not None
    before, _word, behind = entry.body.partition(b"guess 77777")
    bodies = [before + b"guess %05d" % number + behind for number in range(GUESSES)]
    assert [body for body in bodies if body_hash(salt, own.log, entry.seq, body) == entry.body_hash] == [entry.body]
    guessed = bytes(32)
    assert not [body for body in bodies if body_hash(guessed, own.log, entry.seq, body) == entry.body_hash]
