"""Whether a certificate is true, asked of what this PC knows: by the code that somebody types, or by its QR code.

true        headquarters gave it: its code stands in the directory, or the QR code bears a signature of an officer who
            was at headquarters then
changed     a fact, the code or the signature in it is not the one that was given, or the name is another
unknown     its code is well formed, and this PC has not heard of such a certificate
withdrawn   headquarters gave it, and took it back

A code with a wrong letter is refused before (`domain/check_code`). No mark and no answer of a test is known here.
"""

from dataclasses import dataclass
from datetime import datetime

from tipdesk.domain.check_code import parse_check_code
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.headquarters.directory.registry import HEADQUARTERS_CODE
from tipdesk.services.keys.officers.officer_past import GOOD, judge_key, read_officers_past
from tipdesk.services.outreach.rooms import CERTIFICATE, OFFICER
from tipdesk.sync.certificate import MOST_CHARACTERS, Certified, SignedCertificate, is_certificate, read_certificate

TRUE, CHANGED, UNKNOWN, WITHDRAWN = "true", "changed", "unknown", "withdrawn"
VERDICT_WORDS = {
    TRUE: _("True: headquarters gave this certificate."),
    CHANGED: _("NOT TRUE: it was changed since headquarters gave it."),
    UNKNOWN: _("UNKNOWN: this PC has not heard of it. Let it synchronise, or ring headquarters."),
    WITHDRAWN: _("WITHDRAWN: headquarters took this certificate back."),
}
OTHER_NAME = _("The code is true, but it was given to another name.")
NOT_HEARD = _("It bears headquarters' signature. This PC has not heard of it otherwise, nor whether it was withdrawn.")
_POST = BY_NAME["Post"]


@dataclass(frozen=True)
class Checked:
    """The verdict on a certificate, with what is known of it: to be compared with the paper.

    `name` is "" where it is not told here, and `more` a further sentence, or "".
    """

    verdict: str
    code: str
    number: str = ""
    training: str = ""
    on: str = ""
    name: str = ""
    refresher_due: Value = None
    more: str = ""


def check_code(desk: Desk, typed: str, name: str = "") -> Checked:
    """Return the verdict on a code that was typed; with a name it says whether the certificate is that person's.

    Raises the UserErrors of `parse_check_code`, which say that a letter is wrong.
    """
    code = parse_check_code(typed)
    with desk.read() as reader:
        row = _find(reader, code)
        return Checked(UNKNOWN, code) if row is None else _of_row(reader, row, code, name)


def certificate_text(content: bytes) -> str | None:
    """Return the text of a file that holds the QR code of a certificate, None for any other file."""
    try:
        text = content[: 4 * MOST_CHARACTERS].decode()
    except UnicodeDecodeError:
        return None
    return text if is_certificate(text) else None


def check_signed(desk: Desk, text: str) -> Checked:
    """Return the verdict on the text of a QR code; raises Distrust `bad-certificate` for one that is not whole."""
    signed = read_certificate(text)
    facts = signed.facts
    told = Checked(CHANGED, signed.code, facts.number, facts.training, facts.on, facts.name)
    try:
        is_own = parse_check_code(signed.code) == facts.code
    except UserError:
        is_own = False
    with desk.read() as reader:
        if not is_own or not _is_signed(reader, desk, signed):
            return told
        row = _find(reader, facts.code)
        if row is None:
            return Checked(TRUE, facts.code, facts.number, facts.training, facts.on, facts.name, more=NOT_HEARD)
        return _of_row(reader, row, facts.code, facts.name)


def _find(reader: Reader, code: str) -> Row | None:
    found = reader.find_rows(CERTIFICATE, where={"check_code": code}, with_deleted=True)
    return next((one for one in found if not one.deleted), found[0] if found else None)


def _of_row(reader: Reader, row: Row, code: str, name: str) -> Checked:
    number, training, on = (str(row[field] or "") for field in ("number", "training", "on"))
    verdict, more = (WITHDRAWN if row.deleted else TRUE), ""
    if name.strip() and Certified(number, name, training, on).code != code:
        verdict, more = CHANGED, OTHER_NAME
    officer = row["officer"]
    known = reader.get_row(OFFICER, officer) if isinstance(officer, bytes) else None
    holder = name.strip() if verdict != CHANGED else ""
    holder = holder or (str(known["name"] or known["login"] or "") if known is not None else "")
    return Checked(verdict, code, number, training, on, holder, row["refresher_due"], more)


def _is_signed(reader: Reader, desk: Desk, signed: SignedCertificate) -> bool:
    """Tell whether an officer signed these facts with a key of theirs, while they might and were at headquarters."""
    past = read_officers_past(reader).get(signed.officer)
    try:
        at = datetime.fromisoformat(signed.at)
    except ValueError:
        return False
    if past is None or at.tzinfo is None:
        return False
    message = signed.statement.message
    keys = [key for key in past.keys if desk.officer_keys.verify(key, message, signed.signature)]
    return any(judge_key(past, key, at) == GOOD for key in keys) and _was_there(reader, signed.officer, at)


def _was_there(reader: Reader, officer: bytes, at: datetime) -> bool:
    """Tell whether an officer belonged to headquarters at a moment, by what was written to the directory until then."""
    field, post = OFFICER.by_name["post"].number, None
    for when, _row, fields in reader.find_directory_writes(OFFICER, row=officer):
        if field in fields and (post is None or when <= int(at.timestamp() * 1000) + 60_000):
            post = fields[field]
    row = reader.get_row(_POST, post) if isinstance(post, bytes) else None
    return row is not None and row["code"] == HEADQUARTERS_CODE
