"""Certificates on paper: one page each, with the code to type, the same in words to read out, and the signed QR code.

The officer of headquarters who prints them signs each certificate, which is what the QR code carries, and the file. The
paper says nothing beyond the title of the training, not even what the training was about. It is audited as a print,
and an entry of the register says who signed the file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from tipdesk.domain.errors import UserError
from tipdesk.domain.moments import datetime_shown, day_shown
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action
from tipdesk.domain.rules.registers import Act
from tipdesk.domain.texts import _
from tipdesk.domain.values import PartialDate
from tipdesk.services.audit import moment_now, note_look
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.names import names_in
from tipdesk.services.documents.sign_print import sign_print
from tipdesk.services.headquarters.directory.registry import HEADQUARTERS_CODE, get_post
from tipdesk.services.look import noting_refusals
from tipdesk.services.outreach.rooms import PERSON, SESSION, names_of, permit_headquarters, read_course
from tipdesk.services.outreach.withdraw_certificate import certificate_of, certificates_by_number, get_certificate
from tipdesk.services.registers.kept import get_seen, permit_register
from tipdesk.sync.certificate import Certified, SignedCertificate
from tipdesk.sync.statement import CERTIFICATE as USE
from tipdesk.sync.statement import Statement

Translate = Callable[[str], str]
_WORDS = (
    "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel Juliett Kilo Mike November Papa Quebec Romeo Sierra Tango Victor "
    "Whiskey X-ray Yankee Zulu"
)
"""How letters are read out, the same in every language (ICAO)."""
_SPELLED = {word[0]: word for word in _WORDS.split()}


@dataclass(frozen=True)
class CertificatePage:
    """All that one page says, in the reader's language; `qr` is the text of its QR code."""

    issuer: str
    kind: str
    says: str
    name: str
    completed: str
    training: str
    facts: tuple[tuple[str, str], ...]
    to_sign: tuple[str, ...]
    code_label: str
    code: str
    code_words: str
    how_to_check: str
    qr: str
    foot: str


class CertificatePrinter(Protocol):
    """Prints certificates."""

    def print(self, pages: tuple[CertificatePage, ...]) -> bytes:
        """Return the bytes of a file of these pages, the same for equal pages."""


def print_certificates(desk: Desk, printer: CertificatePrinter, row: bytes | str, translate: Translate = str) -> bytes:
    """Return the signed file of the certificate of a participant, or of all those of a session or a training.

    `row` is an id, or the number of a certificate. Raises UserError `not-headquarters`, `no-such-certificate`,
    `no-certificates` where nobody has one yet, `certificate-differs` where what it is about was changed since, and
    those of `permit_register`.
    """
    permit_headquarters(desk)
    with noting_refusals(desk), desk.read() as reader:
        permit_register(desk, PERSON, Act.PRINT)
        pairs = _find(reader, desk, row)
    subject = row if isinstance(row, bytes) else pairs[0][0].id
    note_look(desk, Action.PRINT.value, row=subject, count=len(pairs))
    with desk.read() as reader:
        post = get_post(reader, HEADQUARTERS_CODE)
        issuer, by = str(post["name"] or post["code"]), names_in(reader, desk).officer(desk.actor.officer)
        pages = tuple(_page(reader, desk, pair, issuer, by, translate) for pair in pairs)
    return sign_print(desk, printer.print(pages), subject=subject)


def _find(reader: Reader, desk: Desk, row: bytes | str) -> list[tuple[Row, Row]]:
    """Return the participants that are meant, each with the certificate that they have."""
    if isinstance(row, str):
        held = get_certificate(reader, row)
        people = reader.find_rows(PERSON, where={"certificate_no": held["number"]})
        if not people:
            raise UserError("no-such-certificate", _("This certificate was given on paper, and is not printed here."))
        return [(people[0], held)]
    if reader.get_row(PERSON, row) is not None:
        people = [get_seen(reader, desk, PERSON, row)]
    else:
        people = [*read_course(reader, desk, row).people]
    given = [one for one in people if one["certificate_no"]]
    if not given:
        raise UserError("no-certificates", _("Nobody here has a certificate yet. Give them first."))
    given.sort(key=lambda one: str(one["certificate_no"]))
    held_by = certificates_by_number(reader)
    return [(one, certificate_of(held_by, str(one["certificate_no"]))) for one in given]


def _page(
    reader: Reader, desk: Desk, pair: tuple[Row, Row], issuer: str, by: str, translate: Translate
) -> CertificatePage:
    """Return the page of a participant and their certificate, as `by` prints it for the `issuer`."""
    person, held = pair
    facts = _facts(reader, person, held)
    now = moment_now(desk)
    at = now.isoformat(timespec="minutes")
    statement = Statement(USE, facts.digest, desk.actor.officer, at)
    signed = SignedCertificate(facts, facts.code, desk.actor.officer, at, desk.officer_keys.sign(statement.message))
    session = reader.get_row(SESSION, person["session"]) if isinstance(person["session"], bytes) else None
    told = [
        (translate(_("Certificate number")), facts.number),
        (translate(_("Given on")), _day(held["on"], translate)),
        (translate(_("Held on")), _day(session["on"], translate) if session is not None else ""),
        (translate(_("To be refreshed by")), _day(held["refresher_due"], translate)),
    ]
    printed = translate(_("Printed and signed by {by}, {when}"))
    return CertificatePage(
        issuer=issuer,
        kind=translate(_("Certificate")),
        says=translate(_("This is to certify that")),
        name=facts.name,
        completed=translate(_("attended and passed the training")),
        training=facts.training,
        facts=tuple((label, text) for label, text in told if text),
        to_sign=(translate(_("Trainer")), translate(_("For headquarters"))),
        code_label=translate(_("Check code")),
        code=facts.code,
        code_words=spelled(facts.code),
        how_to_check=translate(_("Any PC of the service checks the code, also without a network.")),
        qr=signed.text,
        foot=printed.format(by=by, when=datetime_shown(now, translate)),
    )


def _facts(reader: Reader, person: Row, held: Row) -> Certified:
    """Return the facts as they were certified; raises UserError `certificate-differs` where no name gives the code."""
    number, training, on = str(held["number"]), str(held["training"]), str(held["on"])
    for name in names_of(reader, person):
        if (facts := Certified(number, name, training, on)).code == held["check_code"]:
            return facts
    sentence = _("Certificate {number} was given to another name. Withdraw it, and give a new one.")
    raise UserError("certificate-differs", sentence, number=number)


def spelled(code: str) -> str:
    """Return a code as it is read out: letters by their words, groups with a stroke between them."""
    return " / ".join(" ".join(_SPELLED.get(letter, letter) for letter in group) for group in code.split("-"))


def _day(value: object, translate: Translate) -> str:
    return day_shown(value, translate) if isinstance(value, PartialDate) else ""
