"""`make evaluate-search`: how well the search answers the judged questions, beside plain databases.

    python -m evaluation.search [--tuning] [--worst] [--write]

`--tuning` leaves the held-out part untouched, `--worst` names the weakest questions of the tuning part, and
`--write` stores the figures the public page about the search shows.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import django

# The starter catalogue's reader knows the models.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("MARKTPLATZ_SECRET_KEY", secrets.token_hex(32))
django.setup()

from evaluation.search.baselines import fts5, postgresql  # noqa: E402
from evaluation.search.figures import BASELINES, OURS, OURS_ON_POSTGRESQL, Answers, part_figures  # noqa: E402
from evaluation.search.judgements import Part, Question, Viewpoint, questions  # noqa: E402
from evaluation.search.measures import ndcg  # noqa: E402
from marketplace.catalogue.search_figures import FIGURES, PartFigures, stored  # noqa: E402
from marketplace.catalogue.starter_files import StarterListing, read_starter_catalogue  # noqa: E402
from tools import postgres  # noqa: E402
from tools.console import say  # noqa: E402

ROOT = Path(__file__).parents[2]
GOAL, GOAL_ABOVE_BASELINE = 0.90, 0.15
SEEN_BY_BASELINES = frozenset({"purpose", "audience", "interfaces", "technology"})
WORST = 40


def main(arguments: Sequence[str]) -> int:
    """Measure, print and, if wanted, store."""
    texts = {listing.slug: _text(listing) for listing in read_starter_catalogue().listings}
    parts = [Part.TUNING] if "--tuning" in arguments else list(Part)
    measured = []
    with postgres.cluster() as url:
        for part in parts:
            asked = questions(part, texts)
            answers = _answers(url, texts, [question.text for question in asked])
            measured.append(part_figures(part, asked, answers))
            _say_part(measured[-1], same=answers[OURS] == answers[OURS_ON_POSTGRESQL])
            if part is Part.TUNING and "--worst" in arguments:
                _say_worst(asked, answers[OURS])
    if "--write" in arguments:
        FIGURES.write_text(stored(measured), encoding="utf-8")
    return 0


def _text(listing: StarterListing) -> str:
    """Everything a listing says, as one text: the baselines see the same words as the product."""
    content = listing.model_dump(mode="json")
    said = [fact["value"] for fact in content["facts"] if fact["key"] in SEEN_BY_BASELINES]
    return " ".join(_strings([content["name"], content["summary"], content["search_words"], said]))


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for one in values for text in _strings(one)]


def _answers(url: str, texts: Mapping[str, str], asked: list[str]) -> Answers:
    with tempfile.TemporaryDirectory() as folder:
        ours = _ranked(f"sqlite:///{folder}/search.sqlite3", asked, folder)
        on_postgresql = _ranked(url, asked, folder)
    return {
        OURS: ours,
        OURS_ON_POSTGRESQL: on_postgresql,
        BASELINES[0]: fts5(texts, asked),
        BASELINES[1]: postgresql(url, texts, asked),
    }


def _ranked(url: str, asked: list[str], folder: str) -> list[list[str]]:
    environment = os.environ | {
        "DATABASE_URL": url,
        "MARKTPLATZ_DATA": folder,
        "MARKTPLATZ_SECRET_KEY": secrets.token_hex(32),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    answer = subprocess.run(
        [sys.executable, "-m", "evaluation.search.rank"],
        input=json.dumps(asked),
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    ranked: list[list[str]] = json.loads(answer.stdout)
    return ranked


def _say_part(measured: PartFigures, *, same: bool) -> None:
    say(f"\n{measured.part}: {measured.questions} questions, {measured.unanswerable} without an answer")
    say("| search | nDCG@10 | recall@20 | found nothing | " + " | ".join(Viewpoint) + " |")
    say("|---" * (4 + len(Viewpoint)) + "|")
    for name, row in measured.searches.items():
        columns = [row.ndcg, row.recall, row.nothing, *(row.ndcg_by_viewpoint[one] for one in Viewpoint)]
        say(f"| {name} | " + " | ".join(f"{column:.3f}" for column in columns) + " |")
    above = measured.searches[OURS].ndcg - max(measured.searches[name].ndcg for name in BASELINES)
    say(f"goal: {GOAL:.2f} and {GOAL_ABOVE_BASELINE:.2f} above the better baseline; it is {above:+.3f}")
    say(f"same lists on both databases: {same}")
    say(f"questions without an answer that stayed empty: {measured.stayed_empty} of {measured.unanswerable}")


def _say_worst(asked: list[Question], ranked: list[list[str]]) -> None:
    pairs = list(zip(asked, ranked, strict=True))
    measured = [(ndcg(slugs, question.relevant), question, slugs) for question, slugs in pairs]
    graded = [(value, question, slugs) for value, question, slugs in measured if value is not None]
    for value, question, slugs in sorted(graded, key=lambda row: row[0])[:WORST]:
        say(f"{value:.2f} {question.text!r} wanted {question.relevant} got {slugs[:6]}")
    for question, slugs in pairs:
        if slugs and not question.relevant:
            say(f"should be empty: {question.text!r} got {slugs[:6]}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
