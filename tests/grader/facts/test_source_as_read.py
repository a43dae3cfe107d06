"""What a grammar stumbles over is read around: the functions behind such a place are found, too."""

from __future__ import annotations

import pytest

from grader.facts.function_names import name_of
from grader.facts.grammars import GRAMMARS
from grader.facts.parsing import parse

_KOTLIN = [
    "enum class A {\n  B,\n  ;\n\n  fun f() {}\n}\nclass C {\n  fun g() {}\n}\n",
    "class A {\n  fun f() {\n    in1.close()\n  }\n\n  fun g() {}\n}\n",
    "class A {\n  fun f() {\n    final = true\n  }\n\n  fun g() {}\n}\n",
    "class A { fun f() { b() } }\nclass C { fun g() {} }\n",
    'class A {\n  fun f() {\n    b($$"a$b")\n  }\n\n  fun g() {}\n}\n',
    "open class A\ninternal actual constructor(b: Int) {\n  fun f() {}\n\n  fun g() {}\n}\n",
]
_OBJECTIVE_C = [
    "- (void)f {\n#if A\n  if (a) {\n#else\n  if (b) {\n#endif\n  }\n}\n- (void)g {}\n",
    "- (void)f API_AVAILABLE(ios(10), macosx(10.12)) {}\n- (void)g {}\n",
    "- (void)f {\n  if (a) {}\n#if A\n  else if (b) {}\n#endif\n}\n- (void)g {}\n",
]


@pytest.mark.parametrize("source", _KOTLIN)
def test_functions_of_kotlin_behind_a_stumbling_block(source: str) -> None:
    assert _names(source, "kotlin") == ["f", "g"]


@pytest.mark.parametrize("body", _OBJECTIVE_C)
def test_methods_of_objective_c_behind_macros_and_conditions(body: str) -> None:
    source = f"NS_ASSUME_NONNULL_BEGIN\n@implementation A\n{body}@end\nNS_ASSUME_NONNULL_END\n"

    assert _names(source, "objectivec") == ["f", "g"]


@pytest.mark.parametrize(
    ("grammar", "source"),
    [("kotlin", source) for source in _KOTLIN] + [("objectivec", source) for source in _OBJECTIVE_C],
)
def test_every_byte_keeps_its_place(grammar: str, source: str) -> None:
    prepare = GRAMMARS[grammar].prepare

    assert prepare is not None
    prepared = prepare(source.encode())
    assert len(prepared) == len(source)


def _names(source: str, grammar: str) -> list[str]:
    data = source.encode()
    return [name_of(node, data, GRAMMARS[grammar]) for _, _, node in parse(data, grammar).functions]
