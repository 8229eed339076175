"""The catalogues of translations: find messages in the source, update, check and compile.

The source of a translation is `locale/<locale>/LC_MESSAGES/<domain>.po`, in the repository. There
are two domains, as in Django: `django` for Python and templates, and `djangojs` for the web client.
The set-up compiles each catalogue: `django` to the `.mo` file beside it, and `djangojs` to an ES
module of static files. Babel reads and writes the files, so that GNU gettext is not needed.
"""
