"""The letter of what is drawn, before it is there: its rows are laid over the case, and the builder of letters asked.

So what an officer looks at is what the recipient reads. A digest of it is kept with what is sent: over its parts alone,
in the language of the program's texts, without the day, the hour or a copy's number, so that it is the same a minute
later. It is keyed by the key of the case, since the names in it could be guessed otherwise.
"""

import hashlib
import hmac
import json
from dataclasses import fields, is_dataclass, replace

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.own_number import find_own_number
from tipdesk.services.documents.tongue import Tongue
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.eyes import Eyes
from tipdesk.services.look import CaseView, read_view
from tipdesk.services.papers.asked import Asked
from tipdesk.services.papers.gathering import Gathering, Tongues
from tipdesk.services.papers.kinds import PAPERS
from tipdesk.services.papers.paper import Paper
from tipdesk.services.referring.drawing import CONSENT, Drawn
from tipdesk.services.voice import ENGLISH

LETTER = PAPERS["referral"]
SOURCE = Tongue(ENGLISH, str)
"""The language of the program's texts, in which a digest is made, whatever the officer reads."""
_CONTEXT = b"tipdesk letter 1\0"


class Letter:
    """The letter of what is drawn, as the officer may print it.

    An officer to whom part of it is not open cannot make it: `paper` raises the UserErrors of the builder, such as
    `not-open-here`.
    """

    def __init__(self, reader: Reader, desk: Desk, case: Row, drawn: Drawn) -> None:
        self._reader, self._desk, self._drawn = reader, desk, drawn
        self._case = case
        self._eyes = Eyes(reader, desk, case, Action.PRINT)
        self._view = read_view(self._eyes)

    def paper(self, tongue: Tongue) -> Paper:
        """Return the letter as it will be once it is sent, with the slip."""
        return self._paper(tongue, self._drawn)

    @property
    def has_own_number(self) -> bool:
        """Tell whether the letter says on which number we are reached, or has a line for it."""
        return find_own_number(self._reader, self._desk) is not None

    def digests(self) -> tuple[bytes, ...]:
        """Return every digest that this letter may have, the one to keep first: one for each key of the case."""
        timeless = self._drawn.with_values({"reply_due": None}, {})
        return self._digests(self._paper(SOURCE, timeless, is_dated=False))

    def digest_as_sent(self) -> bytes:
        """Return the digest of the letter with its day and the day of the answer: of what leaves now."""
        return self._digests(self._paper(SOURCE, self._drawn))[0]

    def _digests(self, paper: Paper) -> tuple[bytes, ...]:
        content = _CONTEXT + json.dumps(_plain(paper.parts)).encode()
        keys = freeze(self._reader, self._desk, self._case).read_keys()
        return tuple(_keyed(key, content) for key in keys) or (hashlib.sha256(content).digest(),)

    def _paper(self, tongue: Tongue, drawn: Drawn, *, is_dated: bool = True) -> Paper:
        sent = drawn.with_values({"status": "sent"}, {"status": "sent", "basis": _basis(drawn)})
        view = _overlaid(self._view, sent)
        gathering = Gathering(self._eyes, view, LETTER, Asked(), Tongues((), lambda _code: tongue))
        material = gathering.material(sent.referral)
        if not is_dated:
            material = replace(material, printed=replace(material.printed, at_ms=0, copy_number=1))
        return LETTER.make(material.get(sent.referral.id), material)


def _basis(drawn: Drawn) -> str:
    """Return the basis with which the letter is built: one that rests on a consent that is not there is still shown.

    Whether it may be sent is for the gates to say, and the page says beside it how it stands with the agreement.
    """
    told = str(drawn.transfer["basis"] or "")
    return "" if told == CONSENT and not drawn.agreed.is_live else told


def _overlaid(view: CaseView, drawn: Drawn) -> CaseView:
    rows = dict(view.rows)
    for row in drawn.rows:
        others = tuple(one for one in rows.get(row.record.name, ()) if one.id != row.id)
        rows[row.record.name] = (*others, row)
    return replace(view, rows=rows)


def _keyed(key: bytes, content: bytes) -> bytes:
    return hmac.digest(hmac.digest(key, _CONTEXT, "sha256"), content, "sha256")  # the key itself only seals


def _plain(part: object) -> object:
    """Return parts of a paper as lists and texts, each with what it is."""
    if is_dataclass(part):
        return [type(part).__name__, *(_plain(getattr(part, one.name)) for one in fields(part))]
    return [_plain(one) for one in part] if isinstance(part, tuple) else part
