"""The reference of the REST API: the OpenAPI document, and a page to read it and try the calls."""

from functools import cache
from threading import Lock
from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.generic import TemplateView
from drf_spectacular.generators import SchemaGenerator
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


class SchemaView(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)
    schema = None

    def get(self, request: Request) -> Response:
        return Response(schema_document())


def schema_document() -> dict[str, Any]:
    """Return the OpenAPI document, the same for everyone. It is generated once, in half a second.

    Other threads wait while it is generated, because all threads share the state of the generator.
    """
    with _generating:
        return _generated()


@cache
def _generated() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


_generating = Lock()


@method_decorator(ensure_csrf_cookie, name="dispatch")
class SwaggerView(TemplateView):
    """A Swagger UI page. Calls that are tried there use the session of the signed-in person."""

    template_name = "api/docs.html"
