"""What every command shares: the common options, the unlocked session, and how answers and refusals are printed.

With `--json` exactly one document goes to standard output; messages and progress go to standard error. No byte of a
record can steer the terminal: what is hidden in a text is printed as a mark, and in a document as its own escape.
"""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TYPE_CHECKING, Protocol, TypeVar

import click

from tipdesk.adapters.system.files import read_small_file, write_whole_file
from tipdesk.cli.translate import _
from tipdesk.domain.characters import escaped, visible
from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.values import parse_moment
from tipdesk.domain.when import read_date, read_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tipdesk.homes.sessions import Session
    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.services.results import Changed

T = TypeVar("T")
PASSPHRASE_VARIABLE = "TIPDESK_PASSPHRASE"  # noqa: S105 - the name of a variable, not a secret
LARGEST_INPUT = 32 * 1024 * 1024
_ISO_DAY = re.compile(r"\d{4}-\d{2}-")


class Unlock(Protocol):
    """A function that opens a home; it is `homes.opening.open_session` unless a caller of `main` brings another."""

    def __call__(
        self,
        home: Path,
        officer: str | None,
        passphrase: str,
        /,
        *,
        disabled_too: bool = False,
        suspicious_too: bool = False,
    ) -> Session:
        """Return the open session. Raises what `open_session` raises."""


@dataclass
class Context:
    """The common options of one call, and the session once a command has asked for it.

    `has_voice` means that the caller of `main` brought the texts, so that no option and no installation chooses others;
    without `has_console` there is nothing but windows to speak by.
    """

    home: Path
    is_json: bool
    officer: str | None = None
    passphrase_file: Path | None = None
    unlock: Unlock | None = None
    has_voice: bool = False
    has_console: bool = True
    _session: list[Session] = field(default_factory=list)

    @property
    def session(self) -> Session:
        """Return the unlocked home, unlocking it on first use."""
        return self._opened()

    @property
    def desk(self) -> LinkDesk:
        """Return the desk of the officer who runs the command."""
        return self.session.desk

    def now(self) -> datetime:
        """Return the time on the desk's clock, in the officer's zone."""
        from tipdesk.services.audit import moment_now

        return moment_now(self.desk)

    def when(self, at: int | datetime | None) -> str:
        """Return a moment as people read it, on the desk's clock; "" for None.

        The moment is in ms since 1970, or a datetime with its zone.
        """
        from tipdesk.domain.moments import datetime_shown, in_zone, moment_shown

        zone = self.session.clock.offset_minutes()
        if isinstance(at, datetime):
            return datetime_shown(in_zone(at, zone), _)
        return "" if at is None else moment_shown(at, zone, _)

    @property
    def link_session(self) -> Session:
        """Return the unlocked home for what brings entries back and forth; a disabled officer may open it too.

        A store that fails a check is open for reading, so that headquarters can be told.
        """
        return self._opened(disabled_too=True, suspicious_too=True)

    @property
    def suspicious_session(self) -> Session:
        """Return the unlocked home for what looks at the store itself: one that fails a check is open for reading."""
        return self._opened(suspicious_too=True)

    def _opened(self, *, disabled_too: bool = False, suspicious_too: bool = False) -> Session:
        if not self._session:
            from tipdesk.homes.opening import open_session

            passphrase, unlock = self.passphrase(), self.unlock or open_session
            found = unlock(
                self.home, self.officer, passphrase, disabled_too=disabled_too, suspicious_too=suspicious_too
            )
            self._session.append(found)
        return self._session[0]

    def keep(self, session: Session) -> None:
        """Use a session that a command has just made, and close it at the end."""
        self._session.append(session)

    def passphrase(self, *, is_new: bool = False) -> str:
        """Return the passphrase from the file, the environment or the prompt.

        `is_new` has it typed twice at the prompt. Raises UserError `no-passphrase` where nobody can be asked.
        """
        missing = UserError(
            "no-passphrase", _("Give the passphrase at the prompt, in a file or in TIPDESK_PASSPHRASE.")
        )
        given = os.environ.get(PASSPHRASE_VARIABLE)
        return ask_secret(self.passphrase_file, given, _("Passphrase"), missing, is_new=is_new)

    @property
    def has_passphrase(self) -> bool:
        """Tell whether a passphrase was given, so that nobody has to be asked."""
        return self.passphrase_file is not None or PASSPHRASE_VARIABLE in os.environ

    def close(self) -> None:
        """Close the home, if a command opened it."""
        for session in self._session:
            session.close()

    def show(self, document: object, *lines: str) -> None:
        """Print the JSON document, or the lines for people."""
        if self.is_json:
            click.echo(escaped(json.dumps(document, ensure_ascii=False, default=str)))
        else:
            for line in lines:
                say(line, err=False)

    def show_changed(self, changed: Changed) -> None:
        """Print which row a deed wrote, and that it was saved."""
        row = id_text(changed.row) if changed.row else None
        warned = [(one.gate, one.text(_)) for one in changed.warned]
        told = {"warnings": [{"gate": gate, "message": text} for gate, text in warned]} if warned else {}
        lines = (_("Look: {sentence}").format(sentence=text) for _gate, text in warned)
        self.show({"id": row, "changed": sorted(changed.kinds), **told}, _("Saved."), *lines)

    def refuse(self, error: TipdeskError) -> int:
        """Print a refusal and return its exit status."""
        fields = [(one.path, one.text(_)) for one in (*error.fields, *error.others())]
        self.complain(error.family, error.code, error.text(_), fields, **error.details())
        return error.exit_status

    def complain(
        self, family: str, code: str, message: str, fields: Sequence[tuple[str, str]] = (), **more: object
    ) -> None:
        """Print what went wrong: the one document with `--json`, else lines on standard error.

        `more` are further keys of the document, such as the seconds to wait.
        """
        if self.is_json:
            named = [{"path": path, "message": text} for path, text in fields]
            self.show({"error": {"family": family, "code": code, "message": message, "fields": named, **more}})
            return
        for line in (*message.split("\n"), *(f"  {path}: {text}" for path, text in fields)):
            say(line)


