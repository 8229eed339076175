"""Pagination of long lists: `{count, next, previous, results}`."""

from typing import Any

from rest_framework import serializers
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request

from accounts.api.validation import validated

_PAGE = 20
_LARGEST_PAGE = 100


class PageParametersSerializer(serializers.Serializer):
    """The requested page. A page after the last one is not found."""

    page = serializers.IntegerField(required=False, min_value=1)
    pageSize = serializers.IntegerField(  # noqa: N815 the wire's name
        required=False, min_value=1, max_value=_LARGEST_PAGE
    )


class PageSizePagination(PageNumberPagination):
    page_size = _PAGE
    page_size_query_param = "pageSize"
    max_page_size = _LARGEST_PAGE

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        validated(PageParametersSerializer, request.query_params)
        return super().paginate_queryset(queryset, request, view)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            {
                "name": "page",
                "in": "query",
                "schema": {"type": "integer", "minimum": 1, "default": 1},
            },
            {
                "name": "pageSize",
                "in": "query",
                "schema": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": _LARGEST_PAGE,
                    "default": _PAGE,
                },
            },
        ]
