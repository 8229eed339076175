"""ICE servers for people in a room: STUN as configured, TURN with personal credentials.

The TURN credentials are limited in time, in the format that coturn checks with `use-auth-secret`:
the user name contains the time of expiry and the participant, and the password is its HMAC with the
shared secret.
"""

import base64
import hashlib
import hmac
import time
from typing import NotRequired, TypedDict

from django.conf import settings


class IceServer(TypedDict):
    """A STUN or TURN server in the format of `RTCPeerConnection`."""

    urls: list[str]
    username: NotRequired[str]
    credential: NotRequired[str]


class IceUrls(TypedDict):
    """The addresses of the STUN and TURN servers, without credentials."""

    stun: list[str]
    turn: list[str]


def ice_servers(participant_id: str) -> list[IceServer]:
    """Return the servers for one participant; [] if no server is configured."""
    servers: list[IceServer] = []
    if settings.ICE_URLS:
        servers.append({"urls": settings.ICE_URLS})
    if settings.TURN_URLS and settings.TURN_SECRET:
        username = f"{int(time.time()) + settings.TURN_TTL_SECONDS}:{participant_id}"
        digest = hmac.digest(settings.TURN_SECRET.encode(), username.encode(), hashlib.sha1)
        credential = base64.b64encode(digest).decode()
        servers.append({"urls": settings.TURN_URLS, "username": username, "credential": credential})
    return servers


def public_ice_urls() -> IceUrls:
    """Return the addresses that everybody who may open a room can know.

    They are enough to find out whether the servers can be reached, and not enough to relay media.
    """
    turn = settings.TURN_URLS if settings.TURN_SECRET else []
    return {"stun": settings.ICE_URLS, "turn": turn}
