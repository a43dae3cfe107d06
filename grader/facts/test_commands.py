"""The calls that run tests, in the words of the common build tools and test programs."""

from __future__ import annotations

import re

TEST_COMMANDS = re.compile(
    r"""\b(?:
        pytest|tox|nox|unittest|py\.test|manage\.py\ test|hatch\ (?:run\ )?test|stestr\ run
        |(?:npm|yarn|pnpm|bun)(?:\ run)?(?:\ --?[\w-]+(?:[=\ ]\S+)?)*\ [\w:-]*test|npx\ (?:jest|vitest)
        |jest|vitest|karma\ start|ng\ test|cypress\ run
        |playwright\ test|nx\ (?:[\w-]+\ )*(?:-t\ )?test
        |mvnw?\b.*\ (?:test|verify|install|package|deploy)
        |gradlew?\ .*\b(?:\w*[tT]est|check|build)
        |sbt\ .*\btest|lein\ test|bazel\ test|meson\ test
        |go\ test|gotestsum|grunt\ test|gulp\ test
        |(?:cargo|cross)\ (?:\+\S+\ )?(?:nextest|test|tarpaulin|llvm-cov)|phpunit|pest|codecept\ run|behat
        |composer\ (?:run\ |run-script\ )?[\w:-]*test
        |rspec|rails\ test|rake\ (?:test|spec|ci|default)[\w:]*|rake(?=\s*$)|parallel_rspec
        |dotnet\ test|vstest|ctest|xcodebuild\ .*\btest|fastlane\ \w*test
        |(?:make|just|task|earthly)\ [\w\ +-]*(?:test|check)
        |flutter\ test|dart\ test|swift\ test|mix\ test|prove
        |busted|bats|R\ CMD\ check|testthat::|devtools::test
    )(?=$|[\s:"'&;|)\]])
    |\$\{?\{?\s*[\w.]+\s*\}\}?\s+(?:nextest\ run|test)\b
    |\./[\w./-]+\ (?:test|check)\b
    |\b(?:script|scripts|bin)/[\w-]*tests?\b
    |\b(?:run|exec)[\w-]*tests?\.(?:sh|py)\b""",
    re.VERBOSE,
)
