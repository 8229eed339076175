"""Imports point in one direction: from the signaling server to rooms to accounts.

The tests read the source and import nothing. Imports inside functions and under TYPE_CHECKING count
too. Add a row to LAYERS for a new layer.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("accounts", "rooms", "signaling", "meet")
WITHOUT_CIRCLES = ("accounts", "rooms", "meet", "signaling.asgi", "signaling.engineio")


@dataclass(frozen=True)
class Layer:
    """Modules, by prefix, that must not import others; `except_from` lists what they may import."""

    modules: tuple[str, ...]
    must_not_import: tuple[str, ...]
    except_from: tuple[str, ...] = ()


LAYERS = (
    Layer(("accounts",), ("rooms", "signaling", "meet")),
    Layer(("rooms",), ("signaling", "meet")),
    Layer(("signaling",), ("meet",)),
    # The server process shares WebSockets, rates and threads with signaling, and nothing else.
    Layer(("meet.server",), ("accounts", "rooms", "signaling"), ("signaling.asgi",)),
    Layer(("signaling.asgi",), ("accounts", "rooms", "signaling"), ("signaling.asgi",)),
    Layer(
        ("signaling.engineio",),
        ("accounts", "rooms", "signaling"),
        ("signaling.engineio", "signaling.asgi", "signaling.refusals"),
    ),
    # Pages, REST and the admin are different ways to the same actions and queries.
    Layer(("rooms.models",), ("rooms",), ("rooms.models", "rooms.codes")),
    Layer(("rooms.actions",), ("rooms.admin", "rooms.api", "rooms.forms", "rooms.views")),
    Layer(
        (
            "rooms.access",
            "rooms.admission",
            "rooms.authorization",
            "rooms.history",
            "rooms.queries",
        ),
        ("rooms.actions", "rooms.admin", "rooms.api", "rooms.forms", "rooms.views"),
    ),
    Layer(("rooms.views",), ("rooms.admin", "rooms.api")),
    Layer(("rooms.api",), ("rooms.admin", "rooms.forms", "rooms.views")),
    Layer(("rooms.admin",), ("rooms.api", "rooms.views")),
    Layer(("rooms.api.serializers",), ("rooms.api.views", "rooms.actions", "rooms.queries")),
    Layer(("accounts.models",), ("accounts.api", "accounts.forms", "accounts.views")),
)


def modules() -> dict[str, Path]:
    """Return the modules of the packages by their dotted names, without migrations."""
    found = {}
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if "migrations" not in parts:
                found[".".join(parts).removesuffix(".__init__")] = path
    return found


MODULES = modules()


def imports(tree: ast.AST, known: Iterable[str]) -> Iterator[str]:
    """Yield the modules that the source imports; `from package import module` is the module."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(package), level=0, names=names):
                for alias in names:
                    module = f"{package}.{alias.name}"
                    yield module if module in known else package


GRAPH = {
    name: {found for found in imports(ast.parse(path.read_text()), MODULES) if found in MODULES}
    for name, path in MODULES.items()
}


def is_in(module: str, packages: Iterable[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def violations(layer: Layer, graph: dict[str, set[str]]) -> list[str]:
    return [
        f"{module} imports {target}"
        for module, targets in sorted(graph.items())
        if is_in(module, layer.modules)
        for target in sorted(targets)
        if is_in(target, layer.must_not_import) and not is_in(target, layer.except_from)
    ]


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Return the modules of one import circle, or []."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return []


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: " ".join(layer.modules))
def test_a_layer_imports_only_the_layers_below(layer: Layer) -> None:
    assert violations(layer, GRAPH) == []


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: " ".join(layer.modules))
def test_each_module_of_the_table_exists(layer: Layer) -> None:
    named = {*layer.modules, *layer.must_not_import, *layer.except_from}
    assert named <= MODULES.keys()


@pytest.mark.parametrize("package", WITHOUT_CIRCLES)
def test_no_module_imports_itself_by_way_of_others(package: str) -> None:
    within = {
        name: {target for target in targets if is_in(target, [package])} - {name}
        for name, targets in GRAPH.items()
        if is_in(name, [package])
    }
    assert circle(within) == []


def test_an_import_in_a_function_or_for_types_counts() -> None:
    source = "if TYPE_CHECKING:\n    from a import b\ndef f():\n    import a.c\n"
    assert set(imports(ast.parse(source), {"a.b"})) == {"a.b", "a.c"}


def test_a_forbidden_import_and_a_circle_are_found() -> None:
    graph = {"a.b": {"c.d"}, "c.d": {"e"}, "e": {"a.b"}}
    assert violations(Layer(("a",), ("c",)), graph) == ["a.b imports c.d"]
    assert violations(Layer(("a",), ("c",), ("c.d",)), graph) == []
    assert set(circle(graph)) == {"a.b", "c.d", "e"}
