using Pith.Permissions.Paths;
using Pith.Permissions.Rules;

namespace Pith.Tools.Sandboxes;

/// <summary>A rule that denies reading or editing paths, as the sandbox holds it.</summary>
internal sealed class DeniedRule
{
    private readonly Rule rule;
    private readonly RulePlaces places;
    private readonly string written;
    private readonly string? home;

    /// <param name="rule">A Read or Edit rule with a specifier.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="home">The person's own folder, or null.</param>
    /// <param name="origin">What the working folder is a copy of, or null.</param>
    public DeniedRule(Rule rule, string folder, string? home, WorktreeOrigin? origin)
    {
        (this.rule, this.home, places) = (rule, home, new RulePlaces(folder, home, origin));
        written = places.Written;
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
        {
            var path = specifier switch
            {
                ['/', '/', ..] => specifier[1..],
                ['~', '/', ..] => home is null ? null : home + specifier[1..],
                ['/', ..] => rule.Root + specifier,
                _ => Path.GetFullPath(specifier, written),
            };
            Paths = path is null ? [] : origin is null ? [path] : [path, origin.Copied(path), .. specifier[0] is '/' or '~' ? (string[])[] : [Path.GetFullPath(specifier, folder)]];
        }
    }

    /// <summary>Whether it is about reading.</summary>
    public bool IsOfReading => PathTools.Reads(rule.Tool);

    /// <summary>The one path that it denies with all that is below, and its copy in a work tree; none where it is a pattern.</summary>
    public IReadOnlyList<string> Paths { get; } = [];

    /// <summary>Whether it can be held: it names a path, or a pattern that begins in a folder of work.</summary>
    /// <param name="roots">The folders of work.</param>
    public bool IsHeldIn(IReadOnlyList<string> roots) =>
        Paths.Count > 0 || PathPattern.Certain(rule.Specifier!, rule.Root, written, home) is { } certain && roots.Any(root => LexicalPath.IsWithin(certain, root));

    /// <summary>Whether it denies a path.</summary>
    public bool Covers(string path) => places.Match(rule, path);
}
