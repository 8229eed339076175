"""Several complete workers in one process and one event loop, in virtual time.

    loop.py            an event loop whose time jumps to the next timer; processes can freeze
    network.py         the bus: ordered messages, delays, gaps, cuts
    leases.py          the leases, by the real rules of lapses
    database.py        the real database, with delays and outages
    worker.py          one worker: a complete `Runtime` and the sockets of its clients
    meet.py            all workers, and the faults that a test can cause
    people.py          clients that connect and join again by themselves
    shown_meeting.py   tiles and chat of a client

Everything is real but time, Redis, WebSockets and processes. All delays come from one seed: the
same seed gives the same run.
"""
