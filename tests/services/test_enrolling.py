"""Enrolment at headquarters: what a grant carries, until when a request counts, and how a PC comes to another post."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from tests.lab.simulation.engines import PureEngine, StoreEngine
from tests.lab.simulation.sites import Site, make_site
from tests.lab.simulation.truths import DIRECTORY
from tests.services.countries import Country, a_country, add_note, begin_case, bundle_of, write_directory
from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.records import BY_NAME
from tipdesk.services.headquarters.add_post import NewPost
from tipdesk.services.headquarters.answered_requests import DAY_MS, LASTS_DAYS
from tipdesk.services.headquarters.enrol_device import enrol_device
from tipdesk.services.headquarters.found_headquarters import AUTHORITY_SETTING
from tipdesk.services.headquarters.move_officer import move_officer
from tipdesk.services.headquarters.registry import DEVICE, OFFICER, POST, get_post
from tipdesk.services.headquarters.revoke_device import revoke_device
from tipdesk.services.headquarters.writing import change_of
from tipdesk.services.headquarters.writing import write_directory as save_directory
from tipdesk.services.sync.accept_grant import accept_grant
from tipdesk.services.sync.request_enrolment import Enrolment, request_enrolment
from tipdesk.services.sync.standing import get_keyset
from tipdesk.sync.document import GRANT, REQUEST, Grant, Request, read_payload, write_payload
from tipdesk.sync.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.lab.simulation.engines import Engine
    from tipdesk.domain.schema import RecordType

EDITS = 100
NOTE, CASE = BY_NAME["Note"], BY_NAME["Case"]


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[TipdeskError]]:
    """Expect a refusal by name, with words."""
    with pytest.raises(TipdeskError) as caught:
        yield caught
    assert (caught.value.code, " " in caught.value.text(str)) == (code, True)


@pytest.fixture
def country() -> Country:
    """Headquarters, two PCs of post A and one of post B."""
    return a_country({"A": 2, "B": 1})


def ask(site: Site) -> Enrolment:
    """Let a PC make a request, with keys of its officer."""
    return request_enrolment(site.desk(), b"s" * 32, b"k" * 32)


def answer(country: Country, request: Enrolment, post: str | NewPost, **options: Any) -> bytes:  # noqa: ANN401 - as of `enrol_device`
    """Let headquarters answer a request; return the grant."""
    return enrol_device(country.office.desk(), request.document, post, request.fingerprint, **options)[1]


def accept(country: Country, site: Site, grant: bytes) -> None:
    """Let a PC take in its grant, the digits compared."""
    desk = country.office.desk()
    with desk.read() as reader:
        accept_grant(site.desk(), grant, desk.keys.fingerprint(get_keyset(reader).root))


def post_of(country: Country, site: Site) -> str:
    """Return the code of the post at which headquarters has a PC."""
    with country.office.desk().read() as reader:
        device = reader.get_row(DEVICE, site.device)
        assert device is not None
        place = device["post"]
        row = reader.get_row(POST, place) if isinstance(place, bytes) else None
    return str(row["code"]) if row else ""


def directory_of(site: Site) -> list[tuple[object, ...]]:
    """Return what a PC holds of the directory, with the dots of every field."""
    with site.desk().read() as reader:
        rows = [row for record in DIRECTORY for row in reader.find_rows(record, with_deleted=True)]
    return [
        (row.record.number, row.id, dict(row.values), {n: tuple(sorted(d)) for n, d in row.dots.items()}, row.siblings)
        for row in rows
    ]


def disputes_of(site: Site) -> list[object]:
    """Return what a PC shows as disputed in the directory."""
    return [row[-1] for row in directory_of(site) if row[-1]]


def changed(request: Enrolment, site: Site, **changes: object) -> Enrolment:
    """Return a request that says something else, rightly signed by its PC."""
    said = msgspec.structs.replace(read_payload(request.document, REQUEST, Request)[0], **changes)
    return Enrolment(write_payload(REQUEST, said, site.keys.signer), request.fingerprint)


def save(country: Country, record: RecordType, row: bytes, **given: object) -> None:
    """Change a row of the directory as headquarters does, having seen it."""
    desk = country.office.desk()
    with desk.work() as work:
        save_directory(desk, work, [change_of(record, row, given, work.get_row(record, row))])


def edit(country: Country, site: Site, times: int) -> None:
    """Change the rows of a PC, its officer and its post so many times, a field at a time."""
    with country.office.desk().read() as reader:
        post = get_post(reader, site.post).id
    for number in range(times):
        save(country, POST, post, name=f"Post in its {number}. year")
        save(country, OFFICER, site.actor.officer, name=f"Officer {number}")
        save(country, DEVICE, site.device, name=f"PC {number}")


def notes_of(site: Site, case: bytes) -> int:
    """Return how many notes of a case a PC holds."""
    with site.desk().read() as reader:
        return len(reader.find_rows(NOTE, case=case))


def holds(site: Site, case: bytes) -> bool:
    """Tell whether a PC holds a case."""
    with site.desk().read() as reader:
        return reader.get_row(CASE, case) is not None


@pytest.mark.parametrize("engine", [PureEngine(), StoreEngine()], ids=["pure", "store"])
def test_a_grant_carries_current_rows_only(engine: Engine) -> None:
    """After a hundred edits of each row it is as small as before, and the PC ends with what every other PC holds."""
    country = a_country({"A": 2}, engine)
    first, second = country.posts
    before = len(answer(country, ask(first), "A"))
    edit(country, first, EDITS)
    grant = answer(country, ask(first), "A")
    carried = read_payload(grant, GRANT, Grant)[0]
    assert len(grant) < before + 1_000 < LIMITS.document
    assert len(carried.items) <= len([*DEVICE.fields, *OFFICER.fields, *POST.fields])
    accept(country, first, grant)
    assert disputes_of(first) == []
    for site in (first, second):
        country.sync(site)
    assert directory_of(first) == directory_of(second) == directory_of(country.office)
    assert [site.store.problems() for site in (first, second, country.office)] == [[], [], []]
    for site in (first, second, country.office):
        site.store.close()


def test_a_new_pc_meets_the_history_after_its_grant() -> None:
    """A PC that never held the rows takes the last writes first; the replaced ones come later and stay replaced."""
    country = a_country({"A": 1})
    edit(country, country.post, EDITS)
    new = make_site(PureEngine(), "A2", "A", country.post.clock.true)
    accept(country, new, answer(country, ask(new), "A"))
    with new.desk().read() as reader:
        assert get_post(reader, "A")["name"] == f"Post in its {EDITS - 1}. year"
    assert disputes_of(new) == []
    country.sync(new)
    assert directory_of(new) == directory_of(country.office)
    assert disputes_of(new) == []


def test_grants_that_were_lost_are_made_up_for(country: Country) -> None:
    """Answered four times, edited between, a PC that takes in the last grant alone sees one row of each, and no two."""
    new = make_site(PureEngine(), "A3", "A", country.post.clock.true)
    for _time in range(3):
        answer(country, ask(new), "A")
        edit(country, new, 3)
        country.office.clock.true[0] += DAY_MS
    accept(country, new, answer(country, ask(new), "A"))
    with new.desk().read() as reader:
        device, officer = reader.get_row(DEVICE, new.device), reader.get_row(OFFICER, new.actor.officer)
    assert device is not None
    assert officer is not None
    assert (device["name"], officer["name"]) == ("PC 2", "Officer 2")
    assert disputes_of(new) == []
    country.sync(new)
    assert directory_of(new) == directory_of(country.office)


def test_values_in_dispute_come_with_the_grant(country: Country) -> None:
    """Two live values of a field, as after a restore, are both carried: the PC sees the dispute, and loses neither."""
    with country.office.desk().read() as reader:
        post = get_post(reader, "A")
    write_directory(country.office, POST, post.id, name="Another name")
    new = make_site(PureEngine(), "A3", "A", country.post.clock.true)
    accept(country, new, answer(country, ask(new), "A"))
    with new.desk().read() as reader:
        row = reader.get_row(POST, post.id)
    assert row is not None
    assert {one.value for one in row.siblings["name"]} == {"A", "Another name"}
    country.sync(new)
    assert directory_of(new) == directory_of(country.office)


def test_a_pc_may_be_enrolled_any_number_of_times(country: Country) -> None:
    """A tenth grant is no larger than the third, and whoever syncs after it holds the same."""
    sizes = []
    for _time in range(10):
        grant = answer(country, ask(country.post), "A")
        accept(country, country.post, grant)
        country.sync()
        sizes.append(len(grant))
    assert max(sizes[2:]) - min(sizes[2:]) < 64
    assert directory_of(country.post) == directory_of(country.office)


def test_a_long_log_table_stays_at_home(country: Country) -> None:
    """Headquarters' log names hundreds of logs whose conflicts it settled; the grant brings those that it needs."""
    with country.office.desk().work() as work:
        table = work.ledger.log_table(country.office.log)
        work.ledger.keep_log_table(country.office.log, [*table, *(bytes([1, n % 256]) * 8 for n in range(240))])
    carried = read_payload(answer(country, ask(country.post), "A"), GRANT, Grant)[0]
    assert max(len(log.table) for log in carried.logs) <= 1 + len(table)


