"""A question to the audit in the words of people: logins, codes of posts, references, codes of actions.

A name that nobody has is refused, so that an empty answer really means that there were no looks.
"""

from dataclasses import dataclass

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.reference import parse_reference
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, LookQuery, Reader
from tipdesk.services.directory.officer_ids import ids_of
from tipdesk.services.eyes import knows_of
from tipdesk.services.look import no_such_case
from tipdesk.services.looks.find_looks import device_posts

MOST_SHOWN = 1_000
_CASE, _OFFICER, _POST = BY_NAME["Case"], BY_NAME["Officer"], BY_NAME["Post"]


@dataclass(frozen=True)
class LookFilter:
    """What somebody wants to see of the audit; a part that is empty or None asks for all.

    `officer` is a login or an id, `post` a code or an id, `case` a reference. `since` and `until` are in milliseconds
    since 1970, and looks at `until` itself are left out. `most` limits the answer to the latest so many.
    """

    officer: str | bytes = ""
    post: str | bytes = ""
    case: str = ""
    action: str = ""
    result: str = ""
    since: int | None = None
    until: int | None = None
    most: int = MOST_SHOWN


def query_of(desk: Desk, asked: LookFilter) -> LookQuery:
    """Return the query that these words mean.

    Whether the officer may ask it at all is decided where it is answered. Raises UserError `unknown-officer`,
    `unknown-post`, `no-such-case`, `unknown-code` and `bad-reference`.
    """
    for code, name in ((asked.action, "audit_action"), (asked.result, "audit_result")):
        if code and not desk.codes.is_known(name, code):
            raise UserError("unknown-code", _("“{value}” is not in the list {list}."), value=code[:40], list=name)
    with desk.read() as reader:
        return LookQuery(
            actors=_officer(reader, desk, asked.officer) if asked.officer else frozenset(),
            devices=_devices(reader, asked.post) if asked.post else None,
            case=_case(reader, desk, asked.case) if asked.case else None,
            actions=frozenset({asked.action} - {""}),
            results=frozenset({asked.result} - {""}),
            since=asked.since,
            until=asked.until,
            most=asked.most,
        )


def _officer(reader: Reader, desk: Desk, login: str | bytes) -> frozenset[bytes]:
    if isinstance(login, bytes):
        return ids_of(reader, login)
    wanted = login.strip().casefold()
    found = [row.id for row in reader.find_rows(_OFFICER, with_deleted=True) if str(row["login"]).casefold() == wanted]
    found += [desk.actor.officer] if desk.actor.login.casefold() == wanted else []
    if not found:
        raise UserError("unknown-officer", _("There is no officer with the login name “{login}”."), login=login[:40])
    return frozenset().union(*(ids_of(reader, officer) for officer in found))


def _devices(reader: Reader, code: str | bytes) -> frozenset[bytes]:
    wanted = code.strip().casefold() if isinstance(code, str) else None
    posts = (
        {code}
        if isinstance(code, bytes)
        else {row.id for row in reader.find_rows(_POST, with_deleted=True) if str(row["code"]).casefold() == wanted}
    )
    if not posts:
        raise UserError("unknown-post", _("There is no post with the code “{post}”."), post=str(code)[:20])
    return frozenset(device for device, post in device_posts(reader).items() if post in posts)


def _case(reader: Reader, desk: Desk, reference: str) -> bytes:
    plain = parse_reference(reference)
    found = [row for row in reader.find_rows(_CASE, where={"reference": plain}) if knows_of(reader, desk, row)]
    if not found:
        raise no_such_case(plain)
    return found[0].id
