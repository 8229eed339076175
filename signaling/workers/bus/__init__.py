"""Messages from worker to worker, in order and each once, over Redis; see decision 0035.

bus.py               sends messages, and passes on those that arrive
outbox.py            numbers the messages to one worker, and keeps them to send them again
inbox.py             puts the messages of one worker in order, and notices missing ones
entries.py           the format of what the bus writes
channel.py           a Redis channel that is subscribed again after each loss of the connection
redis_connection.py  one connection to Redis, for publishing and for a subscription
"""
