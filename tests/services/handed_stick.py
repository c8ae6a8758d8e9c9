"""Cases that go from post to post by stick in a country in memory, with headquarters out of reach."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from tests.lab.simulation.ways import Stick, StickCarrier
from tests.services.countries import Country, a_country
from tests.services.enrolments import post_id, save
from tests.services.writes import CASE, add_note, begin_case
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.handing_over import ACCEPTED, ADVANCE
from tipdesk.domain.schema import Scope
from tipdesk.services.directory.handing_grants import HANDOVER, POST, known_by
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.handed.put_on_stick import OnStick, put_on_stick
from tipdesk.services.sync.sync_now import SyncReport, sync_now

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row

NOTE = BY_NAME["Note"]
DIGITS = "1" * 32


def a_country_that_hands() -> Country:
    """Return headquarters, two PCs of post A and one of post B; A may hand cases to B, which all of them know."""
    made = a_country({"A": 2, "B": 1})
    grant(made, "A", may_hand_to="B", handover_codes=known_by(post_id(made, "A"), DIGITS))
    for site in made.posts:
        made.sync(site)
    return made


def grant(country: Country, post: str, **given: object) -> None:
    """Let headquarters say what a post may hand over directly."""
    save(country, POST, post_id(country, post), **given)


def a_stick() -> Stick:
    """Return an empty stick."""
    return Stick(Random(0))


def offer(country: Country, site: Site, case: bytes, to: str = "B", by: str = ADVANCE, **given: Value) -> bytes:
    """Write an offer of a case to a post, whatever it says of its right; return its row."""
    row = site.ids.new_id()
    values: dict[str, Value] = {"to_post": post_id(country, to), "why": "Lives there.", "way": "stick", "grant": by}
    with site.desk().work() as work:
        work.append(Scope.CASE, case, [change_of_new(HANDOVER, row, {**values, **given})], urgent=True)
    return row


def put(country: Country, site: Site, case: bytes, row: bytes, stick: Stick, to: str = "B") -> OnStick:
    """Put a case that is offered onto a stick."""
    carrier = StickCarrier(stick, site.device)
    return put_on_stick(site.desk(), carrier, case, (row, post_id(country, to)), no_step, never)


def by_stick(site: Site, stick: Stick) -> SyncReport:
    """Let a post read a stick, and write to it."""
    return sync_now(site.desk(), StickCarrier(stick, site.device), no_step, never)


def told(report: SyncReport) -> list[tuple[str, str, str]]:
    """Return kind, verdict and reason of what came from other posts, or was refused."""
    return [(one.kind, one.verdict, one.reason) for one in report.received if one.kind != "receipt"]


def answer(site: Site, row: bytes, said: str = ACCEPTED) -> None:
    """Answer a hand-over at the post that received it, as the verbs do: with an acceptance the case is of this post."""
    with site.desk().work() as work:
        seen = work.get_row(HANDOVER, row)
        assert seen is not None
        case = seen.case or b""
        changes = [change_of_row(seen, {"answer": said, "answered_by": site.actor.officer})]
        if said == ACCEPTED and (own := work.get_row(CASE, case)) is not None:
            changes.append(change_of_row(own, {"post": seen["to_post"], "owner": site.actor.officer}))
        work.append(Scope.CASE, case, [one for one in changes if one is not None], urgent=True)


def handover_at(site: Site, row: bytes) -> Row | None:
    """Return a hand-over as a PC holds it, None where it has never heard of it."""
    with site.desk().read() as reader:
        return reader.get_row(HANDOVER, row)


def notes_at(site: Site, case: bytes) -> list[str]:
    """Return the notes of a case that a PC holds, in alphabetical order."""
    with site.desk().read() as reader:
        return sorted(str(row["text"]) for row in reader.find_rows(NOTE, case=case))


def handed_case(country: Country) -> tuple[bytes, bytes, Stick]:
    """Return a case of the first PC of A that lies on a stick for B, the hand-over and the stick: nobody else knows."""
    case = begin_case(country.post)
    add_note(country.post, case, "by A")
    row, stick = offer(country, country.post, case), a_stick()
    put(country, country.post, case, row, stick)
    return case, row, stick
