"""Commands about the connection itself."""

from typing import Annotated

from msgspec import Meta

from signaling.protocol.commands.command import Command


class RefreshToken(Command, frozen=True, kw_only=True):
    """Continue with another access token of the same account, before the current one expires."""

    token: Annotated[str, Meta(min_length=1, max_length=4096)]
