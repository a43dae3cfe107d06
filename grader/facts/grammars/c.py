"""C and C++."""

from __future__ import annotations

import re

from grader.facts.grammars.grammar import Grammar, kinds

_QT = re.compile(
    rb"(?<=\n)([ \t]*(?:public|protected|private)[ \t]+)(?:Q_SLOTS|slots)(?=[ \t]*:)|"
    rb"(?<=\n)([ \t]*)(?:Q_SIGNALS|signals)(?=[ \t]*:)|"
    rb"(?<=\n)([ \t]*)Q_(?:OBJECT|GADGET)(?=[ \t]*\n)"
)


def _without_qt(data: bytes) -> bytes:
    """Words of Qt's own preprocessor that no parser of C++ knows, as blanks or as ``public``."""
    if b"Q_OBJECT" not in data and b"Q_GADGET" not in data:
        return data

    def plain(match: re.Match[bytes]) -> bytes:
        kept = match.group(1) or match.group(2) or match.group(3) or b""
        word = b"public" if match.group(2) is not None else b""
        return kept + word + b" " * (len(match.group()) - len(kept) - len(word))

    return _QT.sub(plain, data)


C = Grammar(
    "tree_sitter_c",
    """
    (function_definition) @function
    [(if_statement) (for_statement) (while_statement) (do_statement)] @branch
    (switch_statement) @flow
    (conditional_expression) @choice
    [(else_clause) (goto_statement)] @more
    (binary_expression operator: "&&") @and
    (binary_expression operator: "||") @or
    (case_statement "case" @decision)
    [(preproc_if condition: (_) @preprocessor) (preproc_elif condition: (_) @preprocessor)]
    (comment) @comment
    [(string_content) (character)] @string
    (preproc_include) @import
    """,
    kinds("parameter_declaration variadic_parameter"),
    parameters_field=None,
)

CPP = Grammar(
    "tree_sitter_cpp",
    """
    (function_definition body: (_)) @function
    (function_definition (try_statement)) @function
    [(if_statement) (for_statement) (for_range_loop) (while_statement) (do_statement)] @branch
    (switch_statement) @flow
    (try_statement) @nest
    [(conditional_expression) (catch_clause)] @choice
    [(else_clause) (goto_statement)] @more
    (lambda_expression) @lambda
    (binary_expression operator: ["&&" "and"]) @and
    (binary_expression operator: ["||" "or"]) @or
    (case_statement "case" @decision)
    [(preproc_if condition: (_) @preprocessor) (preproc_elif condition: (_) @preprocessor)]
    (comment) @comment
    [(string_content) (raw_string_content) (character)] @string
    [(preproc_include) (using_declaration)] @import
    """,
    kinds(
        "parameter_declaration optional_parameter_declaration variadic_parameter_declaration "
        "variadic_parameter"
    ),
    parameters_field=None,
    prepare=_without_qt,
)
