"""A campaign on paper: its activities, whom they reached and how that is known, what they cost, and what came after."""

from collections.abc import Iterator

from tipdesk.domain.rules.registers import Act
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk
from tipdesk.services.documents.answers import Reading
from tipdesk.services.documents.case_file import Answer, Block, Section, Shown
from tipdesk.services.documents.printer import Printer
from tipdesk.services.documents.sign_print import sign_print
from tipdesk.services.look import noting_refusals
from tipdesk.services.outreach.campaigns import ACTIVITY, CAMPAIGN, WEEKS_AFTER, CampaignView, view_campaigns
from tipdesk.services.outreach.outreach_paper import (
    NONE,
    Translate,
    about,
    code_label,
    field_label,
    make_paper,
    note_print,
    print_list,
    read_reading,
    said,
    table,
)
from tipdesk.services.registers.kept import get_seen, permit_register
from tipdesk.services.registers.reading import rows_in

_COLUMNS = ("on", "what", "channel", "place", "district", "reach", "reach_basis", "cost")
_SHARES = (1.6, 3.0, 1.6, 1.8, 1.6, 1.2, 1.6, 1.7, 1.3)
_LIST_SHARES = (3.0, 1.6, 1.6, 1.2, 1.4, 2.0, 1.4)
_NO_PROOF = _(
    "Reports are worry reports and hotline calls of the whole country, from the day an activity began until {weeks} "
    "weeks after it ended. They show what came in, not why: other things happen in those weeks, too."
)


def print_campaign(desk: Desk, printer: Printer, row: bytes, translate: Translate = str) -> bytes:
    """Return the signed sheet of a campaign; raises the UserErrors of `permit_register` and `get_seen`."""
    with noting_refusals(desk), desk.read() as reader:
        permit_register(desk, CAMPAIGN, Act.PRINT)
        [view] = view_campaigns(reader, desk, [get_seen(reader, desk, CAMPAIGN, row)])
        reading = read_reading(reader, desk, translate, (view.campaign,))
    note_print(desk, row)
    sections = [
        about(reading, translate(CAMPAIGN.label), view.campaign, frozenset({"name"})),
        _activities(reading, view, translate),
        _reached(desk, view, translate),
        _after(desk, view, translate),
    ]
    name = str(view.campaign["name"] or "")
    more = translate(_("Activities: {count}")).format(count=len(view.activities))
    paper = make_paper(desk, reading, translate(CAMPAIGN.label), name, more, sections)
    return sign_print(desk, printer.print(paper), subject=row)


def print_campaigns(desk: Desk, printer: Printer, translate: Translate = str) -> bytes:
    """Return the signed list of all campaigns with what they came to; raises the UserErrors of `permit_register`."""
    with noting_refusals(desk), desk.read() as reader:
        permit_register(desk, CAMPAIGN, Act.PRINT)
        views = view_campaigns(reader, desk, rows_in(reader, desk, CAMPAIGN))
        reading = read_reading(reader, desk, translate)
    heads = [field_label(CAMPAIGN.name, name, translate) for name in ("name", "began", "ended")]
    heads += [translate(one) for one in (_("Activities"), _("Reached"), _("Cost"), _("Reports after"))]
    lines = [
        (
            *(said(reading, view.campaign, name) for name in ("name", "began", "ended")),
            str(len(view.activities)),
            str(view.reach),
            _costs(view),
            NONE if view.after is None else str(view.after.total),
        )
        for view in views
    ]
    empty = translate(_("No campaign is recorded."))
    return print_list(desk, printer, reading, CAMPAIGN, empty, (heads, _LIST_SHARES, lines))


def _activities(reading: Reading, view: CampaignView, translate: Translate) -> Section:
    heads = [*(field_label(ACTIVITY.name, name, translate) for name in _COLUMNS), translate(_("Reports after"))]
    lines = [
        (*(said(reading, one, name) for name in _COLUMNS), str(view.after_each.get(one.id, NONE)))
        for one in view.activities
    ]
    grid = (table(heads, _SHARES, lines),) if lines else ()
    return Section(translate(ACTIVITY.plural), grid, translate(_("No activity is recorded.")))


def _reached(desk: Desk, view: CampaignView, translate: Translate) -> Section:
    told = [(translate(_("Contacts, all activities")), str(view.reach))]
    told += [
        (code_label(desk, "reach_basis", basis, translate), str(count))
        for basis, count in sorted(view.by_basis.items())
    ]
    told.append((translate(_("Cost of the activities")), _costs(view)))
    return _facts(translate(_("Reach and cost")), told)


def _after(desk: Desk, view: CampaignView, translate: Translate) -> Section:
    title, after = translate(_("Reports afterwards")), view.after
    if after is None:
        return Section(title, (), translate(_("They are counted at headquarters, where all reports are held.")))
    told = [
        (translate(_("Worry reports")), str(after.worries)),
        (translate(_("Hotline calls")), str(after.calls)),
        (translate(_("In the {weeks} weeks before")).format(weeks=WEEKS_AFTER), str(after.before)),
        *_by_district(desk, view, translate),
    ]
    section = _facts(title, told)
    rule = Answer("", Shown((translate(_NO_PROOF).format(weeks=WEEKS_AFTER),)), is_long=True)
    return Section(title, (*section.parts, Block("", (rule,))), "")


def _by_district(desk: Desk, view: CampaignView, translate: Translate) -> Iterator[tuple[str, str]]:
    for district, count in sorted((view.after.by_district if view.after else {}).items()):
        yield code_label(desk, "district", district, translate), str(count)


def _facts(title: str, told: list[tuple[str, str]]) -> Section:
    return Section(title, (Block("", tuple(Answer(label, Shown((text,))) for label, text in told)),), "")


def _costs(view: CampaignView) -> str:
    return ", ".join(map(str, view.cost)) or NONE
