"""Generate the reference of the native protocol's events."""

from typing import Any

from django.core.management.base import BaseCommand

from signaling import reference
from signaling.reference.generated_files import generated_files


class Command(BaseCommand):
    help = "Generate docs/events/ from the source of the native dialect."

    def handle(self, *args: Any, **options: Any) -> None:
        reference.DIRECTORY.mkdir(parents=True, exist_ok=True)
        for path, text in generated_files().items():
            path.write_text(text)
            self.stdout.write(f"wrote {path}")
