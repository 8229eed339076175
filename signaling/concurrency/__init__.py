"""Work that waits on the event loop. The modules know nothing of meetings and protocols.

database.py        queries on a bounded pool of threads
arrivals.py        the order and the rate of clients that arrive at the same time
coalescing.py      one message for several updates about the same subject
periodic_tasks.py  work that is repeated in a background task
retry_queue.py     work that is retried until it succeeds
"""
