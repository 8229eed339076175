"""Counts that no other row contains."""

from django.db import models
from django.utils.translation import gettext_lazy as _

REASON_CHARACTERS = 32


class RefusedJoin(models.Model):
    """The number of joins refused on one day for one reason, without any identity."""

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
