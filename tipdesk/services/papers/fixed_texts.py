"""The texts that are told to every person: the short notice, the rights, the seven points of a consent, an undertaking.

Each stands here once, in plain English, and in other languages in the catalogue of papers. Sections are those of the
Counter-Trafficking Act of Saint Lucia; Home Affairs and a lawyer read them before they are relied on. `TEXT_VERSION`
is what a note of what was told keeps, so that one sees later which words were used.
"""

from collections.abc import Mapping

from tipdesk.domain.texts import _

TEXT_VERSION = "2026-11"

NOTICE = (
    _("We are here to help you and to keep you safe."),
    _("You may ask for a woman or a man to speak with, and for an interpreter."),
    _("We write down what you tell us. Only people who help you or protect you may read it."),
    _("You may leave any question out. You may stop at any time."),
    _("If you say no, you get help all the same."),
    _("You may ask at any time what is written about you."),
    _("If a life or a child is in danger, we may have to tell somebody without asking you. We tell you when we do."),
)
"""What is read to a person in twenty seconds, before anything is asked."""

RIGHTS = (
    _("You have a right to be safe, and to a safe place to stay. You may leave it when you wish."),
    _("You may not be locked up because of what was done to you (section 24)."),
    _("You have a right to food, clothes, a doctor and somebody to talk to, whether or not you speak to the police."),
    _("You have a right to an interpreter whom you accept. Nobody who came with you interprets for you."),
    _("Nobody may make you give evidence. Help does not depend on it."),
    _("You may ask for a lawyer."),
    _("You have a right to be told, in your language, what happens in your case (section 22)."),
    _("You may not be punished for what you were made to do. Tell us or your lawyer about it (section 13)."),
    _("You may ask to stay in this country for a time, and to work."),
    _("Before you go home we ask what you are afraid of. You choose whether your consulate or family is told."),
    _("A child has somebody independent beside it. Whoever may be a child is protected as a child."),
    _("You may see what is written about you, have it put right, and take back what you agreed to."),
    _("You may complain about anybody, also about us. Somebody answers who was not part of it. Help goes on."),
)
"""The rights of a person, as the notice of rights lists them."""

SEVEN_POINTS: Mapping[str, str] = {
    "agrees_to_interview": _("I agree to talk. I may stop, rest, or leave a question out."),
    "purpose": _("I was told what it is for: to keep me safe, to find help, and to act against who harmed me."),
    "actual_and_potential_use": _("I was told who may read it now, and what it may be used for later."),
    "non_identifying_research": _(
        "I was told that I may be counted with others, without anything that shows who I am."
    ),
    "own_data_any_time": _("I may ask at any time to see what is written about me, and to have it put right."),
    "how_long_stored": _("I was told how long it is kept, and that it is destroyed then."),
    "how_to_withdraw": _("I was told how to take back my yes. What is in a criminal file already stays there."),
}
"""What is explained before somebody agrees, by the codes of `consent_point`: the seven points of the standard HTCDS."""

FREE_TO_REFUSE = (
    _("No is an answer. Help is given all the same."),
    _("A yes can be taken back at any time, all of it or a part, in one word and without a reason."),
)

UNDERTAKING = (
    _("I interpret all that is said, and truly. I add nothing and leave nothing out."),
    _("I keep silent about all that I hear, see or guess, to everybody, also afterwards."),
    _("I know nobody in this matter and gain nothing by it. If I find that I do, I say so at once and stop."),
    _("I do not work in this matter for another State, a consulate, an employer or an agent."),
    _("I am not alone with the person, give no advice, take no message and no note away."),
    _("I tell nobody who the person is or where they are."),
)
"""What an interpreter promises before the first word."""
