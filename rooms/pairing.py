"""The rules for random pairs, read when a person joins: who may be paired, and with whom."""

from dataclasses import dataclass

from django.conf import settings

from accounts.identity import Person, person_key
from accounts.models import User
from accounts.normalization import normalize_email
from rooms.models import PairBlock, Report
from rooms.refusals import EntryRefused


class PairingDisabled(EntryRefused):
    code = "PAIRING_DISABLED"
    message = "Random pairs are turned off on this server"


class PairingSignInRequired(EntryRefused):
    code = "PAIRING_SIGN_IN_REQUIRED"
    message = "Sign in to be paired"


class EmailDomainRequired(EntryRefused):
    code = "EMAIL_DOMAIN_REQUIRED"
    message = "Accounts with your e-mail domain can't be paired here"


class PairingBlocked(EntryRefused):
    code = "PAIRING_BLOCKED"
    message = "You can't be paired here"


@dataclass(frozen=True, slots=True)
class PairingProfile:
    """The facts for pairing; `email` is "" for a guest, `avoids` contains person keys."""

    email: str
    avoids: frozenset[str]
    is_blocked: bool


def pairing_profile(person: Person) -> PairingProfile:
    """Return the person's facts; raise PairingDisabled, or the requirement they do not meet."""
    if not settings.PAIRING_ENABLED:
        raise PairingDisabled
    domains = [normalize_email(domain) for domain in settings.PAIRING_EMAIL_DOMAINS]
    if person.user_id is None and (domains or settings.PAIRING_SIGN_IN_REQUIRED):
        raise PairingSignInRequired
    email = _email(person)
    if domains and email.rpartition("@")[2] not in domains:
        raise EmailDomainRequired
    blocks = PairBlock.objects.filter(user=person.user_id, guest_id=person.guest_id)
    return PairingProfile(email, _avoided(person), blocks.exists())


def _email(person: Person) -> str:
    if person.user_id is None:
        return ""
    return User.objects.values_list("email", flat=True).get(pk=person.user_id)


def _avoided(person: Person) -> frozenset[str]:
    """Return the people whom the person reported, and the people who reported the person."""
    reports = Report.objects.order_by()
    made = reports.filter(reporter=person.user_id, reporter_guest_id=person.guest_id)
    received = reports.filter(reported=person.user_id, reported_guest_id=person.guest_id)
    others = made.values_list("reported_id", "reported_guest_id").union(
        received.values_list("reporter_id", "reporter_guest_id")
    )
    return frozenset(person_key(user_id, guest_id) for user_id, guest_id in others)