def test_the_same_answer_may_be_given_again(country: Country) -> None:
    """A grant that was lost is made again to the byte, and nothing is written; asked otherwise, it is refused."""
    request = ask(country.post)
    grant = answer(country, request, "A", roles=["frontline"])
    with country.office.desk().work() as work:
        seq = work.ledger.own().seq
    assert answer(country, request, "a ", roles=["frontline"]) == grant
    with country.office.desk().work() as work:
        assert work.ledger.own().seq == seq
    for options in ({}, {"roles": ["investigator"]}, {"existing": country.post.actor.login}):
        with refused("request-answered"):
            answer(country, request, "A", **options)
    for post in ("B", NewPost("C", "A third post")):
        with refused("request-answered"):
            answer(country, request, post, move=True)


def test_a_later_answer_ends_every_earlier_request(country: Country) -> None:
    """Of three requests only the last was answered: none of the others counts, nor that one at another post."""
    first, second, third = (ask(country.post) for _time in range(3))
    answer(country, third, "A")
    for request in (first, second):
        for options in ({"post": "A"}, {"post": "B", "move": True}):
            with refused("request-old"):
                answer(country, request, **options)
    assert post_of(country, country.post) == "A"


def test_a_pc_whose_clock_was_set_back_is_still_believed(country: Country) -> None:
    """Its requests are numbered: the later one counts, although it says that it is ten years older."""
    answer(country, ask(country.post), "A")
    country.post.clock.wrong_ms = -10 * 365 * DAY_MS
    old, new = ask(country.post), ask(country.post)
    answer(country, new, "B", move=True)
    with refused("request-old"):
        answer(country, old, "A", move=True)
    assert post_of(country, country.post) == "B"


