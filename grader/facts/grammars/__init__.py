"""How each language's syntax tree is read: which nodes are functions, decisions and nesting.

Cyclomatic complexity follows McCabe (1976), "A Complexity Measure": 1 + number of decisions. Decisions are:

==============  ========================================================================================
all languages   if / else-if, every loop with a condition, catch (except, rescue), ternary, short-circuit
                and / or, also with assignment (``||=``, as ESLint and RuboCop count); every labelled
                case and its guard, the default case not
Python          also comprehension ``for`` and ``if``; ``case`` except the bare wildcard; ``finally`` not
JS, TS, C#      also ``??``; optional chaining ``?.`` and optional parameters not
C#              also arms of a switch expression, the discard ``_`` not
PHP             also ``??``, ``elseif`` and arms of ``match``
Ruby            also ``unless``, ``until``, modifiers, ``when`` and ``in``; ``ensure`` not
Kotlin          also the elvis operator ``?:`` and entries of ``when`` except ``else``
Go              also cases of ``select``
Rust            also arms of ``match`` but one (it is exhaustive) and the ``?`` operator, an early return;
                ``loop`` not
==============  ========================================================================================

Nesting counts if, loops, switch (match, when, case) and try; an ``else if`` is no level of its own, a catch
block is on the level of its try. Functions are those with a body. Declared functions, methods, constructors
and accessors always stand for themselves, also when they are nested: their decisions and tokens do not count
for the function around them. So do JavaScript's, TypeScript's, PHP's and Go's function expressions with a
block body. Lambdas of the other languages, Ruby blocks and expression-bodied arrows without a name belong to
the function around them.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from tree_sitter import Language, Parser, Query

from grader.facts.grammars.c import CPP, C
from grader.facts.grammars.csharp import CSHARP
from grader.facts.grammars.go import GO
from grader.facts.grammars.grammar import Grammar
from grader.facts.grammars.java import JAVA
from grader.facts.grammars.kotlin import KOTLIN
from grader.facts.grammars.php import PHP
from grader.facts.grammars.python import PYTHON
from grader.facts.grammars.ruby import RUBY
from grader.facts.grammars.rust import RUST
from grader.facts.grammars.script import JAVASCRIPT, TSX, TYPESCRIPT

GRAMMARS: dict[str, Grammar] = {
    "python": PYTHON,
    "javascript": JAVASCRIPT,
    "typescript": TYPESCRIPT,
    "tsx": TSX,
    "java": JAVA,
    "php": PHP,
    "ruby": RUBY,
    "go": GO,
    "c": C,
    "cpp": CPP,
    "csharp": CSHARP,
    "kotlin": KOTLIN,
    "rust": RUST,
}


@cache
def loaded(key: str) -> tuple[Parser, Query]:
    """The parser and the compiled query of a grammar, built once per process."""
    grammar = GRAMMARS[key]
    language = Language(getattr(import_module(grammar.module), grammar.loader)())
    return Parser(language), Query(language, grammar.query)
