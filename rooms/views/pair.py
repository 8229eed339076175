"""The page of random pairs."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.guests import remember_guest
from accounts.identity import person_of_request
from rooms import pairing
from rooms.background_files import background_urls
from rooms.pairing import PairingDisabled
from rooms.refusals import EntryRefused


@require_safe
@never_cache
def pair(request: HttpRequest) -> HttpResponse:
    """Show the page if the socket would accept the person; set the cookie of a guest."""
    person = person_of_request(request)
    try:
        pairing.pairing_profile(person)
    except PairingDisabled as refusal:
        raise Http404 from refusal
    except EntryRefused as refusal:
        context = {"refusal": refusal}
        return render(request, "pair/refused.html", context, status=HTTPStatus.FORBIDDEN)
    response = render(request, "pair/pair.html", {"background": background_urls()})
    if person.guest_id is not None:
        remember_guest(response, person.guest_id)
    return response
