"""The state of the link, sizes, times left and results in words, the same on the pill, the page and the status line.

These are pure functions of what services answered. They are called when a text is shown.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tipdesk.domain.records import BY_NAME
from tipdesk.services.keys.office.office_keys import WORDS as OTHER_KEYS_WORDS
from tipdesk.services.sticks.reasons import refusal_words, unread_words
from tipdesk.services.sync.pull.received import Received
from tipdesk.services.sync.see_link import Waiting
from tipdesk.services.sync.sync_now import SyncReport
from tipdesk.services.sync.sync_status import SyncStatus
from tipdesk.ui.translate import _, plural

_KB = 1024
_MINUTE = 60
_MS = 1000
_LONG_MINUTES = 90


class PillWords(NamedTuple):
    """What the pill in the top bar shows: its words, the name of its icon and the token of its colour."""

    text: str
    icon: str
    colour: str


def size_words(size: int) -> str:
    """Return a number of bytes as people read it, in bytes, KB or MB."""
    if size < _KB:
        return plural("{count} byte", "{count} bytes", size)
    if size < _KB * _KB:
        return _("{size} KB").format(size=round(size / _KB))
    return _("{size} MB").format(size=f"{size / _KB / _KB:.1f}")


def time_left_words(size: int, speed: int) -> str:
    """Return how long `size` bytes take at `speed` bytes a second, or "" while no speed is known."""
    if speed <= 0 or size <= 0:
        return ""
    seconds = size / speed
    if seconds < _MINUTE:
        return _("less than a minute")
    minutes = round(seconds / _MINUTE)
    if minutes <= _LONG_MINUTES:
        return plural("about {count} minute", "about {count} minutes", minutes)
    return plural("about {count} hour", "about {count} hours", round(minutes / _MINUTE))


def waiting_words(count: int, files: int = 0, *, is_receipted: bool = True) -> str:
    """Return how many entries, or else files, headquarters has not receipted yet.

    `is_receipted` says that it has ever sent a receipt.
    """
    if count == 0 and files:
        return plural(
            "{count} file not yet received by headquarters", "{count} files not yet received by headquarters", files
        )
    if count == 0 and not is_receipted:
        return _("Nothing has to be sent yet.")
    if count == 0:
        return _("Everything written here has been received by headquarters.")
    return plural(
        "{count} entry not yet received by headquarters", "{count} entries not yet received by headquarters", count
    )


def files_words(status: SyncStatus, records: int = 0) -> str:
    """Return which files wait, how large they are, how long that takes by wire, and what is to come; "" for nothing.

    `records` is how many bytes of entries go before them.
    """
    files = status.files
    left = "" if status.has_records_only else time_left_words(files.size + records, status.speed)
    template = _("{time} by wire with the entries before them") if records else _("{time} by wire at the last speed")
    if status.has_records_only:
        waits = plural("{count} file waits for a stick", "{count} files wait for a stick", files.count)
    else:
        waits = plural("{count} file waits", "{count} files wait", files.count)
    parts = [
        waits if files.count else "",
        size_words(files.size) if files.count else "",
        template.format(time=left) if files.count and left else "",
        plural("{count} file is still to come", "{count} files are still to come", files.lacking)
        if files.lacking
        else "",
    ]
    return joined(parts)


def kinds_words(line: Waiting) -> str:
    """Return the kinds of records that an entry touches, such as "Person, Journey leg"."""
    if line.kinds == ("Redaction",):
        return _("Note of a withdrawal")
    return ", ".join(_(BY_NAME[name].label) for name in line.kinds if name in BY_NAME) or _("Withdrawn")


def held_words(left_ms: int) -> str:
    """Return when an entry goes by itself: with the next link, or in so many minutes."""
    if left_ms <= 0:
        return _("with the next link")
    return plural("in {count} minute", "in {count} minutes", -(-left_ms // (_MINUTE * _MS)))


def closing_words(held: int) -> str:
    """Return a warning of what an officer's sync ends, or "" where nothing is held.

    It ends the time in which `held` entries could still be withdrawn.
    """
    if not held:
        return ""
    return plural(
        "Sync now sends {count} entry that could still be withdrawn.",
        "Sync now sends {count} entries that could still be withdrawn.",
        held,
    )


def at_once_words(held: int) -> str:
    """Return a warning of what sending at once ends: the time to withdraw `held` earlier entries; "" for none."""
    if not held:
        return ""
    return plural(
        "Sending at once also sends {count} earlier entry that could still be withdrawn.",
        "Sending at once also sends {count} earlier entries that could still be withdrawn.",
        held,
    )


def closed_words(held: int) -> str:
    """Return how many entries can no longer be withdrawn after an officer's sync, or "" where nothing was held."""
    if not held:
        return ""
    return plural("{count} entry can no longer be withdrawn.", "{count} entries can no longer be withdrawn.", held)


