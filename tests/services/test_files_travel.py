"""Files of a case on their way: after the records, part by part, by wire and by stick, up and down, and never too much.

The ways and the homes are in memory; that real homes do it over a real server and a real stick stands in `journeys`.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import pytest

from tests.lab.simulation.ways import Stick, Wire
from tests.services.countries import Country, fetch_of, first_case
from tests.services.travelling import (
    SMALL,
    a_country_with_cases,
    at_office,
    attach,
    by_stick,
    holds,
    is_receipted,
    left,
    part_of,
    records_only,
)
from tests.services.writes import add_note, begin_case
from tipdesk.domain.errors import Trouble, UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.fields import change_of_new
from tipdesk.services.headquarters.intake.answer_fetch import answer_fetch
from tipdesk.services.remembered.link import LAST_URGENT
from tipdesk.services.sync.carrier import Cancelled, Step, never, no_step
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.sync.part import part_count
from tipdesk.sync.trust import Verdict
from tipdesk.sync.wants import Files, Lacking

REPORT, ROW = BY_NAME["Report"], b"r" * 16


@pytest.fixture
def country() -> Country:
    """Headquarters, two PCs of post A and one of post B, whose files go in small parts."""
    return a_country_with_cases()


def test_a_file_goes_up_by_wire(country: Country) -> None:
    """One sync brings record and file, whole and equal, and headquarters' word that it holds it is its receipt."""
    content = attach(country.post)
    assert left(country.post)[0] == 1
    report = country.sync()
    assert holds(country.office, content)
    assert country.office.files.held[content] == country.post.files.held[content]
    assert report.files.parts == part_count(len(country.post.files.held[content]), SMALL)
    assert is_receipted(country.post, content)
    assert left(country.post) == (0, 0, 0)
    assert (report.files_left.count, report.files_left.size) == (0, 0)
    assert country.sync().files.parts == 0


def test_a_file_never_goes_before_its_record(country: Country) -> None:
    """What an automatic push holds back holds its file back as well."""
    content = attach(country.post)
    wire = Wire(country.office.desk(), Random(0))
    report = sync_now(country.post.desk(), wire, no_step, never, automatic=True)
    assert (report.held, report.files.parts) == (1, 0)
    assert country.office.files.under_way == {}
    assert report.files_left.count == 1
    country.sync()
    assert holds(country.office, content)


def received_by_office(country: Country) -> int:
    """Return how far headquarters has the log of the first PC."""
    with country.office.desk().work() as work:
        state = work.ledger.get_log(country.post.log)
    return state.seq if state else 0


def test_a_childs_file_goes_first_and_small_before_large(country: Country) -> None:
    """The case whose report speaks of a child goes before a smaller scan, which goes before a larger one."""
    new_case = begin_case(country.post)
    large, small = attach(country.post, 900), attach(country.post, 200)
    child = attach(country.post, 1500, new_case)
    with country.post.desk().work() as work:
        report = change_of_new(REPORT, country.post.ids.new_id(), {"under_18": "yes"})
        work.append(Scope.CASE, new_case, [report])
    order: list[bytes] = []

    @dataclass
    class Watched(Wire):
        def deliver(self, bundle: bytes, name: str, step: Step = no_step, cancelled: Cancelled = never) -> bytes:
            answer = super().deliver(bundle, name, step, cancelled)
            order.extend(one for one in (large, small, child) if one in country.office.files.held and one not in order)
            return answer

    sync_now(country.post.desk(), Watched(country.office.desk(), Random(0)), no_step, never)
    assert order == [child, small, large]


@pytest.mark.parametrize("seed", range(5))
def test_a_wire_that_breaks_again_and_again(country: Country, seed: int) -> None:
    """What arrived before a cut is not sent again, and the file is whole in the end."""
    content = attach(country.post, 3000)
    parts = part_count(len(country.post.files.held[content]), SMALL)
    wire, sent = Wire(country.office.desk(), Random(seed), drops=10), 0
    for _try in range(200):
        before = len(country.office.files.under_way.get(content, ()))
        try:
            sync_now(country.post.desk(), wire, no_step, never)
            break
        except Trouble:
            sent += len(country.office.files.under_way.get(content, ())) - before
    assert holds(country.office, content)
    assert sent <= parts
    assert is_receipted(country.post, content) or country.sync().files.parts == 0


def test_a_file_by_stick(country: Country) -> None:
    """Record and file lie on one stick; what headquarters has leaves it next time, and nothing is written twice."""
    content = attach(country.post)
    stick = Stick(Random(1))
    report = by_stick(country, stick)
    lying = len(stick.files)
    assert report.files.parts == part_count(len(country.post.files.held[content]), SMALL)
    assert by_stick(country, stick).files.parts == 0
    results = at_office(country, stick)
    assert (results.files, len(results.parts), results.later) == (1, report.files.parts, {})
    assert holds(country.office, content)
    by_stick(country, stick)
    assert is_receipted(country.post, content)
    assert len(stick.files) < lying - report.files.parts + 3
    assert left(country.post) == (0, 0, 0)


