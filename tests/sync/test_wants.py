"""What each end says of files: the document is read as it was written, never grows over its limit, and is signed."""

from __future__ import annotations

import msgspec
import pytest

from tests.fakes.keys import FakeKeys, verify
from tipdesk.domain.errors import Distrust
from tipdesk.sync.document import FETCH, Fetch, read_payload, read_signed, write_payload
from tipdesk.sync.limits import LIMITS
from tipdesk.sync.part import ranges_without
from tipdesk.sync.wants import FILES_BYTES, MOST_RANGES, WANTS, Files, Lacking, Wants, fitting, lacking

HQ = FakeKeys.of("headquarters").signer


def digest(number: int) -> bytes:
    """Return a content id."""
    return number.to_bytes(32, "big")


def test_the_word_of_headquarters_is_read_again() -> None:
    """Lacking parts and whole files come back as they were said."""
    files = fitting([lacking(digest(1), ranges_without({0, 1, 5}))], [digest(2)])
    said = Wants(b"d" * 16, 1_795_000_000_000, 7, (1, 2), files)
    document = write_payload(WANTS, said, HQ)
    assert read_signed(document, WANTS, Wants, (HQ.public,), verify) == said
    assert said.files.lacking[0].missing == ((2, 5), (6, 0))


def test_a_stranger_says_nothing() -> None:
    """A word that headquarters did not sign, or signed for another kind of document, is refused."""
    said = Wants(b"d" * 16, 1, 0, (1, 2), Files())
    for document, code in (
        (write_payload(WANTS, said, FakeKeys.of("stranger").signer), "bad-signature"),
        (write_payload("receipt", said, HQ), "not-a-document"),
    ):
        with pytest.raises(Distrust) as refused:
            read_signed(document, WANTS, Wants, (HQ.public,), verify)
        assert refused.value.code == code


def test_many_files_are_said_in_several_documents() -> None:
    """However many files are lacking, a document stays below its limit and says the first of them."""
    ragged = ranges_without(range(0, 2000, 2))
    files = fitting(
        [lacking(digest(number), ragged) for number in range(500)], [digest(number) for number in range(999)]
    )
    assert len(msgspec.msgpack.encode(files)) <= FILES_BYTES + 16
    assert files.lacking[0] == Lacking(digest(0), ragged[:MOST_RANGES])
    assert len(write_payload(WANTS, Wants(b"d" * 16, 1, 0, (1, 2), files), HQ)) < LIMITS.document


def test_what_lacks_goes_before_what_is_whole() -> None:
    """Where all does not fit, the files that must come are said first."""
    files = fitting([lacking(digest(1), ((0, 0),))], [digest(number) for number in range(1000)], most=600)
    assert len(files.lacking) == 1
    assert 0 < len(files.complete) < 20


@pytest.mark.parametrize(
    "bad", [{"lacking": [[b"short", [[0, 1]]]]}, {"complete": [b""]}, {"lacking": [[digest(1), [[-1, 2]]]]}]
)
def test_what_cannot_be_said(bad: dict[str, object]) -> None:
    """Ids and places that cannot be are no document of ours."""
    whole = {"lacking": [], "complete": [], "parts": 0, **bad}
    payload = msgspec.msgpack.encode([b"d" * 16, 1, 0, [1, 2], list(whole.values())])
    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(payload, type=Wants)


def test_a_question_of_an_earlier_release_says_nothing_of_files() -> None:
    """A fetch document without the new field is still read, and asks for no file."""
    fetch = Fetch(b"d" * 16, b"l" * 16, 0, b"h" * 32, 0, 1)
    short = msgspec.msgpack.decode(msgspec.msgpack.encode(fetch))[:-1]
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(short), type=Fetch).files is None
    told = msgspec.structs.replace(fetch, files=fitting([lacking(digest(1), ((0, 0),))], [], parts=8))
    assert read_payload(write_payload(FETCH, told, HQ), FETCH, Fetch)[0] == told
