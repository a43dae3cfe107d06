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

from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from tree_sitter import Language, Parser, Query


@dataclass(frozen=True, slots=True)
class Grammar:
    """One tree-sitter grammar.

    `query` captures function, arrow (a function when it has a block or a name), branch (decision and level),
    nest (level), decision, case (decision unless it is the default), ambiguous (decision in a binary
    expression only), exhaustive (one decision less), comment, string and import. `parameter_kinds` are the
    children of a parameter list that count; `else_if` says whether ``else if`` is one construct; `annotated`
    whether annotations are part of a function's node; `flags` name peculiarities of parameter lists."""

    module: str
    query: str
    parameter_kinds: frozenset[str]
    loader: str = "language"
    parameters_field: str | None = "parameters"
    else_if: bool = True
    annotated: bool = False
    flags: frozenset[str] = field(default_factory=frozenset)


def _kinds(text: str) -> frozenset[str]:
    return frozenset(text.split())


PYTHON = Grammar(
    "tree_sitter_python",
    """
    (function_definition) @function
    [(if_statement) (for_statement) (while_statement)] @branch
    [(match_statement) (try_statement)] @nest
    [(elif_clause) (except_clause) (for_in_clause) (if_clause) (conditional_expression) "and" "or"] @decision
    (case_clause) @case
    (comment) @comment
    (module (expression_statement . (string) @comment .))
    (block . (expression_statement . (string) @comment .))
    (string_content) @string
    [(import_statement) (import_from_statement) (future_import_statement)] @import
    """,
    _kinds(
        "identifier typed_parameter default_parameter typed_default_parameter list_splat_pattern "
        "dictionary_splat_pattern tuple_pattern"
    ),
    else_if=False,
)

_SCRIPT_QUERY = """
    [(function_declaration) (generator_function_declaration) (method_definition) (function_expression)
     (generator_function)] @function
    (arrow_function) @arrow
    [(if_statement) (for_statement) (for_in_statement) (while_statement) (do_statement)] @branch
    [(switch_statement) (try_statement)] @nest
    [(switch_case) (catch_clause) (ternary_expression) "&&" "||" "??" "&&=" "||=" "??="] @decision
    (comment) @comment
    (string_fragment) @string
    (regex_pattern) @string
    (import_statement) @import
"""

JAVASCRIPT = Grammar(
    "tree_sitter_javascript",
    _SCRIPT_QUERY,
    _kinds("identifier assignment_pattern object_pattern array_pattern rest_pattern"),
)

TYPESCRIPT = Grammar(
    "tree_sitter_typescript",
    _SCRIPT_QUERY,
    _kinds("required_parameter optional_parameter identifier"),
    loader="language_typescript",
)

TSX = Grammar(
    "tree_sitter_typescript",
    _SCRIPT_QUERY,
    _kinds("required_parameter optional_parameter identifier"),
    loader="language_tsx",
)

JAVA = Grammar(
    "tree_sitter_java",
    """
    (method_declaration body: (_)) @function
    [(constructor_declaration) (compact_constructor_declaration)] @function
    [(if_statement) (for_statement) (enhanced_for_statement) (while_statement) (do_statement)] @branch
    [(switch_expression) (try_statement) (try_with_resources_statement)] @nest
    [(catch_clause) (ternary_expression) (guard) "&&" "||"] @decision
    (switch_label "case" @decision)
    [(line_comment) (block_comment)] @comment
    [(string_fragment) (multiline_string_fragment)] @string
    [(import_declaration) (package_declaration)] @import
    """,
    _kinds("formal_parameter spread_parameter"),
    annotated=True,
)

PHP = Grammar(
    "tree_sitter_php",
    """
    (function_definition) @function
    (method_declaration body: (_)) @function
    (anonymous_function) @function
    [(if_statement) (for_statement) (foreach_statement) (while_statement) (do_statement)] @branch
    [(switch_statement) (match_expression) (try_statement)] @nest
    [(else_if_clause) (case_statement) (match_conditional_expression) (catch_clause) (conditional_expression)
     "&&" "||" "and" "or" "??" "??="] @decision
    (comment) @comment
    [(string_content) (nowdoc_string) (text)] @string
    [(namespace_use_declaration) (namespace_definition !body)] @import
    """,
    _kinds("simple_parameter variadic_parameter property_promotion_parameter"),
    loader="language_php",
    annotated=True,
)

