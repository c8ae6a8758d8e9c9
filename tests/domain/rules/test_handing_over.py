"""To which post a case was handed, and the gate that lets it go only with the other post's answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.rules.clocked import CASE, HOUR, NOON, NOON_MS, a_case, a_row, after, wrote
from tests.domain.rules.gates_frozen import EVERYBODY, ME
from tipdesk.domain.rules.gates.breaching import breaches
from tipdesk.domain.rules.gates.checking import check
from tipdesk.domain.rules.gates.gate import Deed, Doer, Failed, Way, Wrote
from tipdesk.domain.rules.handing_over import find_open, is_accepted, is_open, post_handed_to

if TYPE_CHECKING:
    from tipdesk.domain.rows import Row
    from tipdesk.domain.rules.frozen_case import FrozenCase

HERE, THERE, THIRD, OFFICE = (name.ljust(16, b".") for name in (b"here", b"there", b"third", b"office"))
SHE, HE = b"she".ljust(16, b"."), b"he".ljust(16, b".")
ANSWERED: dict[str, Any] = {"answer": "accepted", "answered_at": NOON}


def offered(to: bytes = THERE, name: str = "offer", **values: Any) -> Row:  # noqa: ANN401 - as rows take them
    """Return an offer of the case."""
    return a_row("CaseHandover", name, to_post=to, why="They live there.", asked_at=after(hours=-1), **values)


def directory() -> tuple[Row, ...]:
    """Return two posts and headquarters, an officer of each of the two, and one of headquarters."""
    rows = [a_row("Post", code, code=code.upper()) for code in ("here", "there")]
    rows.append(a_row("Post", "office", code="HQ"))
    rows += [
        a_row("Officer", "me", post=HERE),
        a_row("Officer", "she", post=THERE),
        a_row("Officer", "he", post=OFFICE),
    ]
    return tuple(replace(row, case=None) for row in rows)


def handed(*rows: Row, post: bytes | None = THERE, in_charge: bytes = THERE, **values: Any) -> FrozenCase:  # noqa: ANN401 - as rows take them
    """Return a case of which the hand-overs say that this post is in charge."""
    told: dict[str, Any] = {"post": post} if post else {}
    view = a_case(*directory(), *rows, **told, **values)
    return replace(view, read_post=lambda: in_charge)


def found(view: FrozenCase, *fields: str) -> Failed | None:
    """Return what the gate says of a deed that wrote these fields of the case."""
    deed = Deed(Doer(frozenset({ME}), EVERYBODY, is_headquarters=False),
                (Wrote("Case", CASE, frozenset(fields), is_new=False),), a_case(status="open").case)  # fmt: skip
    return next((one for one in check(view, deed) if one.gate == "handover-accepted"), None)


def past(view: FrozenCase) -> list[str]:
    """Return the gates past which the case stands."""
    return [one.gate for one in breaches(view) if one.gate == "handover-accepted"]


def test_an_offer_is_open_until_it_is_answered() -> None:
    """Either answer ends it, and what is disputed is neither open nor accepted; the trash has none."""
    taken, declined = offered(**ANSWERED), offered(answer="rejected")
    disputed = offered(told={"answer": ("accepted", "rejected")})
    put_away = replace(offered(), deleted=True)
    rows = (offered(), taken, declined, disputed, put_away)
    assert [is_open(row) for row in rows] == [True, False, False, False, False]
    assert [is_accepted(row) for row in rows] == [False, True, False, False, False]
    assert (find_open(rows), find_open(rows[1:])) == (rows[0], None)


def test_the_last_acceptance_counts_whatever_the_clocks_say() -> None:
    """What the acceptance wrote into the case says which one is the last, and not the hour of a clock years ahead."""
    ahead = offered(THERE, "first", answer="accepted", answered_at=after(days=4000))
    last = offered(THIRD, "second", **ANSWERED)
    case = handed(post=THIRD).case
    assert post_handed_to(case, [ahead, last]) == THIRD
    assert post_handed_to(handed(post=THERE).case, [ahead, last]) == THERE
    assert post_handed_to(handed(post=HERE).case, [offered(THERE), last]) == THIRD, "written past the rule"
    assert post_handed_to(handed(post=THERE).case, [offered(THERE)]) is None
    assert post_handed_to(None, []) is None


def test_a_post_that_has_not_answered_has_no_case() -> None:
    """Neither written nor arrived, and no way past it unless headquarters gave its word; then in danger alone."""
    view = handed(offered(), in_charge=HERE)
    said = found(view, "post")
    assert said is not None
    assert (said.ways, past(view)) == (frozenset[Way](), ["handover-accepted"])
    worded = found(handed(offered(grant="read out by telephone"), in_charge=HERE), "post")
    assert worded is not None
    assert worded.ways is None
    assert found(handed(offered(**ANSWERED)), "post") is None
    assert past(handed(offered(**ANSWERED))) == []


@pytest.mark.parametrize(("owner", "is_stopped"), [(ME, True), (SHE, False), (HE, False), (b"unheard of", False)])
def test_whoever_is_in_charge_is_of_the_post_in_charge(owner: bytes, is_stopped: bool) -> None:
    """An officer of another post is refused, of headquarters not; other fields ask nothing."""
    me = replace(a_row("Officer", ME.decode(), post=HERE), case=None)
    view = handed(me, post=None, owner=owner)
    assert (found(view, "owner") is not None, found(view, "title")) == (is_stopped, None)
    assert bool(past(view)) is is_stopped


def test_an_officer_who_moves_away_later_breaks_no_rule() -> None:
    """They were of the post in charge when they were named."""
    me = replace(a_row("Officer", ME.decode(), post=HERE), case=None)
    view = handed(me, post=None, owner=ME)
    late = {ME: wrote(NOON_MS + HOUR)}
    moved = replace(view, read_standing=lambda row: late.get(row.id, wrote()))
    assert past(moved) == []


def test_a_receiver_is_not_kept_from_the_case() -> None:
    """Somebody who is excluded takes nothing on, and nothing leads past that."""
    said = found(handed(offered(**ANSWERED), a_row("Exclusion", officer=SHE), owner=SHE), "post", "owner")
    assert said is not None
    assert (said.fields, said.ways) == (("owner",), frozenset[Way]())


def test_open_tasks_are_given_again() -> None:
    """Those of people who stay behind; what is done, nobody's, headquarters' or a guest's stays as it is."""
    me = replace(a_row("Officer", ME.decode(), post=HERE), case=None)
    task = a_row("Task", "task", assigned_to=ME, status="open")
    said = found(handed(me, task, offered(**ANSWERED)), "post")
    assert said is not None
    assert [need.row for need in said.needs] == [task.id]
    assert past(handed(me, task, offered(**ANSWERED))) == ["handover-accepted"]
    others = (
        a_row("Task", "done", assigned_to=ME, status="done"), a_row("Task", "nobody", status="open"),
        a_row("Task", "theirs", assigned_to=SHE, status="open"), a_row("Task", "office", assigned_to=HE, status="open"),
    )  # fmt: skip
    assert found(handed(me, *others, offered(**ANSWERED)), "post") is None
    shared = a_row("CaseShare", with_post=HERE, began=NOON)
    assert found(handed(me, task, shared, offered(**ANSWERED)), "post") is None


def test_a_victim_is_told_where_that_is_safe() -> None:
    """Who can be reached safely is told; whom nothing safe reaches, or who came later, holds nothing up."""
    person = a_row("Person", "ann")
    role = a_row("CaseRole", person=person.id, role="victim")
    reach = a_row("ContactPoint", person=person.id, number="+17585550101", safe="safe", tracked="no")
    told = a_row("InformationGiven", person=person.id, kind="handover", understood="yes", at=NOON)
    rows = (person, role, offered(**ANSWERED))
    said = found(handed(*rows, reach), "post")
    assert said is not None
    assert [(need.record, need.person) for need in said.needs] == [("InformationGiven", person.id)]
    assert past(handed(*rows, reach)) == ["handover-accepted"]
    assert found(handed(*rows, reach, told), "post") is None
    assert found(handed(*rows), "post") is None
    later = replace(handed(*rows, reach), read_standing=lambda row: wrote(NOON_MS + HOUR * (row.id == person.id)))
    assert past(later) == []
