from __future__ import annotations

from pathlib import Path

import pytest

from grader.facts.assertions import TestCounts, count_inline_tests, count_tests
from grader.facts.collect import collect
from tests.grader.building import TODAY, write

CASES = [
    ("Python", b"def test_sum():\n    assert add(1, 2) == 3\n", 1, 1),
    ("Python", b"def test_sum(self):\n    self.assertEqual(3, add(1, 2))\n", 1, 1),
    ("Python", b"def test_expect_error():\n    with pytest.raises(ValueError):\n        add()\n", 1, 1),
    ("JavaScript", b"it('adds', () => {\n  expect(add(1, 2)).toBe(3)\n})\n", 1, 1),
    ("TypeScript", b"test('list', () => {\n  cy.get('li').should('have.length', 3)\n})\n", 1, 1),
    ("Java", b"@Test\nvoid shouldReturnSum() {\n  assertThat(add(1, 2)).is(3);\n}\n", 1, 1),
    ("Java", b"@Test\nvoid verifyList() {\n  mvc.perform(get()).andExpect(status());\n}\n", 1, 1),
    ("Kotlin", b"@Test\nfun adds() { add(1, 2) shouldBe 3 }\n", 1, 1),
    ("C#", b"[Fact]\npublic void Adds() { Assert.Equal(3, Add(1, 2)); }\n", 1, 1),
    ("PHP", b"public function testAdds() { $this->assertSame(3, add(1, 2)); }\n", 1, 1),
    ("PHP", b"public function testPage() { $I->see('Anliegen'); }\n", 1, 1),
    ("Ruby", b"it 'adds' do\n  expect(add(1, 2)).to eq 3\nend\n", 1, 1),
    ("Ruby", b"def test_adds\n  assert_equal 3, add(1, 2)\nend\n", 1, 1),
    ("Go", b'func TestAdd(t *testing.T) {\n\tif add(1, 2) != 3 { t.Error("no") }\n}\n', 1, 1),
    ("Go", b"func TestAdd(t *testing.T) {\n\trequire.Equal(t, 3, add(1, 2))\n}\n", 1, 1),
    ("Rust", b"#[test]\nfn adds() { assert_eq!(add(1, 2), 3); }\n", 1, 1),
    ("C++", b"TEST(Sum, Adds) { EXPECT_EQ(add(1, 2), 3); }\n", 1, 1),
    ("Swift", b"func testAdds() { XCTAssertEqual(add(1, 2), 3) }\n", 1, 1),
    ("R", b"test_that('adds', {\n  expect_equal(add(1, 2), 3)\n})\n", 1, 1),
    ("Perl", b"subtest adds => sub {\n  is(add(1, 2), 3);\n};\n", 1, 1),
    ("Shell", b'@test "adds" {\n  [ "$(add 1 2)" -eq 3 ]\n}\n', 1, 1),
]


@pytest.mark.parametrize(("language", "text", "cases", "assertions"), CASES)
def test_each_language_checks_in_its_own_words(
    language: str, text: bytes, cases: int, assertions: int
) -> None:
    counts = count_tests(text, language)
    assert (counts.cases, counts.assertions) == (cases, assertions)


def test_a_name_that_speaks_of_expectations_checks_nothing() -> None:
    text = b"def test_expect_sum():\n    add(1, 2)\n"
    assert count_tests(text, "Python") == TestCounts(assertions=0, cases=1)


def test_a_check_in_a_comment_checks_nothing() -> None:
    text = b"def test_sum():\n    add(1, 2)  # assert add(1, 2) == 3\n"
    comment = (text.index(b"#"), len(text) - 1)
    assert count_tests(text, "Python", [comment]).assertions == 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("Java", b"@Disabled\n@Test\nvoid adds() {}\n"),
        ("JavaScript", b"it.skip('adds', () => {})\n"),
        ("Python", b"@pytest.mark.skip(reason='broken')\ndef test_sum(): ...\n"),
        ("Rust", b"#[test]\n#[ignore]\nfn adds() {}\n"),
    ],
)
def test_a_test_that_is_switched_off_is_counted(language: str, text: bytes) -> None:
    assert count_tests(text, language).skipped == 1


def test_a_test_that_depends_on_the_system_is_not_switched_off() -> None:
    text = b"@pytest.mark.skipif(windows, reason='no')\ndef test_sum():\n    assert True\n"
    assert count_tests(text, "Python").skipped == 0


def test_tests_inside_of_a_program_file_begin_at_their_module() -> None:
    text = b"fn add() { assert!(true); }\n#[cfg(test)]\nmod tests {\n#[test]\nfn a() { assert!(add()); }\n}\n"
    assert count_inline_tests(text, "Rust") == TestCounts(assertions=1, cases=1)
    assert count_inline_tests(text, "Java") == TestCounts()


def test_a_whole_file_is_counted_without_its_comments_and_strings(tmp_path: Path) -> None:
    text = "// expect(1)\nit('expect(2)', () => {\n  expect(3).toBe(3)\n})\n"
    write(tmp_path, {"src/a.test.js": text})
    (file,) = collect(tmp_path, as_of=TODAY).tests
    assert (file.test_cases, file.assertions) == (1, 1)
