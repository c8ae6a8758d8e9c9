"""A report that somebody writes without unlocking the PC: what it holds, its limits, and its bytes before sealing.

No answer is refused: what cannot be read is kept word for word by `take_report` at the next unlock. The bytes are
padded, so that the size of the sealed file does not tell how much was written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tipdesk.domain.characters import refuse_hidden
from tipdesk.domain.errors import Distrust, UserError
from tipdesk.domain.texts import _
from tipdesk.sync.codec import DECODE_FAULTS, decode_plain, encode_plain

MOST_BYTES: Final = 60 * 1024
"""How many bytes one report may have before it is sealed."""
LONGEST_NAME: Final = 120
_VERSION, _BLOCK, _LENGTH = 1, 4 * 1024, 4
_DOCUMENT_KEYS = ("case", "records")


@dataclass(frozen=True)
class KeptReport:
    """One report that was written while the PC was locked.

    `author` is the name its writer gave, `at_ms` and `offset` the time and zone of this PC's clock. `answers` are in
    the shape of `services/case/worry`; where `document` is given it is a whole case document instead. `finished` says
    that the writer came to the end.
    """

    author: str
    at_ms: int
    offset: int
    answers: Mapping[str, object] = field(default_factory=dict)
    document: Mapping[str, object] | None = None
    finished: bool = True


def read_given(given: object, at_ms: int, offset: int) -> KeptReport:
    """Return the report that a JSON document means: answers by field name, or a case document.

    The writer's name may be beside them as `author`. No answer is refused. Raises UserError `bad-document` for what is
    no such document, and `bad-text` where something is hidden in the author's name.
    """
    if not isinstance(given, dict) or not all(isinstance(name, str) for name in given):
        raise UserError("bad-document", _("The document must be an object with the answers of the report."))
    rest = {name: value for name, value in given.items() if name != "author"}
    author = given.get("author") or ""
    if not isinstance(author, str):
        raise UserError("bad-document", _("“author” must be a name."))
    refuse_hidden(author)
    if any(name in rest for name in _DOCUMENT_KEYS):
        return KeptReport(author, at_ms, offset, document=rest)
    answers = rest["answers"] if isinstance(rest.get("answers"), dict) and len(rest) == 1 else rest
    return KeptReport(author, at_ms, offset, answers)


def pack_report(report: KeptReport) -> bytes:
    """Return the bytes of a report to be sealed; raises UserError `too-large`."""
    told = encode_plain((
        _VERSION, report.author[:LONGEST_NAME], report.at_ms, report.offset, dict(report.answers), report.document,
        report.finished,
    ))  # fmt: skip
    if len(told) > MOST_BYTES:
        raise UserError("too-large", _("The report is too long for this PC while it is locked. Write less, and ring."))
    whole = len(told).to_bytes(_LENGTH, "big") + told
    return whole + bytes(-len(whole) % _BLOCK)


def unpack_report(content: bytes) -> KeptReport:
    """Return the report that `pack_report` packed; raises Distrust `bad-report` for any other bytes."""
    length = int.from_bytes(content[:_LENGTH], "big")
    told, padding = content[_LENGTH : _LENGTH + length], content[_LENGTH + length :]
    if length > MOST_BYTES or len(told) != length or any(padding):
        raise _bad()
    try:
        version, author, at_ms, offset, answers, document, finished = decode_plain(told)
    except DECODE_FAULTS as error:
        raise _bad() from error
    is_whole = (
        version == _VERSION
        and isinstance(author, str)
        and isinstance(at_ms, int)
        and isinstance(offset, int)
        and isinstance(answers, dict)
        and (document is None or isinstance(document, dict))
    )
    if not is_whole:
        raise _bad()
    return KeptReport(author[:LONGEST_NAME], at_ms, offset, answers, document, finished is True)


def _bad() -> Distrust:
    return Distrust("bad-report", _("A sealed report cannot be read: it was not written by this program."))
