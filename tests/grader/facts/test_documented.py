"""Which functions count as documented."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.facts.reading import Task, read_file
from tests.grader.building import write

DOCUMENTED = {
    "a.py": 'def fee(zone):\n    """What a permit for the zone costs."""\n    return 1\n',
    "b.py": "# What a permit for the zone costs.\n@cached\ndef fee(zone):\n    return 1\n",
    "a.js": "/** What a permit costs. */\nexport default async function fee(zone) { return 1 }\n",
    "a.ts": "class A {\n  // Opens the door.\n  @Get({ a: 1 })\n  async open(id: string) { return id }\n}\n",
    "b.ts": "/**\n * What a permit costs.\n */\nexport const fee = (zone: string) => { return zone }\n",
    "A.java": "class A {\n  /** What it costs. */\n  @Override\n  public int fee() { return 1; }\n}\n",
    "a.go": "package a\n\n// Fee says what a permit costs.\nfunc Fee() int { return 1 }\n",
    "a.rs": "/// What a permit costs.\n#[inline]\npub fn fee() -> i32 { 1 }\n",
    "a.php": "<?php\nclass A {\n  /** What it costs. */\n  public static function fee() { return 1; }\n}\n",
    "a.cs": "class A {\n  /// <summary>What it costs.</summary>\n  [HttpGet]\n  int Fee() { return 1; }\n}\n",
    "a.kt": "/** What a permit costs. */\nfun fee(): Int { return 1 }\n",
    "a.rb": "# What a permit costs.\ndef fee\n  1\nend\n",
    "a.c": "/* What a permit costs. */\nstatic int fee(void) { return 1; }\n",
    "a.cpp": "// What a permit costs.\ntemplate <typename T>\nint fee(T zone) { return 1; }\n",
}
NOT_DOCUMENTED = {
    "nothing.py": "def fee(zone):\n    return 1\n",
    "text_later.py": 'def fee(zone):\n    zone = 1\n    """No documentation."""\n    return zone\n',
    "of_inner.py": 'def outer():\n    x = 1\n    def fee():\n        """Inner."""\n    return fee, x\n',
    "blank_line.js": "// Helpers of the page\n\nfunction fee() { return 1 }\n",
    "behind_code.js": "const a = 1 // the first one\nfunction fee() { return a }\n",
    "order.ts": "// eslint-disable-next-line no-unused-vars\nfunction fee() { return 1 }\n",
    "line.c": "/* ---------------- */\nint fee(void) { return 1; }\n",
    "of_another.java": "class A {\n  /** The zone. */\n  int zone;\n  int fee() { return 1; }\n}\n",
}


def documented(tmp_path: Path, name: str, text: str) -> list[bool]:
    path = write(tmp_path, {name: text}) / name
    facts = read_file(tmp_path, Task(name, name, path.stat().st_size)).facts
    return [function.documented for function in facts.functions]


@pytest.mark.parametrize("name", DOCUMENTED)
def test_a_text_directly_before_or_first_inside_documents(tmp_path: Path, name: str) -> None:
    assert documented(tmp_path, name, DOCUMENTED[name]) == [True]


@pytest.mark.parametrize("name", NOT_DOCUMENTED)
def test_other_comments_do_not(tmp_path: Path, name: str) -> None:
    assert documented(tmp_path, name, NOT_DOCUMENTED[name])[0] is False
