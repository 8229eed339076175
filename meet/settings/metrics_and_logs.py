"""Metrics and logs."""

from meet.settings.variables import SETTING_PROBLEMS, env

# /metrics needs one of these. Prometheus sends the token as a bearer token.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# Any client that reaches the server can read the metrics.
METRICS_OPEN = env.bool("METRICS_OPEN", default=False)
if METRICS_OPEN and METRICS_TOKEN:
    SETTING_PROBLEMS["METRICS_OPEN"] = "must be off if METRICS_TOKEN is set"

LOG_LEVEL = env.str(
    "LOG_LEVEL",
    default="INFO",
    each=str.upper,
    among=("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "outages": {"()": "meet.log_filters.OutageFilter"},
        "once": {"()": "meet.log_filters.RepeatedLineFilter"},
    },
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}{repeated}", "style": "{"}
    },
    "handlers": {
        "console": {
            "class": "meet.log_filters.CopyingStreamHandler",
            "formatter": "line",
            "filters": ["outages", "once"],
        }
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # The proxy logs requests, one line for each.
        "django.channels.server": {"level": "WARNING"},
        "daphne": {"level": "WARNING"},
        # A refused request is not logged. A failed request is an error.
        "django.request": {"level": "ERROR"},
        # Any client can request an unknown host or send thousands of fields, and gets a 400. Each
        # such request would log a traceback, and the lines about forms quote the client's data.
        "django.security": {"level": "CRITICAL"},
        # A client's protocol errors are not errors of the server. Each would log a line or a
        # traceback.
        "picows": {"level": "CRITICAL"},
        # INFO lines contain data that people send. Without a level, these loggers log everything
        # twice.
        "socketio.server": {"level": "WARNING"},
        "engineio.server": {"level": "ERROR"},
    },
}
