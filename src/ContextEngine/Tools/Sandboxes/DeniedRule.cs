using Pith.Permissions.Paths;
using Pith.Permissions.Rules;

namespace Pith.Tools.Sandboxes;

/// <summary>A rule that denies reading or editing paths, as the sandbox holds it.</summary>
internal sealed class DeniedRule
{
    private readonly Rule rule;
    private readonly string folder;
    private readonly string? home;

    /// <param name="rule">A Read or Edit rule with a specifier.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="home">The person's own folder, or null.</param>
    public DeniedRule(Rule rule, string folder, string? home)
    {
        (this.rule, this.folder, this.home) = (rule, folder, home);
        var specifier = rule.Specifier!;
        // All that is in a folder is held with the folder.
        foreach (var all in (ReadOnlySpan<string>)["/**", "/*", "/"])
            if (specifier.Length > all.Length && specifier.EndsWith(all, StringComparison.Ordinal))
            {
                specifier = specifier[..^all.Length];
                break;
            }

        // Without a slash before its end it matches at any depth.
        if (rule.Specifier!.TrimEnd('/').Contains('/') && specifier.AsSpan().IndexOfAny("*?[\\") < 0)
            Path = specifier switch
            {
                ['/', '/', ..] => specifier[1..],
                ['~', '/', ..] => home is null ? null : home + specifier[1..],
                ['/', ..] => rule.Root + specifier,
                _ => System.IO.Path.GetFullPath(specifier, folder),
            };
    }

    /// <summary>Whether it is about reading.</summary>
    public bool IsOfReading => PathTools.Reads(rule.Tool);

    /// <summary>The one path that it denies with all that is below; null where it is a pattern.</summary>
    public string? Path { get; }

    /// <summary>Whether it can be held: it names a path, or a pattern that begins in a folder of work.</summary>
    /// <param name="roots">The folders of work.</param>
    public bool IsHeldIn(IReadOnlyList<string> roots) =>
        Path is not null || PathPattern.Certain(rule.Specifier!, rule.Root, folder, home) is { } certain && roots.Any(root => LexicalPath.IsWithin(certain, root));

    /// <summary>Whether it denies a path.</summary>
    public bool Covers(string path) => PathPattern.Matches(rule.Specifier!, path, rule.Root, folder, home);
}
