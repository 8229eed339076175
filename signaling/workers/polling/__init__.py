"""Polling requests that reach another worker than that of their session.

relayed_requests.py    the two parts below, for one worker
forwarded_requests.py  the part of the worker that has the client's request
served_requests.py     the part of the worker that has the session
incoming_requests.py   the ASGI interface of one request
request_allowance.py   a limit on the requests that wait for answers of other workers
relay_messages.py      the messages between the two workers
"""
