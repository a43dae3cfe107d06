"""What each file is for, and the reason that is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.facts.gitattributes import Attributes
from grader.facts.model import Role
from grader.facts.reasons import Reason, explain
from tests.grader.facts.trees import by_path, facts_of

CODE = "def fee():\n    return 1\n"
SCRIPT = "export function fee() {\n  return 1\n}\n"


@pytest.mark.parametrize(
    ("path", "content", "role", "reason"),
    [
        ("src/fees.py", CODE, Role.PRODUCTION, ""),
        ("app/migrations/0001_initial.py", CODE, Role.PRODUCTION, ""),
        ("templates/list.html", "<p>Hallo</p>\n", Role.PRODUCTION, ""),
        ("src/main/java/de/shop/vendor/Vendor.java", "class Vendor {}\n", Role.PRODUCTION, ""),
        ("src/latest.py", CODE, Role.PRODUCTION, ""),
        ("lib/contest.js", SCRIPT, Role.PRODUCTION, ""),
        ("tests/test_fees.py", CODE, Role.TEST, "test-folder"),
        ("src/__tests__/fees.js", SCRIPT, Role.TEST, "test-folder"),
        ("src/fees.spec.ts", SCRIPT, Role.TEST, "test-name"),
        ("src/fees_test.go", "package a\n", Role.TEST, "test-name"),
        ("src/FeesTest.java", "class FeesTest {}\n", Role.TEST, "test-name"),
        ("test_fees.py", CODE, Role.TEST, "test-name"),
        ("Town.Fees.Tests/Fees.cs", "class Fees {}\n", Role.TEST, "test-folder"),
        ("node_modules/left-pad/index.js", SCRIPT, Role.VENDORED, "vendored-folder"),
        (".venv/lib/pkg/core.py", CODE, Role.VENDORED, "vendored-folder"),
        ("vendor/lib.php", "<?php f();\n", Role.VENDORED, "vendored-folder"),
        ("src/third_party/zip.c", "int a;\n", Role.VENDORED, "vendored-folder"),
        ("customizedExternalLibs/shpwrite.js", SCRIPT, Role.VENDORED, "vendored-folder"),
        ("web/libraries/maplibre-gl/src/map.ts", SCRIPT, Role.VENDORED, "vendored-folder"),
        ("web/modules/contrib/token/token.php", "<?php f();\n", Role.VENDORED, "vendored-folder"),
        ("web/modules/custom/fees/libraries/map/map.js", SCRIPT, Role.VENDORED, "vendored-folder"),
        ("web/modules/custom/fees/src/Fees.php", "<?php f();\n", Role.PRODUCTION, ""),
        ("src/libraries/fees.ts", SCRIPT, Role.PRODUCTION, ""),
        ("backend/gradlew", "#!/bin/sh\nexec java\n", Role.VENDORED, "vendored-name"),
        ("bin/cpanm", "#!/usr/bin/env perl\nprint 1;\n", Role.VENDORED, "vendored-name"),
        ("Jenkinsfile", "pipeline { stages { } }\n", Role.CONFIGURATION, "configuration-file"),
        ("requirements/dev.txt", "pytest\n", Role.DOCUMENTATION, "documentation-file"),
        ("requirements.txt", "fastapi\n", Role.CONFIGURATION, "configuration-file"),
        ("go.mod", "module a\n", Role.CONFIGURATION, "configuration-file"),
        ("app/proguard-rules.pro", "-keep class a\n", Role.CONFIGURATION, "configuration-file"),
        ("setup.py", CODE, Role.CONFIGURATION, "configuration-file"),
        ("app/management/commands/setup.py", CODE, Role.PRODUCTION, ""),
        ("specs/api.graphql", "type Query { a: Int }\n", Role.PRODUCTION, ""),
        ("static/jquery-3.7.1.js", SCRIPT, Role.VENDORED, "vendored-name"),
        ("static/typeahead.bundle.js", SCRIPT, Role.VENDORED, "vendored-name"),
        ("static/angular-fees.js", SCRIPT, Role.PRODUCTION, ""),
        ("static/bootstrap.bundle.css", "a { b: c }\n", Role.VENDORED, "vendored-name"),
        ("static/app.min.js", "a()\n", Role.MINIFIED, "minified-name"),
        ("static/app.js", "a();" * 5000 + "\n", Role.MINIFIED, "minified-lines"),
        ("public/bundles/admin/list.js", SCRIPT, Role.GENERATED, "build-output"),
        ("client/js/bundles/list.js", SCRIPT, Role.PRODUCTION, ""),
        ("dist/index.js", SCRIPT, Role.GENERATED, "build-output"),
        ("lib/index.js", SCRIPT + "//# sourceMappingURL=index.js.map\n", Role.GENERATED, "build-output"),
        (
            "lib/fees.js",
            '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n',
            Role.GENERATED,
            "build-output",
        ),
        ("api/fees_pb2.py", CODE, Role.GENERATED, "generated-name"),
        ("lib/model.g.dart", "class A {}\n", Role.GENERATED, "generated-name"),
        ("lib/api.pb.dart", "class A {}\n", Role.GENERATED, "generated-name"),
        ("lib/fees.freezed.dart", "class A {}\n", Role.GENERATED, "generated-name"),
        ("R/RcppExports.R", "f <- function() 1\n", Role.GENERATED, "generated-name"),
        ("ios/Fees.pbobjc.m", "@implementation A\n@end\n", Role.GENERATED, "generated-name"),
        ("lib/a.dart", "// GENERATED CODE - DO NOT MODIFY BY HAND\n", Role.GENERATED, "generated-header"),
        ("blib/lib/Fees.pm", "package Fees;\n", Role.GENERATED, "build-output"),
        ("Pods/AFNetworking/A.m", "@implementation A\n@end\n", Role.VENDORED, "vendored-folder"),
        ("Carthage/Checkouts/A.swift", "let a = 1\n", Role.VENDORED, "vendored-folder"),
        (".dart_tool/build/a.dart", "class A {}\n", Role.VENDORED, "vendored-folder"),
        ("renv/activate.R", "f <- function() 1\n", Role.VENDORED, "vendored-folder"),
        ("local/lib/perl5/Moo.pm", "package Moo;\n", Role.VENDORED, "vendored-folder"),
        ("inc/Module/Install.pm", "package Module::Install;\n", Role.VENDORED, "vendored-folder"),
        ("t/fees.t", "use Test::More;\n", Role.TEST, "test-folder"),
        ("lib/fees_test.dart", "void main() {}\n", Role.TEST, "test-name"),
        ("FeesTests/Helper.swift", "let a = 1\n", Role.TEST, "test-folder"),
        ("src/FeesSpec.scala", "class A\n", Role.TEST, "test-name"),
        ("src/FeesSuite.scala", "class A\n", Role.TEST, "test-name"),
        ("lib/fees_test.exs", "1\n", Role.TEST, "test-name"),
        ("lib/fees_spec.lua", "return 1\n", Role.TEST, "test-name"),
        ("testthat/test-fees.R", "f <- 1\n", Role.TEST, "test-folder"),
        ("src/FeesSpec.groovy", "class A {}\n", Role.TEST, "test-name"),
        ("scripts/fees.bats", "true\n", Role.TEST, "test-name"),
        ("testdata/fees.go", "package a\n", Role.DATA, "test-data-folder"),
        ("src/__fixtures__/fees.ts", SCRIPT, Role.DATA, "test-data-folder"),
        ("Package.resolved", "{}\n", Role.DATA, "lock-file"),
        (
            "messages/de/user.php",
            "<?php\n\nreturn [\n" + "    'Yes' => 'Ja',\n" * 40 + "];\n",
            Role.DATA,
            "table-of-texts",
        ),
        (
            "messages/da/a.php",
            "<?php\nreturn [\n'Hello\n{name}' => 'Hej,\n{name}',\n];\n",
            Role.DATA,
            "table-of-texts",
        ),
        ("config/a.php", "<?php\nreturn [\n'name' => env('NAME'),\n'b' => 'c',\n];\n", Role.PRODUCTION, ""),
        (
            "src/Files.php",
            "<?php\n/** Deletes automatically generated file variants. */\n" + "f();\n",
            Role.PRODUCTION,
            "",
        ),
        (
            "src/Made.php",
            "<?php\n/** This is an automatically generated file. */\n" + "f();\n",
            Role.GENERATED,
            "generated-header",
        ),
        (
            "api/client.go",
            "// Code generated by oapi-codegen. DO NOT EDIT.\n",
            Role.GENERATED,
            "generated-header",
        ),
        ("api/A.java", "/* This file was automatically generated */\n", Role.GENERATED, "generated-header"),
        ("src/doc.py", '"""Shows how permits are generated by the office."""\n', Role.PRODUCTION, ""),
        ("package-lock.json", "{}\n", Role.DATA, "lock-file"),
        ("Cargo.lock", "a = 1\n", Role.DATA, "lock-file"),
        ("data/streets.csv", "a;b\n", Role.DATA, "data-file"),
        ("streets.xyz", "a\n", Role.DATA, "unknown-language"),
        ("README.md", "# Hallo\n", Role.DOCUMENTATION, "documentation-file"),
        ("docs/conf.py", CODE, Role.DOCUMENTATION, "documentation-folder"),
        ("settings.yml", "a: 1\n", Role.CONFIGURATION, "configuration-file"),
        ("Gemfile", "source 'https://gems.example'\n", Role.CONFIGURATION, "configuration-file"),
        ("de.ts", "<!DOCTYPE TS>\n<TS></TS>\n", Role.DATA, "data-file"),
        ("vite.config.ts", SCRIPT, Role.CONFIGURATION, "configuration-file"),
        ("logo.png", b"\x89PNG\0\0", Role.BINARY, "binary-content"),
        ("big.py", "a = 1\n" * 400_000, Role.TOO_LARGE, "too-large"),
    ],
)
def test_role_and_reason(tmp_path: Path, path: str, content: str | bytes, role: Role, reason: str) -> None:
    (file,) = facts_of(tmp_path, {path: content}).files

    assert (file.role, file.why_left_out.partition(":")[0]) == (role, reason)


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    for reason in Reason:
        text = explain(f"{reason}: src/")
        assert text.de.endswith("(src/)")
        assert text.en.endswith("(src/)")
        assert text.de != text.en


def test_files_of_the_openapi_generator_are_left_out(tmp_path: Path) -> None:
    files = by_path(
        facts_of(
            tmp_path,
            {
                "client/.openapi-generator/FILES": "api/fees.py\nREADME.md\n",
                "client/api/fees.py": CODE,
                "client/own.py": CODE,
            },
        )
    )

    assert files["client/api/fees.py"].why_left_out == "generated-list"
    assert files["client/own.py"].role is Role.PRODUCTION


def test_gitattributes_are_honoured_and_a_deeper_file_wins(tmp_path: Path) -> None:
    files = by_path(
        facts_of(
            tmp_path,
            {
                ".gitattributes": "*.js linguist-generated\nlib/** linguist-vendored\n[z-a] linguist-x",
                "own/.gitattributes": "*.js -linguist-generated\nvendor/* linguist-vendored=false\n",
                "a.js": SCRIPT,
                "lib/deep/b.py": CODE,
                "own/c.js": SCRIPT,
                "own/vendor/d.rb": "def a\nend\n",
            },
        )
    )

    assert files["a.js"].why_left_out == "generated-attribute"
    assert files["lib/deep/b.py"].why_left_out == "vendored-attribute"
    assert files["own/c.js"].role is Role.PRODUCTION
    assert files["own/vendor/d.rb"].role is Role.PRODUCTION


def test_a_package_of_build_output_only_has_no_production_code(tmp_path: Path) -> None:
    facts = facts_of(
        tmp_path,
        {
            "package.json": "{}\n",
            "dist/index.mjs": SCRIPT,
            "index.js": SCRIPT + "//# sourceMappingURL=index.js.map",
            "index.d.ts": "export declare function fee(): number\n",
        },
    )

    assert facts.production == ()
    assert {file.role for file in facts.files if file.path != "package.json"} == {Role.GENERATED}


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("*.js", "deep/a.js", True),
        ("/*.js", "deep/a.js", False),
        ("lib/*.js", "lib/a.js", True),
        ("lib/*.js", "lib/b/a.js", False),
        ("lib/**", "lib/b/a.js", True),
        ("**/gen/*", "a/b/gen/c.py", True),
        ("**/gen/*", "gen/c.py", True),
        ("a/**/z.py", "a/z.py", True),
        ("a/**/z.py", "a/b/c/z.py", True),
        ("a*b*c.py", "axxbyyc.py", True),
        ("a*b*c.py", "axxyyc.py", False),
        ("*ab*ab", "abxab", True),
        ("*ab*ab", "ab", False),
        ("file?.[ch]", "file1.h", True),
        ("file[!0-9].c", "file1.c", False),
        ("*", "any/file", True),
    ],
)
def test_patterns_of_gitattributes(pattern: str, path: str, matches: bool) -> None:
    found = Attributes([(".gitattributes", f"{pattern} linguist-generated")]).of(path)

    assert found.get("linguist-generated", False) is matches


def test_a_pattern_of_many_stars_takes_no_time() -> None:
    attributes = Attributes([(".gitattributes", "*a" * 190 + "b linguist-generated")])

    assert attributes.of("a" * 255) == {}


TEXTS = "export const de = {\n" + "".join(f'  key{n}: "Text {n} auf der Seite",\n' for n in range(60)) + "}\n"


def test_a_file_of_nothing_but_texts_is_data(tmp_path: Path) -> None:
    facts = by_path(facts_of(tmp_path, {"src/postcodes.ts": TEXTS}))
    assert facts["src/postcodes.ts"].role is Role.DATA
    assert facts["src/postcodes.ts"].why_left_out == "table-of-texts"
    assert facts["src/postcodes.ts"].code_lines == 62


def test_texts_with_a_function_or_a_few_lines_stay_program(tmp_path: Path) -> None:
    short = "export const de = {\n" + '  title: "Gebühren",\n' * 5 + "}\n"
    files: dict[str, str | bytes] = {"src/a.ts": TEXTS + SCRIPT, "src/b.ts": short}
    roles = {path: file.role for path, file in by_path(facts_of(tmp_path, files)).items()}
    assert roles == {"src/a.ts": Role.PRODUCTION, "src/b.ts": Role.PRODUCTION}
