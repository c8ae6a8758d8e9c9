"""By what right a post hands a case to another one while headquarters cannot be reached, as every end can check it.

Headquarters lets it in advance (`Post.may_hand_to`), or a duty officer reads out a one-time code. The codes of a post
are made at headquarters beforehand and printed on one sheet, for whoever answers the duty telephone; the directory,
which headquarters signs and every PC holds, has only what each is known by. A code names nothing: it serves for one
hand-over of its post, and the row of that hand-over says the code itself. So the giving post, the receiving one and, as
soon as it hears of it, headquarters each check it alone. It is spent with that row, and whoever sees it a second time
refuses it.

A code is known by SHA-256("tipdesk hand-over code v1" ‖ post ‖ digits). It is not stretched: 103 random bits cannot be
guessed at any speed, and stretching helps only where people choose (`domain/spoken_code`). The id of the post is the
salt, so that a code is worth nothing at another one.
"""

import hashlib
from typing import Final, NamedTuple

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.handing_over import ADVANCE
from tipdesk.domain.spoken_code import parse_code
from tipdesk.domain.texts import _
from tipdesk.services.desk import Reader

NOT_GRANTED, WRONG_CODE, CODE_USED = "not-granted", "wrong-code", "code-used"
HANDOVER, POST = BY_NAME["CaseHandover"], BY_NAME["Post"]
WORDS: Final = {
    NOT_GRANTED: _(
        "Headquarters does not let this post hand cases to that one directly. Ask the duty officer for a code."
    ),
    WRONG_CODE: _("Headquarters has given no such code to this post. Have it read out again, digit by digit."),
    CODE_USED: _("This code has served for another hand-over. Ask the duty officer for another one."),
}
_LABEL: Final = b"tipdesk hand-over code v1"


class Handing(NamedTuple):
    """One hand-over as it is judged: its row, the posts that it goes from and to, and by what right, "" for none."""

    row: bytes
    from_post: bytes
    to_post: bytes
    grant: str


def known_by(post: bytes, digits: str) -> str:
    """Return what a code of a post is known by in the directory."""
    return hashlib.sha256(_LABEL + post + digits.encode()).hexdigest()


def read_grant(code: str | None) -> str:
    """Return what a hand-over says of its right: the digits of a code as it was typed, `ADVANCE` without one.

    Raises UserError `misheard-code`, or `wrong-code` for what is no code at all.
    """
    if code is None or not code.strip():
        return ADVANCE
    digits = parse_code(code)
    if digits is None:
        raise UserError(WRONG_CODE, WORDS[WRONG_CODE])
    return digits


def why_not_granted(reader: Reader, handing: Handing) -> str | None:
    """Return the code of the reason why a hand-over has no right to go directly, None where it has one."""
    giving = reader.get_row(POST, handing.from_post)
    if giving is None:
        return NOT_GRANTED
    if not handing.grant.isdecimal():
        is_let = handing.grant == ADVANCE and _is_let(giving, reader.get_row(POST, handing.to_post))
        return None if is_let else NOT_GRANTED
    codes = giving["handover_codes"]
    if not isinstance(codes, frozenset) or known_by(giving.id, handing.grant) not in codes:
        return WRONG_CODE
    served = reader.find_rows(HANDOVER, where={"grant": handing.grant}, with_deleted=True, with_disputed=True)
    return CODE_USED if any(row.id != handing.row for row in served) else None


def _is_let(giving: Row, to: Row | None) -> bool:
    let = giving["may_hand_to"]
    code = str(to["code"] or "").casefold() if to is not None else ""
    return isinstance(let, frozenset) and code in {str(one).strip().casefold() for one in let}