def say(line: str, *, err: bool = True) -> None:
    """Print one line for people, with marks for hidden characters: to standard error unless told otherwise."""
    click.echo(visible(line, paragraphs=False), err=err)


pass_context: Callable[[Callable[..., T]], Callable[..., T]] = click.make_pass_decorator(Context)


def ask_secret(file: Path | None, given: str | None, prompt: str, missing: UserError, *, is_new: bool = True) -> str:
    """Return a secret: what the file holds, else what the environment gave, else what is typed at the prompt.

    `is_new` has it typed twice. `missing` is raised where nobody sits at a prompt.
    """
    if file is not None:
        return read_file(file).decode("utf-8", "replace").rstrip("\r\n")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise missing
    again = _("Repeat for confirmation") if is_new else False
    return str(click.prompt(prompt, hide_input=True, confirmation_prompt=again, err=True))


def read_file(path: Path) -> bytes:
    """Return the content of a file that the officer names. Raises UserError `no-file` or `too-large`, or Trouble."""
    return read_small_file(path, LARGEST_INPUT)


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole, making its folder. Raises Trouble `file-unwritable` where that cannot be done."""
    with suppress(OSError):  # a folder that cannot be made is told by the file that cannot be written
        path.parent.mkdir(parents=True, exist_ok=True)
    write_whole_file(path, content)


def read_json(path: Path) -> object:
    """Return the JSON document of a file. Raises UserError `bad-json`, which says where it breaks.

    It is raised as well for a name that stands twice in one object (which of the two was meant?), for what is no number
    or text of JSON (NaN, half a character), and for numbers of thousands of digits. A byte order mark, as some editors
    write it, is accepted.
    """
    try:
        text = read_file(path).decode("utf-8-sig")
        document: object = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
        json.dumps(document, ensure_ascii=False).encode()  # half a character, written as an escape, ends here
    except json.JSONDecodeError as error:
        raise UserError(
            "bad-json",
            _("The document is not JSON: line {line}, column {column}."),
            line=error.lineno,
            column=error.colno,
        ) from error
    except (ValueError, RecursionError) as error:
        raise UserError("bad-json", _("The document is not JSON in UTF-8.")) from error
    return document


def moment_ms(text: str | None, now: Callable[[], datetime]) -> int | None:
    """Return the moment that an option names, in milliseconds since 1970, or None for no text.

    An ISO date means its midnight in UTC. "yesterday", "28 11" or "today 2pm" are read by `now`, the officer's time,
    and a day then begins at the officer's midnight. Raises UserError `bad-time` or `bad-date`.
    """
    if not text:
        return None
    if _ISO_DAY.match(text):
        return int(parse_moment(text if "T" in text else text + "T00:00+00:00").timestamp() * 1000)
    here = now()
    try:
        meant = datetime.combine(read_date(text, here).first_day, time(), tzinfo=here.tzinfo)
    except UserError:
        meant = read_moment(text, here)
    return int(meant.timestamp() * 1000)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise UserError("bad-json", _("The name “{name}” stands twice in one object."), name=twice[:40])
    return made


def _refuse_constant(name: str) -> object:
    raise ValueError(name)
