"""Accounts: who a visitor is, what each may read and do. Django's users; a sign-in, a rule or a suggestion is never derived.

    people.py       roles, the visitor of a request, making and removing accounts
    access.py       `permit(request)`: what a visitor may read, for single issues, rows and searches
    throttling.py   how often one may try to sign in
    suggestions.py  corrections by visitors, to be approved

Importing this package loads no Django; its modules need `catalogue.database.configure` before.
"""