@pytest.mark.parametrize("wrong_days", [0, -20_000, 20_000], ids=["right", "from 1971", "from the future"])
def test_a_request_ends_after_thirty_days(country: Country, wrong_days: int) -> None:
    """By headquarters' clock: from the time it states or, where that cannot be true, from when it was first shown."""
    new = make_site(PureEngine(), "A3", "A", country.post.clock.true)
    new.clock.wrong_ms = wrong_days * DAY_MS
    request = ask(new)
    with refused("unknown-post"):
        answer(country, request, "ZZZ")
    country.office.clock.true[0] += (LASTS_DAYS - 1) * DAY_MS
    answer(country, request, "A")
    country.office.clock.true[0] += 2 * DAY_MS
    with refused("request-expired"):
        answer(country, request, "A")
    other = make_site(PureEngine(), "A4", "A", country.post.clock.true)
    other.clock.wrong_ms = wrong_days * DAY_MS
    answer(country, ask(other), "A")


def test_a_move_must_be_said(country: Country) -> None:
    """Without a word the PC stays; with it, it moves once; where there is nothing to move, that is said."""
    request = ask(country.post)
    with refused("enrolled-elsewhere") as refusal:
        answer(country, request, "B")
    assert "A" in str(refusal.value.values)
    assert post_of(country, country.post) == "A"
    with refused("nothing-to-move"):
        answer(country, request, "A", move=True)
    grant = answer(country, request, "B", move=True)
    assert answer(country, request, "B", move=True) == grant
    assert post_of(country, country.post) == "B"
    accept(country, country.post, grant)
    country.sync()
    with refused("request-answered"):
        answer(country, request, "A", move=True)
    with refused("enrolled-elsewhere"):
        answer(country, ask(country.post), "A")


