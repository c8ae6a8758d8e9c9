"""What a training came to: means of marks in whole per cent, and an effect that is their difference."""

from tests.domain.rules.clocked import a_row
from tipdesk.domain.rules.training_figures import figures_of


def test_the_effect_is_the_difference_of_what_is_shown() -> None:
    """Means of 41.5 and 74.25 are shown as 42 and 74, and so the effect is 32: never 33 beside them."""
    marks = ((41, 74), (42, 74), (41, 74), (42, 75))
    figures = figures_of(a_row("Participation", attended=True, before=one, after=other) for one, other in marks)
    assert (figures.before, figures.after, figures.effect) == (42, 74, 32)
    assert figures_of(()).effect is None
