using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Pith.Conversations;
using Pith.Store;
using Pith.Text;

namespace Pith.Compaction.Memories;

/// <summary>Files by the calls on them that succeeded.</summary>
internal sealed class FileFold
{
    private readonly Dictionary<string, (Artefact Artefact, int Order)> _files = new(StringComparer.Ordinal);
    private int _order;

    public IReadOnlyList<Artefact> All => [.. _files.Values.OrderBy(f => f.Order).Select(f => f.Artefact)];

    public void Result(ContextIndex index, int i, int turn)
    {
        ref readonly var call = ref index.Blocks[index.Blocks[i].Partner];
        if (call.Subject < 0 || index.Blocks[i].Has(BlockFlags.Error) || call.Work is not (ToolKind.Read or ToolKind.Edit or ToolKind.Write))
            return;
        var path = Encoding.UTF8.GetString(index.Symbol(call.Subject));
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_files, path, out _);
        var was = entry.Artefact ?? new Artefact(path, "", turn, 0, 0, null);
        entry = (call.Work switch
        {
            ToolKind.Read => was with { Operation = "read", Turn = turn, Reads = was.Reads + 1 },
            ToolKind.Write => was with { Operation = "written", Turn = turn, Changes = was.Changes + 1, Hash = ContentHash(index.Text(index.Blocks[i].Partner)) },
            _ => was with { Operation = "edited", Turn = turn, Changes = was.Changes + 1, Hash = null },
        }, _order++);
    }

    /// <summary>The hash of what a call put into a file; null where its arguments hold no content.</summary>
    private static string? ContentHash(ReadOnlySpan<byte> arguments)
    {
        var reader = new Utf8JsonReader(arguments, JsonLimits.Options);
        while (reader.Read())
        {
            var isContent = reader.TokenType == JsonTokenType.PropertyName && (reader.ValueTextEquals("content"u8) || reader.ValueTextEquals("file_text"u8));
            if (!isContent || !reader.Read() || reader.TokenType != JsonTokenType.String)
                continue;
            var room = new byte[JsonString.UnescapedMaxLength(reader.ValueSpan.Length) + 1];
            return BlobHash.Of(room.AsSpan(0, JsonString.Unescape(reader.ValueSpan, room))).ToString();
        }

        return null;
    }
}