def test_begun_by_wire_and_ended_by_stick(country: Country) -> None:
    """Parts that came one way are not sent the other."""
    content = attach(country.post, 1000)
    parts = part_count(len(country.post.files.held[content]), SMALL)
    wire = Wire(country.office.desk(), Random(0))
    records_only(country.post)
    report = sync_now(country.post.desk(), wire, no_step, never)
    assert (report.files.parts, report.files_left.count) == (0, 1)
    for index in (0, 1, 5):
        assert country.receive(part_of(country, content, index)).verdict is Verdict.ACCEPTED
    assert country.sync().files.parts == 0
    report = by_stick(country, stick := Stick(Random(1)))
    assert report.files.parts == parts - 3
    at_office(country, stick)
    assert holds(country.office, content)


def test_the_second_pc_of_a_post_gets_the_files(country: Country) -> None:
    """By wire: what one PC took in comes down to the other, and to no other post."""
    contents = [attach(country.post, size) for size in (1500, 300, 10)]
    country.sync()
    second, other = country.posts[1:]
    report = country.sync(second)
    assert holds(second, *contents)
    assert [one.kind for one in report.received if one.kind in ("part", "file")] == ["file"] * 3
    assert left(second) == (0, 0, 0)
    country.sync(other)
    assert not any(other.files.is_here(one) for one in contents)
    assert other.files.under_way == {}


def test_the_second_pc_by_stick(country: Country) -> None:
    """By stick it takes one visit to hear of the record and one to bring the file."""
    content = attach(country.post)
    country.sync()
    second, stick = country.posts[1], Stick(Random(1))
    for _visit in range(2):
        by_stick(country, stick, second)
        at_office(country, stick)
    by_stick(country, stick, second)
    assert holds(second, content)
    assert not any(name.endswith(".tdb") for name in stick.files)


def test_what_is_lacking_is_not_asked_of_others(country: Country) -> None:
    """A post that asks for a file of another post's case gets nothing, and no word about it."""
    content = attach(country.post)
    country.sync()
    spy = country.posts[2]
    files = Files((Lacking(content, ((0, 0),)),), (content,), 8)
    _fetch, answer = answer_fetch(country.office.desk(), fetch_of(spy, files=files))
    assert not any(content in one for one in answer)
    assert len([one for one in answer if one.startswith(b"tipdesk bundle")]) == 0


def test_what_is_urgent_goes_between_two_parts(country: Country) -> None:
    """A report that is sent while a large file goes is with headquarters before the rest of it."""
    content = attach(country.post, 3000)
    case, seen = first_case(country.post), list[tuple[int, int]]()

    @dataclass
    class Watched(Wire):
        def deliver(self, bundle: bytes, name: str, step: Step = no_step, cancelled: Cancelled = never) -> bytes:
            answer = super().deliver(bundle, name, step, cancelled)
            arrived = len(country.office.files.under_way.get(content, ()))
            seen.append((arrived, received_by_office(country)))
            if seen[-1] == (5, before + 1):
                entry = add_note(country.post, case, "She is in danger.")
                with country.post.desk().work() as work:
                    LAST_URGENT.keep(work, entry.head.seq)
            return answer

    before = received_by_office(country)
    sync_now(country.post.desk(), Watched(country.office.desk(), Random(0)), no_step, never, automatic=False)
    assert holds(country.office, content)
    assert [seq for arrived, seq in seen if arrived == 5] == [before + 1, before + 2]
    assert all(seq == before + 2 for arrived, seq in seen if arrived > 5)


def test_records_go_between_two_parts_and_what_is_held_does_not(country: Country) -> None:
    """What is written while a file goes waits for no more than the part that is going, unless it may be withdrawn."""
    content = attach(country.post, 3000)
    case, before = first_case(country.post), received_by_office(country)

    @dataclass
    class Watched(Wire):
        def deliver(self, bundle: bytes, name: str, step: Step = no_step, cancelled: Cancelled = never) -> bytes:
            answer = super().deliver(bundle, name, step, cancelled)
            if len(country.office.files.under_way.get(content, ())) == 5 and received_by_office(country) == before + 1:
                with country.post.desk().work() as work:
                    work.append(Scope.REGISTER, None, [change_of_new(BY_NAME["HotlineCall"], ROW, {"notes": "rang"})])
            if received_by_office(country) == before + 2 and not country.office.files.is_here(content):
                seen.append(len(country.office.files.under_way[content]))
            return answer

    seen: list[int] = []
    sync_now(country.post.desk(), Watched(country.office.desk(), Random(0)), no_step, never)
    assert seen[:2] == [5, 6]
    add_note(country.post, case)
    report = sync_now(country.post.desk(), Wire(country.office.desk(), Random(0)), no_step, never, automatic=True)
    assert (report.held, received_by_office(country)) == (1, before + 2)


def test_a_part_that_was_stopped_is_the_same_bytes_again(country: Country) -> None:
    """Headquarters has some of its bytes, so the next try in this run of the program sends no other."""
    attach(country.post, 500)
    desk, delivered = country.post.desk(), list[tuple[str, bytes]]()

    @dataclass
    class Stopped(Wire):
        def deliver(self, bundle: bytes, name: str, step: Step = no_step, cancelled: Cancelled = never) -> bytes:
            delivered.append((name, bundle))
            if len(delivered) in (2, 3):
                raise UserError("stopped", "Stopped.")
            return super().deliver(bundle, name, step, cancelled)

    for _try in range(2):
        with pytest.raises(UserError):
            sync_now(desk, Stopped(country.office.desk(), Random(0)), no_step, never)
    sync_now(desk, Stopped(country.office.desk(), Random(0)), no_step, never)
    assert delivered[1] == delivered[2] == delivered[3]
    assert len({name for name, _bundle in delivered}) == len(delivered) - 2
