"""Three posts and headquarters over real stores, and a case that is offered or handed over between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.lab.simulation.engines import StoreEngine
from tests.services.arrived import arrived_case
from tests.services.countries import Country, a_country
from tests.services.documents import a_document
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.directory.shares import post_in_charge
from tipdesk.services.handover.answer_hand_over import accept_case
from tipdesk.services.handover.hand_over import hand_over
from tipdesk.services.my_work.my_work import Duty, my_work
from tipdesk.services.remembered.office import TO_FORGET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.lab.simulation.sites import Site
    from tipdesk.domain.rows import Row

WHY = "They live in that district."


def three_posts() -> Iterator[Country]:
    """Three posts of one PC each, and headquarters with a coordinator, over real stores."""
    made = a_country({"A": 1, "B": 1, "C": 1}, StoreEngine())
    made.office.actor = replace(made.office.actor, roles=made.office.actor.roles | {"coordinator"})
    yield made
    for site in (made.office, *made.posts):
        site.store.close()


def begun(country: Country) -> bytes:
    """Return an open case of the first post, with a task of its officer, that headquarters has."""
    desk = country.post.desk()
    case = arrived_case(desk, {**a_document(), "case": {"title": "Heron", "status": "open"}}).id
    add_record(desk, case, BY_NAME["Task"], {"title": "Ring", "status": "open", "assigned_to": desk.actor.login})
    country.sync()
    return case


def offered(country: Country, to: str = "B") -> bytes:
    """Return a case of the first post that is offered to another and lies there."""
    case = begun(country)
    hand_over(country.post.desk(), case, to, WHY)
    country.sync()
    country.sync(site_of(country, to))
    return case


def taken(country: Country, to: str = "B") -> bytes:
    """Return a case that another post has taken on; everybody has heard of it."""
    case = offered(country, to)
    accept_case(site_of(country, to).desk(), case)
    for _round in range(2):
        for site in (site_of(country, to), country.post):
            country.sync(site)
    return case


def site_of(country: Country, post: str) -> Site:
    """Return the PC of a post."""
    return next(one for one in country.posts if one.post == post)


def rows(site: Site, record: str, case: bytes) -> list[Row]:
    """Return the rows of a case that a PC holds."""
    with site.desk().read() as reader:
        return reader.find_rows(BY_NAME[record], case=case)


def in_charge(site: Site, case: bytes) -> str:
    """Return the code of the post in charge, as a PC has it."""
    with site.desk().read() as reader:
        post = reader.get_row(BY_NAME["Post"], post_in_charge(reader, case) or b"")
        [line] = reader.find_case_summaries([case])
        assert line.post == (post["code"] if post else "")
    return line.post


def of_country(country: Country, case: bytes) -> object:
    """Return the code of the post whose case headquarters' intake takes it to be."""
    with country.office.desk().read() as reader:
        post = reader.get_row(BY_NAME["Post"], country.registry().post_of_case(case) or b"")
        return post["code"] if post is not None else None


def parked(country: Country) -> list[str]:
    """Return why headquarters keeps entries aside."""
    with country.office.desk().work() as work:
        return [one.reason for one in work.ledger.find_parked()]


def owed(country: Country) -> dict[bytes, bool]:
    """Return which PCs are to forget a case, and whether they have."""
    with country.office.desk().read() as reader:
        return {one.device: bool(one.done_at) for one in TO_FORGET.get(reader)}


def waiting(site: Site) -> list[bytes]:
    """Return the cases that are handed over to the officer of a PC."""
    return [line.case for line in my_work(site.desk()).lines if line.duty is Duty.HAND_OVER]
