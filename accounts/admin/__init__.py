"""The admin pages of accounts, and of everything that people sign in with.

account        accounts and groups
sign_in        addresses, and single sign-on
permissions    who may change what: staff gain no permissions that they do not have
text_search    the search and the filters of all lists
"""

from accounts.admin import sign_in
from accounts.admin.account import UserAdmin
from accounts.admin.text_search import TextSearchAdmin

__all__ = ["TextSearchAdmin", "UserAdmin", "sign_in"]
