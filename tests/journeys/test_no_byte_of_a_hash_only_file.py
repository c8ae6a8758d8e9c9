"""A post that does not keep the rule sends a part of a file that is kept by its hash alone: headquarters keeps no byte.

The homes, the server and the stick are real; what the post sends is what its program would of any other file.
"""

from __future__ import annotations

import hashlib
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.journeys.test_files_reach_headquarters import SMALL, small_parts, wire
from tests.journeys.worlds import recorded
from tests.lab.headquarters import serving_home
from tipdesk.adapters.files.file_source import FileSource
from tipdesk.domain.errors import Distrust
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.gates.breaching import breaches
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import NamedRow
from tipdesk.services.case.references import get_case_id
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.fields import change_of_new
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.sync.bundle import seal_bundle
from tipdesk.sync.part import head_part, write_part

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.runner import World
    from tipdesk.homes.sessions import Session

CASE, ATTACHMENT = BY_NAME["Case"], BY_NAME["Attachment"]


def hash_only(session: Session, case: bytes, folder: Path) -> bytes:
    """Take a file in past the rule: its row says that its hash alone is kept, and its bytes lie there."""
    path = folder / "found.bin"
    path.write_bytes(Random(7).randbytes(2 * SMALL))
    desk = session.desk
    taken = desk.files.take_in(FileSource(path))
    values = {
        "of_row": NamedRow(CASE.number, case),
        "name": "found.bin",
        "digest": taken.digest,
        "content_id": taken.content_id,
        "file_key": taken.key,
        "size": taken.size,
        "hash_only": True,
        "custodian": "The forensic unit",
    }
    with desk.work() as work:
        change = change_of_new(ATTACHMENT, desk.ids.new_id(), values)  # type: ignore[arg-type] # each is a value
        work.append(Scope.CASE, case, [change])
    return taken.content_id


def part_of(session: Session, case: bytes, content: bytes) -> bytes:
    """Return the first part of a file as it travels."""
    desk = session.desk
    device, keys, size = desk.place.device, desk.keys, desk.files.sealed_size(content)
    piece = desk.files.read_sealed(content, 0, SMALL)
    with desk.read() as reader:
        recipients = get_keyset(reader).up_recipients
    plain = write_part(head_part(device, case, content, size, 0, piece), piece, keys.signer)
    return seal_bundle(plain, device, keys.signer, keys.sealer(recipients))


def bring(post: Session, office: Session, part: bytes, stick: Path | None) -> None:
    """Bring a part to headquarters: on a stick, or by wire, where its sender hears of the refusal."""
    if stick is not None:
        with post.carrier(stick=stick) as carrier:
            carrier.deliver(part, "a" * 20, no_step, never)
        receive_stick(office.desk, office.stick(stick))
        return
    with serving_home(office) as port, wire(post, f"https://127.0.0.1:{port}") as carrier:
        with pytest.raises(Distrust) as refusal:
            carrier.deliver(part, "a" * 20, no_step, never)
        assert refusal.value.code == "hash-only"


@pytest.mark.parametrize("is_stick", [False, True], ids=["wire", "stick"])
def test_headquarters_keeps_no_byte_and_is_told(fresh: World, tmp_path: Path, *, is_stick: bool) -> None:
    """Hash, size and verdict are kept, no byte lies in quarantine, spool or files, and the row stands as a breach."""
    reference = recorded(fresh.post, tmp_path)
    with small_parts(fresh.post) as post, small_parts(fresh.hq) as office:
        case = get_case_id(post.desk, reference)
        content = hash_only(post, case, tmp_path)
        part = part_of(post, case, content)
        with serving_home(office) as port, wire(post, f"https://127.0.0.1:{port}") as carrier:
            assert sync_now(post.desk, carrier, no_step, never).files.parts == 0  # its own program sends none
        bring(post, office, part, fresh.stick if is_stick else None)
        with office.desk.work() as work:
            [kept] = work.ledger.quarantine.find_all()
            assert (kept.reason, kept.size, kept.digest) == ("hash-only", len(part), hashlib.sha256(part).digest())
            assert work.ledger.quarantine.get_content(kept.id) == b""
        assert not office.desk.files.is_here(content)
        assert list(office.desk.files.parts.find_under_way()) == []
        with office.desk.read() as reader:
            row = reader.get_row(CASE, case)
            assert row is not None
            found = {one.failed.gate for one in breaches(freeze(reader, office.desk, row))}
        assert "abuse-image-hash-only" in found
    for path in fresh.hq.rglob("*"):
        assert not path.is_file() or part[-200:] not in path.read_bytes(), path.name
