"""Numbers that no other row keeps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

REASON_CHARACTERS = 32


class RefusedJoin(models.Model):
    """How many times a join was refused on one day for one reason; nothing about who it was."""

    day = models.DateField(_("day"))
    reason = models.CharField(_("reason"), max_length=REASON_CHARACTERS)
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        verbose_name = _("refused join")
        verbose_name_plural = _("refused joins")
        ordering = ("-day", "-count")
        constraints = (
            models.UniqueConstraint(fields=("day", "reason"), name="one_count_per_day_and_reason"),
        )

    def __str__(self) -> str:
        return f"{self.day}, {self.reason}"
