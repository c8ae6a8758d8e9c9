"""What an exported log holds and leaves out, who may make one, and that it is on record before its first line."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.fakes.keys import FakeKeys, verify
from tests.lab.simulation.engines import PureEngine
from tests.lab.simulation.sites import make_site
from tests.services.documents import a_document
from tests.services.tampered import Recorded, a_recorded_case, entries_of, log_of, memory_of, take_in_unchained
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.case.new_case import new_case
from tipdesk.services.from_headquarters import get_receipt, keep_keyset, keep_receipt
from tipdesk.services.ledger import ScopeKey
from tipdesk.services.proof.export_log import export_log
from tipdesk.sync.codec import decode_head, first_hash, next_hash
from tipdesk.sync.document import KEYSET, LEDGER, RECEIPT, Keyset, LedgerGrowth, read_signed, write_payload
from tipdesk.sync.envelope import pae
from tipdesk.sync.merkle import is_included, leaf_hash

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site
    from tipdesk.services.link_desk import LinkDesk

Line = dict[str, Any]
HEAD = (b"what the head says", b"signature over it")
ROOT, NEWER = FakeKeys.of("root 1"), FakeKeys.of("a newer key")


@pytest.fixture
def country() -> Recorded:
    """Headquarters and a post, after one sync."""
    return a_recorded_case()


def as_role(site: Site, *roles: str) -> LinkDesk:
    """Return the desk of the site's officer with these roles alone."""
    desk = site.desk()
    return replace(desk, actor=replace(desk.actor, roles=frozenset(roles)))


def exported(site: Site, case: bytes | None = None) -> list[Line]:
    """Return the lines of an export."""
    return [json.loads(line) for line in export_log(site.desk(), HEAD, case)]


def of_kind(lines: list[Line], kind: str) -> list[Line]:
    """Return the lines of a kind, without saying so."""
    return [{name: value for name, value in line.items() if name != "line"} for line in lines if line["line"] == kind]


def looks(site: Site) -> list[tuple[object, ...]]:
    """Return what the audit says of exports and refusals, in order."""
    with site.desk().read() as reader:
        rows = reader.find_rows(BY_NAME["AuditEvent"])
    return [(row["action"], row["result"], row["case"], row["reason"]) for row in rows]


@pytest.mark.parametrize("role", ["supervisor", "coordinator", "administrator", "auditor", "prosecutor"])
def test_who_answers_for_the_log_may_hand_it_out(country: Recorded, role: str) -> None:
    """Without bodies nobody learns anything of a case from it."""
    assert list(export_log(as_role(country.post, role), HEAD))


@pytest.mark.parametrize("roles", [(), ("frontline", "investigator"), ("victim_support", "analyst", "partner_agency")])
def test_others_may_not(country: Recorded, roles: tuple[str, ...]) -> None:
    """Whoever records cases hands out no log, not even of their own case; nothing is made and nothing noted."""
    for case in (None, country.case):
        with pytest.raises(UserError) as refusal:
            export_log(as_role(country.post, *roles), HEAD, case)
        assert refusal.value.code == "not-allowed"
    assert looks(country.post) == []


def test_bodies_are_for_who_may_export_the_case(country: Recorded) -> None:
    """An auditor hands out heads and hashes, and no body of any case: that is refused, and on record."""
    with pytest.raises(UserError) as refusal:
        export_log(as_role(country.post, "auditor"), HEAD, country.case)
    assert refusal.value.code == "not-allowed"
    with pytest.raises(UserError) as refusal:
        export_log(country.post.desk(), HEAD, b"of no case at al")
    assert refusal.value.code == "no-such-case"
    assert looks(country.post) == [("denied", "denied", country.case, "export")]


def test_an_export_is_on_record_before_its_first_line(country: Recorded) -> None:
    """Also where nobody reads a line of it; with the case whose bodies are in it."""
    export_log(country.post.desk(), HEAD)
    export_log(country.post.desk(), HEAD, country.case)
    assert looks(country.post) == [("export", "allowed", None, "log"), ("export", "allowed", country.case, "log")]


