"""The model of the case file of a case that was looked at, from what the look opened, who asks, and the history.

It holds nothing above the level given. The callers have audited the look, and print the model as pages or as lines of
text.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from tipdesk.domain.records import CASE_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Level
from tipdesk.domain.rules.caution import LISTED_OPEN
from tipdesk.domain.texts import _
from tipdesk.services.case.history import cases_named_in, changes_in, read_history
from tipdesk.services.case.references import references_of
from tipdesk.services.desk import Desk
from tipdesk.services.directory.names import Names, names_in
from tipdesk.services.documents.build_case_file import Printed, build_case_file
from tipdesk.services.documents.case_file import CaseFile
from tipdesk.services.eyes import Eyes
from tipdesk.services.look import CaseView

ABOUT_ACCESS = frozenset({"Exclusion", "AccessGrant", "Review"})
"""The records that tell who may see a case, and who looked at what was done before anybody agreed."""


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
    told_of = [record.name for record in CASE_RECORDS[1:] if record.name not in ABOUT_ACCESS]
    rows = (_as_listed(view), *(row for name in told_of for row in view.of(name)), *view.trash)
    past = read_history(eyes, eyes.reader.find_happenings(view.id))
    told = changes_in(line for line in past if not (line.record and line.record.name in ABOUT_ACCESS))
    names = replace(names_in(eyes.reader, desk), cases=references_of(eyes.reader, desk, cases_named_in(told)))
    printed = printed_of(desk, names, view.held_back, level=level, copy_number=copy_number, translate=translate)
    printed = replace(printed, on_screen=on_screen)
    return build_case_file(rows, told, names, printed, desk.codes, translate)


def _as_listed(view: CaseView) -> Row:
    """Return the Case row with the stage that lists show of it."""
    if not view.is_listed_open:
        return view.case
    siblings = {name: told for name, told in view.case.siblings.items() if name != "status"}
    return replace(view.case, values={**view.case.values, "status": LISTED_OPEN}, siblings=siblings)


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
