"""The page on which headquarters enrols a PC.

It shows the request, the digits that the post reads out, its post and roles, and writes the grant to bring back. The
request's own digits are never shown here, for whoever sees them copies them instead of listening. This headquarters'
digits stand beside, to be read out in return. Whether to believe the request is decided in services.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.characters import visible
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.codes_picker import CodesPicker
from tipdesk.ui.widgets.error_summary import ErrorSummary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flag_box import FlagBox
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.front_page import FrontPage
from tipdesk.ui.widgets.labels import body, figures, muted
from tipdesk.ui.widgets.sides import Sides, stacked
from tipdesk.ui.widgets.text_edit import TextEdit

NEW_POST = "+"
DIGITS_TYPED = 60


class EnrolPage(FrontPage):
    """The page; `choose_pressed` asks for a request file, `grant_pressed` to make the grant."""

    choose_pressed = Signal()
    grant_pressed = Signal()

    def __init__(self, roles: Sequence[Choice], kinds: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = ErrorSummary()
        self.posts = CodeCombo(())
        self.fields = {**_about_the_post(self.posts, kinds), **_about_the_pc(roles)}
        self._known_at: Choice | None = None
        self._moving = body("")
        self._asking = body(_("No request has been chosen yet."))
        self._own = figures()
        self.grant = primary(_("&Save the grant…"), icon="device-floppy", pressed=self.grant_pressed.emit)
        self.column.addWidget(Sides(stacked((self._request_card(), 0)), stacked((self._own_card(), 0))), 1)
        self.add_foot(self.summary)
        self.posts.changed.connect(self._show_new_post)
        self.posts.changed.connect(self._show_move)
        self.show_asking(None, is_login_taken=False)

    def show_own_digits(self, digits: str) -> None:
        """Show the fingerprint of this headquarters, to be read out."""
        self._own.setText(digits)

    def show_posts(self, posts: Sequence[Choice]) -> None:
        """Offer the posts, and a new one; the chosen one stays chosen where it is still there."""
        before = self.posts.value()
        box = self.posts.box
        box.clear()
        box.addItem("", None)
        for choice in [*posts, Choice(NEW_POST, _("A new post…"))]:
            box.addItem(visible(choice.label), choice.code)
        self.posts.set_value(before if box.findData(before) >= 0 else (None if posts else NEW_POST))
        self._show_new_post()
        self._show_move()

    def show_asking(self, sentence: str | None, *, is_login_taken: bool, known_at: Choice | None = None) -> None:
        """Show who asks, in a sentence, and the fields to be filled in; None shows that no request is chosen.

        `is_login_taken` asks whether this is a further PC of the same officer, and `known_at` is the post at which the
        PC is enrolled already.
        """
        self._known_at = known_at
        self._asking.setText(sentence or _("No request has been chosen yet."))
        for field in self.fields.values():
            field.setVisible(sentence is not None)
            field.set_problem(None)
        self.fields["existing"].setVisible(sentence is not None and is_login_taken)
        self.grant.setVisible(sentence is not None)
        self.summary.show_problems([])
        self._show_new_post()
        self._show_move()
        if sentence is not None:
            self.fields["fingerprint"].set_value(None)
            self.fields["move"].set_value(None)
            self.posts.setFocus(Qt.FocusReason.OtherFocusReason)

    def value(self, name: str) -> object:
        """Return an answer by its field's name, or None where the field does not apply or is empty."""
        return None if self.fields[name].isHidden() else self.fields[name].value()

    def show_problems(self, problems: dict[str, str], others: Sequence[str]) -> None:
        """Show refusals beside their fields, and sentences that belong to none."""
        for name, field in self.fields.items():
            field.set_problem(problems.get(name))
        self.summary.show_problems([self.fields[name] for name in problems if name in self.fields], others)

    def _show_new_post(self) -> None:
        is_new = self.posts.value() == NEW_POST and not self.fields["post"].isHidden()
        for name in ("code", "name", "kind"):
            self.fields[name].setVisible(is_new)

    def _show_move(self) -> None:
        """Ask whether a PC that is enrolled elsewhere moves.

        The question stands there from the start, and only its words change.
        """
        known, chosen, move = self._known_at, self.posts.value(), self.fields["move"]
        is_move = known is not None and chosen is not None and chosen != known.code
        if known is not None:
            there = _("the new post") if chosen == NEW_POST else self.posts.box.currentText()
            words = (
                _("This PC is enrolled at {post}. Move it to {other}?")
                if is_move
                else _("This PC is enrolled at {post}. To move it, choose another post.")
            )
            self._moving.setText(words.format(post=known.label, other=there))
        move.set_value(None)  # said of one post, a tick says nothing of the next
        move.set_read_only(is_read_only=not is_move)
        for part in (self._moving, move):
            part.setVisible(known is not None)

    def _request_card(self) -> Card:
        card = Card(_("Enrol a PC"))
        card.add(muted(_("The post saves its request on its Sync page and brings it here on a stick or by mail.")))
        bar = Flow(gap=8)
        choose = plain(_("Choose the &request…"), icon="folder", pressed=self.choose_pressed.emit)
        self.set_first(choose)
        bar.addWidget(choose)
        card.column.addLayout(bar)
        card.add(self._asking)
        for name, field in self.fields.items():
            if name == "move":
                card.add(self._moving)
            card.add(field)
        last = Flow()
        last.addWidget(self.grant)
        card.column.addLayout(last)
        return card

    def _own_card(self) -> Card:
        card = Card(_("Digits of this headquarters"))
        self._own.setWordWrap(True)
        self._own.setFont(current().font(16, is_strong=True, has_figures=True))
        card.add(self._own)
        card.add(muted(_("Read them out when the post takes in the grant: it accepts no other headquarters.")))
        return card


def _about_the_post(posts: CodeCombo, kinds: Sequence[Choice]) -> dict[str, FieldFrame]:
    return {
        "post": FieldFrame("post", _("Post"), posts, can_be_missing=False),
        "code": FieldFrame(
            "code", _("Code of the new post"), TextEdit("VFT", 12), help_text=_("Short"), can_be_missing=False
        ),
        "name": FieldFrame("name", _("&Name of the new post"), TextEdit("Vieux Fort", 100), can_be_missing=False),
        "kind": FieldFrame("kind", _("&Kind of post"), CodeCombo(kinds), can_be_missing=False),
    }


def _about_the_pc(roles: Sequence[Choice]) -> dict[str, FieldFrame]:
    return {
        "roles": FieldFrame(
            "roles",
            _("Roles of the officer"),
            CodesPicker(roles, ticked_to=0),
            help_text=_(
                "None: an officer who is known keeps theirs; else the first one of a post gets three, any other "
                "becomes a frontline officer."
            ),
            can_be_missing=False,
        ),
        "existing": FieldFrame(
            "existing",
            _("An officer with this login name is known"),
            FlagBox(_("This is a &further PC of the same officer")),
            can_be_missing=False,
        ),
        "move": FieldFrame(
            "move",
            _("From another post"),
            FlagBox(_("&Move this PC there")),
            help_text=_(
                "What was recorded on it so far stays with its former post, and on the PC; nothing more of that "
                "post reaches it. Its officer becomes an officer of the new post."
            ),
            can_be_missing=False,
        ),
        "fingerprint": FieldFrame(
            "fingerprint",
            _("Thirty &digits that the post reads out"),
            TextEdit("12345 12345 12345 12345 12345 12345", DIGITS_TYPED),
            help_text=_("Ring the post at a number you know, and type what its screen shows."),
            can_be_missing=False,
        ),
    }
