"""The parts that all REST calls share. The calls themselves are in `accounts.api` and `rooms.api`.

urls, meetmates                   the URLs of all calls
parsers                           the parser of request bodies
errors, statuses, unknown         error responses
middleware                        trailing slashes, and requests from other sites (CORS)
openapi_schema, openapi_views     the OpenAPI document, and the page that displays it
"""
