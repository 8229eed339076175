"""The work that several workers do together: messages from one process to another.

relayed_requests.py    Engine.IO requests that reach another worker than that of their session
forwarded_requests.py  the part of the worker that has the client's request
served_requests.py     the part of the worker that has the session
incoming_requests.py   the ASGI interface of one request
request_allowance.py   a limit on the requests that wait for answers of other workers
relay_messages.py      the messages between the two workers

bus.py                 messages from worker to worker, in order, over Redis
outbox.py              numbers the messages to one worker, and keeps them to send them again
inbox.py               puts the messages of one worker in order, and notices missing ones
entries.py             the format of what the bus writes
channel.py             a Redis channel that is subscribed again after each loss of the connection
redis_connection.py    one connection to Redis, for publishing and for a subscription
leases.py              which workers are alive; renews the lease of this one
lapses.py              decides when a worker has lapsed, from counters and times
"""
