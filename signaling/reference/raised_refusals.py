"""Find the codes with which an action may refuse, from its source.

An action refuses by raising an error, itself or in a function that it calls or passes on. The
reader follows every function of this project that an action names, and every method of presence by
its name. Errors that a caller catches don't count. Therefore the result may contain a code that a
certain event never gets, but no code is missing.
"""

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterable, Iterator
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

from rooms.refusals import Refusal
from signaling import presence

_PROJECT = ("accounts.", "rooms.", "signaling.")

Refusals = frozenset[type[Refusal]]


class RefusalFinder:
    """Reads the source of functions, each one once."""

    def __init__(self) -> None:
        self._read: dict[FunctionType, Refusals] = {}

    def refusals_of(self, function: Any) -> Refusals:
        """Return the refusals that a function, or the functions it uses, may raise."""
        function = inspect.unwrap(function)
        if function in self._read:
            return self._read[function]
        # A recursive call adds no refusals.
        self._read[function] = frozenset()
        module = ast.parse(textwrap.dedent(inspect.getsource(function)))
        match module.body:
            case [ast.FunctionDef(body=body) | ast.AsyncFunctionDef(body=body)]:
                self._read[function] = self._in_all(body, function.__globals__)
        return self._read[function]

    def _in_all(self, nodes: Iterable[ast.AST], names: dict[str, Any]) -> Refusals:
        return frozenset[type[Refusal]]().union(*(self._in(node, names) for node in nodes))

    def _in(self, node: ast.AST, names: dict[str, Any]) -> Refusals:
        match node:
            case ast.Try():
                return self._in_try(node, names)
            case ast.Raise(exc=ast.Name() as raised):
                return _coded(_resolve(raised, names))
            case ast.Call(func=called):
                inside = self._in_all(ast.iter_child_nodes(node), names)
                return inside | _coded(_resolve(called, names))
            case ast.Name() | ast.Attribute():
                read = (self.refusals_of(function) for function in _functions(node, names))
                inside = self._in_all(ast.iter_child_nodes(node), names)
                return inside.union(*read)
        return self._in_all(ast.iter_child_nodes(node), names)

    def _in_try(self, node: ast.Try, names: dict[str, Any]) -> Refusals:
        left = self._in_all(node.body, names)
        for handler in node.handlers:
            if not _raises_again(handler):
                left = frozenset(one for one in left if not _is_caught(one, handler, names))
        bodies = [*(part for handler in node.handlers for part in handler.body), *node.orelse]
        return left | self._in_all([*bodies, *node.finalbody], names)


def _coded(value: Any) -> Refusals:
    is_refusal = isinstance(value, type) and issubclass(value, Refusal) and "code" in vars(value)
    return frozenset({value}) if is_refusal else frozenset()


def _raises_again(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(node, ast.Raise) and node.exc is None for node in ast.walk(handler))


def _is_caught(refusal: type[Refusal], handler: ast.ExceptHandler, names: dict[str, Any]) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    types = [_resolve(one, names) for one in caught if one is not None]
    return any(isinstance(one, type) and issubclass(refusal, one) for one in types)


def _resolve(node: ast.expr, names: dict[str, Any]) -> Any:
    """Return the value of a name, or of a name in a module; None if the source can't tell it."""
    match node:
        case ast.Name(id=name):
            return names.get(name)
        case ast.Attribute(value=value, attr=name):
            module = _resolve(value, names)
            return getattr(module, name, None) if isinstance(module, ModuleType) else None
    return None


def _functions(node: ast.Name | ast.Attribute, names: dict[str, Any]) -> Iterator[FunctionType]:
    known = inspect.unwrap(value) if callable(value := _resolve(node, names)) else None
    if isinstance(known, FunctionType) and known.__module__.startswith(_PROJECT):
        yield known
    elif known is None and isinstance(node, ast.Attribute):
        yield from _methods_of_presence().get(node.attr, ())


@cache
def _methods_of_presence() -> dict[str, list[FunctionType]]:
    methods: dict[str, list[FunctionType]] = {}
    for owner in _classes_of_presence():
        for name, value in vars(owner).items():
            if isinstance(value, FunctionType) and not name.startswith("__"):
                methods.setdefault(name, []).append(value)
    return methods


def _classes_of_presence() -> set[type]:
    """Return the classes that the modules of the presence package define."""
    inside = f"{presence.__name__}."
    modules = [module for name, module in sys.modules.items() if name.startswith(inside)]
    found = [one for module in (presence, *modules) for one in vars(module).values()]
    return {one for one in found if isinstance(one, type) and one.__module__.startswith(inside)}
