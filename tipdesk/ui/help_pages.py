"""The pages of help: what a word of the program means and what is done about it, read in a dialog without a network.

Each is one entry here; the palette (Ctrl+K) lists them under *Help* and finds them by their words.
"""

from dataclasses import dataclass

from tipdesk.domain.texts import _ as mark


@dataclass(frozen=True)
class HelpPage:
    """One page: its title, the words by which it is found, and its parts, each a question with its paragraphs.

    All of them are marked texts. `id` is that of the action that opens it.
    """

    id: str
    title: str
    words: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


HELP_PAGES = (
    HelpPage(
        "help-breaches",
        mark("Breaches: what they are and who reviews them"),
        "breach rule review past gate help",
        (
            (
                mark("What is a breach?"),
                (
                    mark(
                        "Something in a case that a rule would have stopped, and that is there all the same. It came "
                        "from an older program, from two PCs that did not know of each other, or it tells of what had "
                        "happened already, such as a victim held by police."
                    ),
                    mark(
                        "It is kept and it counts. The program deletes nothing, and it blames nobody for what an "
                        "older program allowed."
                    ),
                ),
            ),
            (
                mark("Where do I see it?"),
                (
                    mark(
                        "On the Summary of the case, under “Missing and due”, and in headquarters' inbox. A clock "
                        "runs until it is settled: 72 hours, unless headquarters has set another time."
                    ),
                ),
            ),
            (
                mark("How does it end?"),
                (
                    mark("Put it right: do what the rule asks for. Then the breach goes away by itself."),
                    mark(
                        "If it cannot be put right, somebody reviews it. Their words stay in the case, and the breach "
                        "is settled. If what it is about is changed afterwards, it is a new breach."
                    ),
                ),
            ),
            (
                mark("Who reviews it?"),
                (
                    mark(
                        "A supervisor of the post or a coordinator at headquarters. Nobody reviews what they wrote "
                        "themselves: where the supervisor wrote it, headquarters does."
                    ),
                ),
            ),
            (
                mark("How is it reviewed?"),
                (
                    mark(
                        "Summary, “Agreed and reviewed”, “Review” beside the breach. Say “It was right” or “It was "
                        "not right”, and why, in words that somebody else understands in a year."
                    ),
                    mark("By command: tipdesk audit breach REFERENCE RULE --upheld --words WORDS."),
                ),
            ),
        ),
    ),
    HelpPage(
        "help-listed-open",
        mark("Listed open: a closed case that counts as open"),
        "listed open closed closing breach stage help",
        (
            (
                mark("What does it mean?"),
                (
                    mark(
                        "The case was closed, but past a rule of closing: something was still to be done, somebody "
                        "was not told, or nobody else agreed. Nobody has looked at that yet."
                    ),
                    mark(
                        "Until then the program treats the case as open. It stands among the open cases, its clocks "
                        "run, reports count it as open, and nothing of it is erased."
                    ),
                ),
            ),
            (
                mark("What do I do?"),
                (
                    mark(
                        "Open the case and read “Missing and due” on its Summary. Each breach there says which rule "
                        "it is and what is missing."
                    ),
                    mark(
                        "Do what is missing, or ask somebody who did not close the case to review the breach in words."
                    ),
                    mark(
                        "When no breach of a rule of closing is left, the case is closed by itself, from its old day "
                        "on."
                    ),
                    mark("If there is still work to do in the case, reopen it instead."),
                ),
            ),
        ),
    ),
)
