"""`tipdesk person …`: one human being in several cases: linked with the reason why, parted again, and gathered.

PERSON is the person code, or the id that `record list` and `case show --json` give, and LINK the id that `link` prints.
"""

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context
from tipdesk.domain.ids import id_text, parse_id
from tipdesk.domain.rules.access import Action
from tipdesk.services.case.document import fields_of
from tipdesk.services.case.references import case_id_in
from tipdesk.services.desk import Desk
from tipdesk.services.look import permit
from tipdesk.services.same_person.find_linked import CaseThere, Linked, find_linked
from tipdesk.services.same_person.link_person import link_person, pick_person, unlink_person
from tipdesk.services.same_person.links import Link


@click.group(cls=Group)
def person() -> None:
    """The same person across cases: link, unlink, linked."""


@person.command("link")
@click.argument("reference")
@click.argument("person_given", metavar="PERSON")
@click.argument("other_reference", metavar="OTHERREF")
@click.argument("other_given", metavar="OTHERPERSON")
@click.option("--why", "words", required=True, help="What tells you so, in a few words.")
@click.option("--result", default="same", show_default=True, help="Code: same, likely_same or not_same.")
@click.option("--basis", multiple=True, help="Code of what it rests on, such as document; several times for several.")
@pass_context
def link(
    context: Context,
    reference: str,
    person_given: str,
    other_reference: str,
    other_given: str,
    words: str,
    result: str,
    basis: tuple[str, ...],
) -> None:
    """Say that a person of one case is that of another, and why.

    Nothing is joined by it: each row stays where it is. The link is written in the case of REFERENCE.
    """
    desk = context.desk
    own, other = (_meant(desk, *one) for one in ((reference, person_given), (other_reference, other_given)))
    context.show_changed(link_person(desk, *own, *other, words, result=result, basis=basis))


@person.command("unlink")
@click.argument("link_id", metavar="LINK")
@click.option("--reason", help="Why it is taken back, for the history.")
@pass_context
def unlink(context: Context, link_id: str, reason: str | None) -> None:
    """Take a link back; the persons of both cases stay as they are."""
    context.show_changed(unlink_person(context.desk, parse_id(link_id), reason))


@person.command("linked")
@click.argument("reference")
@click.argument("person_given", metavar="PERSON")
@pass_context
def linked(context: Context, reference: str, person_given: str) -> None:
    """Show everything known of a person in all cases that you may open; each is an audited look."""
    desk = context.desk
    found = find_linked(desk, *_meant(desk, reference, person_given), is_asked=False)
    context.show(_shown(found), *_lines(found))


def _meant(desk: Desk, reference: str, given: str) -> tuple[bytes, bytes]:
    """Return the ids of a case and of a person of it, who is named by code or id."""
    with desk.read() as reader:
        case = case_id_in(reader, desk, reference)
    permit(desk, case, Action.VIEW)
    with desk.read() as reader:
        return case, pick_person(reader, case, given)


def _shown(found: Linked) -> dict[str, object]:
    return {
        "cases": [_case_shown(one) for one in found.cases],
        "links": [_link_shown(one) for one in found.links.links],
        "contradictions": [_link_shown(one) for one in found.links.contradictions],
        "exists": [{"reference": one.reference, "post": one.post} for one in found.elsewhere],
    }


def _case_shown(case: CaseThere) -> dict[str, object]:
    people = [
        {
            "person": id_text(one.row.id),
            "fields": fields_of(one.row),
            "records": [
                {"record": row.record.name, "key": id_text(row.id), "fields": fields_of(row)} for row in one.parts
            ],
        }
        for one in case.people
    ]
    return {"reference": case.reference, "level": case.level.name.lower(), "people": people}


def _link_shown(one: Link) -> dict[str, object]:
    told = fields_of(one.row) if one.row is not None else {}
    return {
        "id": id_text(one.row.id) if one.row is not None else None,
        "case": id_text(one.one.case),
        "person": id_text(one.one.person),
        "other_case": id_text(one.other.case),
        "other_person": id_text(one.other.person),
        "result": one.result,
        "basis": told.get("basis", []),
        "words": told.get("words"),
    }


def _lines(found: Linked) -> list[str]:
    told = [
        f"{case.reference}  {fields_of(one.row).get('person_code', '')}  {fields_of(one.row)}"
        for case in found.cases
        for one in case.people
    ]
    return [*told, *(f"{one.reference}  {one.post}" for one in found.elsewhere)]
