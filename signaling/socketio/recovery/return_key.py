"""The key by which a guest gets its seat back on a new connection.

The pid of a connection is a secret of its client. A stock client sends it when it connects again. A
server that can't recover the connection still knows whose seat it was, although many guests have no
cookie: the seat has a keyed hash of the pid, which is also in the database.
"""

from django.utils.crypto import salted_hmac


def return_key(pid: str) -> str:
    return salted_hmac("meet.pid", pid, algorithm="sha256").hexdigest()
