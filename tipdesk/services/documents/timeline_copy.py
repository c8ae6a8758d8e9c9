"""A copy of a case's timeline that leaves the program: the tracks that were asked for, as far as it may show them.

The look is audited as a print or as an export before anything is read. Without `identity` the copy holds nothing above
a summary, so that people are called by tag or code. What was asked for is applied to what the copy may show, and so a
search for a name finds nothing in a copy without names.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tipdesk.domain.characters import visible
from tipdesk.domain.moments import wall_clock
from tipdesk.domain.rules.access import Action
from tipdesk.domain.spans import minutes_at
from tipdesk.services.case.read_timeline import tracks_of
from tipdesk.services.case.timeline import Told
from tipdesk.services.case.timeline_filter import Asked, Track
from tipdesk.services.desk import Desk
from tipdesk.services.directory.names import names_in
from tipdesk.services.documents.answers import narrow
from tipdesk.services.documents.build_case_file import Printed
from tipdesk.services.documents.file_of_view import printed_of
from tipdesk.services.documents.make_case_file import level_of, permit_of
from tipdesk.services.look import CaseView, looking, read_view
from tipdesk.services.signatures.sign_content import sign_content
from tipdesk.sync.statement import EXPORT


@dataclass(frozen=True)
class TimelineCopy:
    """What a copy shows: the tracks, the minute at which it was taken (`spans`), and who took it.

    `people` has what each person is called in this copy, by id.
    """

    reference: str
    title: str
    tracks: tuple[Track, ...]
    people: dict[bytes, str]
    asked: Asked
    now: int
    printed: Printed


def copy_timeline(
    desk: Desk,
    case: bytes,
    action: Action,
    asked: Asked,
    *,
    identity: bool,
    translate: Callable[[str], str] = str,
) -> TimelineCopy:
    """Return the copy for the officer at the desk; `action` says whether it is printed or exported.

    Raises the UserErrors of `look`, and `identity-not-open`, audited as a refusal, where an officer asks for identities
    that are not open to them.
    """
    with looking(desk, case, action, permit=permit_of(action, identity=identity)) as eyes:
        level = level_of(eyes, identity=identity)
        seen = read_view(eyes)
        rows = {name: tuple(narrow(row, level) for row in found) for name, found in seen.rows.items()}
        view: CaseView = replace(seen, case=narrow(seen.case, level), rows=rows)
        printed = printed_of(desk, names_in(eyes.reader, desk), view.held_back, level=level, translate=translate)
    clock = wall_clock(printed.at_ms, printed.offset_minutes)
    now = minutes_at(clock) if clock is not None else 0
    told = Told(desk.codes, translate, printed.offset_minutes, now=now)
    return TimelineCopy(
        reference=visible(view.reference, paragraphs=False),
        title=visible(str(view.case["title"] or ""), paragraphs=False),
        tracks=tracks_of(view, told, asked),
        people={row.id: told.title(row) for row in view.of("Person")},
        asked=asked,
        now=now,
        printed=printed,
    )


def sign_picture(desk: Desk, case: bytes, content: bytes) -> None:
    """Sign the exact bytes of a picture of a timeline; the signature is in the log when this returns."""
    with desk.work() as work:
        sign_content(desk, work, EXPORT, case, content)
