"""The walk over every log: what it counts where all holds, and in which words it tells of each thing that does not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.fakes.keys import FakeKeys
from tests.lab.simulation.engines import PureEngine
from tests.lab.simulation.sites import make_site
from tests.services.tampered import (
    Recorded,
    a_recorded_case,
    change_entry,
    entries_of,
    log_of,
    memory_of,
    take_in_unchained,
    without_body,
)
from tipdesk.domain.schema import Scope
from tipdesk.services.from_headquarters import get_keyset, get_receipt, keep_keyset, keep_receipt
from tipdesk.services.ledger import ScopeKey
from tipdesk.services.proof.verify_log import LogLine, LogReport, redacted_entries, verify_log
from tipdesk.sync.document import KEYSET, RECEIPT, Keyset, write_payload

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site

STRANGER = FakeKeys.of("stranger")


@pytest.fixture
def country() -> Recorded:
    """Headquarters and a post, after one sync."""
    return a_recorded_case()


def found(site: Site) -> LogReport:
    """Return what the walk finds at a site."""
    return verify_log(site.desk())


def told(site: Site) -> list[str]:
    """Return the problems of the site's own log, without the log's name."""
    name = site.log.hex()
    problems = found(site).problems
    assert all(problem.startswith(name) for problem in problems)
    return [problem.removeprefix(name) for problem in problems]


def test_where_all_holds_it_is_counted(country: Recorded) -> None:
    """Every log with its entries and bodies, every signature and proof by what it is over; at both ends."""
    office, post = country.office, country.post
    assert found(post) == LogReport(
        logs=[LogLine(post.log, post.device, 1, 1), LogLine(office.log, office.device)],
        signatures={"case key": 3, "keyset": 1, "receipt": 1, "down header": 1},
    )
    assert found(office) == LogReport(
        logs=[LogLine(office.log, office.device, 4, 4), LogLine(post.log, post.device, 1, 1)],
        signatures={"case key": 3, "keyset": 1, "place in the ledger": 2},
    )


def test_before_enrolment_there_is_nothing_to_prove() -> None:
    """A new post has an empty log, no keys of headquarters and no problem; a headquarters that is none yet neither."""
    for is_headquarters in (False, True):
        site = make_site(PureEngine(), "new", "VFT", [1], is_headquarters=is_headquarters)
        assert found(site) == LogReport(logs=[LogLine(site.log, site.device)])


def test_a_long_log_is_walked_to_its_end(country: Recorded) -> None:
    """Also where it takes more than one reading, and one entry is left for the last."""
    for number in range(1024):
        country.note(f"note {number}")
    assert found(country.post).logs[0] == LogLine(country.post.log, country.post.device, 1025, 1025)
    change_entry(country.post, 1025, lambda entry: entry._replace(body=b"\x92\xc0\x90"))
    assert told(country.post) == [":1025: the body is not the one that was hashed"]


def test_what_came_without_its_chain_is_not_walked(country: Recorded) -> None:
    """Entries beyond the last that is chained are held, and are no part of the log yet."""
    device = take_in_unchained(country.post)
    report = found(country.post)
    assert report.logs[2] == LogLine(device.log, device.device, entries=2, unsalted=2)
    assert report.problems == []


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_an_entry_that_was_changed_breaks_the_chain_from_there(country: Recorded, seq: int) -> None:
    """Each hash from the changed entry on is told, and that the log ends elsewhere."""
    country.note("two")
    country.note("three")
    change_entry(country.post, seq, lambda entry: entry._replace(head=entry.head[:-1] + b"\x7f"))
    broken = [f":{later}: the chain does not hold" for later in range(seq, 4)]
    assert told(country.post) == [*broken, ": the log ends at 3, not at 3, or elsewhere"]


@pytest.mark.parametrize(
    ("seq", "is_moved", "ends"), [(1, True, "1, not at 1"), (2, False, "1, not at 2"), (0, False, "0, not at 0")]
)
def test_a_log_that_ends_elsewhere_is_told(country: Recorded, seq: int, *, is_moved: bool, ends: str) -> None:
    """Another last hash, more entries than there are, or fewer."""
    memory, state = memory_of(country.post), log_of(country.post)
    memory.ledger.logs.kept[state.log] = replace(state, seq=seq, hash=bytes(32) if is_moved else state.hash)
    assert told(country.post) == [f": the log ends at {ends}, or elsewhere"]


def test_a_body_may_be_absent_where_a_redaction_says_so(country: Recorded) -> None:
    """It is counted apart; without the redaction, or with one of another entry, it is told."""
    country.note("two")
    country.note("three")
    country.redact(2)
    report = found(country.post)
    assert report.problems == []
    assert report.logs[0] == LogLine(country.post.log, country.post.device, entries=4, bodies=3, redacted=1)
    change_entry(country.post, 3, without_body)
    change_entry(country.post, 1, without_body)
    assert told(country.post) == [f":{seq}: the body is gone and no redaction names it" for seq in (1, 3)]
    assert found(country.post).logs[0].redacted == 3


def test_a_redaction_that_does_not_say_of_what_excuses_nothing(country: Recorded) -> None:
    """One that has a log and no number, or a number and no log, names no entry and hides none."""
    country.append("Redaction", {"log": country.post.log, "kind": "withdrawn"})
    country.append("Redaction", {"seq": 1, "kind": "withdrawn"})
    country.redact(1)
    with country.post.desk().read() as reader:
        assert redacted_entries(reader) == {(country.post.log, 1)}
    assert told(country.post) == []


def test_a_body_without_its_salt_is_counted_and_not_believed(country: Recorded) -> None:
    """Where a case was erased its salt is gone: nobody can check what is left of its bodies."""
    country.note("two")
    memory_of(country.post).ledger.kept_salts.kept.pop(ScopeKey(int(Scope.CASE), country.case))
    report = found(country.post)
    assert report.logs[0] == LogLine(country.post.log, country.post.device, entries=2, unsalted=2)
    assert report.problems == []


def test_a_body_that_was_exchanged_is_told(country: Recorded) -> None:
    """Its place is named, and it is not counted as one that was checked."""
    country.note("two")
    other = entries_of(country.post)[1].body
    change_entry(country.post, 1, lambda entry: entry._replace(body=other))
    assert told(country.post) == [":1: the body is not the one that was hashed"]
    assert found(country.post).logs[0].bodies == 1


def test_a_head_that_is_none_is_told(country: Recorded) -> None:
    """It breaks the chain and says nothing of whose salt its body needs."""
    country.note("two")
    change_entry(country.post, 2, lambda entry: entry._replace(head=b"\x90"))
    assert told(country.post) == [
        ":2: the chain does not hold",
        ":2: the head cannot be read",
        ": the log ends at 2, not at 2, or elsewhere",
    ]
    assert found(country.post).logs[0].bodies == 1


def test_a_case_key_that_nobody_signed_is_told(country: Recorded) -> None:
    """By the id of its row; the signed ones are counted all the same."""
    row = country.append("CaseKey", {"kind": "officer", "version": 9}, country.case)
    report = found(country.post)
    assert report.problems == [f"case key {row.hex()}: no officer has signed to whom it is given"]
    assert report.signatures["case key"] == 3


def renew(country: Recorded, *also: bytes, bears: FakeKeys | None = None) -> None:
    """Give the post a keyset with a stranger's key and `also` others; its receipt bears a key, or stays as it is."""
    with country.post.desk().work() as work:
        held, receipt = get_keyset(work), get_receipt(work)
        assert receipt is not None
        root = FakeKeys.of("root 1").signer
        later = Keyset(held.number + 1, root.public, (STRANGER.signer.public, *also), "fake1now", "", "", "", 5)
        keep_keyset(work, write_payload(KEYSET, later, root))
        if bears:
            keep_receipt(work, write_payload(RECEIPT, receipt, bears.signer))


