"""Who somebody is: accounts, tokens and guests. It knows no rooms."""
