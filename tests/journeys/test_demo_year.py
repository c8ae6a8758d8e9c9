"""The demo, run once for all: the main job first, then a year with every stage, a group of seventy, open conflicts."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.stretching import stretching
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.bootstrap.demo import run_demo
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.determinations import is_signed
from tipdesk.domain.values import PartialDate
from tipdesk.homes.opening import open_session
from tipdesk.homes.training import Training, find_beside, read_training
from tipdesk.homes.year.apart import OPEN, SETTLED
from tipdesk.homes.year.clock import DAY_MS, YearClock
from tipdesk.homes.year.group import group_document, make_members
from tipdesk.homes.year.papers import case_document
from tipdesk.homes.year.plan import read_plan
from tipdesk.services.case.find_conflicts import find_conflicts
from tipdesk.services.case.list_cases import list_cases
from tipdesk.services.clock_lists.find_clocks import ClockLine
from tipdesk.services.clock_lists.find_overdue import find_overdue
from tipdesk.services.desk import CaseQuery
from tipdesk.services.gates.find_breaches import find_breached_cases
from tipdesk.services.headquarters.intake.list_posts import list_posts
from tipdesk.services.look import look
from tipdesk.services.my_work.my_work import Span, my_work
from tipdesk.services.registers.open_register import open_register
from tipdesk.services.registers.reading import count_registers, list_register
from tipdesk.services.remembered.here import LISTED_OPEN
from tipdesk.services.reports.find_reports import find_inbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tipdesk.bootstrap.demo import Demo
    from tipdesk.homes.sessions import Session

NOW = datetime(2026, 11, 20, 18, 40, tzinfo=UTC)
NOW_MS = round(NOW.timestamp() * 1000)
HOMES = {"headquarters", "vieux-fort-1", "vieux-fort-2", "castries-1", "hewanorra-1"}
FIRST = 3
"""How many cases the main job begins, which are closed in the course of the year."""
PLAN = read_plan()


@dataclass
class Ran:
    """A demo that was run: its folder, what it left behind, and the sentences that it told."""

    folder: Path
    demo: Demo
    steps: list[str]

    @contextmanager
    def home(self, name: str) -> Iterator[Session]:
        """Open one of its homes, at the moment that was taken for now."""
        clock = YearClock(NOW_MS)
        clock.catch_up()
        session = open_session(self.folder / name, None, self.demo.passphrase, clock=clock)
        try:
            yield session
        finally:
            session.close()


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """One demo for all tests of this file."""
    folder, steps = tmp_path_factory.mktemp("demo"), list[str]()
    with stretching(cheaply=True):
        return Ran(folder, run_demo(folder, steps.append, NOW_MS), steps)


@pytest.fixture(scope="module")
def office(ran: Ran) -> Iterator[Session]:
    """Headquarters of that demo, open."""
    with stretching(cheaply=True), ran.home("headquarters") as session:
        yield session


def cases_by_title(session: Session) -> dict[str, bytes]:
    """Return the ids of all cases of a home by their titles."""
    return {line.summary.title: line.summary.id for line in list_cases(session.desk).lines}


def test_the_main_job_comes_first(ran: Ran) -> None:
    """Its steps are told before the year, and the last sentence is the one that packages wait for."""
    told = [step.partition(":")[0] for step in ran.steps]
    assert told[0] == "Passphrase of every officer in this demo"
    assert told.index("Case file printed") < told.index("A year has passed") < len(told) - 1
    assert ran.steps[-1] == "Every store passed its check. Done."
    assert ran.demo.case_file.read_bytes().startswith(b"%PDF")


def test_homes_that_stay_are_for_training_and_hold(ran: Ran) -> None:
    """Headquarters and four PCs are left, each known as training, and each store passes its check."""
    assert {path.name for path in ran.folder.iterdir() if path.is_dir()} == HOMES | {"stick"}
    for name in HOMES:
        training = read_training(HomePaths(ran.folder / name))
        assert training == Training(ran.demo.passphrase, training.name if training else "", is_linked=True)
        assert {home.folder.name for home in find_beside(HomePaths(ran.folder / name))} == HOMES - {name}
        with ran.home(name) as session:
            assert [finding for finding in session.check() if finding.problems] == []


def test_cases_stand_in_every_stage(office: Session) -> None:
    """Some forty cases are where the plan has them; one in dispute over its stage shows the more careful answer."""
    planned = Counter(line.stage for line in PLAN.cases)
    disputed = next(change.title for change in OPEN if change.field == "status")
    opened = len([call for call in PLAN.registers["calls"] if "case" in call])
    expected = planned + Counter({"open": 1, "closed": FIRST, "reported": opened})
    stages = Counter(line.summary.status for line in list_cases(office.desk).lines if line.summary.title != disputed)
    assert stages == expected - Counter({"reported": 1})
    assert min(expected.values()) >= 2
    offered = office.desk.codes.list_of("case_status").offered()
    assert len(expected) == len(offered) - 1, "nothing is screened out"
    assert sum(expected.values()) == len(PLAN.cases) + 1 + FIRST + opened


def test_six_posts_send_and_one_is_silent(office: Session) -> None:
    """All posts are in the directory with their PCs; nothing is parked or refused; the marina is silent."""
    posts = list_posts(office.desk)
    assert {post.code for post in posts.posts} == {post["code"] for post in PLAN.directory["posts"]}
    assert all(post.devices and not post.parked for post in posts.posts)
    assert [post.code for post in posts.posts if post.is_silent] == ["RBM"]
    assert posts.quarantined == 0
    with office.desk.read() as reader:
        officers, agencies, numbers = (reader.find_rows(BY_NAME[name]) for name in ("Officer", "Agency", "DutyNumber"))
    roles = {role for row in officers if isinstance(row["roles"], frozenset) for role in row["roles"]}
    assert {"coordinator", "supervisor", "frontline", "analyst", "auditor", "prosecutor", "victim_support"} <= roles
    assert all("(training)" in str(row["name"]) for row in agencies)
    assert {row["name"] for row in officers} >= {one["name"] for one in PLAN.directory["officers"]}
    assert all("(training)" in str(row["label"]) for row in numbers)


def test_unread_reports_wait_with_danger_and_children_first(office: Session) -> None:
    """What nobody has read is exactly what the plan leaves unread, the gravest first and some of it late."""
    waiting = find_inbox(office.desk).waiting
    assert {line.case.title for line in waiting} == {line.title for line in PLAN.cases if line.is_unread}
    graveness = [(not line.is_danger, not line.is_child) for line in waiting]
    assert graveness == sorted(graveness)
    assert waiting[0].is_danger
    assert waiting[0].is_child
    assert {line.is_late for line in waiting} == {True, False}


def test_the_group_of_seventy_was_written_on_two_pcs(ran: Ran, office: Session) -> None:
    """Seventy people, twelve families, needs, first decisions; one tag twice; both PCs and headquarters agree."""
    case = cases_by_title(office)[PLAN.group["title"]]
    view = look(office.desk, case)
    people, needs = view.of("Person"), view.of("Need")
    tags = Counter(str(row["tag_number"]) for row in people)
    families = Counter(row["family_group"] for row in people if row["family_group"])
    assert len(people) == PLAN.group["people"] == 70
    assert [tag for tag, count in tags.items() if count > 1] == ["52"]
    assert set(families.values()) == {4}
    assert len(families) == 12
    assert len(view.of("Relationship")) == 24
    assert {row["kind"] for row in needs} > {"child_protection", "shelter"}
    decided = [row["person"] for row in view.of("Determination") if is_signed(row) and row["kind"] == "preliminary"]
    assessed = [row["person"] for row in view.of("RiskAssessment") if is_signed(row)]
    assert len(assessed) == len({*assessed}) == PLAN.group["assessed"] < len(people)
    assert len(decided) == len({*decided}) == PLAN.group["decided"] < len(people)
    with ran.home("vieux-fort-1") as first, ran.home("vieux-fort-2") as second:
        clocks = Counter(one.about.clock.id for one in my_work(first.desk).lines if isinstance(one.about, ClockLine))
        assert 1 <= clocks["risk-first"] <= 20, "a newcomer sees a list that somebody has worked on"
        wanted = {row.id: row["tag_number"] for row in people}
        for session in (first, second):
            assert {row.id: row["tag_number"] for row in look(session.desk, case).of("Person")} == wanted


def test_conflicts_are_as_promised(office: Session) -> None:
    """Three fields are in dispute, each between two places; what was settled stands as headquarters settled it."""
    found = {(spot.title, name) for spot in find_conflicts(office.desk) for name in spot.fields}
    labels = {BY_NAME[change.record].by_name[change.field].label: change.field for change in OPEN}
    assert {(title, labels.get(name, name)) for title, name in found} == {(one.title, one.field) for one in OPEN}
    [settled] = {change.title for change in SETTLED}
    row = look(office.desk, cases_by_title(office)[settled]).case
    assert row["case_type"] == SETTLED[0].value
    assert not row.in_conflict()


def test_work_is_overdue_and_due(office: Session) -> None:
    """Headquarters' officer has follow-ups that are overdue and others that are not yet."""
    assert {task.is_overdue for task in my_work(office.desk).tasks} == {True, False}


