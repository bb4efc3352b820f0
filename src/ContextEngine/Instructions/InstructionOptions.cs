namespace Pith.Instructions;

/// <summary>Where instruction files are looked for, and which may be taken.</summary>
public sealed record InstructionOptions
{
    /// <summary>The working folder, absolute.</summary>
    public required string Folder { get; init; }

    /// <summary>The organisation's folder, such as <c>/etc/claude-code</c>; null for none.</summary>
    public string? Managed { get; init; }

    /// <summary>The user's settings folder, such as <c>~/.claude</c>; null for none.</summary>
    public string? User { get; init; }

    /// <summary>What <c>~</c> stands for in an import; null for none.</summary>
    public string? Home { get; init; }

    /// <summary>Whether the working folder is trusted. Of one that is not, no file is taken.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>Whether a file outside the project, that a file of the project imports or links to, may be taken; it is given the real path.</summary>
    public Func<string, bool> MayReach { get; init; } = static _ => false;

    /// <summary>Whether a file of a project may be taken as it stands; it is given the path at which it was found.</summary>
    public Func<string, bool> MayTake { get; init; } = static _ => true;

    /// <summary>Globs of files that are left out, as <c>claudeMdExcludes</c> has them; the organisation's are never left out.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];
}
