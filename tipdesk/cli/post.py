"""`tipdesk post …`: how a post makes its store, is enrolled, and is opened again by the custodians.

Each deed goes by a file to headquarters and another one back, with thirty digits compared by telephone.
"""

from pathlib import Path

import click

from tipdesk.cli.commands import Group
from tipdesk.cli.context import Context, pass_context, read_file, write_file
from tipdesk.cli.translate import _
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text
from tipdesk.services.sealing.share_case_keys import share_case_keys
from tipdesk.services.sync.enrolment import accept_grant, request_enrolment

FILE = click.Path(path_type=Path)


@click.group(cls=Group)
def post() -> None:
    """This PC as a post."""


@post.command("request")
@click.option("--officer", required=True, help="Login name of the first officer of this PC.")
@click.option("--out", required=True, type=FILE, help="File for the enrolment request.")
@pass_context
def request(context: Context, officer: str, out: Path) -> None:
    """Make store, officer and keys, and write an enrolment request. Recording works at once."""
    from tipdesk.adapters.system.paths import HomePaths
    from tipdesk.homes.founding import make_post

    context.officer = officer
    if not HomePaths(context.home.expanduser().absolute()).exists():
        context.keep(make_post(context.home, officer, context.passphrase(is_new=True)))
    session = context.session
    keys = session.opened.officer_keys
    enrolment = request_enrolment(session.desk, keys.x25519_public, keys.signing_public)
    write_file(out, enrolment.document)
    document = {"fingerprint": enrolment.fingerprint, "device": id_text(session.desk.place.device)}
    context.show(
        document,
        _("The request is in {file}. Read these digits to headquarters:").format(file=out),
        f"  {enrolment.fingerprint}",
    )


@post.command("enrol")
@click.argument("grant", type=FILE)
@click.option("--fingerprint", required=True, help="The thirty digits that headquarters reads out.")
@pass_context
def enrol(context: Context, grant: Path, fingerprint: str) -> None:
    """Accept headquarters' grant."""
    from tipdesk.homes.officers import keep_code

    session = context.session
    accepted = accept_grant(session.desk, read_file(grant), fingerprint)
    session.seal_to_recovery()
    session.refresh_actor()
    share_case_keys(session.desk)
    keep_code(session, session.opened, session.desk.actor.officer)
    document = {"enrolled": True, "post": id_text(accepted.post), "url": accepted.url or None}
    context.show(document, _("This PC is enrolled. It syncs from now on."))


@post.command("recover")
@click.argument("answer", type=FILE, required=False)
@click.option("--out", type=FILE, help="File for the request; choose a new passphrase.")
@pass_context
def recover(context: Context, answer: Path | None, out: Path | None) -> None:
    """Ask headquarters' custodians to open this PC (--out), or take in their answer, with the new passphrase."""
    from tipdesk.homes.recovering import ask_recovery, take_answer

    if (answer is None) == (out is None):
        raise UserError("answer-or-out", _("Give --out for a request, or the file of the answer."))
    if out is not None:
        request, digits = ask_recovery(context.home, context.officer or "", context.passphrase(is_new=True))
        write_file(out, request)
        told = _("The request is in {file}. Read these digits to headquarters:").format(file=out)
        context.show({"fingerprint": digits}, told, f"  {digits}")
    elif answer is not None:
        session = take_answer(context.home, read_file(answer), context.passphrase())
        context.keep(session)
        document = {"recovered": True, "officer": session.opened.login}
        context.show(document, _("The store is open under the new passphrase. The officer has new keys."))
