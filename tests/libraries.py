"""Compare an installed library with the parts that this project relies on.

Each library that is overridden or privately used has one module in this project, whose docstring
names the version that it was read against. If an installed version differs in one of the parts that
are relied on, a test fails with a sentence that names the part and the module.
"""

import inspect
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Seam:
    """The one module that uses the insides of a library."""

    library: str
    path: str

    def check_version(self) -> None:
        """Compare the installed version, the docstring of the module and the bound."""
        installed = version(self.library)
        docstring = (ROOT / self.path).read_text()
        read = re.search(rf"{re.escape(self.library)} (\d+\.\d+)", docstring, re.IGNORECASE)
        assert read, f"{self.path} does not name the version of {self.library} it was read against"
        minor = read[1]
        assert installed.startswith(f"{minor}."), self.sentence(f"is {installed}, not {minor}")
        bound = self._requirement().specifier
        assert bound.contains(installed), f"pyproject.toml excludes {self.library} {installed}"
        following = re.sub(r"\d+$", lambda last: str(int(last[0]) + 1), minor)
        assert not bound.contains(f"{following}.0"), (
            f"pyproject.toml allows {self.library} {following}, against which {self.path} was "
            "never read"
        )

    def check_signatures(self, owner: Any, expected: Mapping[str, str]) -> None:
        """Check the signatures of the methods of a class, or of the functions of a module."""
        self.check_attributes(owner, expected)
        for name, signature in expected.items():
            found = str(inspect.signature(getattr(owner, name)))
            change = f"changed {owner.__name__}.{name}{signature} to {found}"
            assert found == signature, self.sentence(change)

    def check_names(self, owner: Any, function: str, used: Iterable[str]) -> None:
        """Check that the code of a function still uses some names, e.g. calls a method."""
        self.check_attributes(owner, [function])
        code = inspect.unwrap(getattr(owner, function)).__code__
        strings = {one for constant in code.co_consts for one in _strings(constant)}
        missing = sorted(set(used) - set(code.co_names) - strings)
        change = f"no longer uses {', '.join(missing)} in {owner.__name__}.{function}"
        assert not missing, self.sentence(change)

    def check_attributes(self, owner: Any, names: Iterable[str]) -> None:
        missing = sorted(name for name in names if not hasattr(owner, name))
        assert not missing, self.sentence(f"has no {', '.join(missing)} in {owner.__name__}")

    def _requirement(self) -> Requirement:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
        requirements = map(Requirement, project["dependencies"])
        return next(one for one in requirements if one.name == self.library)

    def sentence(self, change: str) -> str:
        return f"{self.library} {change}: read {self.path} against the new version"


def _strings(constant: Any) -> set[str]:
    if isinstance(constant, str):
        return {constant}
    if isinstance(constant, tuple):
        return {one for inner in constant for one in _strings(inner)}
    return set()
