"""What the commands of `sync` and `hq receive` say of files: what went and came, what is left, and how long that takes.

Also the command that says whether the link of this PC is paid by the byte.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.translate import _, plural
from tipdesk.domain.texts import counted
from tipdesk.services.remembered.link import RECORDS_ONLY
from tipdesk.services.sticks.reasons import refusal_words
from tipdesk.services.sync.files.metered import set_metered

if TYPE_CHECKING:
    from tipdesk.services.headquarters.intake.receive_stick import StickResults
    from tipdesk.services.sync.files.queue import FilesLeft
    from tipdesk.services.sync.sync_now import SyncReport

_KB = 1024
_WAIT = counted("{count} file waits: {kb} KB are left.", "{count} files wait: {kb} KB are left.")
_MINUTES = counted("By wire that takes {count} minute.", "By wire that takes {count} minutes.")
_LACKING = counted("{count} file has not come here yet.", "{count} files have not come here yet.")
_OVER = counted(
    "{kb} KB of {count} file is left for another stick.", "{kb} KB of {count} files are left for another stick."
)
_SENT = counted("{count} part of files was sent.", "{count} parts of files were sent.")
_CAME = counted("{count} part of files came, {files} whole now.", "{count} parts of files came, {files} whole now.")
_LATER = counted("{count} part of a file was not taken now.", "{count} parts of files were not taken now.")
_NO_ROOM = counted("{count} part found no room on the stick.", "{count} parts found no room on the stick.")


def left_json(left: FilesLeft, minutes: int | None) -> dict[str, object]:
    """Return what waits of files, for `--json`; `minutes` is how long it takes by wire, None where nobody knows."""
    return {"waiting": left.count, "bytes_left": left.size, "minutes_left": minutes, "lacking": left.lacking}


def left_lines(left: FilesLeft, minutes: int | None) -> list[str]:
    """Return what waits of files in words; nothing where none does."""
    lines = [plural(*_WAIT, left.count, kb=-(-left.size // _KB))] if left.count else []
    lines += [plural(*_MINUTES, minutes)] if left.count and minutes is not None else []
    return lines + ([plural(*_LACKING, left.lacking)] if left.lacking else [])


def sent_json(report: SyncReport) -> dict[str, object]:
    """Return what a sync did with files, for `--json`."""
    files = report.files
    return {
        "parts": files.parts,
        "bytes": files.size,
        "stick_full": files.is_stick_full,
        "left_over": files.left_over,
        "bytes_over": files.bytes_over,
        "refused": sorted(set(files.refused.values())),
        **left_json(report.files_left, None),
    }


def sent_lines(report: SyncReport) -> list[str]:
    """Return what a sync did with files in words."""
    files = report.files
    lines = [plural(*_SENT, files.parts)] if files.parts else []
    lines += [_("The stick is full: it carries what fitted.")] if files.is_stick_full else []
    lines += [plural(*_OVER, files.left_over, kb=-(-files.bytes_over // _KB))] if files.left_over else []
    codes = dict.fromkeys(files.refused.values())
    lines += [_("Refused: {reason}").format(reason=_(refusal_words(code))) for code in codes]
    return lines + left_lines(report.files_left, None)


def came_json(results: StickResults) -> dict[str, object]:
    """Return what a stick brought of files and what it took, for `--json`."""
    return {"parts": len(results.parts), "whole": results.files, "later": results.later, "no_room": results.left}


def came_lines(results: StickResults) -> list[str]:
    """Return what a stick brought of files and what it took, in words."""
    lines = [plural(*_CAME, len(results.parts), files=results.files)] if results.parts else []
    lines += [f"{plural(*_LATER, count)} {_(refusal_words(code))}" for code, count in results.later.items()]
    return lines + ([plural(*_NO_ROOM, results.left)] if results.left else [])


@click.command("metered", cls=Command)
@click.argument("state", required=False, type=click.Choice(["on", "off"]))
@pass_context
def metered(context: Context, state: str | None) -> None:
    """Say whether this PC's link is paid by the byte, or set it: then only records go by wire, files by stick."""
    if state is not None:
        set_metered(context.desk, is_metered=state == "on")
    with context.desk.read() as reader:
        is_metered = RECORDS_ONLY.get(reader)
    told = _("Only records go by wire; files wait for a stick.") if is_metered else _("Records and files go by wire.")
    context.show({"metered": is_metered}, told)
