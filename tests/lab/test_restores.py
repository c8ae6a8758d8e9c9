"""Backups put back, on real homes with real keys: what headquarters lost comes back from a post, and the other way."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.lab.homes import Country, Home, make_country
from tests.lab.kill.child import document
from tipdesk.domain.records import BY_NAME
from tipdesk.services.backups.put_back import begin_again
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.show_case import show_case
from tipdesk.services.headquarters.directory.add_post import add_post
from tipdesk.services.headquarters.intake.receive_bundle import receive_bundle
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.headquarters.ledger.epoch import declare_restored
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.push.make_bundles import make_bundles, send_back
from tipdesk.services.sync.sync_now import SyncReport, sync_now
from tipdesk.sync.trust import Verdict

if TYPE_CHECKING:
    from pathlib import Path

POST, CASE = BY_NAME["Post"], BY_NAME["Case"]


@pytest.fixture
def country(tmp_path: Path) -> Country:
    """A headquarters and a post."""
    return make_country(tmp_path)


def carry(country: Country, visits: int = 2) -> SyncReport:
    """Bring the stick to the post, to headquarters and back, so many times; return the post's last report."""
    with closing(country.post.open()) as post, closing(country.headquarters.open()) as office:
        for _visit in range(visits):
            with post.carrier(stick=country.stick) as carrier:
                sync_now(post.desk, carrier, no_step, never)
            receive_stick(office.desk, office.stick(country.stick))
        with post.carrier(stick=country.stick) as carrier:
            return sync_now(post.desk, carrier, no_step, never)


def back_up(home: Home, folder: Path) -> None:
    """Copy a home."""
    shutil.copytree(home.folder, folder)


def put_back(home: Home, folder: Path) -> bytes:
    """Put a copy back in place of a home, which goes on in a new log; return the log that this closes."""
    shutil.rmtree(home.folder)
    shutil.copytree(folder, home.folder)
    with closing(home.open()) as session:
        before = session.store.own_log
        session.store.begin_log(session.desk.ids.noise(16))
    return before


def save_and_edit(country: Country) -> str:
    """A case of the post, an edit of headquarters and a new post in the directory, all known at both ends."""
    with closing(country.post.open()) as post:
        made = new_case(post.desk, document(1))
    carry(country)
    with closing(country.headquarters.open()) as office:
        add_post(office.desk, "CAS", "Castries")
        with office.desk.read() as reader:
            row = reader.get_row(CASE, made.id)
        assert row is not None
        amend_record(office.desk, row, {"register_no": "HQ-7"})
    carry(country)
    return made.reference


def told(home: Home, reference: str) -> object:
    """Return a case as a home tells it, and the posts that it knows."""
    with closing(home.open()) as session, session.desk.read() as reader:
        posts = sorted(str(row["code"]) for row in reader.find_rows(POST))
    with closing(home.open()) as session:
        return show_case(session.desk, reference), posts


def healthy(home: Home) -> bool:
    """Tell whether every check of a home finds nothing."""
    with closing(home.open()) as session:
        return not any(finding.problems for finding in session.check()) and session.rebuild() == []


def test_what_headquarters_lost_comes_back_from_the_post(country: Country, tmp_path: Path) -> None:
    """The post sends its log again and headquarters' own entries, which headquarters proves by its own signature."""
    back_up(country.headquarters, tmp_path / "copy")
    reference = save_and_edit(country)
    before = told(country.post, reference)
    put_back(country.headquarters, tmp_path / "copy")
    with closing(country.headquarters.open()) as office:
        assert declare_restored(office.desk) > 0
        new_case(office.desk, document(2))
    assert carry(country, visits=3).waiting == 0
    assert told(country.headquarters, reference) == told(country.post, reference) == before
    assert healthy(country.headquarters)
    assert healthy(country.post)


def test_what_a_post_lost_comes_back_from_headquarters(country: Country, tmp_path: Path) -> None:
    """A post that was put back gets its own entries again, and what its backup had not sent still goes."""
    with closing(country.post.open()) as post:
        unsent = new_case(post.desk, document(3)).reference
    back_up(country.post, tmp_path / "copy")
    reference = save_and_edit(country)
    before = told(country.post, reference)
    closed = put_back(country.post, tmp_path / "copy")
    with closing(country.post.open()) as post:
        begin_again(post.desk, closed)
        new_case(post.desk, document(4))
    assert carry(country, visits=3).waiting == 0
    assert told(country.headquarters, reference) == told(country.post, reference) == before
    assert told(country.headquarters, unsent) == told(country.post, unsent)
    assert healthy(country.headquarters)
    assert healthy(country.post)


def test_only_headquarters_signature_proves_what_is_sent_back(country: Country, tmp_path: Path) -> None:
    """A stretch sent back is taken once; with one entry other than was signed it is refused, and nothing changes."""
    back_up(country.headquarters, tmp_path / "copy")
    reference = save_and_edit(country)
    put_back(country.headquarters, tmp_path / "copy")
    with closing(country.headquarters.open()) as office:
        declare_restored(office.desk)
    carry(country, visits=1)
    with closing(country.post.open()) as post, closing(country.headquarters.open()) as office:
        backs = [bundle.content for bundle in send_back(post.desk)]
        assert backs
        for bundle in make_bundles(post.desk):
            receive_bundle(office.desk, bundle.content, "own")
        altered = backs[-1][:-9] + bytes([backs[-1][-9] ^ 1]) + backs[-1][-8:]
        assert receive_bundle(office.desk, altered, "altered").verdict is Verdict.REFUSED
        verdicts = [receive_bundle(office.desk, content, "back").verdict for content in (*backs, *backs)]
        assert set(verdicts[len(backs) :]) == {Verdict.REPLAY}
        assert Verdict.ACCEPTED in verdicts
    assert told(country.headquarters, reference) == told(country.post, reference)
