"""Bundles of the browser modules: what is in them, and what stays outside."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import CommandError
from pytest_django import Settings

from meet.bundling import ENTRIES, bundle
from meet.storage import HashedStaticFilesStorage

_MODULE_SCRIPT = re.compile(r"""type="module" src="{% static '([^']+)' %}""")
# The translations are a file of their own for each language.
_TRANSLATIONS = re.compile(r'import\{[^}]*\}from"#translations"')
_IMPORT = re.compile(r"""^import\b|\bimport\s*["'{]""", re.MULTILINE)


def test_every_script_of_a_page_that_imports_modules_is_bundled() -> None:
    templates = (settings.BASE_DIR / "templates").rglob("*.html")
    loaded = {name for page in templates for name in _MODULE_SCRIPT.findall(page.read_text())}
    importing = {
        name for name in loaded if _IMPORT.search((settings.BASE_DIR / "static" / name).read_text())
    }

    assert importing == set(ENTRIES)


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_page_loads_its_script_as_one_file(entry: str) -> None:
    collected = settings.STATIC_ROOT / staticfiles_storage.stored_name(entry)

    assert not _IMPORT.search(_TRANSLATIONS.sub("", collected.read_text()))


def write(folder: Path, **modules: str) -> Path:
    for name, code in modules.items():
        path = folder / "js" / f"{name}.js"
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(code)
    return folder


def test_a_module_that_is_imported_later_is_a_file_of_its_own(tmp_path: Path) -> None:
    source = write(
        tmp_path / "source",
        page='import { now } from "./now.js";\nnow(() => import("./later.js"));',
        now="export const now = (call) => call();",
        later='console.log("later");',
    )

    names = list(bundle(source, tmp_path / "made", ["js/page.js"]))

    chunk = next(name for name in names if re.fullmatch(r"js/chunks/later-\w+\.js", name))
    assert f'import("./chunks/{Path(chunk).name}")' in (tmp_path / "made/js/page.js").read_text()
    assert '"later"' in (tmp_path / "made" / chunk).read_text()


def test_a_package_of_the_import_map_stays_in_the_import_map(tmp_path: Path) -> None:
    source = write(tmp_path / "source", page='import("some-effects").then((it) => it.start());')

    list(bundle(source, tmp_path / "made", ["js/page.js"]))

    assert 'import("some-effects")' in (tmp_path / "made/js/page.js").read_text()


def test_an_import_of_a_missing_module_stops_the_bundling(tmp_path: Path) -> None:
    source = write(tmp_path / "source", page='import "./missing.js";')

    with pytest.raises(CommandError, match=r"js/page\.js[^$]*missing\.js"):
        list(bundle(source, tmp_path / "made", ["js/page.js"]))


def test_without_esbuild_the_error_says_how_to_install_it(
    tmp_path: Path, settings: Settings
) -> None:
    settings.BASE_DIR = tmp_path

    with pytest.raises(CommandError, match="npm ci"):
        list(bundle(tmp_path, tmp_path, ["js/page.js"]))


def test_a_second_collection_keeps_the_files_of_the_first(tmp_path: Path) -> None:
    storage = HashedStaticFilesStorage(location=tmp_path, base_url="/static/")

    def collect(code: str) -> set[str]:
        for entry in ENTRIES:
            (tmp_path / entry).parent.mkdir(exist_ok=True, parents=True)
            (tmp_path / entry).write_text(code)
        list(storage.post_process({entry: (storage, entry) for entry in ENTRIES}))
        return {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.*")}

    before, after = collect("console.log('first');"), collect("console.log('second');")

    assert before <= after
    assert all(re.search(r"\.[0-9a-f]{12}\.", name) for name in after - before)
    assert "second" in (tmp_path / f"{ENTRIES[0]}.map").read_text()