def test_what_bears_a_former_key_is_proved_as_such(country: Recorded) -> None:
    """After the keys were renewed: a receipt counts as before, what came down is told apart."""
    renew(country)
    assert found(country.post).signatures == {
        "case key": 3,
        "keyset": 1,
        "receipt": 1,
        "down header by a former key": 1,
    }
    renew(country, bears=STRANGER)
    assert found(country.post).signatures["receipt"] == 1
    assert found(country.post).problems == []


def test_any_key_of_the_keyset_counts(country: Recorded) -> None:
    """Where the present keyset still names the key that signed what came down, that is not told apart."""
    renew(country, country.signer.public)
    assert found(country.post).signatures == {"case key": 3, "keyset": 1, "receipt": 1, "down header": 1}


def test_a_receipt_of_a_stranger_is_told(country: Recorded) -> None:
    """It bears no key that was ever believed here, and is not counted."""
    renew(country, bears=FakeKeys.of("nobody"))
    report = found(country.post)
    assert report.problems == ["receipt: bad-signature"]
    assert "receipt" not in report.signatures


def test_a_receipt_that_is_not_on_the_chain_is_told(country: Recorded) -> None:
    """Headquarters has signed another entry than the one that stands at that place: both are on record."""
    with country.post.desk().work() as work:
        receipt = get_receipt(work)
        assert receipt is not None
        signer = country.office.keys.office().signer()
        keep_receipt(work, write_payload(RECEIPT, msgspec.structs.replace(receipt, head=bytes(32)), signer))
    report = found(country.post)
    assert report.problems == ["receipt: entry 1 is not on the chain"]
    assert report.signatures["receipt"] == 1


def test_a_keyset_that_its_root_did_not_sign_ends_the_search(country: Recorded) -> None:
    """Nothing that its keys have signed is counted, and the one reason is told."""
    settings = memory_of(country.post).settings.kept
    settings["keyset"] = settings["keyset"][:-1] + bytes([settings["keyset"][-1] ^ 1])
    report = found(country.post)
    assert report.problems == ["keyset: bad-signature"]
    assert report.signatures == {"case key": 3}


def test_every_stretch_that_came_down_is_counted(country: Recorded) -> None:
    """Two syncs that each bring something are two signed headers."""
    for text in ("one", "two"):
        country.note(text, country.office)
        country.sync()
    assert found(country.post).signatures["down header"] == 3
