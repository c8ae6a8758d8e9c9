"""`tipdesk audit …`: who looked at what, what stands out, what headquarters must answer, whether the audit is whole.

Each command prints one list or decides one thing. Moments are ISO 8601 in JSON, and as people read them in lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, moment_ms, pass_context
from tipdesk.cli.translate import _
from tipdesk.domain.ids import id_text, parse_id
from tipdesk.services.access.decide_review import decide_review
from tipdesk.services.access.emergency import acknowledge_emergency, find_emergencies
from tipdesk.services.access.find_reviews import find_reviews
from tipdesk.services.case.dots import moment_text
from tipdesk.services.case.references import get_case_id
from tipdesk.services.directory.names import Names, read_names
from tipdesk.services.gates.review_breach import review_breach
from tipdesk.services.looks.exceptions import DAYS, find_exceptions, review_look
from tipdesk.services.looks.find_looks import LookLine, find_looks
from tipdesk.services.looks.look_filter import MOST_SHOWN, LookFilter, query_of
from tipdesk.services.looks.verify_looks import verify_looks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

FAILED_STATUS = 4


@click.group(cls=Group)
def audit() -> None:
    """Who looked at what, what stands out, whether the audit is whole."""


@audit.command("list")
@click.option("--officer", default="", help="Login name.")
@click.option("--post", default="", help="Code of a post.")
@click.option("--case", "case", default="", help="Reference of a case.")
@click.option("--action", default="", help="A code of the list audit_action, for example view.")
@click.option("--result", default="", help="allowed, denied or failed.")
@click.option("--since", help="Date, or date and time: 2026-11-24, yesterday, today 2pm.")
@click.option("--until", help="As --since; left out itself.")
@click.option("--most", default=MOST_SHOWN, show_default=True, type=click.IntRange(1))
@pass_context
def list_(context: Context, /, since: str | None, until: str | None, most: int, **asked: str) -> None:
    """List looks, latest first: at headquarters of all posts, at a post its own."""
    wanted = LookFilter(**asked, since=moment_ms(since, context.now), until=moment_ms(until, context.now), most=most)
    lines, names = find_looks(context.desk, query_of(context.desk, wanted)), read_names(context.desk)
    looks = [_look(line, names) for line in lines]
    said = [{**look, "at": context.when(line.look.at)} for line, look in zip(lines, looks, strict=True)]
    context.show({"looks": looks}, *(_line(look, "at", "officer", "action", "reference", "result") for look in said))


@audit.command("verify")
@pass_context
def verify(context: Context) -> int:
    """Recompute the chain of every log and its looks: counts, gaps, what is wrong."""
    logs = [
        {
            "log": one.log.hex(),
            "device": id_text(one.device),
            "entries": one.entries,
            "looks": one.looks,
            "pruned": one.pruned,
            "ok": not one.problem,
            "problem": one.problem or None,
            "at": one.place or None,
        }
        for one in verify_looks(context.desk)
    ]
    is_ok = all(log["ok"] for log in logs)
    lines = (
        f"{'ok ' if log['ok'] else 'BAD'} {log['log']}  {log['looks']} / {log['entries']}  {log['problem'] or ''}"
        for log in logs
    )
    context.show({"ok": is_ok, "logs": logs}, *lines)
    return 0 if is_ok else FAILED_STATUS


@audit.command("exceptions")
@click.option("--days", default=DAYS, show_default=True, type=click.IntRange(1, 3650))
@click.option("--all", "with_reviewed", is_flag=True, help="Reviewed ones too.")
@pass_context
def exceptions(context: Context, days: int, *, with_reviewed: bool) -> None:
    """List what stands out, the most serious first."""
    names, noticed = read_names(context.desk), find_exceptions(context.desk, days=days, with_reviewed=with_reviewed)
    found = [
        {
            "id": id_text(one.mark.id),
            "kind": one.kind,
            "officer": names.officer(one.mark.actor),
            "at": moment_text(one.mark.at),
            "looks": one.count,
            "cases": one.cases,
            "references": list(one.references),
            "reviewed": one.words or None,
        }
        for one in noticed
    ]
    said = [{**shown, "at": context.when(one.mark.at)} for one, shown in zip(noticed, found, strict=True)]
    context.show({"exceptions": found}, *(_line(one, "at", "kind", "officer", "looks", "id") for one in said))


@audit.command("review")
@click.argument("look")
@click.option("--words", required=True)
@pass_context
def review(context: Context, look: str, words: str) -> None:
    """Say what the review of a look came to."""
    review_look(context.desk, parse_id(look), words)
    context.show({"reviewed": look}, _("Saved."))


@audit.command("emergencies")
@click.option("--all", "with_answered", is_flag=True, help="Those that headquarters has acknowledged too.")
@pass_context
def emergencies(context: Context, *, with_answered: bool) -> None:
    """List cases that were opened in an emergency."""
    names, opened = read_names(context.desk), find_emergencies(context.desk, waiting_only=not with_answered)
    found = [
        {
            "id": id_text(one.id),
            "reference": one.reference,
            "officer": names.officer(one.officer),
            "reason": one.reason,
            "at": _moment(one.begun_at),
            "acknowledged": one.words or None,
        }
        for one in opened
    ]
    said = [{**shown, "at": context.when(one.begun_at)} for one, shown in zip(opened, found, strict=True)]
    context.show({"emergencies": found}, *(_line(one, "at", "reference", "officer", "id") for one in said))


@audit.command("acknowledge")
@click.argument("emergency")
@click.option("--words", required=True)
@pass_context
def acknowledge(context: Context, emergency: str, words: str) -> None:
    """Answer for headquarters that a case was opened in an emergency."""
    acknowledge_emergency(context.desk, emergency, words)
    context.show({"acknowledged": emergency}, _("Saved."))


@audit.command("reviews")
@pass_context
def reviews(context: Context) -> None:
    """List the reviews that you owe."""
    names, owed = read_names(context.desk), find_reviews(context.desk)
    found = [
        {
            "id": id_text(one.id),
            "reference": one.reference,
            "rule": one.rule,
            "gate": one.gate or None,
            "ground": one.ground,
            "reason": one.reason,
            "officer": names.officer(one.officer),
            "due": _moment(one.due),
            "overdue": one.is_overdue,
        }
        for one in owed
    ]
    said = [{**shown, "due": context.when(one.due)} for one, shown in zip(owed, found, strict=True)]
    context.show({"reviews": found}, *(_line(one, "due", "reference", "rule", "id") for one in said))


@audit.command("decide")
@click.argument("owed", metavar="REVIEW")
@click.option("--upheld/--not-upheld", "is_upheld", required=True, help="It was right, or it was not.")
@click.option("--words", required=True)
@pass_context
def decide(context: Context, owed: str, words: str, *, is_upheld: bool) -> None:
    """Decide a review."""
    decide_review(context.desk, owed, is_upheld=is_upheld, words=words)
    context.show({"decided": owed, "upheld": is_upheld}, _("Saved."))


@audit.command("breach")
@click.argument("reference")
@click.argument("gate", metavar="RULE")
@click.option("--row", help="The row that stands past the rule (default: the case).")
@click.option("--upheld/--not-upheld", "is_upheld", required=True, default=None, help="It was right, or it was not.")
@click.option("--words", required=True)
@pass_context
def breach(context: Context, reference: str, gate: str, row: str | None, words: str, *, is_upheld: bool) -> None:
    """Review in words what stands in a case past a rule; `case gates` names it."""
    case = get_case_id(context.desk, reference)
    reviewed = review_breach(context.desk, case, gate, row, is_upheld=is_upheld, words=words)
    context.show_changed(reviewed)


def _line(document: Mapping[str, object], *names: str) -> str:
    return "  ".join(str(document[name] or "") for name in names)


def _look(line: LookLine, names: Names) -> dict[str, object]:
    look = line.look
    return {
        "id": id_text(look.id),
        "at": moment_text(look.at),
        "officer": names.officer(look.actor),
        "post": names.post(line.post) or None,
        "device": id_text(look.device),
        "action": look.action,
        "case": id_text(look.case) if look.case else None,
        "reference": line.reference or None,
        "result": look.result,
        "reason": look.reason or None,
        "count": look.count,
        "about": names.officer(look.officer) or None,
    }


def _moment(at: datetime | None) -> str | None:
    return moment_text(int(at.timestamp() * 1000)) if at else None
