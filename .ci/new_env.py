"""Print a `.env` file for development, with new secrets."""

import secrets

print("ENVIRONMENT=development")
print(f"SECRET_KEY={secrets.token_urlsafe(48)}")
print(f"JWT_SIGNING_KEY={secrets.token_urlsafe(48)}")
