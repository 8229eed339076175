"""Identity of people: accounts, their credentials, and guests.

The package does not know rooms. A module imports only from its own row and the rows above it:

    normalization, text_cleaning, names, bidi    rules for text
    text_search                                  a search that ignores case in every script
    client_networks, expiring_counter            parts of limits
    avatars, guests                              colours of people, and ids of guests
    models                                       accounts, and token sessions that were ended
    identity                                     an account or a guest, as other packages see it
    tokens, sessions, login_attempts             credentials, and limits on wrong passwords
    addresses, email_delivery                    the addresses of an account, and mails
    forms, allauth_forms                         fields for names and addresses
    sign_on_policy                               forms that lead to a server for single sign-on
    credentials                                  whether a credential is still valid
    adapters, admin/, api/, templatetags, views   django-allauth, the admin, REST, pages
"""