def test_a_post_has_about_ten_things_overdue(ran: Ran) -> None:
    """As many as a newcomer can look through; whose case was closed was asked month by month, and danger looked at."""
    with ran.home("vieux-fort-1") as post:
        found = [one.about for one in my_work(post.desk).lines if one.span is Span.OVERDUE]
        rules = Counter(one.clock.rule for one in found if isinstance(one, ClockLine))
    assert 5 <= len(found) <= 15, rules
    assert rules["follow-up"] <= 2


def test_most_cases_are_in_order(office: Session) -> None:
    """Of some fifty cases a few have something overdue or past a rule, and none was closed past one."""
    overdue, passed = find_overdue(office.desk), find_breached_cases(office.desk)
    assert 10 <= len(overdue) + len(passed) <= 20, Counter(line.clock.rule for line in overdue)
    assert len({line.case.id for line in overdue if line.case}) <= 16
    assert len(passed) <= 2
    with office.desk.read() as reader:
        assert LISTED_OPEN.get(reader) == []


def test_registers_hold_what_the_plan_has(ran: Ran, office: Session) -> None:
    """Every row is there, one action is overdue, one caller waits, calls lead to cases, a post reads its own calls."""
    lines = [line for line in PLAN.registers["rows"] for _row in line.get("each", [line])]
    planned = Counter(str(line["record"]) for line in lines) + Counter(
        {"HotlineCall": len(PLAN.registers["calls"]) + 1}
    )
    assert {one.record: one.count for one in count_registers(office.desk) if one.count} == planned
    due = [row["due"] for row in list_register(office.desk, BY_NAME["PlanAction"]) if row["status"] != "done"]
    assert [day.last_day < NOW.date() for day in due if isinstance(day, PartialDate)].count(True) == 1
    calls = open_register(office.desk, BY_NAME["HotlineCall"])
    assert len([row for row in calls.rows if row["call_back_due"] and not row["called_back_at"]]) == 1
    opened = [row["case"] for row in calls.rows if row["outcome"] == "case_opened"]
    assert set(opened) == set(calls.cases)
    assert len(opened) == 2
    with ran.home("castries-1") as session:
        own = [line for line in PLAN.registers["calls"] if line["pc"] == "castries-1"]
        assert len(list_register(session.desk, BY_NAME["HotlineCall"])) == len(own) + 1
    with office.desk.read() as reader:
        assert all("(training)" in str(row["name"]) for row in reader.find_rows(BY_NAME["Holiday"]))
        passed = [row for row in reader.find_rows(BY_NAME["Participation"]) if row["passed"] is True]
        assert len(reader.find_rows(BY_NAME["Certificate"])) == len(passed) > 1
        assert all(row["certificate_no"] for row in passed)


