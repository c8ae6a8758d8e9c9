"""A device asks what waits for it: who is refused, what headquarters learns of the question, and what it answers."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.fakes.keys import FakeKeys
from tests.services.countries import Country, a_country, bundle_of, fetch_of, receipt_in
from tests.services.writes import add_note, begin_case
from tipdesk.domain.changes import Change
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import Scope
from tipdesk.services.from_headquarters import get_down, get_keyset, received_up_to
from tipdesk.services.headquarters.directory.registry import DEVICE
from tipdesk.services.headquarters.directory.revoke_device import revoke_device
from tipdesk.services.headquarters.intake.answer_fetch import answer_fetch
from tipdesk.services.headquarters.intake.contact import WIRE
from tipdesk.services.headquarters.intake.inbox import open_inbox
from tipdesk.services.headquarters.keys.office import known_keysets
from tipdesk.services.headquarters.ledger.down_bundles import down_seen
from tipdesk.services.integrity.note_incident import find_open
from tipdesk.services.remembered.link import KEYSET_IN_FORCE
from tipdesk.services.remembered.office import EPOCH, KEYSET_SEEN, LAST_HEARD
from tipdesk.services.sync.pull.take_arrival import take_arrival
from tipdesk.sync.bundle import MAGIC, upload_key
from tipdesk.sync.document import (
    KEYSET,
    LEDGER,
    RECEIPT,
    IncidentNote,
    LedgerGrowth,
    read_payload,
    with_word,
    write_payload,
)
from tipdesk.sync.envelope import is_kind
from tipdesk.sync.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.lab.simulation.sites import Site
    from tipdesk.services.desk import UnitOfWork

ROOT = FakeKeys.of("root 1").signer


def kinds(answer: list[bytes]) -> list[str]:
    """Return what an answer is made of."""
    return [
        next(
            (kind for kind in (RECEIPT, LEDGER, KEYSET) if is_kind(one, kind)),
            "bundle" if one.startswith(MAGIC) else "?",
        )
        for one in answer
    ]


def refusal(country: Country, document: bytes) -> str:
    """Return why headquarters does not answer; nothing of the question is remembered."""
    desk = country.office.desk()
    with desk.read() as reader:
        before = [LAST_HEARD.of(site.device).get(reader) for site in country.posts]
    with pytest.raises(Distrust) as refused:
        answer_fetch(desk, document)
    with desk.read() as reader:
        assert before == [LAST_HEARD.of(site.device).get(reader) for site in country.posts]
    return refused.value.code


def test_who_gets_no_answer(country: Country) -> None:
    """A stranger; somebody else in a device's name; a device that was revoked; one whose row says too little."""
    post, other = country.posts
    assert refusal(country, fetch_of(post, device=b"stranger--------")) == "unknown-key"
    assert refusal(country, fetch_of(post, other.keys.signer)) == "bad-signature"
    revoke_device(country.office.desk(), post.device)
    assert refusal(country, fetch_of(post)) == "revoked"
    with country.office.desk().work() as work:
        key = {DEVICE.by_name["sign_key"].number: FakeKeys.of("half").signer.public}
        work.append(Scope.DIRECTORY, None, [Change(DEVICE.number, FakeKeys.of("half").device, key)])
    half = fetch_of(other, FakeKeys.of("half").signer, device=FakeKeys.of("half").device)
    assert refusal(country, half) == "unknown-key"


def test_what_is_answered_first(country: Country) -> None:
    """A receipt of the log that asks, then what waits down-log; the device that asked is told with it."""
    case = begin_case(country.post)
    country.receive(bundle_of(country.post))
    add_note(country.office, case)
    fetch, answer = answer_fetch(country.office.desk(), fetch_of(country.post))
    told = receipt_in(answer[0])
    assert (fetch.device, kinds(answer)) == (country.post.device, [RECEIPT, "bundle"])
    assert (told.device, told.log, told.seq) == (country.post.device, country.post.log, 1)
    assert 0 <= country.office.clock.true[0] - told.time < 9
    assert [one and one.verdict for one in (take_arrival(country.post.desk(), content) for content in answer)] == [
        "accepted",
        "accepted",
    ]