def test_an_export_without_a_case_holds_no_body(country: Recorded) -> None:
    """Every entry stands there by head and hashes, of every scope; and no salt by which a body could be guessed."""
    lines = exported(country.post)
    post, office = country.post, country.office
    state = log_of(post)
    assert lines[0] == {
        "line": "export",
        "version": 1,
        "device": post.device.hex(),
        "sign_key": post.keys.signer.public.hex(),
        "bodies": "none",
        "made_at": post.clock.true[0],
    }
    assert of_kind(lines, "log") == [
        {"log": post.log.hex(), "device": post.device.hex(), "entries": 2, "hash": state.hash.hex()},
        {
            "log": office.log.hex(),
            "device": office.device.hex(),
            "entries": 0,
            "hash": first_hash(office.device, office.log).hex(),
        },
    ]
    after = first_hash(post.device, post.log)
    for one, line in zip(entries_of(post), of_kind(lines, "entry"), strict=True):
        after = next_hash(after, one.head, one.body_hash)
        assert line == {
            "log": post.log.hex(),
            "seq": one.seq,
            "head": one.head.hex(),
            "body": None,
            "body_hash": one.body_hash.hex(),
            "hash": after.hex(),
        }
    assert after == state.hash
    assert [line["line"] for line in lines] == [
        "export", "keyset", "log", "log", "entry", "entry", "head", "receipt", "end",
    ]  # fmt: skip
    assert of_kind(lines, "head") == [{"told": HEAD[0].hex(), "signature": HEAD[1].hex()}]


def test_an_export_of_a_case_holds_its_bodies_alone(country: Recorded) -> None:
    """Not another case's, not the register's, not the audit's; and the one salt by which they are checked."""
    other = new_case(country.post.desk(), a_document(title="Another heron")).id
    country.note("two")
    country.redact(3)
    lines = exported(country.post, country.case)
    assert lines[0]["bodies"] == country.case.hex()
    salt = memory_of(country.post).ledger.kept_salts.kept[ScopeKey(int(Scope.CASE), country.case)]
    assert of_kind(lines, "salt") == [{"scope": 1, "key": country.case.hex(), "salt": salt.hex()}]
    entries = entries_of(country.post)
    cases = [decode_head(one.head).case for one in entries]
    assert cases == [country.case, other, country.case, None, None]
    assert [line["body"] for line in of_kind(lines, "entry")] == [(entries[0].body or b"").hex(), *[None] * 4]
    assert of_kind(lines, "redaction") == [{"log": country.post.log.hex(), "seq": 3, "kind": "withdrawn"}]


def test_only_what_is_chained_is_handed_out(country: Recorded) -> None:
    """An entry that came without its chain proves nothing yet."""
    device = take_in_unchained(country.post)
    lines = exported(country.post)
    assert of_kind(lines, "log")[2]["entries"] == 2
    assert [line["seq"] for line in of_kind(lines, "entry") if line["log"] == device.log.hex()] == [1, 2]


def test_a_long_log_is_handed_out_to_its_end(country: Recorded) -> None:
    """Also where it takes more than one reading, and one entry is left for the last."""
    for number in range(1023):
        country.note(f"note {number}")
    lines = exported(country.post)
    assert [line["seq"] for line in of_kind(lines, "entry")] == list(range(1, 1026))


def test_the_device_signs_all_that_stands_before_the_end(country: Recorded) -> None:
    """The last line counts the lines and signs their bytes; each is JSON without a blank, ended by a line feed."""
    *lines, end = export_log(country.post.desk(), HEAD)
    digest = hashlib.sha256(b"".join(lines)).digest()
    told = json.loads(end)
    assert list(told) == ["line", "lines", "sha256", "signature"]
    assert (told["line"], told["lines"], told["sha256"]) == ("end", len(lines), digest.hex())
    signature = bytes.fromhex(told["signature"])
    assert verify(country.post.keys.signer.public, pae("log.export", digest), signature)
    for line in (*lines, end):
        assert json.dumps(json.loads(line), separators=(",", ":")).encode() + b"\n" == line


