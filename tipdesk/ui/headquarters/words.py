"""What came from posts, in words: verdicts, ways, results of a stick.

These are pure functions of what services answered.
"""

from tipdesk.domain.ids import id_text
from tipdesk.services.headquarters.intake.contact import ENROLLED, WIRE
from tipdesk.services.headquarters.intake.list_posts import DeviceLine
from tipdesk.services.headquarters.intake.receive_bundle import Received
from tipdesk.services.headquarters.intake.receive_stick import StickResults
from tipdesk.services.sticks.reasons import parking_words, refusal_words
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.pill import Tone

TONES: dict[str, Tone] = {
    "accepted": "ok", "replay": "neutral", "gap": "warn", "refused": "danger", "fork": "danger",
}  # fmt: skip
_DIGITS = 8


def verdict_words(verdict: str) -> str:
    """Return what became of a bundle, in a word or two."""
    words = {
        "accepted": _("Received"),
        "replay": _("Held already"),
        "gap": _("Too early"),
        "refused": _("Refused"),
        "fork": _("Two histories"),
    }
    return words.get(verdict, verdict)


def way_words(file: str) -> str:
    """Return by which way something came: by wire, by stick, or with an enrolment."""
    if file == ENROLLED:
        return _("enrolment")
    return _("Wire") if file == WIRE else _("Stick")


def device_words(device: DeviceLine) -> str:
    """Return a PC's name, or the first digits of its id."""
    return device.name or _("PC {digits}").format(digits=id_text(device.id)[:_DIGITS])


def parked_words(device: DeviceLine) -> list[str]:
    """Return why entries of a PC are kept without being applied, a sentence for each reason."""
    entries = [(plural("{count} entry", "{count} entries", count), reason) for reason, count in device.parked]
    return [
        _("{entries} set aside: {why}").format(entries=words, why=_(parking_words(code))) for words, code in entries
    ]


def received_lines(results: StickResults, names: dict[bytes, str]) -> list[tuple[str, str]]:
    """Return what a stick brought, as icon and sentence; `names` has the post of each device."""
    lines = [_received_line(one, names.get(one.device or b"", _("Unknown post"))) for one in results]
    lines += _file_lines(results)
    return lines or [("info-circle", _("No bundle of a post was found on this stick."))]


def _file_lines(results: StickResults) -> list[tuple[str, str]]:
    came, left = len(results.parts), results.left
    told = plural("{count} part of files received", "{count} parts of files received", came)
    whole = plural("{count} file is whole now", "{count} files are whole now", results.files)
    lines = [("circle-check", f"{told}: {whole}")] if came else []
    for code, count in results.later.items():
        later = plural("{count} part of a file was not taken now", "{count} parts of files were not taken now", count)
        lines.append(("info-circle", f"{later}. {_(refusal_words(code))}"))
    no_room = plural("{count} part found no room on the stick", "{count} parts found no room on the stick", left)
    return lines + ([("info-circle", no_room)] if left else [])


def _received_line(one: Received, post: str) -> tuple[str, str]:
    verdict = one.verdict.value
    if verdict in ("refused", "fork"):
        why = _(refusal_words(one.reason))
        return "alert-triangle", _("{post}: refused and put into quarantine. {why}").format(post=post, why=why)
    if verdict == "gap":
        return "info-circle", _("{post}: earlier entries are missing. The post sends them again.").format(post=post)
    if verdict == "replay":
        return "circle-check", _("{post}: nothing new; a fresh receipt is on the stick.").format(post=post)
    entries = plural("{count} entry received", "{count} entries received", one.entries)
    aside = plural("{count} set aside", "{count} set aside", one.parked) if one.parked else ""
    return "circle-check", _("{post}: {what}").format(post=post, what=", ".join(filter(None, (entries, aside))))
