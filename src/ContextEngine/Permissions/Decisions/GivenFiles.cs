using Pith.Permissions.Programs;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>
/// Files that a command is given to read: by what only reads, and by what tests, checks, builds or runs them. That a rule denies editing them
/// says nothing about these: who may not touch the tests may run them.
/// </summary>
/// <param name="command">The command.</param>
/// <param name="innermost">Where it begins behind its wrappers.</param>
internal sealed class GivenFiles(SimpleCommand command, int innermost)
{
    private const string Checkers = "pytest py.test unittest tox nox mypy pyright pylint flake8 bandit ruff eslint stylelint jest vitest mocha ava tap playwright cypress phpunit phpstan pest rspec minitest ctest bats shellcheck hadolint yamllint actionlint gcc g++ cc c++ clang clang++ rustc";
    private const string Builders = "go cargo dotnet deno bun swift zig mix npm pnpm yarn mvn gradle gradlew";
    // Not run: what the program is given besides, it may change.
    private const string Tasks = "test t tests build check vet clippy lint bench typecheck type-check";
    private const string Runners = "npx bunx pnpm yarn npm uv uvx poetry pipenv pdm hatch rye bundle pipx bun deno";

    // Options of theirs that take no value; what follows another may be where it writes.
    private const string Bare = "-- --quiet --verbose --watch --run --runInBand --bail --noEmit --strict --lf --ff --no-cov --test --exact --release --locked --offline --workspace --all --all-targets --no-restore --no-build";

    private readonly bool onlyReads = innermost < command.Words.Count && command.Words[innermost].IsLiteral && ReadOnlyPrograms.Find(command.Words[innermost].Text) is { } program && program.WhyNot([.. command.Words.Skip(innermost + 1)]) is null;

    /// <summary>Whether a word is one of them, and nothing that the command writes.</summary>
    /// <param name="at">Which.</param>
    public bool Has(int at) => onlyReads || at > innermost && command.Words[at] is { Text: not ['-', ..] } word && !word.Has(WordTraits.Dynamic) && IsTaken(command.Words, at);

    private bool IsTaken(IReadOnlyList<ShellWord> words, int at)
    {
        var program = innermost;
        var name = Launchers.NameOf(words[program]);
        if (name == "git")
            return GitCommand.At(words, program + 1) is var sub && sub < at && words[sub] is { IsLiteral: true, Text: "add" or "stage" or "commit" };
        if (FormattedFiles.Writes(command, program))
            return false;
        // python3 -m pytest, npx jest, uv run mypy: what they start counts.
        if (words[program + 1].Text == "-m" && Interpreters.Is(name) && program + 2 < at)
            return WordTable.Has(Checkers, words[program + 2].Text) && !WritesTo(words[at - 1].Text);
        if (Interpreters.Is(name) && (program + 1 == at || name == "node" && words[program + 1].Text == "--test"))
            return true;
        var started = program;
        if (WordTable.Has(Runners, name))
            for (started++; started < at && words[started].Text is "run" or "exec" or "dlx" or "x" or "-y" or "--yes" or "--"; started++)
            {
            }

        if (started < at && WordTable.Has(Checkers, Launchers.NameOf(words[started])))
            return !WritesTo(words[at - 1].Text) && !FormattedFiles.Writes(command, started);
        if (!WordTable.Has(Builders, name))
            return false;
        var task = program + 1;
        while (task < at && words[task].Text is "run" && WordTable.Has("npm pnpm yarn bun", name))
            task++;
        return task < at && WordTable.Has(Tasks, words[task].Text) && !WritesTo(words[at - 1].Text);
    }

    private static bool WritesTo(string option) =>
        option is "-o" or "-O" or "-w" or "-d" || option.StartsWith("--", StringComparison.Ordinal) && !WordTable.Has(Bare, option) && !option.Contains('=');
}