@pytest.mark.parametrize("place", [1, 2])
def test_a_bundle_of_the_same_device_may_come_between_the_parts_of_an_answer(country: Country, place: int) -> None:
    """The server keeps a fetch and an upload of one device apart no more than two devices: nothing is lost by it."""
    case = begin_case(country.post)
    country.receive(bundle_of(country.post))
    add_note(country.office, case)
    question = fetch_of(country.post)
    add_note(country.post, case, "later")
    bundle, desk, came, ended = bundle_of(country.post), country.office.desk(), list[bytes](), count(1)

    @contextmanager
    def work() -> Iterator[UnitOfWork]:
        with desk.work() as unit:
            yield unit
        if next(ended) == place:
            came.append(country.receive(bundle).receipt or b"")

    answer = answer_fetch(replace(desk, work=work), question)[1]
    assert (receipt_in(answer[0]).seq, receipt_in(came[0]).seq) == (1, 2)
    taken = [take_arrival(country.post.desk(), content) for content in (*came, *answer)]
    assert [one.verdict for one in taken if one] == ["accepted", "replay", "accepted"]
    with country.post.desk().read() as reader:
        assert received_up_to(reader) == 2, "the older receipt came last"
    assert "bundle" not in kinds(country.fetch())


@pytest.mark.parametrize("file", [WIRE, "found.tdf"])
def test_who_asks_is_heard(country: Country, file: str) -> None:
    """Headquarters remembers when and by which way; a wire is what it takes it for where nothing is said."""
    now = country.office.clock.true[0]
    answer_fetch(country.office.desk(), fetch_of(country.post), *([] if file == WIRE else [file]))
    with country.office.desk().read() as reader:
        last = LAST_HEARD.of(country.post.device).get(reader)
    assert last is not None
    assert (last.file, 0 < last.at - now < 9) == (file, True)


def test_a_question_tells_where_the_device_is(country: Country) -> None:
    """Its place in the down-log, the epoch and the keyset that it holds: known from then on, for this device alone."""
    device, desk = country.post.device, country.office.desk()
    with desk.work() as work:
        place = work.ledger.down.hash_at(device, 1)
    country.fetch(down_seq=1, down_hash=place, keyset=(1, 1), epoch=5 << 20)
    with desk.read() as reader:
        assert (down_seen(reader, device), down_seen(reader, country.posts[1].device)) == (1, 0)
        assert (KEYSET_SEEN.of(device).get(reader), EPOCH.get(reader) >> 20) == ((1, 1), 6)


def test_a_question_of_a_new_log_closes_the_one_before(country: Country) -> None:
    """A post that was put back asks under its new log: the receipt is of that one, what it wrote before comes down."""
    begin_case(country.post)
    bundle = bundle_of(country.post)
    country.receive(bundle)
    before = country.post.log
    country.fetch(log=b"n" * 16)
    with country.office.desk().work() as work:
        states = {one.log: one.closed for one in work.ledger.find_logs(country.post.device)}
        items = work.ledger.down.read(country.post.device, 0, LIMITS.plaintext)
    assert states == {before: True, b"n" * 16: False}
    assert (before, 1) in [(one.entry.log, one.entry.seq) for one in items]


def test_what_a_device_noticed_of_its_store_stands_open(country: Country) -> None:
    """Each note is an incident of that device; told again it is the same one."""
    note = IncidentNote(b"i" * 16, "store_older", 1_795_000_000_000, -240, "of a test", "heron", b"d" * 32)
    for _time in range(2):
        country.fetch(incidents=(note, msgspec.structs.replace(note, id=b"j" * 16)))
    with country.office.desk().read() as reader:
        assert {(row.id, row["device"], row["kind"]) for row in find_open(reader)} == {
            (b"i" * 16, country.post.device, "store_older"),
            (b"j" * 16, country.post.device, "store_older"),
        }


def test_growth_of_the_ledger_is_proved_where_it_is_asked(country: Country) -> None:
    """One proof for each checkpoint, by the key of the keyset that the device holds; none of another epoch."""
    begin_case(country.post)
    country.sync()
    with country.office.desk().work() as work:
        seen = work.ledger.tree.checkpoint()
    begin_case(country.post)
    country.receive(bundle_of(country.post, after=1))
    answer = country.fetch(checkpoints=(seen,))
    assert kinds(answer)[:2] == [RECEIPT, LEDGER]
    growth = read_payload(answer[1], LEDGER, LedgerGrowth)[0]
    assert (growth.first, growth.second[0] > seen[0]) == (seen, True)
    assert LEDGER not in kinds(country.fetch(checkpoints=()))
    assert LEDGER not in kinds(country.fetch(checkpoints=(seen,), epoch=1))