def report_lines(report: SyncReport) -> list[tuple[str, str]]:
    """Return what one sync did, line by line as icon and sentence, each line once."""
    lines = [_sent_line(report)] if report.sent else []
    lines += _file_lines(report)
    lines += [line for line in map(_received_line, report.received) if line]
    lines += unread_lines(report.unread)
    lines += [("alert-triangle", _(OTHER_KEYS_WORDS))] if report.are_keys_apart else []
    lines += [] if lines else [("circle-check", _("Nothing had to be sent, and nothing new had come."))]
    return list(dict.fromkeys(lines))


def unread_lines(unread: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return what on a stick was not read, as icon and sentence."""
    return [("info-circle", _(unread_words(reason)).format(count=count)) for reason, count in unread.items()]


def outcome_words(report: SyncReport, *, is_stick: bool) -> str:
    """Return the sentence that ends a sync, by stick or by wire."""
    if is_stick and report.files.is_stick_full:
        return full_words(report)
    if not is_stick:
        files = report.files_left.count
        state = waiting_words(report.waiting, files)
        return _("Sync has ended. {state}.").format(state=state) if report.waiting or files else state
    if report.sent:
        return _("Written to the stick and read back. You may take the stick out now; bring it to headquarters.")
    return _("The stick has been read. You may take it out now.")


def full_words(report: SyncReport) -> str:
    """Return what a stick that is full carries, and what of the files is left for another one."""
    written = _("The stick is full. What fits was written and read back; you may take the stick out now.")
    files = report.files
    if not files.left_over:
        return " ".join((written, _("What it does not carry lies on another one.")))
    rest = plural(
        "{size} of {count} file is left: put in another stick, or this one again once headquarters has read it.",
        "{size} of {count} files are left: put in another stick, or this one again once headquarters has read it.",
        files.left_over,
        size=size_words(files.bytes_over),
    )
    return f"{written} {rest}"


def _sent_line(report: SyncReport) -> tuple[str, str]:
    entries, size = sum(one.entries for one in report.sent), sum(one.size for one in report.sent)
    text = plural("Sent {count} entry", "Sent {count} entries", entries)
    bundles = plural("in {count} bundle", "in {count} bundles", len(report.sent))
    return "upload", f"{text} {bundles} ({size_words(size)})"


def _file_lines(report: SyncReport) -> list[tuple[str, str]]:
    files, left = report.files, report.files_left
    lines = [("upload", _("Sent of files: {size}").format(size=size_words(files.size)))] if files.parts else []
    lines += [("alert-triangle", _("The stick is full: it carries what fitted."))] if files.is_stick_full else []
    lines += [
        ("alert-triangle", _("Refused: {why}").format(why=_(refusal_words(code)))) for code in files.refused.values()
    ]
    if left.count:
        size = size_words(left.size)
        told = plural(
            "{count} file waits: {size} are left", "{count} files wait: {size} are left", left.count, size=size
        )
        lines.append(("info-circle", told))
    return lines


def _received_line(one: Received) -> tuple[str, str] | None:
    if one.verdict == "refused":
        return "alert-triangle", _("Refused: {why}").format(why=_(refusal_words(one.reason)))
    if one.verdict == "replay":
        return None
    if one.verdict == "gap":
        return "info-circle", _("Something came that follows what is not here yet. It comes again with the next sync.")
    if one.verdict == "fork":
        return "alert-triangle", _("Refused: {why}").format(why=_(refusal_words("fork")))
    if one.kind == "receipt":
        return "circle-check", _("Headquarters has sent its receipt.")
    if one.kind == "file":
        return "download", _("A file has come.")
    if one.kind == "handed":
        return "route", _("Another post hands a case over to you. It is in My work: accept or decline it there.")
    if one.kind == "answer":
        return "route", _("The other post has answered your hand-over. The case shows what it said.")
    if one.kind == "keyset":
        return "shield", _("Headquarters has renewed its keys. They were checked and taken.")
    return "download", plural(
        "Received {count} entry from headquarters", "Received {count} entries from headquarters", one.entries
    )


def joined(parts: Sequence[str]) -> str:
    """Return the parts that are not empty, with dots between them."""
    return "  ·  ".join(part for part in parts if part)
