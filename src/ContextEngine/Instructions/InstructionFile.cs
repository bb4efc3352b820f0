namespace Pith.Instructions;

/// <summary>One instruction file that was found: loaded, or skipped for a reason. A value.</summary>
/// <param name="Path">Its full path, as it was found.</param>
/// <param name="Scope">Whose words it holds.</param>
public sealed record InstructionFile(string Path, InstructionScope Scope)
{
    /// <summary>Characters from which on a file is warned about: Claude Code's number. It is loaded whole all the same.</summary>
    public const int WarnFrom = 40_000;

    /// <summary>What the model is shown of it; empty where it was skipped.</summary>
    public string Text { get; init; } = "";

    /// <summary>Names the text: equal digests, equal texts.</summary>
    public string Digest { get; init; } = "";

    /// <summary>The file that imports it, or null.</summary>
    public string? ImportedBy { get; init; }

    /// <summary>The files it is about, as globs from the folder that holds it; none where it is about all.</summary>
    public IReadOnlyList<string> Globs { get; init; } = [];

    /// <summary>Why it is not loaded, as a phrase; null where it is.</summary>
    public string? Skipped { get; init; }

    /// <summary>Whether it was to be expected that it is skipped, so that nobody needs to be told unasked.</summary>
    public bool IsExpected { get; init; }

    /// <summary>What should be known of a file that is loaded, as phrases.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether it is part of the system text.</summary>
    public bool HasAuthority => Scope is InstructionScope.Managed or InstructionScope.User;
}
