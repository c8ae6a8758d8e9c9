"""No widget guesses: where labels, tooltips, message boxes and tables get their words, and where lines are printed.

Promises to name the file and line of a way round the places that make words plain. What those places do is left to
their own tests, and what every page then shows to `tests/ui/test_plain_words.py`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.sources import PRODUCT, expect_none, inside, place, sources, tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLAIN = "ui/plain.py"
LABELS = "ui/widgets/labels.py"
ONLY_IN = {
    "QLabel": LABELS,
    "QMessageBox": PLAIN,
    "QPushButton": "ui/widgets/push_button.py",
    "setToolTip": PLAIN,
    "setStatusTip": PLAIN,
    "setWhatsThis": PLAIN,
    "setTabToolTip": PLAIN,
    "setTabWhatsThis": PLAIN,
}
"""What may be called in one file alone."""
NOWHERE = {
    "QInputDialog", "QProgressDialog", "QErrorMessage", "QTextEdit", "QTextBrowser", "QTextDocument", "QStaticText",
    "QWhatsThis", "setHtml", "insertHtml", "appendHtml", "setMarkdown", "setInformativeText", "setDetailedText",
    "showText", "showMessage", "setTextFormat", "QStandardItem", "QTableWidgetItem", "QTreeWidgetItem",
}  # fmt: skip
"""What guesses, or would be a second way; `setTextFormat` is called where labels and boxes are made."""
MAKES_PLAIN = {PLAIN, LABELS}
SAID = {"setAccessibleName", "setAccessibleDescription", "setWindowTitle"}
OUR_WORDS = {"_", "mark", "neutral_title"}
ITS_STATICS = {"QMessageBox", "QToolTip"}
SHOWN_STATICS = {"information", "question", "warning", "critical", "about", "showText"}
TIP_ROLES = {"ToolTipRole", "StatusTipRole", "WhatsThisRole"}


def _calls(module: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func).rpartition(".")[2]


def _bases(module: ast.Module) -> Iterator[tuple[ast.ClassDef, str]]:
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef):
            yield from ((node, ast.unparse(base).rpartition(".")[2]) for base in node.bases)


def _is_ours(node: ast.expr) -> bool:
    """Words that stand in the source, translated or not; nothing was put into them."""
    if isinstance(node, ast.Constant):
        return True
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OUR_WORDS


def strays(path: Path, module: ast.Module) -> Iterator[str]:
    """Yield each way round in one file of the program."""
    for node, name in _calls(module):
        if name in ONLY_IN and inside(path) != ONLY_IN[name]:
            yield f"{place(path, node)} calls {name}"
        if name in NOWHERE and inside(path) not in MAKES_PLAIN:
            yield f"{place(path, node)} calls {name}"
        if name in SAID and inside(path) != PLAIN and not (node.args and _is_ours(node.args[0])):
            yield f"{place(path, node)} gives {name} words that are not ours alone"
        owner = ast.unparse(node.func).rpartition(".")[0]
        if owner in ITS_STATICS and name in SHOWN_STATICS:
            yield f"{place(path, node)} calls {owner}.{name}"
    for kind, base in _bases(module):
        if base in (ONLY_IN.keys() | NOWHERE) and inside(path) != ONLY_IN.get(base):
            yield f"{place(path, kind)} {kind.name} is a {base}"


def bare_models(path: Path, module: ast.Module) -> Iterator[str]:
    """Yield each model whose `data` is not made plain, and each tooltip that is answered outside such a `data`."""
    plain: set[ast.AST] = set()
    for kind, base in _bases(module):
        if not (base.startswith("QAbstract") and base.endswith("Model")):
            continue
        for method in kind.body:
            if isinstance(method, ast.FunctionDef) and method.name == "data":
                if any(ast.unparse(one) == "plain_cells" for one in method.decorator_list):
                    plain |= set(ast.walk(method))
                else:
                    yield f"{place(path, method)} {kind.name}.data has no @plain_cells"
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr in TIP_ROLES and node not in plain:
            yield f"{place(path, node)} answers {node.attr} past @plain_cells"


def bare_lines(path: Path, module: ast.Module) -> Iterator[str]:
    """Yield each line that is printed past the one place which shows hidden characters as marks."""
    for node, name in _calls(module):
        if name in {"echo", "secho", "print"} and ast.unparse(node.func) in {"click.echo", "click.secho", "print"}:
            yield f"{place(path, node)} prints"


def test_words_reach_a_widget_as_they_stand() -> None:
    """Labels, tooltips and boxes are made in one place each, and nothing else that guesses is used at all."""
    expect_none([stray for path in sources("tipdesk") for stray in strays(path, tree(path))])


def test_every_table_answers_plain_words() -> None:
    """Each model's cells and tooltips pass the one function that makes them plain."""
    expect_none([bare for path in sources("tipdesk") for bare in bare_models(path, tree(path))])


def test_every_line_is_printed_in_one_place() -> None:
    """The command line prints through `cli/context.py` alone, which no record can make steer a terminal."""
    expect_none(
        [
            bare
            for path in sources("tipdesk")
            if inside(path) != "cli/context.py"
            for bare in bare_lines(path, tree(path))
        ]
    )


@pytest.mark.parametrize(
    "source",
    [
        "label = QLabel(name)",
        "label = QtWidgets.QLabel(name)",
        "class Loud(QLabel): pass",
        "QMessageBox.warning(None, 'TIPdesk', name)",
        "button.setToolTip(name)",
        "action.setStatusTip(_('Delete {name}').format(name=name))",
        "self.setAccessibleName(f'Delete {name}')",
        "window.setWindowTitle(_('Case {title}').format(title=title))",
        "box = QTextBrowser()",
        "self.statusBar().showMessage(name)",
        "class M(QAbstractTableModel):\n    def data(self, index, role=0):\n        return name",
        "def tip(role):\n    return name if role == Qt.ItemDataRole.ToolTipRole else None",
        "click.echo(name)",
        "print(name)",
    ],
)
def test_a_way_round_is_found(source: str) -> None:
    """Each rule names a line that breaks it."""
    path, module = PRODUCT / "ui" / "app.py", ast.parse(source)
    assert [*strays(path, module), *bare_models(path, module), *bare_lines(path, module)]
