"""`tipdesk case elements`: what was found of each victim against the elements of trafficking; never a verdict."""

import click

from tipdesk.cli.commands import Command
from tipdesk.cli.context import Context, pass_context
from tipdesk.cli.translate import _
from tipdesk.domain.ids import id_text
from tipdesk.domain.rules.gates.elements import Elements
from tipdesk.services.case.references import get_case_id
from tipdesk.services.elements.read_elements import PersonElements, read_elements


@click.command("elements", cls=Command)
@click.argument("reference")
@pass_context
def elements(context: Context, reference: str) -> None:
    """Tell of each victim what was found of act, means and purpose, and what is missing; people decide."""
    found = read_elements(context.desk, get_case_id(context.desk, reference))
    context.show({"victims": [_told(one) for one in found]}, *(line for one in found for line in _lines(one)))


def _told(one: PersonElements) -> dict[str, object]:
    return {
        "person": id_text(one.person.id),
        "code": one.person["person_code"],
        "age": one.age.value,
        **_shown(one.together),
        "episodes": [{"episode": id_text(each.episode.id), **_shown(each.elements)} for each in one.episodes],
    }


def _shown(found: Elements) -> dict[str, object]:
    """Return what was found; while the age when it began is open, `branches` has both."""
    return {
        "act": sorted(found.acts),
        "means": sorted(found.means),
        "purpose": sorted(found.purposes),
        "child": found.child.value,
        "found": list(found.found),
        "missing": list(found.missing),
        "branches": [
            {"if": "child" if one.as_child else "adult", "missing": list(one.missing)} for one in found.branches
        ],
    }


def _lines(one: PersonElements) -> list[str]:
    who, found = str(one.person["person_code"] or id_text(one.person.id)), one.together
    lines = [_("{who}  found: {found}").format(who=who, found=", ".join(found.found) or _("nothing"))]
    for branch in found.branches:
        missing = ", ".join(branch.missing) or _("nothing")
        words = _("if a child when it began, missing: {missing}") if branch.as_child else _("missing: {missing}")
        lines.append("  " + words.format(missing=missing))
    return lines
