"""`make evaluate-search`: prints how well the search answers the judged questions, beside plain databases."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean

from evaluation.search.baselines import fts5, postgresql
from evaluation.search.judgements import Part, Question, Viewpoint, questions
from evaluation.search.measures import ndcg, recall
from marketplace.catalogue.starter_files import StarterListing, read_starter_catalogue
from tools import postgres

ROOT = Path(__file__).parents[2]
GOAL, GOAL_ABOVE_BASELINE = 0.90, 0.15
Answers = Mapping[str, list[list[str]]]


def main(arguments: Sequence[str]) -> int:
    """Measure and print; `--tuning` leaves the held-out part untouched, `--worst` names weak questions of it."""
    catalogue = read_starter_catalogue()
    texts = {listing.slug: _text(listing) for listing in catalogue.listings}
    parts = [Part.TUNING] if "--tuning" in arguments else list(Part)
    with postgres.cluster() as url:
        for part in parts:
            asked = questions(part, texts)
            answers = _answers(url, texts, [question.text for question in asked])
            _print_part(part, asked, answers)
            if part is Part.TUNING and "--worst" in arguments:
                _print_worst(asked, answers["Marktplatz"])
    return 0


def _text(listing: StarterListing) -> str:
    """Everything a listing says, as one text: the baselines see the same words as the product."""
    content = listing.model_dump(mode="json")
    said = [fact["value"] for fact in content["facts"] if fact["key"] in {"purpose", "audience", "interfaces", "technology"}]
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
        "Marktplatz": ours,
        "Marktplatz on PostgreSQL": on_postgresql,
        "SQLite FTS5": fts5(texts, asked),
        "PostgreSQL german": postgresql(url, texts, asked),
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


def _print_part(part: Part, asked: list[Question], answers: Answers) -> None:
    print(f"\n{part.value}: {len(asked)} questions, {sum(not q.relevant for q in asked)} of them without an answer")
    print("| search | nDCG@10 | recall@20 | found nothing | " + " | ".join(Viewpoint) + " |")
    print("|---" * (4 + len(Viewpoint)) + "|")
    for name, ranked in answers.items():
        columns = [_mean(asked, ranked, ndcg), _mean(asked, ranked, recall), _nothing(asked, ranked)]
        columns += [_mean(asked, ranked, ndcg, viewpoint) for viewpoint in Viewpoint]
        print(f"| {name} | " + " | ".join(f"{column:.3f}" for column in columns) + " |")
    ours = _mean(asked, answers["Marktplatz"], ndcg)
    better = max(_mean(asked, answers[name], ndcg) for name in ("SQLite FTS5", "PostgreSQL german"))
    print(f"goal: at least {GOAL:.2f} and {GOAL_ABOVE_BASELINE:.2f} above the better baseline; it is {ours - better:+.3f}")
    print(f"same lists on both databases: {answers['Marktplatz'] == answers['Marktplatz on PostgreSQL']}")
    empty = [ranked for question, ranked in zip(asked, answers["Marktplatz"], strict=True) if not question.relevant]
    if empty:
        print(f"questions without an answer that stayed empty: {sum(not ranked for ranked in empty)} of {len(empty)}")


def _mean(asked, ranked, measure, viewpoint: Viewpoint | None = None) -> float:  # type: ignore[no-untyped-def]
    values = [
        measure(slugs, question.relevant)
        for question, slugs in zip(asked, ranked, strict=True)
        if viewpoint is None or question.viewpoint is viewpoint
    ]
    return mean([value for value in values if value is not None] or [0.0])


def _nothing(asked: list[Question], ranked: list[list[str]]) -> float:
    """Share of questions with an answer for which nothing was found."""
    answerable = [slugs for question, slugs in zip(asked, ranked, strict=True) if question.relevant]
    return mean(not slugs for slugs in answerable)


def _print_worst(asked: list[Question], ranked: list[list[str]]) -> None:
    rows = [(ndcg(slugs, question.relevant), question, slugs) for question, slugs in zip(asked, ranked, strict=True)]
    for value, question, slugs in sorted((r for r in rows if r[0] is not None), key=lambda row: row[0])[:40]:
        print(f"{value:.2f} {question.text!r} wanted {question.relevant} got {slugs[:6]}")
    for value, question, slugs in rows:
        if value is None and slugs:
            print(f"should be empty: {question.text!r} got {slugs[:6]}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
