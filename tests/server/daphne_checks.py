"""Check daphne and Twisted, in a process of its own: `python -m tests.server.daphne_checks`.

Importing daphne installs a reactor for the whole process.
"""

from daphne.http_protocol import HTTPFactory, WebRequest
from daphne.server import Server
from twisted.web.http import HTTPChannel, Request

from tests.libraries import Seam

SEAM = "meet/server/daphne_http.py"
DAPHNE = Seam("daphne", SEAM)
TWISTED = Seam("twisted", SEAM)


def check_daphne() -> None:
    DAPHNE.check_signatures(
        Server,
        {
            "handle_reply": "(self, protocol, message)",
            "application_checker": "(self)",
            "create_application": "(self, protocol, scope)",
            "protocol_connected": "(self, protocol)",
            "protocol_disconnected": "(self, protocol)",
        },
    )
    DAPHNE.check_signatures(
        WebRequest,
        {
            "__init__": "(self, *args, **kwargs)",
            "process": "(self)",
            "connectionLost": "(self, reason)",
        },
    )
    DAPHNE.check_signatures(
        HTTPFactory, {"__init__": "(self, server)", "buildProtocol": "(self, addr)"}
    )
    DAPHNE.check_names(Server, "__init__", ["application", "endpoints", "server_name"])
    checked = ["connections", "application_instance", "callLater"]
    DAPHNE.check_names(Server, "application_checker", checked)
    DAPHNE.check_names(Server, "create_application", ["handle_reply", "application_instance"])
    DAPHNE.check_names(Server, "protocol_disconnected", ["connections", "disconnected"])
    DAPHNE.check_names(WebRequest, "process", ["isSecure", "create_application", "server"])
    DAPHNE.check_names(HTTPFactory, "buildProtocol", ["requestFactory"])


def check_twisted() -> None:
    TWISTED.check_signatures(
        Request,
        {
            "gotLength": "(self, length)",
            "handleContentChunk": "(self, data)",
            "isSecure": "(self)",
            "connectionLost": "(self, reason)",
        },
    )
    TWISTED.check_signatures(
        HTTPChannel,
        {
            "resetTimeout": "(self)",
            "lineReceived": "(self, line)",
            "headerReceived": "(self, line)",
            "_respondToBadRequestAndDisconnect": "(self)",
        },
    )
    bad_request = "_respondToBadRequestAndDisconnect"
    TWISTED.check_names(HTTPChannel, "lineReceived", ["_command", bad_request])
    TWISTED.check_names(HTTPChannel, "allContentReceived", ["_command"])
    TWISTED.check_names(HTTPChannel, "allHeadersReceived", ["gotLength"])
    TWISTED.check_names(HTTPChannel, "dataReceived", ["resetTimeout"])
    used = ["requestFactory", "timeOut", "setTimeout", "loseConnection"]
    TWISTED.check_attributes(HTTPChannel, used)


if __name__ == "__main__":
    check_daphne()
    check_twisted()