def test_nothing_lies_in_the_future_or_before_the_year(office: Session) -> None:
    """Every entry of every case was written within the year before now, and so are the dates that cases tell."""
    today = NOW.date()
    with office.desk.read() as reader:
        for case in reader.find_case_ids(CaseQuery()):
            moments = [happening.at for happening in reader.find_happenings(case)]
            assert min(moments) > NOW_MS - 366 * DAY_MS
            assert max(moments) <= NOW_MS + 60_000
        for name in ("Case", "CaseRole", "JourneyLeg", "Episode"):
            rows = reader.find_rows(BY_NAME[name])
            dates = [value for row in rows for value in row.values.values() if isinstance(value, PartialDate)]
            later = [value for value in dates if value.last_day > today]
            assert not later or name == "CaseRole", later  # a suspicion is to be reviewed some day to come


def test_people_are_invented_and_the_same_each_time(office: Session) -> None:
    """Two readings of the plan make the same documents, and every name is one of those that nobody has."""
    moment, day = NOW - timedelta(days=30), date(2026, 11, 20)
    for line in PLAN.cases:
        assert case_document(PLAN, line, moment, day, "a") == case_document(read_plan(), line, moment, day, "a")
    assert group_document(PLAN, moment, day) == group_document(read_plan(), moment, day)
    assert make_members(PLAN) == make_members(read_plan())
    families = {*PLAN.names.families, "Inventedperson", "Madeupname"}
    people = [row for case in cases_by_title(office).values() for row in look(office.desk, case).of("Person")]
    assert len(people) > 150
    assert {row["family_name"] for row in people if row["family_name"]} <= families
