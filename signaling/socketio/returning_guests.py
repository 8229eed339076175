"""Guests who were connected to an earlier run of the server, recognised by their pid.

The pid of a connection is a secret of its client: see `signaling.socketio.recovery`. A stock client
sends it when it connects again. A restarted server can't recover the connection, but it knows whose
seat it was, although many guests have no cookie. The database has only a keyed hash of the pid.
"""

from django.utils.crypto import salted_hmac

from accounts.identity import Person


def return_key(pid: str) -> str:
    """Return the key by which a guest with this pid is recognised after a restart."""
    return salted_hmac("meet.pid", pid, algorithm="sha256").hexdigest()


class ReturningGuests:
    def __init__(self) -> None:
        self._people: dict[str, Person] = {}

    def expect(self, key: str, person: Person) -> None:
        """Recognise a guest of an earlier run by this key."""
        self._people[key] = person

    def find(self, pid: str) -> Person | None:
        """Return the guest whose connection had this pid in an earlier run."""
        return self._people.get(return_key(pid)) if pid and self._people else None
