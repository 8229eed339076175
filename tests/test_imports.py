"""Imports point in one direction: from the signaling server to rooms to accounts.

The tests read the source and import nothing. Imports inside functions and under TYPE_CHECKING count
too. Add a new module to a row of STACKS, and a new rule to LAYERS.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("accounts", "rooms", "signaling", "meet")
WITHOUT_CIRCLES = PACKAGES


@dataclass(frozen=True)
class Layer:
    """Modules, by prefix, that must not import others; `except_from` lists what they may import."""

    modules: tuple[str, ...]
    must_not_import: tuple[str, ...]
    except_from: tuple[str, ...] = ()


MEDIA_ENGINE = (
    "signaling.media.descriptions",
    "signaling.media.engine",
    "signaling.media.janus",
)
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
    Layer(
        ("signaling.concurrency",),
        ("accounts", "rooms", "signaling"),
        ("signaling.asgi", "signaling.concurrency", "signaling.metrics"),
    ),
    # Presence knows no wire names, and the protocol knows no rules.
    Layer(("signaling.presence",), ("signaling",), ("signaling.presence",)),
    Layer(
        ("signaling.protocol",),
        ("signaling",),
        ("signaling.protocol", "signaling.presence.records", "signaling.refusals"),
    ),
    # A media engine knows media servers and descriptions, but no rules of rooms.
    Layer(
        MEDIA_ENGINE,
        ("accounts", "rooms", "signaling"),
        (*MEDIA_ENGINE, "signaling.presence.records"),
    ),
    # The tasks of rooms know the interface of an engine, and not which one it is.
    Layer(
        (
            "signaling.media.publishing",
            "signaling.media.room_connections",
            "signaling.media.room_task",
            "signaling.media.rooms",
            "signaling.media.seat_connections",
            "signaling.media.servers",
            "signaling.media.subscribing",
        ),
        ("signaling.background", "signaling.media.janus", "signaling.workers"),
    ),
    # Pages, REST and the admin are different ways to the same actions and queries.
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
)

# The parts of each package, from bottom to top. A part imports its own row and the rows below.
STACKS = {
    "accounts": (
        "avatars bidi client_networks expiring_counter guests normalization text_cleaning",
        "names text_search",
        "models",
        "addresses allauth_forms email_delivery forms identity",
        "languages login_attempts sessions sign_on_policy tokens",
        "credentials",
        "adapters admin api templatetags views",
        "apps urls",
    ),
    "rooms": (
        "audit_sentences background_files codes ice links outages reactions refusals spreadsheets",
        "models",
        "access attendance audit code_slots compiled_queries history pairing",
        "queries statistics timestamps",
        "admission announcements authorization channel_requests",
        "actions live_rooms",
        "code_lookup media_availability",
        "forms",
        "admin api middleware templatetags views",
        "apps urls",
    ),
    "signaling": (
        "asgi metrics presence refusals",
        "concurrency engineio protocol",
        "access_tokens caller dialects outcomes",
        "actions socketio",
        "delivery",
        "dispatch",
        "workers",
        "background media",
        "reference runtime",
        "apps management templatetags",
    ),
}


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


def part_of(module: str) -> str:
    return module.split(".")[1]


def rows_of(package: str) -> dict[str, int]:
    """Return the number of the row of each part, counted from the bottom."""
    return {part: number for number, row in enumerate(STACKS[package]) for part in row.split()}


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


@pytest.mark.parametrize("package", STACKS)
def test_a_part_of_a_package_imports_only_its_row_and_the_rows_below(package: str) -> None:
    rows = rows_of(package)
    upwards = [
        f"{module} imports {target}"
        for module, targets in sorted(GRAPH.items())
        if module.startswith(f"{package}.")
        for target in sorted(targets)
        if target.startswith(f"{package}.") and rows[part_of(target)] > rows[part_of(module)]
    ]
    assert upwards == []


@pytest.mark.parametrize("package", STACKS)
def test_each_part_of_a_package_has_one_row(package: str) -> None:
    parts = {part_of(module) for module in MODULES if module.startswith(f"{package}.")}
    assert sorted(" ".join(STACKS[package]).split()) == sorted(parts)


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
