"""The report as one self-contained page: nothing is loaded from anywhere, and it is whole without scripts."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from grader.formats.page.engineer import engineer_part
from grader.formats.page.markup import Markup, joined, tag
from grader.formats.page.officer import officer_part
from grader.formats.page.signs import day_of
from grader.formats.page.words import WORDS, Words
from grader.formats.writing import count

FOLDER = Path(__file__).parent


def page(result: Mapping[str, Any], language: str, name: str) -> str:
    """Write the whole report.

    Args:
        result: what `grade_folder` returned, of any edition.
        language: `de` or `en`.
        name: what was graded; the page's heading.

    Returns:
        One HTML document. Its policy forbids every request and every script but its own.
    """
    words = WORDS[language]
    style, script = (
        Markup((FOLDER / file).read_text(encoding="utf-8")) for file in ("page.css", "filter.js")
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{name} – {words['kind']}"),
        tag("style", style),
    )
    main = tag(
        "main",
        tag("h1", name),
        tag("p", _facts(result, language), class_="muted"),
        _jumps(words),
        tag("div", tag("h2", words["officer"], class_="part"), officer_part(result, language), id="officer"),
        tag(
            "div", tag("h2", words["engineer"], class_="part"), engineer_part(result, language), id="engineer"
        ),
        id="content",
    )
    body = tag(
        "body",
        tag("a", words["skip"], href="#content", class_="skip"),
        tag("header", tag("p", words["kind"]), tag("p", day_of(result["as_of"], language))),
        main,
        tag("footer", tag("p", words["foot"].format(**result["tool"]))),
        tag("script", script),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang=language)}\n"


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _facts(result: Mapping[str, Any], language: str) -> Markup:
    words, size, commit = WORDS[language], result["size"], result["source"]["commit"]
    counted = words["size"].format(
        files=count(size["files"], language),
        code=count(size["measured_code_lines"], language),
        tests=count(size["test_code_lines"], language),
    )
    identity = (
        f"{words['commit']} {commit[:10]}"
        if commit
        else f"{words['tree']} {result['source']['tree_hash'][:10]}"
    )
    return joined(f"{identity}. {counted}.")


def _jumps(words: Words) -> Markup:
    links = [tag("a", words[part], href=f"#{part}") for part in ("officer", "engineer")]
    links += [
        tag("a", words[key], href=f"#{target}")
        for key, target in (("steps", "steps"), ("findings", "findings"), ("all_files", "files"))
    ]
    return tag("nav", *links, aria_label=words["jump"])
