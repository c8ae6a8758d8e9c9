"""`tipdesk mrz`: what the lines at the foot of a passport, card or visa say, and whether their check digits are right.

No home and no passphrase are needed; nothing is kept. What cannot be read is said in hints, never corrected.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context, read_file, say
from tipdesk.cli.translate import _
from tipdesk.domain.characters import escaped
from tipdesk.domain.moments import day_shown
from tipdesk.domain.mrz.hints import WHAT, hint
from tipdesk.domain.mrz.read_mrz import Mrz, read_mrz
from tipdesk.domain.texts import _ as mark

NOT_WHOLE_STATUS = 1
NO_ARRAY = mark("This line of the file is no array of texts in JSON.")


@click.command("mrz", cls=Command)
@click.argument("lines", metavar="LINE…", nargs=-1)
@click.option(
    "--from", "source", type=click.Path(path_type=Path), help="File with an array of lines in each line: JSON Lines."
)
@pass_context
def mrz(context: Context, lines: tuple[str, ...], source: Path | None) -> int:
    """Read the lines of a passport, card or visa: fields, check digits, and hints where something cannot be right.

    It ends with 1 where a check digit is wrong or it is no such document; what was read is printed all the same. Put
    each line in quotes. With --from one JSON document is printed for each line of the file, and it ends with 0.
    """
    if bool(lines) == (source is not None):
        raise click.UsageError(_("Give either lines or --from."))
    today = _today()
    if source is not None:
        for given in _arrays(read_file(source)):
            read = Mrz(hints=(hint(NO_ARRAY),)) if given is None else read_mrz(given, today)
            say(escaped(json.dumps(_document(read), ensure_ascii=False)), err=False)
        return 0
    read = read_mrz(lines, today)
    context.show(_document(read), *_told(read))
    return 0 if read.is_valid else NOT_WHOLE_STATUS


def _today() -> date:
    """Return the day on this PC's calendar."""
    from tipdesk.adapters.system.clock import SystemClock

    clock = SystemClock()
    return (datetime.fromtimestamp(clock.now_ms() / 1000, UTC) + timedelta(minutes=clock.offset_minutes())).date()


def _arrays(content: bytes) -> Iterator[list[str] | None]:
    """Yield the lines of each line of a file; None for what is no array of texts, so that results keep their places."""
    for line in content.removesuffix(b"\n").split(b"\n"):
        try:
            found = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            found = None
        is_array = isinstance(found, list) and all(isinstance(one, str) for one in found)
        yield found if is_array else None


def _document(read: Mrz) -> dict[str, object]:
    fields = read.fields
    return {
        "format": read.format,
        "valid": read.is_valid,
        "fields": {
            "document_number": fields.document_number,
            "family_name": fields.family_name,
            "given_names": fields.given_names,
            "nationality": fields.nationality,
            "birth_date": fields.birth_date and str(fields.birth_date),
            "sex": fields.sex,
            "expires": fields.expires and str(fields.expires),
            "issuer": fields.issuer,
        },
        "checks": [{"name": check.name, "ok": check.ok} for check in read.checks],
        "hints": [one.text(_) for one in read.hints],
    }


def _told(read: Mrz) -> Iterator[str]:
    """Yield lines for people: what was read, what each check digit says, the hints."""
    fields = read.fields
    for label, value in (
        (_("Kind of zone"), read.format),
        (_("Document number"), fields.document_number),
        (_("Family name"), fields.family_name),
        (_("Given names"), fields.given_names),
        (_("Citizenship"), fields.nationality),
        (_("Date of birth"), fields.birth_date and day_shown(fields.birth_date, _)),
        (_("Sex"), fields.sex),
        (_("Valid until"), fields.expires and day_shown(fields.expires, _)),
        (_("Issued by"), fields.issuer),
    ):
        if value:
            yield f"{label}: {value}"
    for check in read.checks:
        said = _("Check digit right: {what}") if check.ok else _("Check digit WRONG: {what}")
        yield said.format(what=_(WHAT[check.name]))
    yield from (one.text(_) for one in read.hints)
