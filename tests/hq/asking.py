"""Asking headquarters' server as a post does, with a bare client that can also ask otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.sync import wire
from tipdesk.sync.bundle import upload_key

if TYPE_CHECKING:
    import httpx

TUS = {wire.TUS_HEADER: wire.TUS_VERSION}
CHUNK = TUS | {"Content-Type": wire.CHUNK_TYPE}


def create(client: httpx.Client, bundle: bytes, **changed: str) -> httpx.Response:
    """Ask for an upload as a post does, some headers changed."""
    headers = CHUNK | {wire.KEY_HEADER: upload_key(bundle).hex(), wire.LENGTH_HEADER: str(len(bundle))}
    changes = {name.replace("_", "-"): value for name, value in changed.items()}
    return client.post(wire.UPLOADS, headers=headers | changes, content=bundle[: wire.OPENING_BYTES])
