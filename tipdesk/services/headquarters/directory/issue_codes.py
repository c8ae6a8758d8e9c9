"""Headquarters makes one-time codes with which a post may hand a case over while headquarters cannot be reached.

The directory gets what each code is known by, and the codes themselves are told once: they go onto the sheet that lies
beside the duty telephone, and nowhere else. Whoever loses a sheet makes the next one, and says that those before it are
void. What that says of codes, and why, is in `directory/handing_grants`.
"""

from typing import Final

from tipdesk.domain.errors import UserError
from tipdesk.domain.spoken_code import RANDOM_DIGITS, parse_code, write_code
from tipdesk.domain.texts import counted
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Desk
from tipdesk.services.directory.handing_grants import known_by
from tipdesk.services.headquarters.directory.registry import POST, get_post
from tipdesk.services.headquarters.directory.writing import change_of, permit_directory, write_directory

MOST_AT_ONCE: Final = 40
_NOISE_BYTES: Final = 32
_COUNT: Final = counted("From 1 to {most} code fits on a sheet.", "From 1 to {most} codes fit on a sheet.")


def issue_codes(desk: Desk, post: str, count: int = 10, *, voids_others: bool = False) -> list[str]:
    """Return new codes of the post with this code, as they are read out; they are shown this once.

    With `voids_others`, none made before serves any more. Raises UserError `bad-count`, `unknown-post`, and those of
    `permit_directory`.
    """
    permit_directory(desk)
    if not 1 <= count <= MOST_AT_ONCE:
        raise UserError("bad-count", _COUNT.of(MOST_AT_ONCE), most=MOST_AT_ONCE)
    with desk.work() as work:
        row = get_post(work, post)
        drawn = (int.from_bytes(desk.ids.noise(_NOISE_BYTES), "big") % 10**RANDOM_DIGITS for _number in range(count))
        codes = [write_code(number) for number in drawn]
        before = row["handover_codes"] if not voids_others else None
        known = {known_by(row.id, parse_code(code) or "") for code in codes}
        known |= {str(one) for one in before} if isinstance(before, frozenset) else set()
        write_directory(desk, work, [change_of(POST, row.id, {"handover_codes": sorted(known)}, row)])
        note_deed(desk, work, "handover_codes", {"row": row.id, "count": count})
    return codes
