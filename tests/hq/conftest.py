"""A running server over what the fake headquarters does, and a bare client for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from tests.fakes.inbox import FakeInbox
from tests.lab.headquarters import certificates, headquarters
from tipdesk.adapters.carriers.link import pinned_context

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def inbox() -> FakeInbox:
    """What headquarters does with what arrives."""
    return FakeInbox()


@pytest.fixture
def client(inbox: FakeInbox, tmp_path: Path) -> Iterator[httpx.Client]:
    """A bare client that can ask for anything."""
    with (
        headquarters(inbox, tmp_path) as url,
        httpx.Client(base_url=url, verify=pinned_context(certificates(0).authority)) as made,
    ):
        yield made
