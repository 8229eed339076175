"""Update the catalogues of all languages with the messages of the source."""

from typing import Any

from django.core.management.base import BaseCommand

from meet.translations.catalogs import LANGUAGES, update_catalog
from meet.translations.messages import DOMAINS


class Command(BaseCommand):
    help = "Write the messages of the source to locale/*/LC_MESSAGES/*.po."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        for language in LANGUAGES:
            for domain in DOMAINS:
                update_catalog(language, domain)
