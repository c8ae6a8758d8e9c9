"""All records of the program, in the order in which people meet them, and the three ways to find one."""

from tipdesk.domain.records.access import AccessGrant, Declaration, Exclusion, Review
from tipdesk.domain.records.case import Case, Report
from tipdesk.domain.records.directory import (
    Agency,
    AuditEvent,
    CaseUnitKey,
    Device,
    DutyNumber,
    KeyEvent,
    Officer,
    OfficerKey,
    Post,
)
from tipdesk.domain.records.episode import Episode, JourneyLeg
from tipdesk.domain.records.erasure import Erasure
from tipdesk.domain.records.incident import Incident
from tipdesk.domain.records.person import CaseRole, Person
from tipdesk.domain.records.redaction import Redaction, Signature
from tipdesk.domain.records.sealing import CaseKey, Source
from tipdesk.domain.records.work import Acknowledgement, Call, Note, Task
from tipdesk.domain.schema import RecordType, Scope, type_of

RECORDS: tuple[RecordType, ...] = tuple(
    type_of(cls)
    for cls in (
        Case,
        Report,
        Person,
        CaseRole,
        Episode,
        JourneyLeg,
        Note,
        Task,
        Call,
        Acknowledgement,
        CaseKey,
        Source,
        Exclusion,
        AccessGrant,
        Review,
        Post,
        Officer,
        Device,
        Agency,
        DutyNumber,
        OfficerKey,
        CaseUnitKey,
        KeyEvent,
        Incident,
        Erasure,
        AuditEvent,
        Declaration,
        Redaction,
        Signature,
    )
)
BY_NUMBER = {record.number: record for record in RECORDS}
BY_NAME = {record.name: record for record in RECORDS}
ALL_CASE_RECORDS = tuple(record for record in RECORDS if record.scope is Scope.CASE)
"""Whatever is written of a case, the program's own bookkeeping too."""
CASE_RECORDS = tuple(record for record in ALL_CASE_RECORDS if not record.is_inner)
"""What people read and write of a case."""
PLAIN_RECORDS = tuple(record for record in CASE_RECORDS if not record.has_own_verbs)
"""The records of a case that editors, documents and the command line read and write like each other."""
SCHEMA_VERSION = 2
"""The version of the declarations that an entry was written with (`Head.schema`);

goes up with each release that adds to them.
"""

__all__ = [
    "ALL_CASE_RECORDS",
    "BY_NAME",
    "BY_NUMBER",
    "CASE_RECORDS",
    "PLAIN_RECORDS",
    "RECORDS",
    "SCHEMA_VERSION",
    "AccessGrant",
    "Acknowledgement",
    "Agency",
    "AuditEvent",
    "Call",
    "Case",
    "CaseKey",
    "CaseRole",
    "CaseUnitKey",
    "Declaration",
    "Device",
    "DutyNumber",
    "Episode",
    "Exclusion",
    "Incident",
    "JourneyLeg",
    "KeyEvent",
    "Note",
    "Officer",
    "OfficerKey",
    "Person",
    "Post",
    "Redaction",
    "Report",
    "Review",
    "Signature",
    "Source",
    "Task",
]
