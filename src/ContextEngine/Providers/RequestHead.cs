using System.Buffers;

namespace Pith.Providers;

/// <summary>What comes before the messages and stays for a whole epoch.</summary>
public sealed record RequestHead
{
    /// <summary>The model to ask, by the provider's id.</summary>
    public required string Model { get; init; }

    /// <summary>System texts, UTF-8, in order.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> System { get; init; } = [];

    /// <summary>Tools the model may call, in order.</summary>
    public IReadOnlyList<ToolDeclaration> Tools { get; init; } = [];

    /// <summary>What the provider is asked to cache.</summary>
    public CacheLife Cache { get; init; }

    /// <summary>The schema that the last answer must fit; null for none.</summary>
    public OutputSchema? Output { get; init; }

    /// <summary>Asks for a summary of the conversation in place of an answer: what it is to keep, or empty for what the provider thinks best; null asks for an answer.</summary>
    public string? Summary { get; init; }

    /// <summary>Features of the provider's API that are used.</summary>
    public ApiFeatures Features { get; init; } = ApiFeatures.Default;

    /// <summary>The system texts as one, parted by blank lines: several are refused by some chat templates.</summary>
    internal ReadOnlySpan<byte> SystemText()
    {
        var text = new ArrayBufferWriter<byte>(1024);
        foreach (var part in System)
        {
            text.Write(text.WrittenCount == 0 ? [] : "\n\n"u8);
            text.Write(part.Span);
        }

        return text.WrittenSpan;
    }
}
