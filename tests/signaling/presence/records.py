"""The rows of one room, which tests of presence keep instead of a database."""

from dataclasses import dataclass, field

from msgspec.structs import replace

from rooms.access import AdmissionStatus
from rooms.refusals import EntryRefused, RoomLocked
from signaling.presence import Role, Room
from tests.signaling.examples import a_room


@dataclass(frozen=True)
class Reading:
    """The rows of one person, as they were read at one time."""

    room: Room
    role: Role
    status: AdmissionStatus
    refusal: EntryRefused | None


@dataclass
class Rows:
    """A room with its people by owner."""

    room: Room
    cohosts: set[str] = field(default_factory=set)
    blocked: set[str] = field(default_factory=set)
    statuses: dict[str, AdmissionStatus] = field(default_factory=dict)

    @classmethod
    def of(cls, room_id: str, host: str) -> "Rows":
        return cls(a_room(id=room_id, code=room_id, host=host, places=3))

    def role(self, owner: str) -> Role:
        if owner == self.room.host:
            return "host"
        return "cohost" if owner in self.cohosts else "participant"

    def read(self, owner: str, as_of: float) -> Reading:
        role = self.role(owner)
        is_shut = self.room.is_locked and role == "participant"
        return Reading(
            replace(self.room, as_of=as_of),
            role,
            self.statuses.get(owner, "newcomer"),
            RoomLocked() if is_shut else None,
        )

    def may_enter(self, owner: str) -> bool:
        """Tell whether a person may take a new seat now without an admission."""
        status, role = self.statuses.get(owner, "newcomer"), self.role(owner)
        if owner in self.blocked or (self.room.is_locked and role == "participant"):
            return False
        if role == "host" or status == "admitted":
            return True
        return status != "removed" and (role == "cohost" or not self.room.rules.waiting_room)
