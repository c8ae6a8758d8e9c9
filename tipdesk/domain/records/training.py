"""Who was trained in what, when, with which result, and until when it is to be refreshed.

Trainings, their sessions and who took part are rows of a register. A certificate is part of the directory, so that
every post can show and check it: it tells no marks.
"""

from datetime import datetime
from typing import Annotated

from tipdesk.domain.kinds import (
    NAMES,
    UNION,
    WORDS,
    Code,
    Codes,
    DateTimeField,
    Flag,
    Lies,
    LongText,
    MoneyField,
    Number,
    PartialDateField,
    Reference,
    Text,
)
from tipdesk.domain.schema import Scope, record
from tipdesk.domain.texts import _
from tipdesk.domain.values import Money, PartialDate


@record(
    number=132,
    rank=107,
    scope=Scope.DIRECTORY,
    label=_("Certificate"),
    plural=_("Certificates"),
    has_own_verbs=True,
    icon="circle-check",
    title=_("{number} {training}"),
    sorted_by=("-on",),
)
class Certificate:
    """That an officer was trained, as every post may know it. `check_code` tells a true number from a changed one."""

    officer: Annotated[bytes | None, Reference(1, _("Officer"), record="Officer", column=True)] = None
    training: Annotated[str | None, Text(2, _("Training"), required=True, search=WORDS, column=True)] = None
    on: Annotated[
        PartialDate | None, PartialDateField(3, _("Given on"), lies=Lies.BEHIND, required=True, column=True)
    ] = None
    number: Annotated[
        str | None, Text(4, _("Certificate number"), longest=40, required=True, search=NAMES, column=True, is_code=True)
    ] = None
    check_code: Annotated[str | None, Text(5, _("Check code"), longest=40, required=True)] = None
    refresher_due: Annotated[
        PartialDate | None, PartialDateField(6, _("To be refreshed by"), lies=Lies.AHEAD, column=True)
    ] = None


@record(
    number=400,
    scope=Scope.REGISTER,
    label=_("Training"),
    plural=_("Trainings"),
    page="outreach",
    icon="users",
    help=_("What is taught, to whom, and how well it worked. Each day or half day of it is a session."),
    title="{title}",
    sorted_by=("title",),
)
class Training:
    """One course: its aims, topics and audiences. It is held in sessions."""

    title: Annotated[str | None, Text(1, _("Title"), required=True, search=WORDS, column=True)] = None
    topics: Annotated[
        frozenset[str] | None, Codes(2, _("Topics"), codes="training_topic", merge=UNION, required=True, column=True)
    ] = None
    audiences: Annotated[
        frozenset[str] | None, Codes(3, _("Audiences"), codes="training_audience", merge=UNION, column=True)
    ] = None
    level: Annotated[str | None, Code(4, _("Level"), codes="training_level")] = None
    refreshers: Annotated[
        frozenset[str] | None,
        Codes(5, _("Refreshers after"), codes="refresher_gap", help=_("When each participant is to be asked again.")),
    ] = None
    organiser: Annotated[str | None, Text(6, _("Organised by"), section=_("Means"), column=True)] = None
    funder: Annotated[str | None, Text(7, _("Paid for by"), column=True)] = None
    cost: Annotated[Money | None, MoneyField(8, _("Cost"))] = None
    aims: Annotated[str | None, LongText(9, _("Aims"), section=_("Aims and evaluation"))] = None
    evaluation: Annotated[str | None, LongText(10, _("Evaluation"))] = None


@record(
    number=401,
    scope=Scope.REGISTER,
    label=_("Session"),
    plural=_("Sessions"),
    parent="training",
    page="outreach",
    icon="calendar",
    title=_("{on} {place}"),
    sorted_by=("-on",),
)
class TrainingSession:
    """One sitting of a training: when, where, by whom, in which language."""

    training: Annotated[
        bytes | None, Reference(1, _("Training"), section=_("Session"), record="Training", required=True, column=True)
    ] = None
    on: Annotated[
        PartialDate | None,
        PartialDateField(2, _("On"), lies=Lies.ANYWHERE, required=True, column=True, timeline=True),
    ] = None
    began: Annotated[datetime | None, DateTimeField(3, _("Begins at"), lies=Lies.ANYWHERE)] = None
    hours: Annotated[int | None, Number(4, _("Hours"), low=0, high=200, column=True)] = None
    place: Annotated[str | None, Text(5, _("Place"), search=WORDS, column=True)] = None
    seats: Annotated[int | None, Number(6, _("Seats"), low=0, high=10_000)] = None
    trainer: Annotated[str | None, Text(7, _("Trainer"), section=_("Taught by"), column=True)] = None
    trainer_officer: Annotated[bytes | None, Reference(8, _("Trainer, an officer"), record="Officer")] = None
    language: Annotated[str | None, Code(9, _("Language"), codes="languages")] = None
    drill: Annotated[str | None, Text(10, _("Drill"), longest=60, help=_("The form with which it is practised."))] = (
        None
    )
    lessons: Annotated[str | None, LongText(11, _("Lessons"), section=_("Afterwards"))] = None


@record(
    number=402,
    scope=Scope.REGISTER,
    label=_("Participant"),
    plural=_("Participants"),
    parent="session",
    page="outreach",
    icon="user",
    title="{name}",
    sorted_by=("name",),
)
class Participation:
    """Somebody who was to take part in a session: an officer with a login, or anybody else by name."""

    session: Annotated[
        bytes | None, Reference(1, _("Session"), section=_("Who"), record="TrainingSession", required=True)
    ] = None
    officer: Annotated[bytes | None, Reference(2, _("Officer"), record="Officer", column=True)] = None
    name: Annotated[str | None, Text(3, _("Name"), search=NAMES, column=True)] = None
    agency: Annotated[bytes | None, Reference(4, _("Agency"), record="Agency", column=True)] = None
    audience: Annotated[str | None, Code(5, _("Audience"), codes="training_audience", column=True)] = None
    sex: Annotated[str | None, Code(6, _("Sex"), codes="sex")] = None
    attended: Annotated[bool | None, Flag(7, _("Attended"), section=_("Result"), required=True)] = None
    before: Annotated[
        int | None, Number(8, _("Test before"), low=0, high=100, column=True, help=_("Per cent of the marks."))
    ] = None
    after: Annotated[
        int | None, Number(9, _("Test after"), low=0, high=100, column=True, help=_("Per cent of the marks."))
    ] = None
    passed: Annotated[bool | None, Flag(10, _("Passed"), column=True)] = None
    certificate_no: Annotated[
        str | None,
        Text(
            11,
            _("Certificate number"),
            section=_("Certificate"),
            longest=40,
            by_program=True,
            search=NAMES,
            column=True,
            is_code=True,
        ),
    ] = None
    check_code: Annotated[str | None, Text(12, _("Check code"), longest=40, by_program=True)] = None
    refresher_due: Annotated[
        PartialDate | None,
        PartialDateField(13, _("To be refreshed by"), lies=Lies.AHEAD, by_program=True, column=True),
    ] = None
    refreshes: Annotated[
        bytes | None,
        Reference(14, _("Refreshes"), record="Participation", help=_("The earlier training that this one refreshes.")),
    ] = None