RUBY = Grammar(
    "tree_sitter_ruby",
    """
    [(method) (singleton_method)] @function
    [(if) (unless) (while) (until) (for) (if_modifier) (unless_modifier) (while_modifier)
     (until_modifier)] @branch
    [(case) (case_match) (begin)] @nest
    [(elsif) (when) (in_clause) (rescue) (rescue_modifier) (conditional) (if_guard) (unless_guard)
     "&&" "||" "and" "or" "&&=" "||="] @decision
    (comment) @comment
    [(string_content) (heredoc_content)] @string
    (program (call method: (identifier) @_m (#any-of? @_m "require" "require_relative")) @import)
    """,
    _kinds(
        "identifier optional_parameter splat_parameter hash_splat_parameter keyword_parameter "
        "block_parameter destructured_parameter forward_parameter"
    ),
    else_if=False,
)

GO = Grammar(
    "tree_sitter_go",
    """
    (function_declaration body: (_)) @function
    (method_declaration body: (_)) @function
    (func_literal) @function
    [(if_statement) (for_statement)] @branch
    [(expression_switch_statement) (type_switch_statement) (select_statement)] @nest
    [(expression_case) (type_case) (communication_case) "&&" "||"] @decision
    (comment) @comment
    [(interpreted_string_literal_content) (raw_string_literal_content)] @string
    [(import_declaration) (package_clause)] @import
    """,
    _kinds("parameter_declaration variadic_parameter_declaration"),
    flags=_kinds("grouped_parameters"),
)

C = Grammar(
    "tree_sitter_c",
    """
    (function_definition) @function
    [(if_statement) (for_statement) (while_statement) (do_statement)] @branch
    (switch_statement) @nest
    [(conditional_expression) "&&" "||"] @decision
    (case_statement "case" @decision)
    (comment) @comment
    [(string_content) (character)] @string
    (preproc_include) @import
    """,
    _kinds("parameter_declaration variadic_parameter"),
    parameters_field=None,
)

CPP = Grammar(
    "tree_sitter_cpp",
    """
    (function_definition body: (_)) @function
    (function_definition (try_statement)) @function
    [(if_statement) (for_statement) (for_range_loop) (while_statement) (do_statement)] @branch
    [(switch_statement) (try_statement)] @nest
    [(conditional_expression) (catch_clause) "||" "and" "or"] @decision
    "&&" @ambiguous
    (case_statement "case" @decision)
    (comment) @comment
    [(string_content) (raw_string_content) (character)] @string
    [(preproc_include) (using_declaration)] @import
    """,
    _kinds(
        "parameter_declaration optional_parameter_declaration variadic_parameter_declaration "
        "variadic_parameter"
    ),
    parameters_field=None,
)

CSHARP = Grammar(
    "tree_sitter_c_sharp",
    """
    (method_declaration body: (_)) @function
    (constructor_declaration body: (_)) @function
    (destructor_declaration body: (_)) @function
    (operator_declaration body: (_)) @function
    (conversion_operator_declaration body: (_)) @function
    (local_function_statement body: (_)) @function
    (accessor_declaration body: (_)) @function
    [(if_statement) (for_statement) (foreach_statement) (while_statement) (do_statement)] @branch
    [(switch_statement) (switch_expression) (try_statement)] @nest
    [(catch_clause) (conditional_expression) (when_clause) (catch_filter_clause)
     "&&" "||" "??" "??="] @decision
    (switch_section "case" @decision)
    (switch_expression_arm) @case
    (comment) @comment
    [(string_literal_content) (string_content) (raw_string_content) (verbatim_string_literal)] @string
    [(using_directive) (file_scoped_namespace_declaration)] @import
    """,
    _kinds("parameter"),
    flags=_kinds("bare_params"),
    annotated=True,
)

KOTLIN = Grammar(
    "tree_sitter_kotlin",
    """
    (function_declaration (function_body)) @function
    (secondary_constructor (block)) @function
    (getter (function_body)) @function
    (setter (function_body)) @function
    [(if_expression) (for_statement) (while_statement) (do_while_statement)] @branch
    [(when_expression) (try_expression)] @nest
    [(catch_block) "&&" "||" "?:"] @decision
    (when_entry) @case
    [(line_comment) (block_comment)] @comment
    (string_content) @string
    [(import) (package_header)] @import
    """,
    _kinds("parameter"),
    parameters_field=None,
    annotated=True,
)

RUST = Grammar(
    "tree_sitter_rust",
    """
    (function_item) @function
    [(if_expression) (for_expression) (while_expression)] @branch
    [(match_expression) (loop_expression)] @nest
    [(match_arm) (try_expression) "&&" "||"] @decision
    (match_pattern condition: (_) @decision)
    (match_expression) @exhaustive
    [(line_comment) (block_comment)] @comment
    (string_content) @string
    [(use_declaration) (extern_crate_declaration)] @import
    """,
    _kinds("parameter variadic_parameter"),
)

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
