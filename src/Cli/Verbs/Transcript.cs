using System.Text;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Cli.Verbs;

/// <summary>A transcript as read.</summary>
/// <param name="Path">As the user wrote it.</param>
/// <param name="Dialect">What kind of transcript it is.</param>
/// <param name="Bytes">Bytes read, decompressed.</param>
/// <param name="Index">The conversation.</param>
internal sealed record Transcript(string Path, DialectKind Dialect, long Bytes, ContextIndex Index)
{
    /// <summary>The model that answered last, or empty.</summary>
    public string Model => Encoding.UTF8.GetString(Index.Model);

    /// <summary>Tokens of the context's texts.</summary>
    public long Tokens
    {
        get
        {
            var total = 0L;
            foreach (ref readonly var block in Index.Blocks)
                total += block.Tokens;
            return total;
        }
    }
}
