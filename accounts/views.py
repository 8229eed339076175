"""The profile page; django-allauth provides the pages for sign-in, passwords and addresses."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import sessions
from accounts.forms import ProfileForm
from accounts.languages import page_language


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        with translation.override(page_language(request)):  # the person may have changed it
            messages.success(request, _("Your profile is saved."))
        return redirect("profile")
    return render(request, "accounts/profile.html", {"form": form})


@require_safe
@never_cache
def session(request: HttpRequest) -> HttpResponse:
    """Prolong the session at once, for a page that stays open; answer 401 if it has ended."""
    if not request.user.is_authenticated:
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    response = JsonResponse({"endsInSeconds": request.session.get_expiry_age()})
    sessions.renew_session(request, response)
    return response
