"""Every imported module of this repository exists, and defines the imported names.

mypy does not read the tests, and collecting them to see this takes twenty times as long. The test
reads the source and imports nothing. `make check` runs it.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("accounts", "benchmarks", "meet", "rooms", "signaling", "tests")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@cache
def path_of(module: str) -> Path | None:
    """Return the file of a module, or the folder of a package without `__init__.py`."""
    place = ROOT.joinpath(*module.split("."))
    found = (place / "__init__.py", place.with_suffix(".py"), place)
    return next((path for path in found if path.exists()), None)


@cache
def names_of(module: str) -> frozenset[str]:
    """Return the names that a module defines or imports at its top level, in any branch."""
    path = path_of(module)
    if path is None or path.is_dir():
        return frozenset()
    statements: list[ast.stmt] = list(tree_of(path).body)
    names: set[str] = set()
    while statements:
        statement = statements.pop()
        names.update(names_in(statement))
        for inner in ("body", "orelse", "handlers", "finalbody"):
            if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                statements.extend(getattr(statement, inner, ()))
    return frozenset(names)


def names_in(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.ImportFrom(module=str(module), names=[ast.alias(name="*")]):
            yield from names_of(module)
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            yield from (alias.asname or alias.name for alias in aliases)
        case ast.Assign() | ast.AnnAssign() | ast.With() | ast.For():
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield node.id


def imports_of(path: Path) -> Iterator[tuple[str, str | None]]:
    """Yield each imported module of this repository, with each name that is imported from it."""
    for node in ast.walk(tree_of(path)):
        match node:
            case ast.Import(names=aliases):
                found = [(alias.name, None) for alias in aliases]
            case ast.ImportFrom(module=str(module), level=0, names=aliases):
                found = [(module, alias.name) for alias in aliases]
            case _:
                continue
        yield from (one for one in found if one[0].split(".")[0] in PACKAGES)


def exists(module: str, name: str | None) -> bool:
    if path_of(module) is None:
        return False
    if name in (None, "*"):
        return True
    return name in names_of(module) or path_of(f"{module}.{name}") is not None


def test_every_imported_name_exists() -> None:
    sources = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    missing = [
        f"{path.relative_to(ROOT)}: {module} has no {name}"
        for path in sources
        for module, name in imports_of(path)
        if not exists(module, name)
    ]
    assert missing == []


def test_a_name_that_is_not_defined_does_not_exist() -> None:
    assert exists("tests.test_imported_names", "exists")
    assert exists("tests", "test_imported_names")
    assert exists("meet.settings", "SECRET_KEY")
    assert not exists("tests.test_imported_names", "missing")
    assert not exists("tests.missing", None)
