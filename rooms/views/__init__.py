"""The pages around a call: they read a request, call an action or a query, and render.

Rules and rows are not here. Somebody who may not see a page of a room's host is told the same as
for a room that doesn't exist.
"""
