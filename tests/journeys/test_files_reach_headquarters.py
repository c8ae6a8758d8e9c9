"""A scan and a recording reach headquarters after their record, by wire and by stick, however often the way is cut.

The homes, the server and the stick are real; only the size of a part is small, so that many of them take no time.
"""

from __future__ import annotations

import hashlib
from contextlib import closing, contextmanager
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.journeys.runner import World, done
from tests.journeys.worlds import add_pc, opened, recorded
from tests.lab.headquarters import serving_home
from tests.lab.large_file import PulledOut
from tests.lab.link.relay import relay
from tests.lab.link.weather import Weather
from tipdesk.adapters.carriers.https import HttpsCarrier
from tipdesk.adapters.files.file_source import FileSource
from tipdesk.domain.errors import Trouble
from tipdesk.homes.sessions import sealed_files
from tipdesk.services.case.references import get_case_id
from tipdesk.services.files.attach import attach
from tipdesk.services.files.attachments import reading_attachment
from tipdesk.services.from_headquarters import need_grant
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.sync.part import part_count

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tipdesk.homes.sessions import Session

SMALL = 8 * 1024
CUTS = 20


@contextmanager
def small_parts(home: Path) -> Iterator[Session]:
    """Give an open home whose files go in small parts."""
    session = opened(home)
    files = replace(sealed_files(session.paths, session.store), part_bytes=SMALL)
    session.desk = replace(session.desk, files=files)
    with closing(session):
        yield session


def taken_in(session: Session, reference: str, folder: Path, size: int) -> tuple[bytes, bytes]:
    """Take a file of so many bytes into a case; return its row and its bytes."""
    content = Random(size).randbytes(size)
    (folder / "scan.pdf").write_bytes(content)
    case = get_case_id(session.desk, reference)
    made = attach(session.desk, case, FileSource(folder / "scan.pdf"), {})
    return made.changed.row or b"", content


def read_back(session: Session, reference: str, row: bytes) -> bytes:
    """Return the bytes of a file as whoever may opens it."""
    with reading_attachment(session.desk, get_case_id(session.desk, reference), row) as (_opened, chunks):
        return b"".join(chunks)


def wire(session: Session, url: str) -> HttpsCarrier:
    """Return the wire of a home, which does not wait between two tries."""
    with session.desk.read() as reader:
        authority = need_grant(reader).authority
    return HttpsCarrier(url, authority, session.desk.ids.noise, wait=lambda _seconds: None)


def sealed_in(session: Session) -> dict[str, bytes]:
    """Return the digests of the sealed files of a home, by name."""
    files = [path for path in session.paths.files.rglob("*") if path.is_file()]
    return {path.name: hashlib.sha256(path.read_bytes()).digest() for path in files}


def test_by_a_wire_that_is_cut_twenty_times(fresh: World, tmp_path: Path) -> None:
    """What arrived before a cut is not sent again, and headquarters holds the file whole and equal."""
    reference = recorded(fresh.post, tmp_path)
    with small_parts(fresh.post) as post, small_parts(fresh.hq) as office:
        row, content = taken_in(post, reference, tmp_path, 40 * SMALL)
        cuts = tuple(20_000 + 503 * number for number in range(CUTS))
        with serving_home(office) as port, relay(port, Weather(cuts=cuts)) as link, wire(post, link.url) as carrier:
            report = sync_now(post.desk, carrier, no_step, never)
            assert link.connections > CUTS
            assert link.sent_up < 1.5 * report.files.size
        assert report.files.parts == part_count(len(content) + 1000, SMALL)
        assert read_back(office, reference, row) == content
        assert sealed_in(office) == sealed_in(post)
    status = done(fresh.post, "sync", "status")["files"]
    assert (status["waiting"], status["bytes_left"]) == (0, 0)


