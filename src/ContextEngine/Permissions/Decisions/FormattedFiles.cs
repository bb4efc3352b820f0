using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>Formatters and linters that write what they find in whole folders: where rules deny editing a file that one would take, it is asked about.</summary>
internal static class FormattedFiles
{
    /// <summary>Why a command would change what an Edit rule denies, or null.</summary>
    public static string? Why(SimpleCommand command, int at, RuleBook rules)
    {
        var words = command.Words;
        var name = Launchers.NameOf(words[at]);
        // Runners of packages may need no word for it, and python its -m.
        if (name is "yarn" or "pnpm" or "python" or "python3" or "py" && at + 1 < words.Count)
            name = Launchers.NameOf(words[at += words[at + 1].Text == "-m" && at + 2 < words.Count ? 2 : 1]);
        var rest = words.Skip(at + 1).ToArray();
        if (Kinds(name) is not { } kinds || !Writes(name, rest))
            return null;
        rules.Look();
        if (!command.Folders.IsKnown)
            return $"which folders {name} goes through is only known when it runs";
        foreach (var folder in command.Folders.Paths.ToArray())
            foreach (var operand in rest.Where(w => !w.Text.StartsWith('-') && w.Text is not ("fmt" or "format" or "fix" or "check" or "lint")).Select(w => w.Text).DefaultIfEmpty("."))
            {
                // These read patterns by themselves.
                var special = operand.AsSpan().IndexOfAny("*?[{!");
                var path = LexicalPath.Join(folder, special < 0 ? operand : operand[..(operand.LastIndexOf('/', special) + 1)]);
                if (name == "dotnet" && File.Exists(path))
                    path = LexicalPath.Join(path, "..");
                if (Directory.Exists(path) && FolderWalk.First(path, kinds == ".go" ? [".git"] : [".git", "node_modules", ".venv"], e => e is FileInfo && Takes(kinds, e.Name) && rules.OnPath(Verdict.Deny, "Edit", e.FullName) is not null) is { } met)
                    return met.Length > 0 ? $"{name} comes upon {met}" : $"{name} goes through more files than can be looked at";
            }

        return null;
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
        bool Has(params ReadOnlySpan<string> options)
        {
            foreach (var word in rest)
                foreach (var option in options)
                    if (word.Text == option || option.StartsWith("--", StringComparison.Ordinal) && word.Text.StartsWith(option, StringComparison.Ordinal))
                        return true;
            return false;
        }

        return name switch
        {
            "gofmt" or "goimports" or "gofumpt" or "shfmt" => Has("-w"),
            "clang-format" or "yapf" or "autopep8" => Has("-i", "--in-place", "--i"),
            "rubocop" or "ktlint" => Has("-a", "-A", "-F", "--auto", "--fix", "--format"),
            "prettier" or "eslint" or "stylelint" or "standard" or "xo" or "biome" or "markdownlint" or "standardrb" => Has("-w", "--write", "--fix", "--apply"),
            "ruff" => Has("format", "--fix", "--unsafe") && !Has("--check", "--diff"),
            "go" or "cargo" or "dotnet" or "terraform" or "tofu" or "deno" or "mix" or "dart" or "php-cs-fixer" or "dprint" => Has("fmt", "format", "fix") && !Has("--check", "--verify", "--dry-run", "-check"),
            _ => !Has("--check", "--diff", "--version", "--help", "-c"),
        };
    }
}
