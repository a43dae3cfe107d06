"""Which language a file is written in, also where several share an extension."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.facts.languages import language_of
from tests.grader.facts.trees import by_path, facts_of


@pytest.mark.parametrize(
    ("path", "head", "language"),
    [
        ("Pool.m", b"#import <Foundation/Foundation.h>\n", "Objective-C"),
        ("Pool.m", b"// Pool\n@implementation Pool\n@end\n", "Objective-C"),
        ("noise.m", b"% mean noise\nfunction y = noise(x)\n", "MATLAB"),
        ("noise.m", b"(* mean noise *)\nf[x_] := x\n", "Mathematica"),
        ("Pool.h", b"#import <UIKit/UIKit.h>\n@interface Pool : NSObject\n@end\n", "Objective-C"),
        ("pool.h", b"#include <stdio.h>\nint pool(void);\n", "C++"),
        ("fees.pl", b"use strict;\nmy $fee = 1;\n", "Perl"),
        ("fees.pl", b":- module(fees, [fee/1]).\nfee(X) :- X > 1.\n", "Prolog"),
        ("fees.t", b"use Test::More tests => 1;\n", "Perl"),
        ("fees.t", b"  $ echo fees\n  fees\n", None),
        ("deploy", b"#!/usr/bin/env zsh\n", "Shell"),
        ("means", b"#!/usr/bin/env Rscript\n", "R"),
        ("fees.mm", b"@implementation Fee\n- (void)run {}\n", "Objective-C"),
        ("fees.mm", b"int Fee::amount() const\n{\n  return [fee amount];\n}\n", "C++"),
        ("fees.ts", b"export const fee = 1\n", "TypeScript"),
        ("de.ts", b'<?xml version="1.0"?>\n<!DOCTYPE TS>\n<TS version="2.1">\n', "Translation"),
        ("Jenkinsfile", b"pipeline {\n}\n", "Groovy"),
        ("app.psgi", b"use Plack;\n", "Perl"),
    ],
)
def test_language_by_name_and_content(path: str, head: bytes, language: str | None) -> None:
    found = language_of(path, head)

    assert (found.name if found else None) == language


@pytest.mark.parametrize(
    ("path", "content", "counted"),
    [
        ("fees.sql", "-- fees\nSELECT '--', 1\n/* of\ndogs */\n\nFROM dogs; -- all\n", (2, 3, 1)),
        ("fees.html", "<!-- fees\nof dogs -->\n<p>Hund</p>\n\n<b>1</b><!-- x -->\n", (2, 2, 1)),
        ("fees.css", "/* fees */\na { b: url(//c) }\n\n", (1, 1, 1)),
        ("fees.scss", "// fees\na {\n  b: 1; // one\n}\n/* end\n*/\n", (3, 3, 0)),
    ],
)
def test_code_comment_and_blank_lines_of_what_has_no_functions(
    tmp_path: Path, path: str, content: str, counted: tuple[int, int, int]
) -> None:
    file = by_path(facts_of(tmp_path, {path: content}))[path]

    assert (file.code_lines, file.comment_lines, file.blank_lines) == counted
    assert not file.functions
