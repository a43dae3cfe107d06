"""Asks the product's own search, as a process of its own so that the database can be chosen for it.

Reads a list of questions as JSON from standard input and prints, for each, the slugs in the order of the list.
"""

from __future__ import annotations

import json
import sys

import django


def main() -> int:
    """Load the starter catalogue into an empty database and answer the questions."""
    django.setup()
    from django.core.management import call_command

    from marketplace.catalogue.search import search
    from marketplace.catalogue.search_request import SearchRequest
    from marketplace.catalogue.services import load_catalogue
    from marketplace.catalogue.starter_files import read_starter_catalogue, starter_digest

    call_command("migrate", verbosity=0)
    load_catalogue(read_starter_catalogue(), digest=starter_digest())
    answers = []
    for text in json.load(sys.stdin):
        slugs: list[str] = []
        page = 1
        while True:
            result = search(SearchRequest(text=text, page=page))
            slugs += [hit.entry.slug for hit in result.hits]
            page += 1
            if page > result.pages:
                break
        answers.append(slugs)
    json.dump(answers, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
