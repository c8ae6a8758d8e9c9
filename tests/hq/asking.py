"""Asking headquarters' server as a post does, with a bare client that can also ask otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.sync import wire

if TYPE_CHECKING:
    import httpx

TUS = {wire.TUS_HEADER: wire.TUS_VERSION}
CHUNK = TUS | {"Content-Type": wire.CHUNK_TYPE}


def create(client: httpx.Client, bundle: bytes, **changed: str) -> httpx.Response:
    """Ask for an upload as a post does, some headers changed."""
    headers = CHUNK | {wire.ID_HEADER: wire.upload_id(bundle), wire.LENGTH_HEADER: str(len(bundle))}
    changes = {name.replace("_", "-"): value for name, value in changed.items()}
    return client.post(wire.UPLOADS, headers=headers | changes, content=bundle[: wire.OPENING_BYTES])
