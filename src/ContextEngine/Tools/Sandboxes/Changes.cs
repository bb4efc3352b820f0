namespace Pith.Tools.Sandboxes;

/// <summary>What commands changed that they may not, as sentences; and which of it could not be put back.</summary>
internal sealed class Changes
{
    private readonly List<string> sentences = [];

    /// <summary>All of it.</summary>
    public IReadOnlyList<string> Sentences => sentences;

    /// <summary>What is still as a command left it.</summary>
    public Dictionary<string, string> Left { get; } = new(StringComparer.Ordinal);

    /// <summary>How much it is.</summary>
    public int Count => sentences.Count;

    /// <summary>Takes a sentence.</summary>
    public void Add(string sentence) => sentences.Add(sentence);

    /// <summary>Takes one about what could not be put back.</summary>
    public void Leave(string path, string sentence)
    {
        Add(sentence);
        Left[path] = sentence;
    }

    /// <summary>Says more behind the last sentence.</summary>
    public void Explain(string more) => sentences[^1] += more;
}
