"""What both ends of the wire agree on: pauses, chunks, and answers that may be anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipdesk.domain.errors import Distrust, TipdeskError, Trouble, UserError
from tipdesk.sync import wire

ID = "ab" * 32


@given(st.integers(1, 10**6), st.floats(0, 1, exclude_max=True))
def test_pauses_grow_to_a_minute(attempt: int, noise: float) -> None:
    """A pause is never longer than a minute, never shorter than half a second, and at most half of it is dice."""
    pause = wire.next_delay(attempt, noise)
    assert 0.5 <= pause <= wire.LONGEST_PAUSE
    assert wire.next_delay(attempt, 0) * 2 >= pause
    assert wire.next_delay(attempt + 1, 0) >= wire.next_delay(attempt, 0)


@given(st.integers(wire.LEAST_CHUNK, wire.MOST_CHUNK), st.integers(1, wire.MOST_CHUNK), st.floats(0, 1000))
def test_chunks_keep_their_bounds(chunk: int, sent: int, seconds: float) -> None:
    """Whatever was measured, a chunk has 32 KiB to 1 MiB and at most doubles."""
    grown = wire.next_chunk(chunk, sent, seconds)
    assert wire.LEAST_CHUNK <= grown <= min(wire.MOST_CHUNK, 2 * chunk)


def test_chunks_follow_the_speed() -> None:
    """On 12 kbit/s chunks shrink to what takes half a minute; on a fast line they grow to the most."""
    slow = fast = wire.FIRST_CHUNK
    for _measure in range(8):
        slow = wire.next_chunk(slow, slow, slow / 1500)
        fast = wire.next_chunk(fast, fast, fast / 10**7)
    assert (slow, fast) == (1500 * wire.CHUNK_SECONDS, wire.MOST_CHUNK)


def test_a_listing_comes_back_as_it_was() -> None:
    """Ids and sizes survive the answer."""
    assert wire.decode_listing(wire.encode_listing([(ID, 5), (ID, 6)])) == [(ID, 5), (ID, 6)]


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>",
        b"{}",
        b'{"blobs": [["../../x", 1]]}',
        b'{"blobs": [["%s", 0]]}' % ID.encode(),
        b'{"blobs": [["%s", 99999999999]]}' % ID.encode(),
        b'{"blobs": [["%s", 1]], "more": 1}' % ID.encode(),
        wire.encode_listing([(ID, 1)] * (wire.MOST_BLOBS + 1)),
        b"\xff",
    ],
)
def test_a_listing_that_is_none_is_distrusted(answer: bytes) -> None:
    """An answer that cannot be read, or asks for too much, is refused before anything is asked for."""
    with pytest.raises(Distrust) as met:
        wire.decode_listing(answer)
    assert met.value.code == "bad-answer"


@pytest.mark.parametrize("family", [Distrust, Trouble, UserError])
def test_a_refusal_keeps_family_and_code(family: type[TipdeskError]) -> None:
    """What headquarters raises is raised at the post, with its sentence."""
    refusal = wire.decode_refusal(wire.encode_refusal(family("fork", "Log {log} has split.", log="7f")))
    assert (type(refusal), refusal.code) == (family, "fork")
    assert refusal.text() == "Headquarters answered: Log 7f has split."


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"error": {"family": "distrust", "code": "No Code!", "message": ""}}',
        b'{"error": 1}',
        b'{"error": {"code": ' + b"[" * 3_000,
    ],
)
def test_a_refusal_that_is_none_is_trouble(answer: bytes) -> None:
    """An answer of a proxy or of something else never becomes a verdict."""
    refusal = wire.decode_refusal(answer)
    assert (type(refusal), refusal.code) == (Trouble, "headquarters-trouble")


@given(st.text(max_size=70))
def test_an_id_is_a_safe_file_name(text: str) -> None:
    """Only sixty-four lower-case hexadecimal digits are an id."""
    assert wire.is_id(text) == (len(text) == 64 and set(text) <= set("0123456789abcdef"))
