"""Fast replacements of slow work that tests do not examine: password hashes, emptying tables.

They apply only to the process of the tests. Servers that tests start are processes of their own,
without these replacements.
"""

from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import Style
from django.core.management.commands import flush
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings

_MADE_BY_MIGRATIONS = [model._meta.db_table for model in (ContentType, Permission)]  # noqa: SLF001 documented


class QuickHasher(PBKDF2PasswordHasher):
    """A fast and insecure password hasher, whose hashes every Meet can verify."""

    iterations = 1


@pytest.fixture(scope="session", autouse=True)
def _quick_settings() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=["tests.economy.QuickHasher"]):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """Empty only the tables that tests fill, after a test that commits.

    Django would also delete content types and permissions, and create them again.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush, "sql_flush", _empty_what_tests_fill)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_: None)
        yield


def _empty_what_tests_fill(
    style: Style, connection: BaseDatabaseWrapper, reset_sequences: bool, allow_cascade: bool
) -> list[str]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return connection.ops.sql_flush(
        style,
        [table for table in tables if table not in _MADE_BY_MIGRATIONS],
        reset_sequences=reset_sequences,
        allow_cascade=allow_cascade,
    )
