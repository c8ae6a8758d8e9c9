"""The model of the case file of a case that was looked at, from what the look opened, who asks, and the history.

It holds nothing above the level given. The callers have audited the look, and print the model as pages or as lines of
text.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from tipdesk.domain.records import PLAIN_RECORDS
from tipdesk.domain.rules.access import Level
from tipdesk.domain.texts import _
from tipdesk.services.case.history import read_history
from tipdesk.services.desk import Desk
from tipdesk.services.directory.names import Names, names_in
from tipdesk.services.documents.build_case_file import Printed, build_case_file
from tipdesk.services.documents.case_file import CaseFile
from tipdesk.services.eyes import Eyes
from tipdesk.services.look import CaseView


def file_of_view(
    eyes: Eyes,
    view: CaseView,
    *,
    level: Level,
    copy_number: int = 1,
    translate: Callable[[str], str] = str,
    on_screen: bool = False,
) -> CaseFile:
    """Return the case file of what `eyes` have seen, up to `level`; `on_screen`, where no copy of it is left behind.

    The history in it is told as far as it is open for what they look for, without the entries about who may see the
    case.
    """
    desk = eyes.desk
    rows = (view.case, *(row for record in PLAIN_RECORDS[1:] for row in view.of(record.name)))
    names = names_in(eyes.reader, desk)
    printed = printed_of(desk, names, view.held_back, level=level, copy_number=copy_number, translate=translate)
    printed = replace(printed, on_screen=on_screen)
    past = read_history(eyes, eyes.reader.find_happenings(view.id))
    told = [line for line in past if not (line.record and line.record.has_own_verbs)]
    return build_case_file(rows, told, names, printed, desk.codes, translate)


def printed_of(
    desk: Desk,
    names: Names,
    held_back: Mapping[str, int],
    *,
    level: Level,
    copy_number: int = 1,
    translate: Callable[[str], str] = str,
) -> Printed:
    """Return who prints which copy, where and when; `held_back` are the notes that are not in it, by their mark."""
    return Printed(
        officer=names.officer(desk.actor.officer),
        post=_post(desk, names, translate),
        at_ms=desk.clock.now_ms(),
        offset_minutes=desk.clock.offset_minutes(),
        copy_number=copy_number,
        level=level,
        held_back=held_back,
    )


def _post(desk: Desk, names: Names, translate: Callable[[str], str]) -> str:
    """Return the name of the place that prints, "" for a post's device that no directory lists yet."""
    own = names.device_posts.get(desk.place.device)
    if own:
        return names.post(own)
    return translate(_("Headquarters")) if desk.place.is_headquarters else ""
