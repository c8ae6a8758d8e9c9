"""An officer's signature over a print, an export and a grant: anybody can check it again, and nothing false passes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.journeys.runner import World, call, done
from tests.journeys.worlds import by_stick, copied, make_pc, opened, recorded
from tipdesk.adapters.keys.ring import OfficerKeyRing
from tipdesk.adapters.keys.vault import OfficerKeys
from tipdesk.adapters.system.clock import SystemClock
from tipdesk.domain.errors import Distrust
from tipdesk.domain.records import BY_NAME
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.fields import change_of_row
from tipdesk.services.headquarters.directory.registry import OFFICER, get_officer
from tipdesk.services.headquarters.directory.writing import change_of, write_directory
from tipdesk.services.signatures.grants import check_grant, find_grants
from tipdesk.services.signatures.sign_content import SIGNATURE, sign_content
from tipdesk.services.signatures.verify_signature import find_signatures, verify_signature
from tipdesk.sync.statement import PRINT, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row
    from tipdesk.homes.sessions import Session


def alone(signature: str, content: bytes) -> bool:
    """Check a signature file as its paragraph tells, with no code of the program."""
    head, *lines = signature.splitlines(keepends=True)
    facts = dict(line.rstrip("\n").split(" ", 1) for line in lines)
    text = "".join(lines[:-2]).encode()
    kind = head.strip().encode()
    message = b" ".join((b"DSSEv1", str(len(kind)).encode(), kind, str(len(text)).encode(), text))
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(facts["key"]))
    try:
        key.verify(bytes.fromhex(facts["signature"]), message)
    except InvalidSignature:
        return False
    return facts["sha256"] == hashlib.sha256(content).hexdigest()


@pytest.fixture(scope="module")
def signed(first_world: World, tmp_path_factory: pytest.TempPathFactory) -> tuple[World, str]:
    """A post that has printed and exported a case, and headquarters that has heard of it."""
    world = copied(first_world, tmp_path_factory.mktemp("signed"))
    reference = recorded(world.post, world.folder)
    done(world.post, "report", "case", reference, "--copy", "3", "--out", world.folder / "case.pdf")
    done(world.post, "case", "export", reference, "--out", world.folder / "out")
    by_stick(world, world.post)
    return world, reference


def test_a_print_and_an_export_are_signed_at_both_ends(signed: tuple[World, str]) -> None:
    """The history says who signed what and when; post and headquarters find the file's signature good."""
    world, reference = signed
    for home in (world.post, world.hq):
        signatures = done(home, "case", "show", reference, "--history")["signatures"]
        assert [(one["use"], one["copy"], one["verdict"]) for one in signatures] == [
            ("export", None, "good"),
            ("print", 3, "good"),
        ]
        for file, use in ((world.folder / "case.pdf", "print"), (world.folder / "out" / f"{reference}.json", "export")):
            [found] = done(home, "report", "verify", file)["signatures"]
            assert (found["use"], found["verdict"], found["name"]) == (use, "good", "officer1")
    assert "signatures" not in done(world.hq, "case", "show", reference)
    assert done(world.hq, "case", "show", reference) == done(world.post, "case", "show", reference)


def test_a_reader_without_the_program_checks_it(signed: tuple[World, str]) -> None:
    """The text beside an export is enough, with the paragraph of `sync.statement`; one changed byte is not good."""
    world, reference = signed
    content = (world.folder / "out" / f"{reference}.json").read_bytes()
    signature = (world.folder / "out" / f"{reference}.signature.txt").read_text()
    assert alone(signature, content)
    assert not alone(signature, content + b" ")
    for line in signature.splitlines()[:-2]:
        digit = line[-4]
        changed = line[:-4] + ("1" if digit != "1" else "2") + line[-3:]
        assert not alone(signature.replace(line, changed), content), line


