"""What a case holds as files: photographs, scans, recordings, papers, and what is held elsewhere."""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import (
    IDENTITY,
    LOCATION,
    NARRATIVE,
    STRICTEST,
    WORDS,
    AnyRow,
    Code,
    DateTimeField,
    Digest,
    Flag,
    Kept,
    LongText,
    Number,
    PartialDateField,
    Reference,
    Text,
)
from tipdesk.domain.schema import Closed, Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import NamedRow, PartialDate

_SAID = frozenset({"description", "of_person", "author", "on", "language", "privacy", "replaces"})
"""The fields of the section *Said of it*, which may be written later."""
_LARGEST = 2**53


@record(
    number=300,
    scope=Scope.CASE,
    label=_("File"),
    plural=_("Files"),
    page="documents",
    icon="paperclip",
    help=_(
        "Photographs, scans, recordings and papers, sealed unchanged. A "
        "file that is held elsewhere is named by its hash."
    ),
    title="{name}",
    sorted_by=("-added_at",),
    closed=Closed(leaves_open=_SAID),
)
class Attachment:
    """A file of a row of the case, as it came in; its bytes lie sealed beside the store, or are held elsewhere.

    `digest` is the SHA-256 of the file as it was. `content_id` names the sealed file and `file_key` opens it; both are
    empty where the bytes are not here, as with what is kept by its hash only.
    """

    of_row: Annotated[
        NamedRow | None,
        AnyRow(1, _("Belongs to"), section=_("File"), required=True, help=_("What in the case this is about.")),
    ] = None
    name: Annotated[str | None, Text(2, _("Name"), longest=300, sensitivity=NARRATIVE, search=WORDS, column=True)] = (
        None
    )
    kind: Annotated[str | None, Code(3, _("Kind"), codes="attachment_type", column=True)] = None
    digest: Annotated[bytes | None, Digest(4, _("SHA-256"), required=True, column=True)] = None
    content_id: Annotated[bytes | None, Kept(5, _("Sealed file"), by_program=True)] = None
    file_key: Annotated[bytes | None, Kept(6, _("Key of the file"), sensitivity=IDENTITY, by_program=True)] = None
    thumbnail: Annotated[bytes | None, Kept(7, _("Small picture"), sensitivity=IDENTITY, by_program=True)] = None
    size: Annotated[int | None, Number(8, _("Size in bytes"), high=_LARGEST, required=True, column=True)] = None
    media_type: Annotated[str | None, Text(9, _("Type"), column=True)] = None
    hash_only: Annotated[
        bool | None,
        Flag(
            10,
            _("Hash only"),
            section=_("Held elsewhere"),
            help=_(
                "For a file that may show the abuse of a child: the file "
                "itself is never stored, shown, printed or sent."
            ),
        ),
    ] = None
    held_at: Annotated[str | None, Text(11, _("Where it is held"), sensitivity=LOCATION)] = None
    custodian: Annotated[str | None, Text(12, _("Who keeps it"), sensitivity=IDENTITY)] = None
    added_at: Annotated[
        datetime | None, DateTimeField(13, _("Added at"), section=_("Intake"), column=True, by_program=True)
    ] = None
    description: Annotated[
        str | None,
        LongText(14, _("Description"), section=_("Said of it"), sensitivity=NARRATIVE, search=WORDS),
    ] = None
    of_person: Annotated[bytes | None, Reference(15, _("About"), record="Person")] = None
    author: Annotated[str | None, Text(16, _("Made by"), sensitivity=IDENTITY)] = None
    on: Annotated[PartialDate | None, PartialDateField(17, _("Made on"), column=True)] = None
    language: Annotated[str | None, Code(18, _("Language"), codes="languages")] = None
    privacy: Annotated[
        str | None,
        Code(
            19,
            _("Only for"),
            codes="note_privacy",
            merge=STRICTEST,
            help=_("Nobody else can open it, whatever their role. Papers say that something was held back."),
        ),
    ] = None
    replaces: Annotated[bytes | None, Reference(20, _("Takes the place of"), record="Attachment")] = None