def test_a_device_that_cannot_verify_gets_no_proof_yet(country: Country) -> None:
    """It was put back and holds a keyset that nobody knows here: the newer keyset comes, and the proof after it."""
    country.sync()
    with country.office.desk().work() as work:
        seen = work.ledger.tree.checkpoint()
    answer = country.fetch(checkpoints=(seen,), keyset=(0, 0))
    assert (LEDGER in kinds(answer), kinds(answer)[-1]) == (False, KEYSET)
    with country.post.desk().read() as reader:
        held = get_keyset(reader).mark
    assert LEDGER in kinds(country.fetch(checkpoints=(seen,), keyset=held))


def test_a_newer_keyset_comes_last(country: Country) -> None:
    """To a device that holds an earlier one, after all that is signed with its keys; never one that it holds."""
    country.sync()
    assert KEYSET not in kinds(country.fetch())
    country.renew_keys()
    answer = country.fetch()
    with country.office.desk().read() as reader:
        document, mark = (KEYSET_IN_FORCE.get(reader) or b""), get_keyset(reader).mark
    assert (answer[-1], kinds(answer).count(KEYSET)) == (document, 1)
    assert KEYSET not in kinds(country.fetch(keyset=mark))
    assert KEYSET not in kinds(country.fetch(keyset=(mark[0] + 1, 0)))


def test_a_keyset_that_a_post_shows_is_learned(country: Country) -> None:
    """One of our own that a backup has lost is known again; one that no root signed stops the question."""
    with country.office.desk().read() as reader:
        keyset = get_keyset(reader)
    lost = with_word(msgspec.structs.replace(keyset, number=7), country.office.keys.signer)
    country.fetch(keyset=lost.mark, keyset_document=write_payload(KEYSET, lost, ROOT))
    with country.office.desk().read() as reader:
        assert [one.number for one in known_keysets(reader)] == [1, 7]
    forged = write_payload(KEYSET, lost, country.post.keys.signer)
    assert refusal(country, fetch_of(country.post, keyset_document=forged)) == "bad-signature"


def test_what_waits_follows_what_was_taken_in(country: Country) -> None:
    """A device gets what follows its place, and nothing when there is no more."""
    desk = country.post.desk()
    for content in country.fetch(checkpoints=()):
        take_arrival(desk, content)
    with desk.read() as reader:
        assert get_down(reader, country.post.device)[0] > 0
    assert kinds(country.fetch(checkpoints=())) == [RECEIPT]


def test_the_inbox_admits_whom_it_knows(country: Country) -> None:
    """By the signed header alone: the device is named; an altered header and a stranger are refused."""
    begin_case(country.post)
    inbox, opening = open_inbox(country.office.desk()), bundle_of(country.post)[:512]
    sealed = bundle_of(country.post)
    mark = hashlib.sha256(upload_key(sealed)).digest()
    assert inbox.admit(sealed[:512]) == (country.post.device, len(sealed), mark)
    altered = bytearray(opening)
    altered[len(MAGIC) + 70] ^= 1
    for content, code in ((bytes(altered), "bad-signature"), (_of_stranger(country), "unknown-key")):
        with pytest.raises(Distrust) as refused:
            inbox.admit(content)
        assert refused.value.code == code


def _of_stranger(country: Country) -> bytes:
    other: Site = a_country({"Z": 1}).post
    begin_case(other)
    return bundle_of(other)[:512]


def test_the_inbox_answers_with_a_receipt_or_a_refusal(country: Country) -> None:
    """A receipt where it was taken in or had been; else the code of the refusal and its sentence are raised."""
    begin_case(country.post)
    inbox, bundle = open_inbox(country.office.desk()), bundle_of(country.post)
    assert [receipt_in(inbox.receive(bundle)).seq for _time in range(2)] == [1, 1]
    with pytest.raises(Distrust) as refused:
        inbox.receive(bundle[:-1])
    assert (refused.value.code, "altered on its way" in str(refused.value)) == ("altered", True)
    with country.office.desk().read() as reader:
        last = LAST_HEARD.of(country.post.device).get(reader)
    assert last is not None
    assert last.file == WIRE
    device, blobs = inbox.fetch(fetch_of(country.post))
    assert (device, blobs[0].startswith(b"tipdesk document")) == (country.post.device, True)


def test_the_inbox_tells_a_clone(country: Country) -> None:
    """A fork has no receipt: it is answered by its own code."""
    clone, log = country.post.store.backup(), country.post.log
    inbox = open_inbox(country.office.desk())
    begin_case(country.post)
    inbox.receive(bundle_of(country.post))
    country.post.store.restore(clone, log)
    begin_case(country.post, "Maple")
    with pytest.raises(Distrust) as refused:
        inbox.receive(bundle_of(country.post))
    assert refused.value.code == "fork"