def test_by_a_stick_that_is_pulled_out_twenty_times(fresh: World, tmp_path: Path) -> None:
    """Each try goes on where the last one was cut, and nothing half is taken for whole at headquarters."""
    reference = recorded(fresh.post, tmp_path)
    with small_parts(fresh.post) as post, small_parts(fresh.hq) as office:
        row, content = taken_in(post, reference, tmp_path, 40 * SMALL)
        for _cut in range(CUTS):
            with pytest.raises(Trouble), post.carrier(stick=fresh.stick) as carrier:
                sync_now(post.desk, carrier, PulledOut(after=4), never)
        with post.carrier(stick=fresh.stick) as carrier:
            report = sync_now(post.desk, carrier, no_step, never)
        assert report.files.parts == part_count(len(content) + 1000, SMALL) - CUTS
        results = receive_stick(office.desk, office.stick(fresh.stick))
        assert (results.files, results.later) == (1, {})
        assert read_back(office, reference, row) == content
        assert sealed_in(office) == sealed_in(post)
        with post.carrier(stick=fresh.stick) as carrier:
            report = sync_now(post.desk, carrier, no_step, never)
        assert (report.files.parts, report.files_left.count) == (0, 0)
    assert [path.suffix for path in fresh.stick.iterdir()] == [".tdf"]


def test_a_small_stick_by_command(fresh: World, tmp_path: Path) -> None:
    """The commands say how much waits, what went onto the stick, what came, and that it is whole at headquarters."""
    reference = recorded(fresh.post, tmp_path)
    with closing(opened(fresh.post)) as post:
        _row, content = taken_in(post, reference, tmp_path, 3_000_000)
    waiting = done(fresh.post, "sync", "status")["files"]
    assert (waiting["waiting"], waiting["minutes_left"]) == (1, None)
    assert len(content) < waiting["bytes_left"] < 1.01 * len(content)
    sent = done(fresh.post, "sync", "now", "--stick", fresh.stick)["files"]
    assert (sent["parts"], sent["stick_full"], sent["waiting"]) == (3, False, 1)
    came = done(fresh.hq, "hq", "receive", "--stick", fresh.stick)["files"]
    assert came == {"parts": 3, "whole": 1, "later": {}, "no_room": 0}
    again = done(fresh.post, "sync", "now", "--stick", fresh.stick)["files"]
    assert (again["parts"], again["waiting"], again["bytes_left"]) == (0, 0, 0)


def test_a_metered_link_carries_records_only(fresh: World, tmp_path: Path) -> None:
    """The record goes and its file waits; with the link free again the file goes, too."""
    reference = recorded(fresh.post, tmp_path)
    with closing(opened(fresh.post)) as post:
        taken_in(post, reference, tmp_path, 5000)
    assert done(fresh.post, "sync", "metered", "on") == {"metered": True}
    for state, waiting in (("on", 1), ("off", 0)):
        done(fresh.post, "sync", "metered", state)
        with closing(opened(fresh.hq)) as office, serving_home(office) as port:
            report = done(fresh.post, "sync", "now", "--url", f"https://127.0.0.1:{port}")
        assert (report["waiting"], report["files"]["waiting"]) == (0, waiting)


def test_the_second_pc_of_a_post(fresh: World, tmp_path: Path) -> None:
    """A PC enrolled later gets record and file by wire, over a link that is cut, and opens what the first took in."""
    reference = recorded(fresh.post, tmp_path)
    with small_parts(fresh.post) as post, small_parts(fresh.hq) as office:
        row, content = taken_in(post, reference, tmp_path, 12 * SMALL)
        with serving_home(office) as port, wire(post, f"https://127.0.0.1:{port}") as carrier:
            sync_now(post.desk, carrier, no_step, never)
    other = add_pc(fresh, "other", "VFT", "--officer", "officer1")
    with small_parts(other) as second, small_parts(fresh.hq) as office:
        cuts = tuple(30_000 + 1009 * number for number in range(4))
        with serving_home(office) as port, relay(port, Weather(cuts=cuts)) as link:
            with wire(second, link.url) as carrier:
                sync_now(second.desk, carrier, no_step, never)
            assert link.connections > len(cuts)
        assert sealed_in(second) == sealed_in(office)
        assert read_back(second, reference, row) == content
