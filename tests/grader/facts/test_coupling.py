"""Imports as written and where they lead, language by language."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.facts.circles import circles, shortest_circle
from grader.facts.code import measured_code
from grader.facts.collect import collect
from grader.facts.coupling import couplings
from tests.grader.building import TODAY, write

# files, and the edges (from, to) that must be found
TREES: dict[str, tuple[dict[str, str], set[tuple[str, str]]]] = {
    "Python": (
        {
            "src/app/__init__.py": "",
            "src/app/a.py": "from . import b\nfrom app.sub.c import thing, other\nimport os, logging\n",
            "src/app/b.py": "from .sub import (\n    c as d,  # the shelf\n)\n",
            "src/app/sub/__init__.py": "",
            "src/app/sub/c.py": "thing = 1\n",
            "src/app/logging.py": "x = 1\n",
        },
        {
            ("src/app/a.py", "src/app/b.py"),
            ("src/app/a.py", "src/app/sub/c.py"),
            ("src/app/b.py", "src/app/sub/c.py"),
        },
    ),
    "TypeScript": (
        {
            "web/src/main.ts": "import { a } from './lib'\nimport b from '@/shared/b.js'\nimport 'react'\n",
            "web/src/lib/index.ts": "export * from './c'\nexport const a = 1\n",
            "web/src/lib/c.tsx": "const d = require('../shared/b')\n// require('../main')\n",
            "web/src/shared/b.ts": "import type { A } from '../main'\nexport default 1\n",
        },
        {
            ("web/src/main.ts", "web/src/lib/index.ts"),
            ("web/src/main.ts", "web/src/shared/b.ts"),
            ("web/src/lib/index.ts", "web/src/lib/c.tsx"),
            ("web/src/lib/c.tsx", "web/src/shared/b.ts"),
        },
    ),
    "Java": (
        {
            "src/main/java/de/amt/App.java": "package de.amt;\nimport de.amt.fees.Fee;\n"
            "import static de.amt.fees.Rates.TOP;\nimport java.util.List;\nclass App {}\n",
            "src/main/java/de/amt/fees/Fee.java": "package de.amt.fees;\nclass Fee {}\n",
            "src/main/java/de/amt/fees/Rates.java": "package de.amt.fees;\nclass Rates {}\n",
        },
        {
            ("src/main/java/de/amt/App.java", "src/main/java/de/amt/fees/Fee.java"),
            ("src/main/java/de/amt/App.java", "src/main/java/de/amt/fees/Rates.java"),
        },
    ),
    "Kotlin": (
        {
            "app/App.kt": "package de.amt\nimport de.amt.fees.Fee as F\nclass App\n",
            "app/fees/Fee.kt": "package de.amt.fees\nclass Fee\n",
        },
        {("app/App.kt", "app/fees/Fee.kt")},
    ),
    "PHP": (
        {
            "src/App.php": "<?php\nnamespace Amt;\nuse Amt\\Fees\\{Fee, Rate as R};\n"
            "require_once __DIR__ . '/boot.php';\n",
            "src/Fees/Fee.php": "<?php\nnamespace Amt\\Fees;\nclass Fee {}\n",
            "src/Fees/Rate.php": "<?php\nnamespace Amt\\Fees;\nclass Rate {}\n",
            "src/boot.php": "<?php\n$a = 1;\n",
        },
        {
            ("src/App.php", "src/Fees/Fee.php"),
            ("src/App.php", "src/Fees/Rate.php"),
            ("src/App.php", "src/boot.php"),
        },
    ),
    "Go": (
        {
            "main.go": 'package main\n\nimport (\n\t"fmt"\n\t"amt.example/town/fees"\n'
            '\t"amt.example/town/web"\n)\n',
            "fees/fee.go": "package fees\n",
            "web/page.go": 'package web\n\nimport "github.com/other/fees"\n',
        },
        {("main.go", "fees/fee.go"), ("main.go", "web/page.go")},
    ),
    "C": (
        {
            "src/main.c": '#include <stdio.h>\n#include "fee.h"\n#include <town/rate.h>\n',
            "src/fee.h": "int fee(void);\n",
            "include/town/rate.h": "int rate(void);\n",
        },
        {("src/main.c", "src/fee.h"), ("src/main.c", "include/town/rate.h")},
    ),
    "C#": (
        {
            "App/Program.cs": "using System;\nusing Amt.Fees;\nnamespace Amt.App { class Program {} }\n",
            "Fees/Fee.cs": "namespace Amt.Fees;\nclass Fee {}\n",
        },
        {("App/Program.cs", "Fees/Fee.cs")},
    ),
    "Rust": (
        {
            "src/main.rs": "mod fees;\nuse crate::fees::{rate::Rate, Fee};\nuse std::io;\nfn main() {}\n",
            "src/fees/mod.rs": "pub struct Fee;\n",
            "src/fees/rate.rs": "use super::*;\npub struct Rate;\n",
        },
        {("src/main.rs", "src/fees/mod.rs"), ("src/main.rs", "src/fees/rate.rs")},
    ),
    "Ruby": (
        {
            "lib/town/fee.rb": "require_relative 'rate'\nrequire 'json'\n",
            "lib/town/rate.rb": "module Rate\nend\n",
            "lib/town.rb": "require 'town/fee'\n",
        },
        {("lib/town/fee.rb", "lib/town/rate.rb"), ("lib/town.rb", "lib/town/fee.rb")},
    ),
    "Dart": (
        {
            "lib/main.dart": "import 'dart:io';\nimport 'package:town/fees/fee.dart';\n"
            "import 'package:http/http.dart';\nimport 'fees/rate.dart' as r show top;\nvoid main() {}\n",
            "lib/fees/fee.dart": "export '../page.dart';\nint fee() => 1;\n",
            "lib/fees/rate.dart": "int top = 1;\n",
            "lib/page.dart": "int page = 1;\n",
        },
        {
            ("lib/main.dart", "lib/fees/fee.dart"),
            ("lib/main.dart", "lib/fees/rate.dart"),
            ("lib/fees/fee.dart", "lib/page.dart"),
        },
    ),
    "Lua": (
        {
            "src/main.lua": 'local json = require("cjson")\nlocal fee = require "town.fees.fee"\n'
            "local all = require('town.fees')\nlocal other = require(name)\n",
            "src/town/fees/fee.lua": "return {}\n",
            "src/town/fees/init.lua": "return {}\n",
        },
        {("src/main.lua", "src/town/fees/fee.lua"), ("src/main.lua", "src/town/fees/init.lua")},
    ),
    "Perl": (
        {
            "lib/Town/App.pm": "package Town::App;\nuse strict;\nuse Town::Fee qw(fee);\nuse JSON::XS;\n"
            "use parent -norequire, 'Town::Base';\nrequire Town::Rate;\n1;\n",
            "lib/Town/Fee.pm": "package Town::Fee;\nuse 5.010;\n1;\n",
            "lib/Town/Base.pm": "package Town::Base;\n1;\n",
            "lib/Town/Rate.pm": "package Town::Rate;\n1;\n",
            "lib/strict.pm": "package strict;\n1;\n",
        },
        {
            ("lib/Town/App.pm", "lib/Town/Fee.pm"),
            ("lib/Town/App.pm", "lib/Town/Base.pm"),
            ("lib/Town/App.pm", "lib/Town/Rate.pm"),
        },
    ),
    "Shell": (
        {
            "bin/run.sh": '#!/bin/bash\nsource ./settings.sh\n. "$(dirname "$0")/lib/log.sh"\n'
            'source "${SCRIPT_DIR}/lib/mail.sh" || exit 1\n. bin/lib/date.sh\nsource /etc/profile\n',
            "bin/settings.sh": "a=1\n",
            "bin/lib/log.sh": "a=1\n",
            "bin/lib/mail.sh": "a=1\n",
            "bin/lib/date.sh": "a=1\n",
            "etc/profile.sh": "a=1\n",
        },
        {
            ("bin/run.sh", "bin/settings.sh"),
            ("bin/run.sh", "bin/lib/log.sh"),
            ("bin/run.sh", "bin/lib/mail.sh"),
            ("bin/run.sh", "bin/lib/date.sh"),
        },
    ),
    "Scala": (
        {
            "src/App.scala": "package de.amt\nimport de.amt.fees.{Fee, Rate => R}\nimport de.amt.pages._\n"
            "import scala.util.Try\nobject App\n",
            "src/fees/Fee.scala": "package de.amt.fees\nclass Fee\n",
            "src/fees/Rate.scala": "package de.amt.fees\nclass Rate\n",
            "src/pages/Page.scala": "package de.amt.pages\nclass Page\n",
        },
        {
            ("src/App.scala", "src/fees/Fee.scala"),
            ("src/App.scala", "src/fees/Rate.scala"),
            ("src/App.scala", "src/pages/Page.scala"),
        },
    ),
    "Groovy": (
        {
            "src/App.groovy": "package de.amt\nimport de.amt.fees.Fee\nimport static de.amt.fees.Rates.TOP\n"
            "import de.amt.fees.Third as T\nimport groovy.json.JsonSlurper\nclass App {}\n",
            "src/fees/Fee.groovy": "package de.amt.fees\nclass Fee {}\n",
            "src/fees/Rates.groovy": "package de.amt.fees\nclass Rates {}\n",
            "src/fees/Third.java": "package de.amt.fees;\nclass Third {}\n",
        },
        {
            ("src/App.groovy", "src/fees/Fee.groovy"),
            ("src/App.groovy", "src/fees/Rates.groovy"),
            ("src/App.groovy", "src/fees/Third.java"),
        },
    ),
    "Objective-C": (
        {
            "App/Main.m": '#import <Foundation/Foundation.h>\n#import "Fee.h"\n@import UIKit;\n',
            "App/Fees/Fee.h": "int fee(void);\n",
        },
        {("App/Main.m", "App/Fees/Fee.h")},
    ),
    "Elixir": (
        {
            "lib/town/app.ex": "defmodule Town.App do\n  use Router\n  alias Town.Fees.TaxRate, as: T\n"
            "  alias Town.{Page, Letter}\nend\n",
            "lib/town/fees/tax_rate.ex": "defmodule Town.Fees.TaxRate do\nend\n",
            "lib/town/page.ex": "defmodule Town.Page do\nend\n",
            "lib/town/letter.ex": "defmodule Town.Letter do\nend\n",
        },
        {
            ("lib/town/app.ex", "lib/town/fees/tax_rate.ex"),
            ("lib/town/app.ex", "lib/town/page.ex"),
            ("lib/town/app.ex", "lib/town/letter.ex"),
        },
    ),
    "R": (
        {
            "R/main.R": 'library(dplyr)\nsource("R/fee.R")\nsource("rate.R")\n',
            "R/fee.R": "fee <- 1\n",
            "R/rate.R": "rate <- 1\n",
        },
        {("R/main.R", "R/fee.R"), ("R/main.R", "R/rate.R")},
    ),
}


def edges(tmp_path: Path, files: dict[str, str]) -> set[tuple[str, str]]:
    facts = collect(write(tmp_path, files), as_of=TODAY)
    found = couplings(measured_code(facts).files)
    return {(path, target) for path, needs in found.files.items() for target in needs}


@pytest.mark.parametrize("language", TREES)
def test_imports_lead_to_files_of_the_tree_and_nowhere_else(tmp_path: Path, language: str) -> None:
    files, expected = TREES[language]
    assert edges(tmp_path, files) == expected


def test_imports_that_only_check_types_are_no_edge(tmp_path: Path) -> None:
    files = {
        "a.py": "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import b\n\nimport c\n",
        "b.py": "x = 1\n",
        "c.py": "x = 1\n",
    }
    assert edges(tmp_path, files) == {("a.py", "c.py")}


def test_circles_are_found_without_recursion() -> None:
    chain = {str(i): {str(i + 1)} for i in range(50_000)}
    assert circles(chain) == ()
    assert circles(chain | {"50000": {"0"}})[0][:2] == ("0", "1")


def test_each_circle_is_one_group_and_the_way_round_is_the_shortest() -> None:
    needs = {"a": {"b"}, "b": {"c", "a"}, "c": {"a"}, "d": {"a", "e"}, "e": {"d"}}
    assert circles(needs) == (("a", "b", "c"), ("d", "e"))
    assert shortest_circle(needs, ("a", "b", "c")) == ("a", "b")
