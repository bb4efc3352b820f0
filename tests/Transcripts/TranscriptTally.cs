using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Tests.Transcripts;

/// <summary>What two readers must agree on: turns by thread, blocks by kind with a hash of their text, where each turn stands.</summary>
internal sealed class TranscriptTally : ITranscriptSink
{
    private static readonly BlockKind[] Kinds = Enum.GetValues<BlockKind>();

    private readonly SortedDictionary<int, int> _turns = [];
    private readonly IncrementalHash _places = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash[] _texts = [.. Kinds.Select(_ => IncrementalHash.CreateHash(HashAlgorithmName.SHA256))];
    private readonly int[] _blocks = new int[Kinds.Length];
    private readonly long[] _bytes = new long[Kinds.Length];
    private int _boundaries, _malformed;

    public void Record(in RecordView record)
    {
        if (record.Kind == RecordKind.Turn)
            Turn(record.Thread, record.Role, record.Offset, record.Line);
        else if (record.Kind == RecordKind.Boundary)
            Boundary();
        else if (record.Kind == RecordKind.Malformed)
            Malformed();
    }

    public void Block(in BlockView block)
    {
        var text = block.Text.Bytes.ToArray();
        if (block.Text.Escaped)
        {
            var plain = new byte[JsonString.UnescapedMaxLength(text.Length)];
            text = plain[..JsonString.Unescape(text, plain)];
        }

        Block(block.Kind, text);
    }

    public void Turn(int thread, Role role, long offset, long line)
    {
        _turns[thread] = _turns.GetValueOrDefault(thread) + 1;
        _places.AppendData(Encoding.ASCII.GetBytes($"{thread} {role} {offset} {line}\n"));
    }

    public void Boundary() => _boundaries++;

    public void Malformed() => _malformed++;

    public void Block(BlockKind kind, byte[] text)
    {
        _blocks[(int)kind]++;
        _bytes[(int)kind] += text.Length;
        _texts[(int)kind].AppendData(text);
        _texts[(int)kind].AppendData([0xFF]); // in no UTF-8, so that blocks cannot run together unseen
    }

    /// <summary>All of it, one fact a line, so that a difference shows which.</summary>
    public override string ToString()
    {
        var facts = new StringBuilder();
        facts.AppendLine(CultureInfo.InvariantCulture, $"turns {string.Join(' ', _turns.Select(t => $"{t.Key}:{t.Value}"))}");
        facts.AppendLine(CultureInfo.InvariantCulture, $"places {Short(_places)}");
        facts.AppendLine(CultureInfo.InvariantCulture, $"boundaries {_boundaries} malformed {_malformed}");
        foreach (var kind in Kinds)
            facts.AppendLine(CultureInfo.InvariantCulture, $"{kind} {_blocks[(int)kind]} in {_bytes[(int)kind]} bytes {Short(_texts[(int)kind])}");
        return facts.ToString();
    }

    private static string Short(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetCurrentHash())[..12];
}
