"""The OpenAPI document, and the page that shows it."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from drf_spectacular.validation import validate_schema

from meet.api.openapi_views import schema_document

COMMITTED = Path(settings.BASE_DIR) / "docs" / "openapi.yaml"
OPERATIONS = [
    (f"{method} {path}", operation)
    for path, item in schema_document()["paths"].items()
    for method, operation in item.items()
]
each_operation = pytest.mark.parametrize(
    "operation", [operation for _, operation in OPERATIONS], ids=[name for name, _ in OPERATIONS]
)


def test_the_document_is_valid_and_complete(tmp_path: Path) -> None:
    written = tmp_path / "openapi.yaml"
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(written))
    assert yaml.safe_load(written.read_text())["openapi"].startswith("3.1")


def test_the_committed_document_is_up_to_date() -> None:
    """If this fails, run `python manage.py spectacular --file docs/openapi.yaml`."""
    assert yaml.safe_load(COMMITTED.read_text()) == as_yaml(schema_document())


@each_operation
def test_every_operation_is_described(operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert operation["tags"][0] in {tag["name"] for tag in schema_document()["tags"]}


@each_operation
def test_every_error_has_the_shape_of_errors(operation: dict[str, Any]) -> None:
    errors = {
        status: answer
        for status, answer in operation["responses"].items()
        if status == "default" or int(status) >= 400
    }
    assert {"429", "default"} <= set(errors)
    for answer in errors.values():
        schema = answer["content"]["application/json"]["schema"]
        assert schema == {"$ref": "#/components/schemas/Error"}


def test_anybody_reads_the_document(client: Client) -> None:
    for address in ("/api/schema", "/api/schema/"):
        response = client.get(address)
        assert response["Content-Type"] == "application/json"
        validate_schema(response.json())


@pytest.mark.django_db
def test_the_page_runs_scripts_of_this_server_alone(client: Client) -> None:
    response = client.get("/api/docs/")
    assert response.status_code == 200
    assert "'unsafe-inline'" not in response["Content-Security-Policy"]
    assert "csrftoken" in response.cookies
    page = response.content.decode()
    assert 'data-document="/api/schema"' in page
    assert "https://" not in page


def as_yaml(described: dict[str, Any]) -> Any:
    return yaml.safe_load(yaml.safe_dump(described))
