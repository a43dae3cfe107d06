"""Many words at once: what occurs is never ruled out, and most of what does not occur is."""

from __future__ import annotations

from random import Random

from grader.facts.literals import Literals

WORDS = (b"AKIA", b"password", b"://", b"getenv")


def test_a_word_that_occurs_is_possible_wherever_it_stands() -> None:
    random = Random(1)  # noqa: S311 - no secret
    literals = Literals(WORDS)
    for _ in range(200):
        noise = random.randbytes(random.randrange(40))
        word = random.choice(WORDS)
        text = noise + word + random.randbytes(random.randrange(40))
        assert word in literals.possible(text.lower())


def test_words_of_other_letters_are_ruled_out() -> None:
    literals = Literals(WORDS)
    assert literals.possible(b"total = sum(prices)\n") == frozenset()
    assert literals.possible(b"ab") == frozenset()
    assert literals.possible(b"") == frozenset()


def test_a_text_before_leaves_no_trace() -> None:
    literals = Literals(WORDS)
    assert b"password" in literals.possible(b"the password is wrong")
    assert b"password" not in literals.possible(b"the name is wrong")
