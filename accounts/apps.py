from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts import text_search


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        text_search.register()