def test_a_post_may_be_added_with_the_pc_that_moves_there(country: Country) -> None:
    """Both land together, or neither does."""
    request = ask(country.post)
    with refused("enrolled-elsewhere"):
        answer(country, request, NewPost("C", "A third post"))
    with country.office.desk().read() as reader, refused("unknown-post"):
        get_post(reader, "C")
    answer(country, request, NewPost("C", "A third post"), move=True)
    assert post_of(country, country.post) == "C"


def test_records_that_wait_hold_a_move_back(country: Country) -> None:
    """What the PC has not sent would come as another post's: it syncs first, then asks again."""
    begin_case(country.post)
    with refused("records-unsent"):
        answer(country, ask(country.post), "B", move=True)
    country.sync()
    answer(country, ask(country.post), "B", move=True)


@pytest.mark.parametrize("engine", [PureEngine(), StoreEngine()], ids=["pure", "store"])
def test_cases_stay_with_the_post_at_which_they_were_begun(engine: Engine) -> None:
    """The former post writes on and sees it, the new post gets nothing of it, and what is begun there is its own."""
    country = a_country({"A": 2, "B": 1}, engine)
    moved, left, there = country.posts
    old = begin_case(moved)
    for site in (moved, left):
        country.sync(site)
    add_note(left, old)
    country.receive(bundle_of(left))  # it waits in the down-log of the PC that moves
    accept(country, moved, answer(country, ask(moved), "B", move=True))
    moved.post = "B"
    new = begin_case(moved)
    for site in (moved, left, there, moved):
        country.sync(site)
    posts = {code: post_id(country, code) for code in ("A", "B")}
    registry = country.registry()
    assert (registry.post_of_case(old), registry.post_of_case(new)) == (posts["A"], posts["B"])
    add_note(left, old)
    for site in (left, there, moved):
        country.sync(site)
    assert (notes_of(left, old), notes_of(country.office, old)) == (2, 2)
    assert (holds(there, old), holds(there, new), holds(left, new)) == (False, True, False)
    assert notes_of(moved, old) == 0
    add_note(moved, old)
    country.sync(moved)
    with country.office.desk().work() as work:
        assert [one.reason for one in work.ledger.find_parked()] == ["other-post"]
    assert [site.store.problems() for site in (*country.posts, country.office)] == [[], [], [], []]
    for site in (*country.posts, country.office):
        site.store.close()


def post_id(country: Country, code: str) -> bytes:
    """Return the id of a post."""
    with country.office.desk().read() as reader:
        return get_post(reader, code).id


def test_a_revoked_pc_is_refused_by_name(country: Country) -> None:
    """However often it was enrolled, edited or moved before: what it asks is refused, and nothing is written."""
    twice, moved, edited = country.posts
    accept(country, twice, answer(country, ask(twice), "A"))
    answer(country, ask(moved), "B", move=True)
    edit(country, edited, 20)
    kept = [ask(site) for site in country.posts]
    for site in country.posts:
        revoke_device(country.office.desk(), site.device)
    with country.office.desk().work() as work:
        seq = work.ledger.own().seq
    for site, request in zip(country.posts, kept, strict=True):
        for post, move in (("A", False), ("B", False), ("A", True), ("B", True)):
            for one in (request, ask(site)):
                with refused("device-revoked"):
                    answer(country, one, post, move=move)
    with country.office.desk().work() as work:
        assert work.ledger.own().seq == seq


