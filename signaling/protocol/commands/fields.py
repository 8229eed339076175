"""The types of the fields of commands, with their limits."""

from typing import Annotated

from msgspec import Meta

from rooms.codes import TYPED_CHARACTERS
from signaling.presence.records import Source

PeerId = Annotated[str, Meta(min_length=1, max_length=64)]
# A socket id, or a participant id: the id of a seat.
TargetId = Annotated[str, Meta(min_length=1, max_length=64)]
# An account's id. JavaScript clients may have converted it to a number.
UserId = Annotated[str, Meta(max_length=64)] | Annotated[int, Meta(ge=0, lt=2**53)]
# A room as people type it: its id, its code, or a link that contains the code.
RoomCode = Annotated[str, Meta(max_length=TYPED_CHARACTERS)]
RoomId = RoomCode | None
# Longer than the limit for names, so that a too long name is refused with the error about names.
Name = Annotated[str, Meta(max_length=500)]
# PostgreSQL cannot store the null character.
MessageKey = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[^\x00]+$")]
MessageId = Annotated[str, Meta(pattern=r"^[0-9]{1,18}$")]
Password = Annotated[str, Meta(max_length=200)]
# The source of each line of a session description that is named, by the line's mid.
Mid = Annotated[str, Meta(min_length=1, max_length=16)]
Sources = Annotated[dict[Mid, Source], Meta(max_length=16)]
