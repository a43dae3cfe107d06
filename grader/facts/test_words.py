"""The words by which test frameworks check something, begin a test case and switch one off.

Patterns over bytes for unittest, pytest, Jest, Vitest, Mocha with Chai, Cypress, Playwright, Jasmine,
JUnit, TestNG, AssertJ, Hamcrest, Mockito, Kotest, Spock, ScalaTest, xUnit.net, NUnit, MSTest,
FluentAssertions, PHPUnit, Pest, Codeception, minitest, RSpec, Go's testing, testify, Gomega, Rust's
macros, insta, XCTest, Swift Testing, GoogleTest, Catch2, Boost.Test, Qt Test, CppUnit, testthat,
Test::More, ExUnit, busted and bats.
"""

ASSERTIONS = (
    rb"(?:[Aa]ssert|ASSERT|XCTAssert|XCTFail|XCTUnwrap|[Rr]efute|expect|EXPECT|Expect|andExpect|verif(?:y|ied)|"
    rb"Verif(?:y|ied)|coVerify|REQUIRE|CHECK|QVERIFY|QCOMPARE|QTRY_|QFAIL|BOOST_(?:CHECK|REQUIRE|TEST)|"
    rb"CPPUNIT_ASSERT|TEST_ASSERT|pytest\.(?:raises|warns|fail|approx)|toThrow|is_expected|"
    rb"should(?=\s*(?:===|be|not|have|contain|equal|match|include|throw)?[ ({=])|"
    rb"shouldBe|shouldThrow|shouldNot|shouldHave|shouldContain|shouldEqual|"
    rb"fail(?:ure)?\s*\(|must_(?:equal|be|raise|include|match)|stopifnot|expected\s*=)"
)
OWN_ASSERTIONS = {
    "Go": rb"\b[tbT]b?\.(?:Error|Fatal|Fail)(?:f|Now)?\(|\b(?:require|is|c|g|qt)\.(?:[A-Z]\w+)\(",
    "Perl": rb"(?<![\w:>$@%-])(?:ok|is|isnt|like|unlike|is_deeply|cmp_ok|can_ok|isa_ok|pass|cmp_deeply|"
    rb"isnt_deeply|eq_or_diff|lives_ok|throws_ok|dies_ok|subtest_ok|use_ok|require_ok)\b|"
    rb"->\w*_(?:ok|like|contains|lacks|is)\b",
    "Shell": rb"^\s*(?:\[\[? |test )|\|\| (?:exit|return|fail)",
    "Groovy": rb"^\s*(?:then|expect)\s*:",
    "PHP": rb"->(?:see|dontSee|should|assert)(?:[A-Z]\w*)?\(|->(?:expectException|expectNotToPerformAssertions)",
    "JavaScript": rb"\.should\b",
    "TypeScript": rb"\.should\b",
    "Julia": rb"@test\w*",
    "Clojure": rb"\((?:is|are)\s",
    "Erlang": rb"\?assert\w*",
    "Java": rb"\.(?:andExpect|statusCode|body|verifyComplete|expectNext|isEqualTo)\(",
    "C#": rb"\.(?:Should\w*|Received|DidNotReceive|MustHaveHappened\w*)\(",
    "Scala": rb"(?<=\s)(?:should|must|shouldBe|mustBe|shouldEqual)\s|\s===\s",
}
CASES = {
    "Python": rb"^\s*(?:async )?def test\w*",
    "JavaScript": rb"(?<![\w.$])(?:it|test)(?:\.(?:each|only|concurrent|skip|todo|fixme))?\s*[(`]|"
    rb"(?<![\w.$])xit\(",
    "Java": rb"@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|Property|Theory)\b|"
    rb"(?:^\s*public void test[A-Z]\w*)",
    "Kotlin": rb"@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\b",
    "Scala": rb"(?<![\w.])(?:test\(|it\s+should|it\()|@Test\b|\"\s+(?:in|should)\s*\{",
    "Groovy": rb"@Test\b|(?:^\s*def [\"'])",
    "C#": rb"\[(?:Fact|Theory|Test|TestCase|TestMethod|DataTestMethod|SkippableFact)\b",
    "PHP": rb"function test\w*|(?:^\s*#\[Test\])|(?<![\w>$:])(?:it|test)\(|function it_\w+",
    "Ruby": rb"^\s*(?:x?it|specify|scenario|example|test|should|its)\b[ ({]|^\s*def test_\w+",
    "Go": rb"^func (?:\([^)]*\) )?Test\w*\(|(?<![\w.])It\(",
    "Rust": rb"#\[(?:[\w:]+::)?test\b|#\[rstest",
    "Swift": rb"func test\w*\(|@Test\b",
    "Objective-C": rb"^- ?\(void\) ?test\w*",
    "C++": rb"\b(?:TEST(?:_F|_P|_CASE)?|TYPED_TEST|SCENARIO|BOOST_AUTO_TEST_CASE|"
    rb"BOOST_FIXTURE_TEST_CASE)\s*\("
    rb"|(?:^\s*void (?:\w+::)?test\w*\(\))",
    "Dart": rb"(?<![\w.])(?:test|testWidgets|blocTest)\s*[(<]",
    "R": rb"(?:test_that|it)\(",
    "Perl": rb"(?<![\w>$])(?:subtest|it)\b|(?:^\s*sub test_?\w*)",
    "Shell": rb"^@test |^\s*(?:function )?test\w+ ?\(\)",
    "Elixir": rb"^\s*(?:test|property) [\"']",
    "Lua": rb"(?<![\w.])it\(|function (?:\w+:)?test\w*",
    "Julia": rb"@testset\b",
}
CASES |= {"TypeScript": CASES["JavaScript"], "Vue": CASES["JavaScript"], "Svelte": CASES["JavaScript"]}
CASES |= {"C": CASES["C++"]}
SKIPPED = (
    rb"@(?:Disabled|Ignore)\b(?!If|Unless|On|For)|(?<![\w.$])(?:x(?:it|test|describe|context|specify)|"
    rb"(?:it|test|describe|suite|context)\.(?:skip|todo|fixme))\s*(?:\(|\.each)|"
    rb"@(?:pytest\.mark|unittest|nottest)\.?(?:skip|nottest)(?![a-zA-Z])|\[Ignore\b|"
    rb"\[(?:Fact|Theory)\([^)\]\n]*Skip\s*=|"
    rb"#\[ignore\b|#\[Ignore\]|@tag :skip|"
    rb"(?:^\s*(?:xit|xdescribe|xcontext)\b)|(?:^\s+(?:pending|skip)(?: [\"']|$))"
)
# None of these, nothing is switched off.
SKIP_WORDS = (
    b"skip",
    b"Skip",
    b"gnore",
    b"Disabled",
    b"todo",
    b"fixme",
    b"pending",
    b"xit",
    b"xtest",
    b"xdescribe",
    b"xcontext",
    b"xspecify",
)