def test_before_enrolment_there_is_only_the_own_log() -> None:
    """No keyset and no receipt, and an end all the same."""
    site = make_site(PureEngine(), "new", "VFT", [1])
    assert [line["line"] for line in exported(site)] == ["export", "log", "entry", "head", "end"]


def keep_keysets(country: Recorded, *keysets: tuple[FakeKeys, ...]) -> list[str]:
    """Let the post have these keysets one after the other, each with keys to sign with; return them, latest first."""
    made = []
    with country.post.desk().work() as work:
        for number, keys in enumerate(keysets, 2):
            signing = tuple(one.signer.public for one in keys)
            keyset = Keyset(number, ROOT.signer.public, signing, "fake1now", "", "", "", number)
            made.append(write_payload(KEYSET, keyset, ROOT.signer))
            keep_keyset(work, made[-1])
    return [one.hex() for one in reversed(made)]


def bear(country: Recorded, keys: FakeKeys | None) -> None:
    """Let the post's receipt bear this key; None: it has none yet."""
    with country.post.desk().work() as work:
        receipt = get_receipt(work)
        assert receipt is not None
        keep_receipt(work, write_payload(RECEIPT, receipt, keys.signer) if keys else None)


FORMER, OLDER = FakeKeys.of("a former key"), FakeKeys.of("an older key")


@pytest.mark.parametrize(
    ("bears", "places"),
    [(NEWER, [0]), (None, [0]), (FORMER, [0, 2]), (OLDER, [0, 3]), (FakeKeys.of("nobody"), [0])],
    ids=["present", "no receipt", "former", "older", "strange"],
)
def test_the_keyset_of_the_receipt_comes_along(country: Recorded, bears: FakeKeys | None, places: list[int]) -> None:
    """The present one first; behind it one that the receipt bears a key of, where the present one does not have it."""
    keysets = keep_keysets(country, (OLDER,), (FORMER, OLDER), (OLDER, FORMER), (NEWER, FakeKeys.of("another")))
    bear(country, bears)
    lines = exported(country.post)
    expected = {0: keysets[0], 2: keysets[2], 3: keysets[3]}
    assert [line["document"] for line in of_kind(lines, "keyset")] == [expected[place] for place in places]
    assert len(of_kind(lines, "receipt")) == (bears is not None)


def test_headquarters_proves_every_log(country: Recorded) -> None:
    """A signed checkpoint of now, and for each log that has an entry what leads from its last one to the root."""
    office = country.office
    with office.desk().work() as work:
        work.ledger.open_log(b"an-empty-log-123", b"its-device-12345")
    lines = exported(office)
    [checkpoint] = of_kind(lines, "checkpoint")
    keys = office.keys.office().sign_keys
    growth = read_signed(bytes.fromhex(checkpoint["document"]), LEDGER, LedgerGrowth, keys, verify)
    ledger = memory_of(office).ledger
    assert (growth.device, growth.epoch, growth.first, growth.second) == (
        office.device,
        0,
        ledger.tree.checkpoint(),
        ledger.tree.checkpoint(),
    )
    states = {line["log"]: line["entries"] for line in of_kind(lines, "log")}
    assert len(states) == 3
    proofs = of_kind(lines, "inclusion")
    assert {line["log"]: line["seq"] for line in proofs} == {log: last for log, last in states.items() if last}
    for line in proofs:
        entry = ledger.get_entry(bytes.fromhex(line["log"]), line["seq"])
        assert entry is not None
        leaf = leaf_hash(entry.log, entry.seq, entry.head, entry.body_hash)
        assert is_included(leaf, line["index"], growth.second, [bytes.fromhex(one) for one in line["path"]])
    assert not of_kind(exported(country.post), "checkpoint")
