"""The database, and Redis, which several workers share."""

import secrets

from meet import setting_values as values
from meet.settings.variables import VAR_DIR, env

# e.g. postgresql://user:password@host:5432/name
DATABASES = {
    "default": env.database(
        "DATABASE_URL",
        default=f"sqlite:///{VAR_DIR}/meet.sqlite3",
        # Opening a connection costs more than most queries. A broken connection is replaced.
        conn_max_age=env.int("DATABASE_CONNECTION_SECONDS", default=60, high=86_400),
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Deferred transactions fail at once if two of them want to write. Immediate transactions
        # wait.
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,  # seconds
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # If a server cannot be reached, or another transaction has locked a table, an error is raised
    # after this many seconds instead of an endless wait. A replica is not connected to. The URL may
    # override these values.
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        "target_session_attrs": "read-write",
        "options": "-c lock_timeout=5s",
        **DATABASES["default"].get("OPTIONS", {}),
    }
# Threads for database queries, each with its own connection. Sockets use the first number, pages
# and REST calls use the second, so that pages take no thread from the sockets.
DATABASE_THREADS = env.int("DATABASE_THREADS", default=8, low=1, high=1000)
PAGE_THREADS = env.int("PAGE_THREADS", default=2, low=1, high=1000)
# How long a page or call waits for a thread before it is answered 503.
PAGE_WAIT_SECONDS = env.float("PAGE_WAIT_SECONDS", default=10)
# The Redis server that all workers of a Meet share, e.g. redis://:password@host:6379/0. Without it,
# there is one process.
REDIS_URL = env.redis("REDIS_URL")
# The name of this process among the workers, new at every start. `serve --workers` sets it for its
# children. Socket ids begin with it.
WORKER_ID = env.str("WORKER_ID", default="", each=values.worker_id) or f"w0-{secrets.token_hex(4)}"
# Allows a second server on the same database. It ends the first one's meetings when it starts: for
# tests only.
SEVERAL_SERVERS = env.bool("SEVERAL_SERVERS", default=False)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "meet.shared_cache.SharedCache",
        # A list, because Django splits a text at commas, which a password may contain.
        "LOCATION": [REDIS_URL],
        "KEY_PREFIX": "limits",
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # This cache counts by address. It is the number of entries kept before old ones are
        # dropped.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        # A receiver waits 5 s for a message, and the answer must not time out before that.
        "CONFIG": {
            "hosts": [{"address": REDIS_URL, "socket_connect_timeout": 1, "socket_timeout": 10}]
        },
    }
    if REDIS_URL
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}
