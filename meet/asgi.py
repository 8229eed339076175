"""The ASGI application: Socket.IO, probes and metrics, Django for all other URLs.

An ASGI application cannot set some limits by itself. `manage.py serve` adds them. Under another
server they are missing, and the application logs a warning at start-up.
"""

import logging
import os
import sys
from typing import Any, cast

import django
from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.urls import re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meet.settings")
django.setup(set_prefix=False)

from meet.checks import SETTINGS  # noqa: E402 what follows needs Django to be set up
from meet.django_handler import DjangoHandler  # noqa: E402
from meet.metrics.exposition import with_metrics  # noqa: E402
from meet.probes import with_probes  # noqa: E402
from meet.proxy_headers import with_proxy_headers  # noqa: E402
from meet.readiness import Readiness, service_checks  # noqa: E402
from meet.static_files import with_static_files  # noqa: E402
from signaling.dialects.registry import DIALECTS  # noqa: E402
from signaling.media.configuration import servers_by_settings  # noqa: E402
from signaling.presence.store import Presence  # noqa: E402
from signaling.runtime import Runtime  # noqa: E402
from signaling.workers.links import links_by_settings  # noqa: E402

if problems := run_checks(tags=[SETTINGS]):
    # Commands that `manage.py` starts have reported the problems before this point.
    raise ImproperlyConfigured("\n".join(f"{problem.msg}. {problem.hint}" for problem in problems))

if "meet.server.serving" not in sys.modules:
    logging.getLogger(__name__).warning(
        "This is not `manage.py serve`: HTTP bodies, slow requests, frames that queue up and "
        "clients that don't read are not bounded, and a stop drops people untold"
    )

runtime = Runtime(DIALECTS, Presence(), links_by_settings(), servers_by_settings())

# Channels routes to ASGI applications, but Django's types do not allow them.
_sockets: Any = re_path(r"^socket\.io/", cast("Any", runtime.application))
_pages: Any = re_path(r"", cast("Any", DjangoHandler()))

_site = with_proxy_headers(
    ProtocolTypeRouter(
        {
            "http": with_static_files(URLRouter([_sockets, _pages])),
            "websocket": URLRouter([_sockets]),
        }
    ),
    settings.TRUSTED_PROXIES,
    settings.FORWARDED_HEADER,
)

_checks = service_checks(runtime.is_lease_lapsed)
_readiness = Readiness(_checks, is_stopping=lambda: runtime.is_stopping)
application = with_probes(with_metrics(_site, runtime), _readiness)
