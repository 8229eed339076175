"""Renewal of the identity token of a connected client."""

import math
import time

from signaling.access_tokens import account_of_token
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.outcomes import Outcome, Renew, Reply
from signaling.presence import Presence
from signaling.protocol.commands import RefreshToken
from signaling.protocol.events import TokenRefreshed
from signaling.refusals import IdentityMismatch


async def refresh_token(
    caller: Caller, command: RefreshToken, _presence: Presence
) -> list[Outcome]:
    """Let the connection last until a new token of the same account expires.

    Raises IdentityMismatch for a token of another account.
    """
    account, credential = await in_database(account_of_token, command.token)
    if account.pk != caller.person.user_id:
        raise IdentityMismatch
    seconds = math.floor((credential.expires_at or 0) - time.monotonic())
    return [
        Renew(caller.peer_id, credential),
        Reply(TokenRefreshed(expires_in_seconds=max(seconds, 0))),
    ]
