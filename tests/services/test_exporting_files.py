"""A file of a case leaves once its export is audited and signed by the officer, whole or not at all."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.services.attached import PNG, attached, code_of
from tests.services.rooms import COLLEAGUE, OWNER
from tipdesk.domain.errors import Distrust
from tipdesk.domain.ids import id_text
from tipdesk.services.files.export_attachment import export_attachment, proposed_name
from tipdesk.sync.statement import Statement

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.rooms import Room


def test_an_export_is_audited_and_signed(room: Room, tmp_path: Path) -> None:
    """The file leaves as it was; the audit row and the officer's signature over its hash and row are there before."""
    row, out = attached(room), tmp_path / "out.png"
    done = export_attachment(room.desk(OWNER), room.case, row, out)
    assert (out.read_bytes(), done.size) == (PNG, len(PNG))
    [signature] = room.rows("Signature")
    digest = hashlib.sha256(PNG).digest()
    assert (signature["use"], signature["subject"], signature["digest"]) == ("export", row, digest)
    at = signature["signed_at"].isoformat(timespec="minutes")  # type: ignore[union-attr] # a signature has its time
    statement = Statement("export", digest, OWNER.officer, at, room.case, subject=row)
    assert statement.text in done.signature.decode()
    [look] = [one for one in room.rows("AuditEvent") if one["action"] == "export"]
    assert (look["result"], look["case"], look["row"]) == ("allowed", room.case, row)
    assert proposed_name(room.reference, room.rows("Attachment")[0]) == f"{room.reference}-{id_text(row)[-4:]}.png"


def test_an_export_that_cannot_be(room: Room, tmp_path: Path) -> None:
    """A lost or altered file, a place that takes none, and an officer who may not: each is named, nothing is there."""
    row, out = attached(room), tmp_path / "out.png"
    export = partial(export_attachment, room.desk(OWNER), room.case, row)
    assert code_of(lambda: export(tmp_path / "no" / "out.png")) == "file-unwritable"
    assert code_of(lambda: export_attachment(room.desk(COLLEAGUE), room.case, row, out)) == "not-allowed"
    [content_id] = room.store.files.find_held()
    room.store.files.held[content_id] += b"\0"
    with pytest.raises(Distrust):
        export(out)
    del room.store.files.held[content_id]
    signed = len(room.rows("Signature"))
    assert code_of(lambda: export(out)) == "file-not-here"
    assert len(room.rows("Signature")) == signed, "what is not here is told before it is signed"
    assert not out.exists()
