using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>Formatters and linters that write what they find in whole folders: where rules deny editing a file that one would take, it is asked about.</summary>
internal static class FormattedFiles
{
    private const string Bare = " -w --write --fix --unsafe-fixes --apply -i --in-place -a -A -F --all -q --quiet -v --verbose -l -s --cache --color --no-color -- ";

    /// <summary>Why a command would change what an Edit rule denies, or null.</summary>
    public static string? Why(SimpleCommand command, int at, RuleBook rules, FolderWalk walk)
    {
        var words = command.Words;
        var name = Plain(words[at]);
        // Runners of packages may need no word for it, and python its -m.
        if (name is "yarn" or "pnpm" or "python" or "python3" or "py" && at + 1 < words.Count)
            name = Plain(words[at += words[at + 1].Text == "-m" && at + 2 < words.Count ? 2 : 1]);
        var rest = words.Skip(at + 1).ToArray();
        if (Kinds(name) is not { } kinds || !Writes(name, rest))
            return null;
        rules.Look();
        if (!command.Folders.IsKnown)
            return $"which folders {name} goes through is only known when it runs";
        string[] passes = kinds == ".go" ? [".git"] : [".git", "node_modules", ".venv"];
        foreach (var folder in command.Folders.Paths.ToArray())
            foreach (var place in Places(folder, name, rest))
                if (walk.First(place, passes, entry => IsDenied(entry, kinds, rules)) is { } met)
                    return met.Length > 0 ? $"{name} comes upon {met}" : $"{name} goes through more files than can be looked at";
        return null;
    }

    // Of a version (eslint@8) the name.
    private static string Plain(ShellWord word) => Launchers.NameOf(word) is var name && name.IndexOf('@', StringComparison.Ordinal) is > 0 and var version ? name[..version] : name;

    private static bool IsDenied(FileSystemInfo entry, string kinds, RuleBook rules) =>
        entry is FileInfo && Takes(kinds, entry.Name)
        && (rules.OnPath(Verdict.Deny, "Edit", entry.FullName) ?? (entry.LinkTarget is not null && RealPath.OrNull(entry.FullName) is { } real ? rules.OnPath(Verdict.Deny, "Edit", real) : null)) is not null;

    /// <summary>The folders it goes through: those it names; its own, unless it surely names what is there. What follows an option may be its value.</summary>
    private static HashSet<string> Places(string folder, string name, ShellWord[] rest)
    {
        var (places, namesWhatIsThere) = (new HashSet<string>(StringComparer.Ordinal), false);
        for (var i = 0; i < rest.Length; i++)
        {
            var operand = rest[i].Text;
            if (operand is ['-' or '+', ..] || operand is "fmt" or "format" or "fix" or "check" or "lint" or "clippy" or "style" or "whitespace" or "analyzers")
                continue;
            // These read patterns, and all that is below, by themselves.
            var special = operand.AsSpan().IndexOfAny("*?[{!");
            operand = special >= 0 ? operand[..(operand.LastIndexOf('/', special) + 1)] : operand.EndsWith("/...", StringComparison.Ordinal) ? operand[..^3] : operand;
            var path = LexicalPath.Join(folder, operand);
            if (name == "dotnet" && File.Exists(path))
                path = LexicalPath.Join(path, "..");
            var isThere = Directory.Exists(path);
            if (isThere)
                places.Add(path);
            namesWhatIsThere |= (isThere || File.Exists(path)) && (i == 0 || rest[i - 1].Text is var before && (!before.StartsWith('-') || before.Contains('=') || Bare.Contains($" {before} ", StringComparison.Ordinal)));
        }

        if (!namesWhatIsThere)
            places.Add(folder);
        return places;
    }

    /// <summary>The ends of the names that a program takes; an empty text for many, null for no such program.</summary>
    private static string? Kinds(string name) => name switch
    {
        "black" or "isort" or "ruff" or "yapf" or "autopep8" or "pyupgrade" => ".py .pyi .ipynb",
        "gofmt" or "goimports" or "gofumpt" or "go" => ".go",
        "cargo" or "rustfmt" => ".rs",
        "dotnet" => ".cs .vb .fs",
        "terraform" or "tofu" => ".tf .tfvars .hcl",
        "mix" => ".ex .exs .heex",
        "rubocop" or "standardrb" => ".rb .rake .gemspec .ru",
        "prettier" or "eslint" or "stylelint" or "standard" or "xo" or "biome" or "deno" or "shfmt" or "clang-format" or "php-cs-fixer" or "dart" or "ktlint" or "markdownlint" or "dprint" or "treefmt" => "",
        _ => null,
    };

    private static bool Takes(string kinds, string name) => kinds.Length > 0
        ? Path.GetExtension(name) is { Length: > 0 } end && Array.IndexOf(kinds.Split(' '), end) >= 0
        // No formatter knows these.
        : !name.StartsWith(".env", StringComparison.Ordinal) && Path.GetExtension(name) is not (".pem" or ".key" or ".crt" or ".p12" or ".pfx" or ".jks" or ".lock");

    private static bool Writes(string name, ShellWord[] rest)
    {
        // Longer options count as those that write, and only the very ones as those that do not.
        bool Has(params ReadOnlySpan<string> options)
        {
            foreach (var word in rest)
                foreach (var option in options)
                    if (word.Text == option || option.StartsWith("--", StringComparison.Ordinal) && word.Text.StartsWith(option, StringComparison.Ordinal))
                        return true;
            return false;
        }

        bool OnlyLooks()
        {
            foreach (var word in rest)
                if (word.Text is "--check" or "--check-only" or "--diff" or "--verify-no-changes" or "--dry-run" or "-check" or "--version" or "--help" || name == "isort" && word.Text == "-c")
                    return true;
            return false;
        }

        return !OnlyLooks() && name switch
        {
            "gofmt" or "goimports" or "gofumpt" or "shfmt" => Has("-w"),
            "clang-format" or "yapf" or "autopep8" => Has("-i", "--in-place", "--i"),
            "rubocop" or "ktlint" => Has("-a", "-A", "-F", "--auto", "--fix", "--format"),
            "prettier" or "eslint" or "stylelint" or "standard" or "xo" or "biome" or "markdownlint" or "standardrb" => Has("-w", "--write", "--fix", "--apply"),
            "ruff" => Has("format", "--fix", "--unsafe"),
            "go" or "cargo" or "dotnet" or "terraform" or "tofu" or "deno" or "mix" or "dart" or "php-cs-fixer" or "dprint" => Has("fmt", "format", "fix", "--fix"),
            _ => true,
        };
    }
}
