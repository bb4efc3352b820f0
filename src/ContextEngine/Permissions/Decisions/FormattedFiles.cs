using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>Formatters and linters that write what they find in whole folders: where rules deny editing a file that one would take, it is asked about.</summary>
internal static class FormattedFiles
{
    private const string Python = ".py .pyi .ipynb";
    private const string Ruby = ".rb .rake .gemspec .ru";
    private const string Fixes = "fmt format fix --fix";
    private const string Saves = "-w --write --fix --apply";

    // Options without a value.
    private const string Bare = "-w --write --fix --unsafe-fixes --apply -i --in-place -a -A -F --all -q --quiet -v --verbose -l -s --cache --color --no-color --";

    /// <summary>Why a command would change what an Edit rule denies, or null.</summary>
    public static string? Why(SimpleCommand command, int at, RuleBook rules, FolderWalk walk)
    {
        if (Of(command, at) is not var (name, rest, kinds))
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

    /// <summary>Whether the command at a place is one that writes.</summary>
    public static bool Writes(SimpleCommand command, int at) => Of(command, at) is not null;

    private static (string Name, ShellWord[] Behind, string Kinds)? Of(SimpleCommand command, int at)
    {
        var words = command.Words;
        var name = Plain(words[at]);
        // Runners of packages may need no word for it, and python its -m.
        if (name is "yarn" or "pnpm" or "npx" or "bunx" or "uvx" or "python" or "python3" or "py" && at + 1 < words.Count)
            name = Plain(words[at += words[at + 1].Text == "-m" && at + 2 < words.Count ? 2 : 1]);
        var rest = words.Skip(at + 1).ToArray();
        return Known(name) is var (kinds, says) && !OnlyLooks(name, rest) && (says.Length == 0 || Says(rest, says)) ? (name, rest, kinds) : null;
    }

    // Of a version (eslint@8) the name.
    private static string Plain(ShellWord word) => Launchers.NameOf(word) is var name && name.IndexOf('@', StringComparison.Ordinal) is > 0 and var version ? name[..version] : name;

    private static bool IsDenied(FileSystemInfo entry, string kinds, RuleBook rules) =>
        entry is FileInfo && Takes(kinds, entry.Name) && rules.DeniesEditing(entry.FullName) is not null;

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
            namesWhatIsThere |= (isThere || File.Exists(path)) && (i == 0 || rest[i - 1].Text is var before && (!before.StartsWith('-') || before.Contains('=') || WordTable.Has(Bare, before)));
        }

        if (!namesWhatIsThere)
            places.Add(folder);
        return places;
    }

    /// <summary>The ends of the names that a program takes, none for many, and the words that have it write, none where it does so by itself; null for no such program.</summary>
    private static (string Kinds, string Says)? Known(string name) => name switch
    {
        "black" or "isort" or "pyupgrade" => (Python, ""),
        "yapf" or "autopep8" => (Python, "-i --in-place --i"),
        "ruff" => (Python, "format --fix --unsafe"),
        "gofmt" or "goimports" or "gofumpt" => (".go", "-w"),
        "go" => (".go", Fixes),
        "cargo" => (".rs", Fixes),
        "rustfmt" => (".rs", ""),
        "dotnet" => (".cs .vb .fs", Fixes),
        "terraform" or "tofu" => (".tf .tfvars .hcl", Fixes),
        "mix" => (".ex .exs .heex", Fixes),
        "rubocop" => (Ruby, "-a -A -F --auto --fix --format"),
        "standardrb" => (Ruby, Saves),
        "prettier" or "eslint" or "stylelint" or "standard" or "xo" or "biome" or "markdownlint" => ("", Saves),
        "deno" or "php-cs-fixer" or "dart" or "dprint" => ("", Fixes),
        "shfmt" => ("", "-w"),
        "clang-format" => ("", "-i --in-place --i"),
        "ktlint" => ("", "-a -A -F --auto --fix --format"),
        "treefmt" => ("", ""),
        _ => null,
    };

    private static bool Takes(string kinds, string name) => kinds.Length > 0
        ? Path.GetExtension(name) is { Length: > 0 } end && WordTable.Has(kinds, end)
        // No formatter knows these.
        : !name.StartsWith(".env", StringComparison.Ordinal) && Path.GetExtension(name) is not (".pem" or ".key" or ".crt" or ".p12" or ".pfx" or ".jks" or ".lock");

    /// <summary>Whether a word is among these; longer options than theirs count as well.</summary>
    private static bool Says(ShellWord[] rest, string says)
    {
        foreach (var word in rest)
            foreach (var range in says.AsSpan().Split(' '))
                if (says.AsSpan(range) is var said && (word.Text.AsSpan().SequenceEqual(said) || said.StartsWith("--") && word.Text.AsSpan().StartsWith(said)))
                    return true;
        return false;
    }

    // Only the very options count here.
    private static bool OnlyLooks(string name, ShellWord[] rest)
    {
        foreach (var word in rest)
            if (WordTable.Has("--check --check-only --diff --verify-no-changes --dry-run -check --version --help", word.Text) || name == "isort" && word.Text == "-c")
                return true;
        return false;
    }
}
