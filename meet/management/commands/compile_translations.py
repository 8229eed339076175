"""Compile the catalogues of all languages, and generate the pseudo-locale."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from meet.translations.catalogs import LANGUAGES, read_catalog
from meet.translations.compiling import compile_catalog
from meet.translations.messages import DOMAINS, find_messages
from meet.translations.pseudo_locale import pseudo_catalog


class Command(BaseCommand):
    help = "Compile locale/*/LC_MESSAGES/*.po for Django and for the web client."
    # Needs no database, and `collectstatic` needs its result.
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        pseudo = settings.PSEUDO_LOCALE_CODE
        for domain in DOMAINS:
            for language in LANGUAGES:
                compile_catalog(language, domain, read_catalog(language, domain))
            compile_catalog(pseudo, domain, pseudo_catalog(find_messages(domain)))
