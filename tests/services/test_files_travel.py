"""Files of a case on their way: after the records, part by part, by wire and by stick, up and down, and never too much.

The ways and the homes are in memory; that real homes do it over a real server and a real stick stands in `journeys`.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import pytest

from tests.lab.simulation.ways import Stick, Wire
from tests.services.countries import Country, fetch_of
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
from tests.services.writes import begin_case
from tipdesk.domain.errors import Trouble
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.fields import change_of_new
from tipdesk.services.headquarters.intake.answer_fetch import answer_fetch
from tipdesk.services.sticks.stick import ROOM_FOR_ANSWERS
from tipdesk.services.sync.carrier import Cancelled, Step, never, no_step
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.sync.part import part_count
from tipdesk.sync.trust import Verdict
from tipdesk.sync.wants import Files, Lacking

REPORT = BY_NAME["Report"]


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
    assert (results.files, len(results.parts), results.early) == (1, report.files.parts, 0)
    assert holds(country.office, content)
    by_stick(country, stick)
    assert is_receipted(country.post, content)
    assert len(stick.files) < lying - report.files.parts + 3
    assert left(country.post) == (0, 0, 0)


def test_a_small_stick_carries_what_fits(country: Country) -> None:
    """A stick that is full has taken some parts; the rest is said, and goes with the next visits."""
    content = attach(country.post, 2000)

    class SmallStick(Stick):
        def room_left(self) -> int:
            return ROOM_FOR_ANSWERS + 9_000 - sum(map(len, self.files.values()))

    stick, visits = SmallStick(Random(1)), 0
    while not is_receipted(country.post, content):
        report = by_stick(country, stick)
        if not visits:
            assert report.files.is_stick_full
            assert report.files_left.size > 0
        at_office(country, stick)
        visits += 1
        assert visits < 20
    assert holds(country.office, content)
    assert visits > 2


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
