using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>A rule that denies editing files leaves what reads, tests, builds or runs them to the other rules.</summary>
public sealed class GivenFilesTests
{
    private const string Rules = "Edit(tests/**);Edit(.env)";

    private static Verdict Of(string command, string deny = Rules, PermissionMode mode = PermissionMode.Default) => Bench.Of(allow: "Bash", deny: deny, mode: mode).Run(command).Verdict;

    [Theory]
    [InlineData("cat tests/x.py")]
    [InlineData("grep -rn foo tests")]
    [InlineData("git diff tests/x.py")]
    [InlineData("timeout 5 head tests/x.py")]
    [InlineData("git add tests/x.py && git commit -m x tests/x.py")]
    [InlineData("pytest tests/x.py")]
    [InlineData("pytest -xvs tests/x.py::test_a")]
    [InlineData("python3 -m pytest --lf tests/x.py")]
    [InlineData("python3 tests/x.py")]
    [InlineData("node --test tests/x.js")]
    [InlineData("npx jest tests/x.js")]
    [InlineData("npx -y vitest run tests/x.js")]
    [InlineData("npm test -- tests/x.js")]
    [InlineData("pnpm run test tests/x.js")]
    [InlineData("uv run mypy tests/x.py")]
    [InlineData("go test ./tests/...")]
    [InlineData("cargo test --test tests/x.rs")]
    [InlineData("dotnet test tests/Tests.csproj")]
    [InlineData("eslint --quiet tests/x.js")]
    [InlineData("ruff check tests/x.py")]
    [InlineData("gcc tests/x.c")]
    [InlineData("echo .env")]
    public void WhatReadsThemPasses(string command) => Assert.Equal(Verdict.Allow, Of(command));

    [Theory]
    [InlineData("rm tests/x.py")]
    [InlineData("cp a.py tests/x.py")]
    [InlineData("cat a.py > tests/x.py")]
    [InlineData("cat a.py | tee tests/x.py")]
    [InlineData("sed -i s/a/b/ tests/x.py")]
    [InlineData("sort -o tests/x.py a")]
    [InlineData("perl -pi -e s/a/b/ tests/x.py")]
    [InlineData("python3 fix.py tests/x.py")]
    [InlineData("python3 -m autopep8 -i tests/x.py")]
    [InlineData("python3 -m json.tool a tests/x.json")]
    [InlineData("pytest a.py --junitxml tests/out.xml")]
    [InlineData("pytest a.py --junitxml=tests/out.xml")]
    [InlineData("gcc a.c -o tests/x")]
    [InlineData("gcc a.c -otests/x")]
    [InlineData("eslint --fix tests/x.js")]
    [InlineData("npx -y eslint --fix tests/x.js")]
    [InlineData("npx prettier --write tests/x.js")]
    [InlineData("uv run ruff format tests/x.py")]
    [InlineData("go fmt tests/x.go")]
    [InlineData("cargo new tests/x")]
    [InlineData("cargo run -- tests/x.rs")]
    [InlineData("go run fix.go tests/x.go")]
    [InlineData("npm run format tests/x.js")]
    [InlineData("make tests/x.py")]
    [InlineData("tsc tests/x.ts")]
    [InlineData("git checkout tests/x.py")]
    [InlineData("git mv tests/x.py y")]
    [InlineData("unheard tests/x.py")]
    public void WhatMayChangeThemDoesNot(string command) => Assert.NotEqual(Verdict.Allow, Of(command, mode: PermissionMode.BypassPermissions));

    [Theory]
    [InlineData("cat tests/x.py")]
    [InlineData("pytest tests/x.py")]
    [InlineData("python3 tests/x.py")]
    [InlineData("git add tests/x.py")]
    public void ThatNobodyMayReadThemHoldsForAll(string command) => Assert.Equal(Verdict.Deny, Of(command, "Read(tests/**)"));

    [Theory]
    [InlineData("echo .env", Verdict.Allow)]
    [InlineData("echo .env | xargs cat", Verdict.Ask)]
    [InlineData("cat $(echo .env)", Verdict.Ask)]
    [InlineData("echo $(< .env)", Verdict.Deny)]
    public void ToSayANameIsNotToReadTheFile(string command, Verdict verdict) => Assert.Equal(verdict, Of(command, "Read(.env)"));
}
