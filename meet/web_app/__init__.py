"""Meet as an app that people install: manifest, icons, service worker, and an offline page.

The service worker stores only files that are the same for everybody, the *shell*. It never stores
pages and answers of the API, because they are private.
"""
