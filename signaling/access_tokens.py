"""The account that an access token proves, for a handshake and for a renewal."""

from rest_framework_simplejwt.exceptions import AuthenticationFailed, TokenError
from rest_framework_simplejwt.exceptions import InvalidToken as RejectedToken

from accounts.credentials import Credential, credential_of_token
from accounts.models import User
from accounts.tokens import TokenAuthentication
from signaling.refusals import InvalidToken


def account_of_token(token: str) -> tuple[User, Credential]:
    """Return the account that an access token names; raise InvalidToken."""
    authentication = TokenAuthentication()
    try:
        validated = authentication.get_validated_token(token.encode())
        user = authentication.get_user(validated)
    except (RejectedToken, TokenError, AuthenticationFailed) as error:
        raise InvalidToken from error
    if not isinstance(user, User):
        raise InvalidToken
    return user, credential_of_token(validated, user)
