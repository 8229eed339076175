"""Calls of the REST API about a room, and the codes of their responses."""

from collections.abc import Callable

import requests

from tests.clients.client import Client

Call = Callable[..., requests.Response]


def seat_id(client: Client) -> str:
    return client.joined["participantId"]


def error(response: requests.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]
