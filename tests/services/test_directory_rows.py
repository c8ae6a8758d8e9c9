"""Headquarters keeps its directory by hand: what is stored, what is refused, and by whom."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor, make_desk, make_store
from tests.services.office_desk import OFFICE, POST_ID, make_office
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.services.directory.find_duty_numbers import find_duty_numbers
from tipdesk.services.headquarters.directory.add_post import add_post
from tipdesk.services.headquarters.directory.officers import disable_officer
from tipdesk.services.headquarters.directory.rows import (
    add_directory_row,
    amend_directory_row,
    delete_directory_row,
    directory_document,
    find_directory_record,
    list_directory,
    pick_directory_row,
    restore_directory_row,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tipdesk.services.desk import Desk


DUTY, AGENCY, POST, OFFICER, DEVICE = (BY_NAME[name] for name in ("DutyNumber", "Agency", "Post", "Officer", "Device"))
NUMBER = {"kind": "duty_officer", "phone": "+1 758 555 0101"}


@pytest.fixture
def desk() -> Desk:
    """Headquarters: its own post and officer, and one post with an officer and a PC."""
    return make_office()


def refused(code: str, deed: Callable[[], object]) -> list[str]:
    """Return the paths of the fields that a deed was refused for, under this code."""
    with pytest.raises(UserError) as caught:
        deed()
    assert caught.value.code == code
    return [problem.path for problem in caught.value.fields]


def test_a_duty_number_is_added_changed_deleted_restored(desk: Desk) -> None:
    """Each deed shows at once in what posts are told to ring; a change that changes nothing writes nothing."""
    row = add_directory_row(desk, DUTY, NUMBER).row
    assert [(line.kind, line.phone) for line in find_duty_numbers(desk)] == [("duty_officer", "+17585550101")]
    [seen] = list_directory(desk, DUTY)
    assert amend_directory_row(desk, seen, {"phone": "758 555 0102", "languages": "eng;spa"}).row == row
    [line] = find_duty_numbers(desk)
    assert (line.phone, line.languages) == ("+17585550102", frozenset({"eng", "spa"}))
    [seen] = list_directory(desk, DUTY)
    assert amend_directory_row(desk, seen, {"phone": "758 555 0102"}).kinds == frozenset()
    delete_directory_row(desk, seen)
    assert (find_duty_numbers(desk), list_directory(desk, DUTY)) == ([], [])
    [gone] = list_directory(desk, DUTY, with_deleted=True)
    restore_directory_row(desk, gone)
    assert [one.phone for one in find_duty_numbers(desk)] == ["+17585550102"]


def test_every_wrong_answer_is_named(desk: Desk) -> None:
    """No code outside its list, no number that cannot be rung, nothing needed left out, nothing unknown."""
    bad = {"kind": "plumber", "phone": "12", "hour_from": 24, "nickname": "x"}
    assert refused("bad-fields", partial(add_directory_row, desk, DUTY, bad)) == [
        "DutyNumber.kind", "DutyNumber.phone", "DutyNumber.hour_from", "DutyNumber.nickname"
    ]  # fmt: skip
    assert refused("bad-fields", partial(add_directory_row, desk, AGENCY, {"contact": "x"})) == ["Agency.name"]
    add_directory_row(desk, DUTY, NUMBER)
    [seen] = list_directory(desk, DUTY)
    assert refused("bad-fields", partial(amend_directory_row, desk, seen, {"phone": ""})) == ["DutyNumber.phone"]
    refused("bad-record", partial(add_directory_row, desk, DEVICE, {"name": "PC 9"}))
    refused("bad-record", partial(find_directory_record, "Person"))


def test_posts(desk: Desk) -> None:
    """Headquarters keeps its code and its post, no code stands twice, and a post with people or PCs stays."""
    own, other = (pick_directory_row(desk, POST, code) for code in ("HQ", "vft"))
    assert refused("bad-fields", partial(amend_directory_row, desk, own, {"code": "ABC"})) == ["Post.code"]
    assert refused("bad-fields", partial(amend_directory_row, desk, other, {"code": "hq"})) == ["Post.code"]
    refused("post-in-use", partial(delete_directory_row, desk, own))
    refused("post-in-use", partial(delete_directory_row, desk, other))
    amend_directory_row(desk, own, {"name": "Counter-TIP Unit"})
    amend_directory_row(desk, other, {"name": "Vieux Fort port", "kind": "seaport"})
    assert pick_directory_row(desk, POST, "VFT")["name"] == "Vieux Fort port"
    add_directory_row(desk, POST, {"code": "CAS", "name": "Castries"})
    gone = pick_directory_row(desk, POST, "CAS")
    delete_directory_row(desk, gone)
    add_directory_row(desk, POST, {"code": "CAS", "name": "Castries again"})
    [deleted] = [row for row in list_directory(desk, POST, with_deleted=True) if row.deleted]
    assert refused("bad-fields", partial(restore_directory_row, desk, deleted)) == ["Post.code"]


def test_officers(desk: Desk) -> None:
    """Name, post and roles change; login and keys do not, and an officer is neither added nor deleted here."""
    joan = pick_directory_row(desk, OFFICER, "joan")
    amend_directory_row(desk, joan, {"name": "Joan Invented", "roles": "frontline;supervisor", "post": "HQ"})
    joan = pick_directory_row(desk, OFFICER, "joan")
    assert (joan["name"], joan["roles"], joan["post"]) == (
        "Joan Invented",
        frozenset({"frontline", "supervisor"}),
        POST_ID,
    )
    fixed = {"login": "jo", "sign_key": "00"}
    assert refused("bad-fields", partial(amend_directory_row, desk, joan, fixed)) == [
        "Officer.login", "Officer.sign_key"
    ]  # fmt: skip
    assert refused("bad-fields", partial(amend_directory_row, desk, joan, {"roles": "king"})) == ["Officer.roles"]
    refused("officer-not-deleted", partial(delete_directory_row, desk, joan))
    refused("officer-not-added", partial(add_directory_row, desk, OFFICER, {"name": "Somebody"}))
    listed = directory_document(list_directory(desk, OFFICER)[-1])["fields"]
    assert isinstance(listed, dict)
    assert listed.keys() == {"login", "name", "post", "roles"}


def test_somebody_is_left_who_may_change_the_directory(desk: Desk) -> None:
    """The last administrator at headquarters cannot be disabled, nor lose the role or the post; a second frees it."""
    own = pick_directory_row(desk, OFFICER, "admin")
    for given in ({"disabled": True}, {"roles": "frontline"}, {"post": "VFT"}):
        refused("last-one", partial(amend_directory_row, desk, own, given))
    refused("last-one", partial(disable_officer, desk, "admin"))
    assert pick_directory_row(desk, OFFICER, "admin")["disabled"] is None
    joan = pick_directory_row(desk, OFFICER, "joan")
    amend_directory_row(desk, joan, {"post": "HQ", "roles": "coordinator"})
    amend_directory_row(desk, own, {"roles": "frontline"})


def test_only_headquarters_and_only_two_roles(desk: Desk) -> None:
    """Other roles at headquarters change nothing in the directory, by any verb; at a post nobody does."""
    auditor = replace(desk, actor=make_actor("auditor", frozenset({"auditor", "frontline"})))
    refused("not-allowed", partial(add_directory_row, auditor, DUTY, NUMBER))
    refused("not-allowed", partial(add_post, auditor, "CAS", "Castries"))
    assert add_post(replace(desk, actor=make_actor("lead", frozenset({"coordinator"}))), "CAS", "Castries")
    away = make_store(2)
    refused("not-headquarters", partial(add_directory_row, make_desk(away, OFFICE), DUTY, NUMBER))
