using Pith.Store;

namespace Pith.Offload;

/// <summary>What is known about a tool result besides its bytes. Every field may be left out.</summary>
public readonly ref struct PreviewContext
{
    /// <summary>The tool's name, for example <c>Read</c>.</summary>
    public ReadOnlySpan<byte> Tool { get; init; }

    /// <summary>The call's arguments as JSON; the words in them decide what is of interest.</summary>
    public ReadOnlySpan<byte> Arguments { get; init; }

    /// <summary>The file whose text this is. Empty for anything else: the output of a command, a search, a page.</summary>
    public ReadOnlySpan<byte> Path { get; init; }

    /// <summary>Further words of interest, parted by anything that is not a letter or digit: identifiers in use lately.</summary>
    public ReadOnlySpan<byte> Words { get; init; }

    /// <summary>Whether the tool reported failure.</summary>
    public bool IsError { get; init; }

    /// <summary>Where the whole is kept; null when it is kept nowhere, then no handle line is written.</summary>
    public BlobHash? Hash { get; init; }
}