def test_a_changed_file_is_signed_by_nobody(signed: tuple[World, str], tmp_path: Path) -> None:
    """One bit of the PDF flipped: exit 4, by name."""
    world, _reference = signed
    content = bytearray((world.folder / "case.pdf").read_bytes())
    content[len(content) // 2] ^= 1
    (file := tmp_path / "case.pdf").write_bytes(content)
    answer = call(world.post, "report", "verify", file)
    assert (answer.status, answer.json["error"]["code"]) == (4, "not-signed")


@pytest.fixture
def post(signed: tuple[World, str], tmp_path: Path) -> Iterator[Session]:
    """The post, in a copy of its own."""
    session = opened(copied(signed[0], tmp_path).post)
    yield session
    session.close()


def printed(post: Session) -> Row:
    """Return the row of the print's signature."""
    with post.desk.read() as reader:
        return next(row for row in reader.find_rows(SIGNATURE) if row["use"] == PRINT)


def verdict_of(post: Session, row: Row, content: bytes | None = None) -> str:
    """Return the verdict on a row as it stands now."""
    with post.desk.work() as work:
        now = work.get_row(SIGNATURE, row.id)
        assert now is not None
        return verify_signature(post.desk, work, now, content).verdict


def test_every_fact_in_a_signature_counts(post: Session) -> None:
    """Rewriting use, record, digest, officer, key, date or signature itself is found, each for itself."""
    row = printed(post)
    assert verdict_of(post, row) == "good"
    assert verdict_of(post, row, b"another file") == "altered"
    at = row["signed_at"]
    assert isinstance(at, datetime)
    other: dict[str, Value] = {
        "use": "export",
        "subject": bytes(16),
        "digest": bytes(32),
        "officer": bytes(16),
        "sign_key": OfficerKeys.generate().signing_public,
        "signature": bytes(64),
        "signed_at": at + timedelta(minutes=1),
    }
    for name, value in other.items():
        with post.desk.work() as work:
            seen = work.get_row(SIGNATURE, row.id)
            assert seen is not None
            change = change_of_row(seen, {name: value})
            assert change is not None
            write_case(post.desk, work, seen.case or b"", [change])
        assert verdict_of(post, row) == "altered", name
        with post.desk.work() as work:
            seen = work.get_row(SIGNATURE, row.id)
            assert seen is not None
            back = change_of_row(seen, {name: row[name]})
            assert back is not None
            write_case(post.desk, work, seen.case or b"", [back])
        assert verdict_of(post, row) == "good", name


def test_another_key_or_a_stranger_is_told(post: Session) -> None:
    """Signed well, but with a key that was never this officer's; or by somebody whom the directory does not know."""
    case = printed(post).case or b""
    ring = OfficerKeyRing(OfficerKeys.generate())
    impostor = replace(post.desk, officer_keys=ring)
    stranger = replace(impostor, actor=replace(post.desk.actor, officer=bytes([7]) * 16))
    for desk, verdict in ((impostor, "other_key"), (stranger, "not_yet_known")):
        with desk.work() as work:
            made = sign_content(desk, work, PRINT, case, b"file")
            row = work.get_row(SIGNATURE, made.row)
        assert row is not None
        assert verdict_of(post, row) == verdict


def test_keys_that_were_replaced_still_prove_what_they_signed(signed: tuple[World, str], tmp_path: Path) -> None:
    """New keys do not undo old signatures."""
    world = copied(signed[0], tmp_path)
    office = opened(world.hq)
    row = printed(office)
    with office.desk.work() as work:
        seen = get_officer(work, "officer1")
        fresh = OfficerKeys.generate().signing_public
        write_directory(office.desk, work, [change_of(OFFICER, seen.id, {"sign_key": fresh}, seen)])
    assert verdict_of(office, row) == "good"
    office.close()


def test_an_officer_who_was_disabled_before_signs_nothing_good(signed: tuple[World, str], tmp_path: Path) -> None:
    """Signed before the day on which headquarters disabled them stays good; what bears a later date is not."""
    world = copied(signed[0], tmp_path)
    office, post = opened(world.hq), opened(world.post)
    row = printed(office)
    done_before = [one.verdict for one in find_signatures(office.desk, row.case or b"")]
    later = replace(post.desk, clock=SystemClock(10 * 60_000))
    with office.desk.work() as work:
        seen = get_officer(work, "officer1")
        write_directory(office.desk, work, [change_of(OFFICER, seen.id, {"disabled": True}, seen)])
    ours = replace(office.desk, clock=later.clock, actor=later.actor, officer_keys=later.officer_keys)
    with office.desk.work() as work:
        taken = sign_content(ours, work, PRINT, row.case or b"", b"file")
        late = work.get_row(SIGNATURE, taken.row)
    assert late is not None
    assert verdict_of(office, late) == "disabled"
    assert done_before == ["good", "good"]
    assert [one.verdict for one in find_signatures(office.desk, row.case or b"")] == ["disabled", "good", "good"]
    post.close()
    office.close()


def test_grants_are_signed(signed: tuple[World, str], tmp_path: Path) -> None:
    """Everybody sees which officer let which PC in; an altered or unsigned row is refused by a post that looks."""
    world, _reference = signed
    for home in (world.hq, world.post):
        [grant] = done(home, "hq", "grants")["grants"]
        assert (grant["officer"], grant["verdict"]) == ("admin", "good")
    session = opened(copied(world, tmp_path).post)
    with session.desk.read() as reader:
        row = reader.get_row(BY_NAME["Device"], session.desk.place.device)
    assert row is not None
    check_grant(session.desk, row)
    wrong = {"sign_key": bytes(32), "recipient": "age1x", "granted_by": bytes(16), "grant_signature": None}
    altered = [row.with_values({**row.values, name: value}, frozenset()) for name, value in wrong.items()]
    for one in (None, *altered):
        with pytest.raises(Distrust) as refusal:
            check_grant(session.desk, one)
        assert refusal.value.code == "grant-not-signed"
    assert [verdict for _row, verdict in find_grants(session.desk)] == ["good"]
    session.close()


def test_a_signature_for_one_use_serves_no_other() -> None:
    """The use stands in the signed type: equal facts for two uses are different bytes; absent facts leave no line."""
    one = Statement("print", bytes(32), bytes(16), "2026-11-24T15:02-04:00", bytes(range(16)))
    assert one.message.startswith(b"DSSEv1 16 tipdesk print v1 ")
    assert one.message != replace(one, use="export").message
    assert one.text.splitlines()[0] == "case 000102030405060708090a0b0c0d0e0f"
    assert "device" not in one.text
    assert one.text == replace(one, device=None).text != replace(one, device=bytes(16)).text


def test_before_the_grant_a_signature_is_not_yet_known(tmp_path: Path) -> None:
    """A post that nobody has enrolled signs all the same, and says that headquarters does not know the officer yet."""
    make_pc(tmp_path / "lonely")
    reference = recorded(tmp_path / "lonely", tmp_path)
    done(tmp_path / "lonely", "case", "export", reference, "--out", tmp_path)
    [one] = done(tmp_path / "lonely", "case", "show", reference, "--history")["signatures"]
    assert one["verdict"] == "not_yet_known"


def test_the_answer_to_an_access_request_is_signed(signed: tuple[World, str]) -> None:
    """It holds the person's own records, its signature lies beside it and holds, and a later reader verifies it."""
    world, reference = signed
    records = done(world.post, "case", "show", reference)["records"]
    person = next(one["key"] for one in records if one["record"] == "Person")
    out = world.folder / "answer" / "request.json"
    told = done(world.post, "report", "access-request", reference, person, "--out", out)
    answer = json.loads(out.read_bytes())
    assert (answer["reference"], answer["person"], told["bytes"]) == (reference, person, out.stat().st_size)
    assert {"Person", "CaseRole"} <= {one["record"] for one in answer["records"]}
    assert alone(out.with_name("request.signature.txt").read_text("utf-8"), out.read_bytes())
    verdicts = done(world.post, "report", "verify", out)["signatures"]
    assert [(one["use"], one["verdict"]) for one in verdicts] == [("export", "good")]


def test_what_was_shown_with_history_and_signatures_can_be_read_again(signed: tuple[World, str]) -> None:
    """The document of `case show --history` makes a case at a PC that does not know its reference."""
    world, reference = signed
    shown = done(world.post, "case", "show", reference, "--history")
    assert shown["history"]
    assert shown["signatures"]
    del shown["case"]["owner"]
    make_pc(world.folder / "elsewhere")
    (world.folder / "shown.json").write_text(json.dumps(shown), "utf-8")
    made = done(world.folder / "elsewhere", "case", "new", "--from", world.folder / "shown.json")
    again = done(world.folder / "elsewhere", "case", "show", made["reference"])
    assert again["case"]["title"] == shown["case"]["title"]
    assert len(again["records"]) == len(shown["records"])
