"""What a home remembers of this PC: the installation itself, its officers, its habits, and what it was told outside."""

import json
from dataclasses import asdict, astuple
from typing import Final

from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.absence import Limits, check_limits
from tipdesk.services.remembered.memory import (
    DECIMAL,
    DIGESTS,
    FLAG,
    NAMES,
    OCTETS,
    TEXT,
    WORDS,
    Codec,
    Remembered,
    RememberedEach,
    hexed,
    maybe,
    plain,
    rows,
)
from tipdesk.services.remembered.shapes import LastBackup, Month, Plan, SeenSheet, TagRange

_MS_BYTES: Final = 8
_MOMENT: Final[Codec[int]] = Codec(
    lambda value: value.to_bytes(_MS_BYTES, "big"), lambda content: int.from_bytes(content, "big")
)


def _first_half(digest: bytes) -> str:
    return digest.hex()[:32]


def _limits_in(content: bytes) -> Limits:
    """Return the limits that were kept, or the rule's own where they cannot be read or are laxer than it allows."""
    try:
        limits = Limits(**{name: int(value) for name, value in json.loads(content).items()})
        check_limits(limits)
    except (ValueError, TypeError, AttributeError, UserError):
        return Limits()
    return limits


OWN_LOG: Final = Remembered(
    name="own-log",
    codec=maybe(OCTETS),
    nothing=None,
    meaning="The id of the own log, sixteen bytes. Another log is another incarnation of the device.",
    written_by=("store",),
)
IS_HEADQUARTERS: Final = Remembered(
    name="is-headquarters",
    codec=FLAG,
    nothing=False,
    meaning="This home is headquarters' and not a post's.",
    written_by=("store",),
)
DEVICE_KEYS: Final = Remembered(
    name="device",
    codec=maybe(OCTETS),
    nothing=None,
    meaning="The private keys of this installation: it signs with them what leaves it, and opens what is sealed to it.",
    written_by=("founding",),
)
LOGINS: Final = Remembered(
    name="officers",
    codec=WORDS,
    nothing=[],
    meaning="The logins that have, or are getting, a slot on this PC, in the order in which they came.",
    written_by=("who_am_i",),
)
OFFICER_OF_LOGIN: Final = RememberedEach(
    name="officer:",
    end=str,
    codec=maybe(OCTETS),
    nothing=None,
    meaning="The id under which a login of this PC writes.",
    written_by=("who_am_i",),
)
PIN_HASH: Final = RememberedEach(
    name="pin:",
    end=hexed,
    codec=maybe(OCTETS),
    nothing=None,
    meaning="The hash of an officer's PIN for the covered screen.",
    written_by=("pins",),
)
ABSENCE_LIMITS: Final = Remembered(
    name="absence-limits",
    codec=Codec(lambda limits: json.dumps(asdict(limits)).encode(), _limits_in),
    nothing=Limits(),
    meaning="After how long without a key this PC covers its screen and locks.",
    written_by=("limits",),
)
REKEY_DUE: Final = Remembered(
    name="rekey-due",
    codec=maybe(OCTETS),
    nothing=None,
    meaning="The logins whose slots go with the next key of the store, as JSON; and that it has got that key.",
    written_by=("withdraw_officer",),
)
RECOVERY_SEALED_TO: Final = Remembered(
    name="recovery-sealed-to",
    codec=maybe(TEXT),
    nothing=None,
    meaning="The recovery key to which the key of this store is sealed beside it.",
    written_by=("sessions",),
)
REPORT_IDENTITY: Final = Remembered(
    name="report-identity",
    codec=maybe(TEXT),
    nothing=None,
    meaning="The private half of the key pair that reports without login are sealed to.",
    written_by=("attending",),
)
REPORT_RECIPIENT: Final = Remembered(
    name="report-recipient",
    codec=maybe(TEXT),
    nothing=None,
    meaning="The public half of it, which a locked PC knows.",
    written_by=("attending",),
)
REPORT_TAKEN: Final = RememberedEach(
    name="report:",
    end=_first_half,
    codec=FLAG,
    nothing=False,
    meaning="A sealed report, named by its digest, has become a case.",
    written_by=("take_report",),
)
INBOX_SEEN: Final = RememberedEach(
    name="inbox-seen:",
    end=hexed,
    codec=_MOMENT,
    nothing=0,
    meaning="When an officer last opened the inbox, in ms since 1970.",
    written_by=("find_reports",),
)
WORDS_COMPARED: Final = Remembered(
    name="words-compared",
    codec=maybe(DECIMAL),
    nothing=None,
    meaning="When the words of the shift register were last compared, in ms since 1970.",
    written_by=("shift_words",),
)
BACKUP_PLAN: Final = Remembered(
    name="backup-plan",
    codec=plain(lambda found: Plan(*found), astuple),
    nothing=Plan(),
    meaning="How often backups are made by themselves, and into which folder.",
    written_by=("plan",),
)
BACKUP_LAST: Final = Remembered(
    name="backup-last",
    codec=maybe(plain(lambda found: LastBackup(*found), astuple)),
    nothing=None,
    meaning="The last backup that was read back and opened.",
    written_by=("plan",),
)
CASE_FILTERS: Final = RememberedEach(
    name="case-filters:",
    end=hexed,
    codec=rows(lambda name, told: (str(name), told), lambda pair: pair),
    nothing=[],
    meaning="The filters of the list of cases that an officer keeps by name, each as what is chosen in it.",
    written_by=("saved_filters",),
)
CASE_COLUMNS: Final = RememberedEach(
    name="case-columns:",
    end=hexed,
    codec=NAMES,
    nothing=[],
    meaning="The columns of the list of cases that an officer sees, none for the usual ones.",
    written_by=("saved_filters",),
)
TAGS_ONLY: Final = Remembered(
    name="tags-only",
    codec=maybe(plain(bool)),
    nothing=None,
    meaning="Lists of this PC begin without names, or with them, as a supervisor decided; else its post decides.",
    written_by=("tags_only",),
)
QUARANTINE_MONTH: Final = Remembered(
    name="quarantine-month",
    codec=maybe(plain(lambda found: Month(str(found[0]), int(found[1]), int(found[2])), astuple)),
    nothing=None,
    meaning="How many things of strangers were kept, and how many only counted, in the last month that had any.",
    written_by=("keep_refused",),
)
STICK_READ: Final = Remembered(
    name="stick-read",
    codec=DIGESTS,
    nothing=[],
    meaning="What of a stick was read when not everything could be: it comes after the rest the next time.",
    written_by=("read_before",),
)
SLOTS_SEEN: Final = Remembered(
    name="slots-seen",
    codec=maybe(OCTETS),
    nothing=None,
    meaning="Marks of the key slots that have lain beside the store, sixteen bytes each, the last of them in force.",
    written_by=("seen_slots",),
)
OUTSIDE_TOLD: Final = Remembered(
    name="outside-told",
    codec=DIGESTS,
    nothing=[],
    meaning="Digests of what the file `outside` may say, the last of them what it is to say now.",
    written_by=("outside_file",),
)
SEEN_SHEETS: Final = Remembered(
    name="seen-sheets",
    codec=rows(
        lambda logs, told: SeenSheet(tuple((bytes(log), int(seq)) for log, seq in logs), bytes(told)),
        lambda one: (one.logs, one.rows),
    ),
    nothing=[],
    meaning="Which rows of sheets of cases left or came in here: digests, each with its person, the latest sheet last.",
    written_by=("seen_sheets", "erasing", "forget_shared"),
)
TAG_RANGE: Final = RememberedEach(
    name="tag-range:",
    end=hexed,
    codec=maybe(plain(lambda found: TagRange(int(found[0]), int(found[1])), astuple)),
    nothing=None,
    meaning="Which paper tags this PC gives out in a case, the first and the last.",
    written_by=("tag_ranges", "forget_shared"),
)
CASES_TOUCHED: Final = Remembered(
    name="cases-touched",
    codec=DIGESTS,
    nothing=[],
    meaning="The ids of cases in which something came or went, not looked through for breaches since.",
    written_by=("note_touched", "find_breaches"),
)
CASES_BREACHED: Final = Remembered(
    name="cases-breached",
    codec=DIGESTS,
    nothing=[],
    meaning="The ids of cases in which a breach stood when they were last looked through; at a post, of those below.",
    written_by=("find_breaches",),
)
LISTED_OPEN: Final = Remembered(
    name="listed-open",
    codec=DIGESTS,
    nothing=[],
    meaning="The ids of closed cases that count as open, since they were closed past a gate and nobody reviewed it.",
    written_by=("note_touched",),
)
FREE_MEBIBYTES: Final = Remembered(
    name="free-mebibytes",
    codec=DECIMAL,
    nothing=64,
    meaning="How many MiB a file that is taken in leaves free on the disk of this PC.",
    written_by=("free_space",),
)
LOWER_COUNTS: Final = Remembered(
    name="lower-counts",
    codec=DIGESTS,
    nothing=[],
    meaning="The ids of assessments that say the danger is less than before, and count, since their gate holds.",
    written_by=("note_touched", "forget_shared"),
)
