"""How long a server takes to stop, for the server itself and for those who wait for it."""

# The time after the signal in which people are informed and their leaving is recorded.
STOPPING_SECONDS = 5
# The time for which a thread may still be busy after that, e.g. with a query.
THREADS_SECONDS = 1
