"""A refusal that counts reads right for one and for many, in English and in languages of other forms."""

from __future__ import annotations

import copy
import gettext
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.kinds import Text
from tipdesk.domain.texts import counted
from tipdesk.services.voice import spoken, translated

WAIT = counted("Wait {seconds} second.", "Wait {seconds} seconds.")
POLISH = ("Czekaj {seconds} sekundę.", "Czekaj {seconds} sekundy.", "Czekaj {seconds} sekund.")


@pytest.fixture(scope="module")
def polish() -> gettext.NullTranslations:
    """A catalogue of a language with three forms."""
    made, file = Catalog(locale="pl"), BytesIO()
    made.add(tuple(WAIT), POLISH)
    write_mo(file, made)
    file.seek(0)
    return gettext.GNUTranslations(file)


@pytest.mark.parametrize(("seconds", "form"), [(1, 0), (2, 1), (5, 2), (22, 1)])
def test_a_refusal_that_counts(seconds: int, form: int, polish: gettext.NullTranslations) -> None:
    """One and many in English, for a log as for a screen; the form of the language that is spoken; so of a field."""
    refusal = UserError("too-early", WAIT.of(seconds), seconds=seconds)
    problem = FieldProblem("when", refusal.template, tuple(refusal.values.items()))
    english = f"Wait {seconds} second{'' if seconds == 1 else 's'}."
    assert str(refusal) == refusal.text() == refusal.text(translated) == english
    with spoken(polish):
        assert refusal.text(translated) == problem.text(translated) == POLISH[form].format(seconds=seconds)
        assert copy.deepcopy(problem).text(translated) == problem.text(translated)
    assert refusal.text(translated) == english


def test_a_field_says_how_much_it_takes() -> None:
    """A text that may have one character is told so, in the singular."""
    for longest, told in ((1, "This must be at most 1 character."), (2, "This must be at most 2 characters.")):
        with pytest.raises(UserError) as refused:
            Text(1, "Initial", longest=longest).read("abc")
        assert refused.value.text(translated) == told
