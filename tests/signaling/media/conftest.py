import pytest


@pytest.fixture(autouse=True)
def _rows(transactional_db: None) -> None:
    """Allow the choice of a media server to read rows in other threads."""
