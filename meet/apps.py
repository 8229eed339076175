"""The application of the project, and the admin with Meet's own site."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin


class MeetConfig(AppConfig):
    name = "meet"

    def ready(self) -> None:
        from meet import checks  # noqa: F401, PLC0415 registers them


class MeetAdminConfig(admin.AdminConfig):
    default = False  # "meet" alone means MeetConfig
    default_site = "meet.admin_site.MeetAdminSite"
