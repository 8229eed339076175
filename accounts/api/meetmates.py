"""Sign-in and sign-up calls for the web page of MeetMates, with Meet's accounts.

The page does not know refresh tokens or display names, and it displays one sentence for a refusal.
Each call returns that sentence in the field that the page reads. Everything else, including the
limits on password guessing, is the same as in the calls under /api/auth.
"""

from django.urls import reverse
from rest_framework import status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import account_of
from accounts.api.serializers import SignUpSerializer
from accounts.api.views import LoginView, PublicView, RegisterView
from accounts.tokens import TokenAuthentication


class _OneMessageView(APIView):
    """Answers an error with one sentence only, in the field named by `sentence_field`."""

    schema = None
    sentence_field = "msg"

    def handle_exception(self, exc: Exception) -> Response:
        response = super().handle_exception(exc)
        response.data = {self.sentence_field: response.data["message"]}
        return response


class MeetMatesLoginView(_OneMessageView, LoginView):
    def post(self, request: Request) -> Response:
        return Response({"token": super().post(request).data["accessToken"]})


class MeetMatesSignUpView(_OneMessageView, RegisterView):
    """The display name is the part of the e-mail address before the @."""

    form = SignUpSerializer

    def post(self, request: Request) -> Response:
        token = super().post(request).data["accessToken"]
        return Response({"msg": "Your account is ready.", "token": token}, status.HTTP_201_CREATED)


class MeetMatesTokenView(_OneMessageView):
    sentence_field = "error"
    authentication_classes = (TokenAuthentication,)

    def get(self, request: Request) -> Response:
        account = account_of(request)
        user = {"id": str(account.pk), "email": account.email, "name": account.display_name}
        return Response({"success": True, "user": user})


class MeetMatesGoogleView(_OneMessageView, PublicView):
    sentence_field = "message"

    def post(self, request: Request) -> Response:
        raise PermissionDenied(
            "Signing in with Google is not available here. "
            "Log in with your e-mail address and password."
        )


class MeetMatesCardView(_OneMessageView, PublicView):
    """Refuses without reading the picture, whatever its format."""

    sentence_field = "message"

    def post(self, request: Request) -> Response:
        sign_up = request.build_absolute_uri(reverse("account_signup"))
        raise PermissionDenied(
            f"Identity cards are not read here. Create an account at {sign_up} "
            "and log in with your e-mail address and password."
        )
