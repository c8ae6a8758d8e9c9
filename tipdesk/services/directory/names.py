"""Names for ids: of officers, posts, devices and agencies, as histories, lists and documents show them.

They are read once and asked often. The officer at the desk has a name even before headquarters has sent the directory.
An id that is not known is shown by its first digits, never left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.desk import Desk, Reader

_DIGITS = 8


@dataclass(frozen=True)
class Names:
    """The names of one moment, by id.

    `device_posts` has the post of each device, and `cases` the references of cases that one case names.
    """

    officers: Mapping[bytes, str]
    posts: Mapping[bytes, str]
    devices: Mapping[bytes, str]
    agencies: Mapping[bytes, str]
    device_posts: Mapping[bytes, bytes]
    cases: Mapping[bytes, str] = field(default_factory=dict)

    def officer(self, row: object) -> str:
        """Return an officer's name, or login, or the first digits of the id."""
        return _named(self.officers, row)

    def post(self, row: object) -> str:
        """Return a post's name, or the first digits of the id."""
        return _named(self.posts, row)

    def agency(self, row: object) -> str:
        """Return an agency's name, or the first digits of the id."""
        return _named(self.agencies, row)

    def device(self, row: object) -> str:
        """Return a device's name with its post: "Front desk, Vieux Fort"."""
        post = self.device_posts.get(row) if isinstance(row, bytes) else None
        return ", ".join(filter(None, (_named(self.devices, row), self.posts.get(post, "") if post else "")))

    def referred(self, record: str, row: object) -> str:
        """Return the name of what a reference to another record means, "" for a record that has no names here."""
        if record == "Case" and isinstance(row, bytes):
            return self.cases.get(row, "")
        named = {"Officer": self.officer, "Post": self.post, "Agency": self.agency, "Device": self.device}
        return named[record](row) if record in named else ""


def read_names(desk: Desk) -> Names:
    """Return all names of the directory."""
    with desk.read() as reader:
        return names_in(reader, desk)


def names_in(reader: Reader, desk: Desk) -> Names:
    """Return all names of the directory, within a read that the caller has opened."""
    officers = {row.id: str(row["name"] or row["login"] or "") for row in _rows(reader, "Officer")}
    devices = _rows(reader, "Device")
    return Names(
        officers={desk.actor.officer: desk.actor.login, **{row: name for row, name in officers.items() if name}},
        posts={row.id: str(row["name"] or row["code"] or "") for row in _rows(reader, "Post")},
        devices={row.id: str(row["name"] or "") for row in devices},
        agencies={row.id: str(row["name"] or "") for row in _rows(reader, "Agency")},
        device_posts={row.id: post for row in devices if isinstance(post := row["post"], bytes)},
    )


def _rows(reader: Reader, record: str) -> list[Row]:
    return reader.find_rows(BY_NAME[record], with_deleted=True)


def _named(names: Mapping[bytes, str], row: object) -> str:
    if not isinstance(row, bytes):
        return ""
    return names.get(row) or id_text(row)[:_DIGITS]
