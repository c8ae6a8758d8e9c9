"""Files of a case: taken in, seen, opened and exported by whoever may, and refused to everybody else."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor, make_desk, make_store
from tests.fakes.files import FakeSource
from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.values import NamedRow
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.files.attach import Attached, attach
from tipdesk.services.files.attachments import find_attachments, reading_attachment
from tipdesk.services.files.export_attachment import export_attachment
from tipdesk.services.files.sweep_files import sweep_files

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fakes.store import FakeStore
    from tipdesk.services.desk import Desk

ATTACHMENT = BY_NAME["Attachment"]
PNG = b"\x89PNG\r\n\x1a\n" + b"an invented picture " * 50
