"""Records of random pairs: reports, and people who may not be paired."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.bidi import isolate
from rooms.models.identity import AbstractBlock, exactly_one_of

REPORT_REASON_CHARACTERS = 1000


class Report(models.Model):
    """One person's complaint about another. The two are not paired again."""

    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="reports_made",
        verbose_name=_("reported by"),
    )
    reporter_guest_id = models.UUIDField(_("reported by guest"), null=True, blank=True)
    reported = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="reports_received",
        verbose_name=_("reported account"),
    )
    reported_guest_id = models.UUIDField(_("reported guest"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=REPORT_REASON_CHARACTERS, blank=True)
    messages = models.JSONField(
        _("last messages"),
        default=list,
        blank=True,
        help_text=_("Oldest first: sender (reporter or reported), time and text."),
    )
    is_handled = models.BooleanField(_("handled"), default=False)
    created_at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("-created_at",)
        indexes = (
            models.Index(fields=("reporter_guest_id",), name="reports_by_guest"),
            models.Index(fields=("reported_guest_id",), name="reports_of_guest"),
        )
        constraints = (
            models.CheckConstraint(
                condition=(
                    exactly_one_of("reporter", "reporter_guest_id")
                    & exactly_one_of("reported", "reported_guest_id")
                ),
                name="report_is_between_accounts_or_guests",
            ),
        )

    def __str__(self) -> str:
        return f"{isolate(self.reported_name)}, {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def reporter_name(self) -> str:
        return _name(self.reporter)

    @property
    def reported_name(self) -> str:
        return _name(self.reported)


class PairBlock(AbstractBlock):
    """An account or a guest whom an operator has blocked from random pairs."""

    reason = models.TextField(_("reason"), max_length=REPORT_REASON_CHARACTERS, blank=True)

    class Meta(AbstractBlock.Meta):
        verbose_name = _("block from random pairs")
        verbose_name_plural = _("blocks from random pairs")
        constraints = (
            models.CheckConstraint(
                condition=exactly_one_of("user", "guest_id"),
                name="pair_block_is_of_account_or_guest",
            ),
            models.UniqueConstraint(fields=("user",), name="one_pair_block_per_account"),
            models.UniqueConstraint(fields=("guest_id",), name="one_pair_block_per_guest"),
        )

    def __str__(self) -> str:
        return _name(self.user)


def _name(user: models.Model | None) -> str:
    return str(user) if user is not None else str(_("a guest"))