def test_an_officer_of_two_pcs_keeps_both(country: Country) -> None:
    """Enrolled a second and third time, each PC keeps its own id of the officer, and roles stay as decided since."""
    first, other = country.posts[0], make_site(PureEngine(), "A9", "A", country.post.clock.true)
    save(country, OFFICER, first.actor.officer, roles=["frontline"])
    for _time in range(3):
        accept(country, other, answer(country, ask(other), "A", existing=first.actor.login))
        accept(country, first, answer(country, ask(first), "A"))
    with country.office.desk().read() as reader:
        row, further = (reader.get_row(OFFICER, one.actor.officer) for one in (first, other))
    assert row is not None
    assert further is not None
    assert (row["roles"], further["same_as"]) == (frozenset({"frontline"}), first.actor.officer)
    move_officer(country.office.desk(), first.actor.login, "B")
    accept(country, other, answer(country, ask(other), "A", existing=first.actor.login))
    for site in (first, other):
        country.sync(site)
    assert directory_of(first) == directory_of(other) == directory_of(country.office)


def test_the_officer_named_is_the_one_of_this_pc(country: Country) -> None:
    """Where the PC's own officer is named as the existing one, their keys and post follow, and their login stays."""
    save(country, OFFICER, country.post.actor.officer, login="renamed")
    answer(country, ask(country.post), "B", existing="renamed", move=True)
    with country.office.desk().read() as reader:
        row = reader.get_row(OFFICER, country.post.actor.officer)
    assert row is not None
    assert (row["login"], row["post"], row["seal_key"]) == ("renamed", post_id(country, "B"), b"s" * 32)


def test_without_a_memory_of_answers_the_directory_says_when(country: Country) -> None:
    """An earlier version or a backup leaves none: what was made before the enrolment on record counts no more."""
    kept = ask(country.post)
    country.office.clock.true[0] += DAY_MS
    answer(country, ask(country.post), "A")
    forget_answers(country, country.post)
    with refused("request-old"):
        answer(country, kept, "B", move=True)
    never = changed(ask(country.post), country.post, made_at=5, number=0)
    with refused("request-old"):
        answer(country, never, "B", move=True)
    country.office.clock.true[0] += DAY_MS
    answer(country, changed(ask(country.post), country.post, number=0), "B", move=True)


def forget_answers(country: Country, site: Site) -> None:
    """Take away what headquarters remembers of its answers to a PC."""
    with country.office.desk().work() as work:
        work.put_setting(f"answered:{site.device.hex()}", None)


def test_a_pc_that_was_put_back_is_enrolled_again(country: Country) -> None:
    """Its new log has numbers of its own; what the former log asked has ended, answered or not."""
    backup, kept = country.post.store.backup(), ask(country.post)
    answer(country, ask(country.post), "A")
    country.put_back_post(backup)
    late = ask(country.post)
    answer(country, late, "A")
    with refused("request-old"):
        answer(country, kept, "A")


def test_a_grant_that_would_not_fit_leaves_the_post_to_the_down_log(country: Country) -> None:
    """The way to a keyset may be long: the PC's own row comes first, then the officer's; without room nobody is."""
    keep_padding(country, 0)
    edit(country, country.post, 3)
    whole = read_payload(answer(country, ask(country.post), "A"), GRANT, Grant)[0]
    room = LIMITS.document - 128 - len(msgspec.msgpack.encode(whole))
    keep_padding(country, room + 40)
    short = read_payload(answer(country, ask(country.post), "A"), GRANT, Grant)[0]
    assert 0 < len(short.items) < len(whole.items)
    keep_padding(country, LIMITS.document)
    with refused("grant-too-large"):
        answer(country, ask(country.post), "A")


def keep_padding(country: Country, size: int) -> None:
    """Give headquarters a certificate authority of so many bytes, which every grant carries."""
    with country.office.desk().work() as work:
        work.put_setting(AUTHORITY_SETTING, bytes(size))


def test_a_request_of_an_earlier_version_is_read() -> None:
    """It has neither number nor count: its time orders it."""
    country = a_country()
    said = read_payload(ask(country.post).document, REQUEST, Request)[0]
    content = msgspec.msgpack.encode(list(msgspec.structs.astuple(said))[:10])
    assert msgspec.msgpack.decode(content, type=Request) == msgspec.structs.replace(said, number=0, waiting=0)
