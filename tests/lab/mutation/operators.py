"""What a mutant is made of: for one node of a syntax tree, the nodes that could stand in its place by mistake.

Promises that a replacement never shares a changed part with the original, so that it can be put in and taken out again.
Leaves to `mutants` which nodes are asked. Texts are left alone: officers read them and no decision hangs on them.
"""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Variant = tuple[str, ast.AST]
Node = TypeVar("Node", bound=ast.AST)

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


def variants(node: ast.AST) -> Iterator[Variant]:
    """Yield the name of each operator that fits a node, and what it puts in its place."""
    for kinds, operator in OPERATORS.items():
        if isinstance(node, kinds):
            yield from operator(node)


def _turned(node: ast.If | ast.While | ast.IfExp) -> Iterator[Variant]:
    if _is_plain(node.test):
        yield "negate", _with(node, test=_negated(node.test))


def _returned(node: ast.Return) -> Iterator[Variant]:
    if node.value is None:
        yield from _removed(node)
    elif not isinstance(node.value, ast.Constant):
        yield "return", _with(node, value=ast.copy_location(ast.Constant(None), node.value))


def _removed(node: ast.stmt) -> Iterator[Variant]:
    yield "remove", ast.copy_location(ast.Pass(), node)


def _called(node: ast.Expr) -> Iterator[Variant]:
    if isinstance(node.value, ast.Call | ast.Await):
        yield from _removed(node)


def _assigned(node: ast.Assign) -> Iterator[Variant]:
    if isinstance(node.targets[0], ast.Attribute | ast.Subscript):
        yield from _removed(node)


def _added(node: ast.AugAssign) -> Iterator[Variant]:
    yield from _removed(node)
    yield from _reckoned(node)


def _reckoned(node: ast.AugAssign | ast.BinOp) -> Iterator[Variant]:
    if other := ARITHMETIC.get(type(node.op)):
        yield "arithmetic", _with(node, op=other())


def _caught(node: ast.ExceptHandler) -> Iterator[Variant]:
    first = node.body[0]
    if not isinstance(first, ast.Raise) or first.exc is not None:
        yield "handler", _with(node, body=[ast.copy_location(ast.Raise(), first)])


def _filtered(node: ast.comprehension) -> Iterator[Variant]:
    for place, test in enumerate(node.ifs):
        if _is_plain(test):
            yield "negate", _with(node, ifs=[*node.ifs[:place], _negated(test), *node.ifs[place + 1 :]])


def _compared(node: ast.Compare) -> Iterator[Variant]:
    for place, operator in enumerate(node.ops):
        for other in COMPARISONS[type(operator)]:
            yield "compare", _with(node, ops=[*node.ops[:place], other(), *node.ops[place + 1 :]])


def _joined(node: ast.BoolOp) -> Iterator[Variant]:
    yield "boolean", _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())


def _signed(node: ast.UnaryOp) -> Iterator[Variant]:
    if not isinstance(node.op, ast.UAdd):
        yield "unary", node.operand


def _cut(node: ast.Slice) -> Iterator[Variant]:
    for bound in ("lower", "upper", "step"):
        if getattr(node, bound) is not None:
            yield "slice", _with(node, **{bound: None})


def _given(node: ast.Call) -> Iterator[Variant]:
    for place, keyword in enumerate(node.keywords):
        if keyword.arg is not None:
            yield "keyword", _with(node, keywords=[*node.keywords[:place], *node.keywords[place + 1 :]])
    if isinstance(node.func, ast.Name) and node.func.id in NAMES:
        yield "name", _with(node, func=_with(node.func, id=NAMES[node.func.id]))


def _stated(node: ast.Constant) -> Iterator[Variant]:
    if isinstance(node.value, bool):
        yield "constant", _with(node, value=not node.value)
    elif isinstance(node.value, int | float):
        yield "constant", _with(node, value=node.value + 1)
        yield "constant", _with(node, value=node.value - 1)
    elif isinstance(node.value, bytes):
        yield "constant", _with(node, value=node.value[:-1] if node.value else b"\0")


def _is_plain(test: ast.expr) -> bool:
    """Tell whether no other operator turns this condition round."""
    turned = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
    return not turned and not (isinstance(test, ast.Compare) and len(test.ops) == 1)


def _negated(test: ast.expr) -> ast.expr:
    return ast.copy_location(ast.UnaryOp(ast.Not(), test), test)


def _with(node: Node, **changed: object) -> Node:
    other = copy.copy(node)
    for name, value in changed.items():
        setattr(other, name, value)
    return other


OPERATORS: dict[tuple[type[ast.AST], ...], Callable[[Any], Iterator[Variant]]] = {
    (ast.If, ast.While, ast.IfExp): _turned,
    (ast.Return,): _returned,
    (ast.Raise, ast.Delete, ast.Continue, ast.Break): _removed,
    (ast.Expr,): _called,
    (ast.Assign,): _assigned,
    (ast.AugAssign,): _added,
    (ast.BinOp,): _reckoned,
    (ast.ExceptHandler,): _caught,
    (ast.comprehension,): _filtered,
    (ast.Compare,): _compared,
    (ast.BoolOp,): _joined,
    (ast.UnaryOp,): _signed,
    (ast.Slice,): _cut,
    (ast.Call,): _given,
    (ast.Constant,): _stated,
}
