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
Rust            also arms of ``match`` but one (it is exhaustive), ``let … else`` and the ``?`` operator, an
                early return; ``loop`` not
Swift           also ``guard``, ``where`` of a loop or a case, ``??``
Scala           also guards of ``for``; the wildcard of ``match`` not
Dart            also ``??``, ``if`` and ``for`` in collections, arms of a switch expression, ``on`` of a try
Perl            also ``unless``, ``until``, modifiers, ``//``, ``or die``
Shell           also ``until``, ``elif``, ``&&`` and ``||`` between commands; the pattern ``*`` not
Groovy          also ``?:`` without middle
R               also named cases of ``switch``; ``&`` and ``|`` of vectors, ``ifelse`` and ``tryCatch`` not
Elixir          also clauses of ``case``, ``cond``, ``receive`` and ``else`` with their guards, arrows of
                ``with``; ``_`` and ``true`` not, clauses of a function neither: each is a function
==============  ========================================================================================

Nesting counts if, loops, switch (match, when, case) and try; an ``else if`` is no level of its own, a catch
block is on the level of its try. Functions are those with a body. Declared functions, methods, constructors
and accessors always stand for themselves, also when they are nested: their decisions and tokens do not count
for the function around them. So do function expressions with a block body of JavaScript, TypeScript, PHP, Go,
Dart, Lua, Perl and R. Lambdas of the other languages, Ruby blocks and expression-bodied arrows without a name
belong to the function around them. Conditions for the compiler (``#if``) are no decisions.
"""

from __future__ import annotations

import ctypes
from functools import cache
from importlib import import_module

from tree_sitter import Language, Parser, Query

from grader.facts.grammars.c import CPP, C
from grader.facts.grammars.csharp import CSHARP
from grader.facts.grammars.dart import DART
from grader.facts.grammars.elixir import ELIXIR
from grader.facts.grammars.go import GO
from grader.facts.grammars.grammar import Grammar
from grader.facts.grammars.groovy import GROOVY
from grader.facts.grammars.java import JAVA
from grader.facts.grammars.kotlin import KOTLIN
from grader.facts.grammars.lua import LUA
from grader.facts.grammars.objectivec import OBJECTIVE_C
from grader.facts.grammars.perl import PERL
from grader.facts.grammars.php import PHP
from grader.facts.grammars.python import PYTHON
from grader.facts.grammars.r import R
from grader.facts.grammars.ruby import RUBY
from grader.facts.grammars.rust import RUST
from grader.facts.grammars.scala import SCALA
from grader.facts.grammars.script import JAVASCRIPT, TSX, TYPESCRIPT
from grader.facts.grammars.shell import SHELL
from grader.facts.grammars.swift import SWIFT

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
    "dart": DART,
    "elixir": ELIXIR,
    "groovy": GROOVY,
    "lua": LUA,
    "objectivec": OBJECTIVE_C,
    "perl": PERL,
    "r": R,
    "scala": SCALA,
    "shell": SHELL,
    "swift": SWIFT,
}


@cache
def loaded(key: str) -> tuple[Parser, Query]:
    """The parser and the compiled query of a grammar, built once per process."""
    grammar = GRAMMARS[key]
    language = Language(_capsule(getattr(import_module(grammar.module), grammar.loader)()))
    return Parser(language), Query(language, grammar.query)


def _capsule(pointer: object) -> object:
    """Some packages still hand out a bare address, which tree-sitter is about to refuse."""
    if not isinstance(pointer, int):
        return pointer
    new = ctypes.pythonapi.PyCapsule_New
    new.restype, new.argtypes = ctypes.py_object, (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
    return new(pointer, b"tree_sitter.Language", None)
