"""The project: it connects accounts, rooms and signaling to Django and to one server process.

Settings and start:
    settings, environment, setting_values    settings from environment variables
    checks, secret_strength                  checks that stop a start with wrong settings
    asgi                                     the ASGI application: Socket.IO, static files, Django
    server/, management/                     the server process and its commands

HTTP around Django:
    proxy_headers, csrf                      trusted proxies, and forms behind unknown proxies
    static_files, storage                    static files with a hash in their name
    django_handler                           Django's requests on a bounded pool of threads
    headers, form_encoding, robots           middleware for all responses and forms
    responses, probes, readiness, metrics/   plain responses for supervisors and Prometheus

Django:
    urls, apps, api/, admin_site             URLs, what all REST calls share, and the admin site
    log_filters                              fewer log lines for repeated errors and outages

No other package imports this one.
"""
