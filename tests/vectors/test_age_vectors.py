"""The public age vectors (C2SP CCTV) judge the container: each file gets the verdict that its header expects."""

import hashlib
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from tests.vectors import conformance
from tipdesk.adapters.keys.age import open_sealed, open_stream
from tipdesk.adapters.keys.age_recipients import Identity, parse_identity
from tipdesk.domain.errors import Distrust

COUNT = 85
VERDICTS = {
    "age-header": "header failure",
    "age-hmac": "HMAC failure",
    "age-no-match": "no match",
    "age-payload": "payload failure",
}
FOLDER = conformance.FOLDER / "age" / "vectors"
VECTORS = sorted(path.name for path in FOLDER.iterdir()) if FOLDER.is_dir() else ["absent"]


def read_vector(path: Path) -> tuple[dict[str, str], list[str], bytes]:
    """Return the text header of a vector, its identities, and the container."""
    head, _blank, container = path.read_bytes().partition(b"\n\n")
    pairs = [line.split(": ", 1) for line in head.decode().splitlines()]
    said = dict(pairs)
    if said.get("compressed") == "zlib":
        container = zlib.decompress(container)
    return said, [value for name, value in pairs if name == "identity"], container


def streamed(container: bytes, *identities: Identity) -> bytes:
    """Open a container as a stream that gives a few bytes at a time, as a slow disk does."""
    return b"".join(open_stream(Slow(container), *identities))


class Slow(BytesIO):
    """A stream that gives at most 1,000 bytes at a time."""

    def read(self, most: int | None = -1, /) -> bytes:
        return super().read(min(most or 0, 1_000))


WAYS = {"whole": open_sealed, "stream": streamed}


def judge(way: str, container: bytes, identities: list[str]) -> tuple[str, str | None]:
    """Return our verdict in the vectors' words, and the SHA-256 of what was released."""
    try:
        payload = WAYS[way](container, *(parse_identity(text) for text in identities))
    except Distrust as refusal:
        return VERDICTS[refusal.code], None
    return "success", hashlib.sha256(payload).hexdigest()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", VECTORS)
def test_age_vector_gets_its_verdict(name: str, way: str) -> None:
    """A public vector opens to the payload it promises, or is refused in the class it expects, in either way."""
    said, identities, container = read_vector(conformance.folder("age/vectors", f"{COUNT} age vectors") / name)
    verdict, digest = judge(way, container, identities)
    assert verdict == said["expect"]
    assert digest is None or digest == said["payload"]


def test_no_age_vector_is_missing() -> None:
    """The folder holds all the vectors that the verdicts are claimed for, of every verdict class."""
    folder = conformance.folder("age/vectors", f"{COUNT} age vectors")
    expected = [read_vector(path)[0]["expect"] for path in folder.iterdir()]
    assert len(expected) == COUNT
    assert set(expected) == {"success", *VERDICTS.values()}
