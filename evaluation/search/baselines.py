"""The searches that databases bring along, over the same texts: what one gets without any work of ours."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence

import psycopg

_WORD = re.compile(r"\w+")


def fts5(texts: Mapping[str, str], asked: Sequence[str]) -> list[list[str]]:
    """Plain SQLite FTS5: unicode61 tokens, any of the words, order by bm25."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE listing USING fts5(slug UNINDEXED, text, tokenize='unicode61')")
    database.executemany("INSERT INTO listing VALUES (?, ?)", sorted(texts.items()))
    answers = []
    for text in asked:
        query = " OR ".join(f'"{word}"' for word in _WORD.findall(text))
        rows = database.execute(
            "SELECT slug FROM listing WHERE listing MATCH ? ORDER BY bm25(listing), slug", (query or '""',)
        )
        answers.append([str(slug) for (slug,) in rows])
    database.close()
    return answers


def postgresql(url: str, texts: Mapping[str, str], asked: Sequence[str]) -> list[list[str]]:
    """PostgreSQL's `german` full text search: stemmed, any of the words, order by ts_rank_cd."""
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TEMP TABLE listing (slug text, words tsvector)")
        for slug, text in sorted(texts.items()):
            connection.execute("INSERT INTO listing VALUES (%s, to_tsvector('german', %s))", (slug, text))
        return [_asked(connection, text) for text in asked]


def _asked(connection: psycopg.Connection, text: str) -> list[str]:
    query = " | ".join(f"'{word}'" for word in _WORD.findall(text)) or "''"
    rows = connection.execute(
        "SELECT slug FROM listing, to_tsquery('german', %s) AS asked"
        " WHERE words @@ asked ORDER BY ts_rank_cd(words, asked) DESC, slug",
        (query,),
    )
    return [str(slug) for (slug,) in rows]
