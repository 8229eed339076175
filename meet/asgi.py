"""The ASGI application: Socket.IO under /socket.io/, Django everywhere else."""

import os
from typing import Any, cast

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meet.settings")
django_application = get_asgi_application()

from signaling.dialects.registry import DIALECTS  # noqa: E402 models need Django to be set up
from signaling.house import House  # noqa: E402
from signaling.presence.memory import MemoryPresence  # noqa: E402

house = House(DIALECTS, MemoryPresence())

# Channels routes to ASGI applications, which Django's types don't know.
_sockets: Any = re_path(r"^socket\.io/", house.application)
_pages: Any = re_path(r"", cast("Any", django_application))

application = ProtocolTypeRouter(
    {
        "http": URLRouter([_sockets, _pages]),
        "websocket": URLRouter([_sockets]),
    }
)
