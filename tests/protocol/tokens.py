"""Access tokens: valid, signed out, and about to expire."""

import json
from datetime import timedelta

from django.test import Client as Browser
from rest_framework_simplejwt.tokens import AccessToken

from accounts.models import User
from tests.clients.raw import RawClient

OTHER_NAMESPACES = ("/meetmates", "/rtcio", "/webrtc-demo")
SIGNED_OUT = {"reason": "You were signed out", "code": "SIGNED_OUT"}


def expiring(account: User, seconds: float = 2) -> str:
    token = AccessToken.for_user(account)
    token.set_exp(lifetime=timedelta(seconds=seconds))
    return str(token)


def sign_out(token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    answer = Browser().post("/api/auth/logout", {}, "application/json", headers=headers)
    assert answer.status_code == 204


def connected(client: RawClient, token: str, **claim: str) -> dict[str, str]:
    client.send("0" + json.dumps({"token": token, **claim}))
    return json.loads(client.receive().removeprefix("0"))
