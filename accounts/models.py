"""The account of a person who signs in with an e-mail address."""

from typing import Any, ClassVar

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.avatars import AVATAR_COLORS, color_for
from accounts.names import NAME_CHARACTERS, clean_name
from accounts.normalization import normalize_email, normalize_password


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an account; the display name defaults to the part of the address before the @."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        email = normalize_email(email)
        fields.setdefault("display_name", clean_name(email.partition("@")[0]))
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=normalize_email(email or ""))


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("display name"), max_length=NAME_CHARACTERS)
    avatar_color = models.PositiveSmallIntegerField(
        _("avatar colour"), default=color_for, validators=[MaxValueValidator(AVATAR_COLORS - 1)]
    )
    language = models.CharField(
        _("language"), max_length=16, blank=True, help_text=_("Empty: as in the browser")
    )
    is_staff = models.BooleanField(_("may use the admin"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="email_is_lower_case"
            ),
        )

    def __str__(self) -> str:
        return self.display_name

    def clean(self) -> None:
        super().clean()
        self.email = normalize_email(self.email)

    def set_password(self, raw_password: str | None) -> None:
        """Store the hash of the password in its normal form.

        If the given form differs, a second hash is computed, as in `check_password`. Django calls
        this method for addresses without an account, and that answer must take the same time.
        """
        if raw_password is None or raw_password == normalize_password(raw_password):
            super().set_password(raw_password)
            return
        make_password(raw_password)
        super().set_password(normalize_password(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Tell whether this is the password, in its normal form or as it was stored earlier.

        Earlier versions hashed passwords as they were typed. This method replaces such hashes.
        """
        normal = normalize_password(raw_password or "")
        if super().check_password(normal):
            return True
        if normal == raw_password or not super().check_password(raw_password):
            return False
        super().set_password(normal)
        self.save(update_fields=["password"])
        return True

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name


class EndedSession(models.Model):
    """A token session ended by signing out; the row is kept until its tokens have expired."""

    id = models.CharField(primary_key=True, max_length=32)
    forgotten_at = models.DateTimeField(_("forgotten"), db_index=True)

    class Meta:
        verbose_name = _("ended session")
        verbose_name_plural = _("ended sessions")

    def __str__(self) -> str:
        return self.id
