using System.Text;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Tests.Transcripts;

/// <summary>What a reader said, in a form that a test can write down: a line a turn, the words of every block.</summary>
internal sealed class RecordLog : ITranscriptSink
{
    /// <summary><c>T0@120:3 words</c>: a turn of thread 0 at byte 120 on line 3, with the words of its blocks.</summary>
    public List<string> Lines { get; } = [];

    public List<string> Words { get; } = [];

    /// <summary>What each boundary keeps, as it stands in the file.</summary>
    public List<string> Boundaries { get; } = [];

    public List<(long Offset, long Line)> Malformed { get; } = [];

    public void Record(in RecordView record)
    {
        if (record.Kind == RecordKind.Turn)
            Lines.Add($"T{record.Thread}@{record.Offset}:{record.Line}");
        else if (record.Kind == RecordKind.Boundary)
            Boundaries.Add(Encoding.UTF8.GetString(record.Preserved));
        else if (record.Kind == RecordKind.Malformed)
            Malformed.Add((record.Offset, record.Line));
    }

    public void Block(in BlockView block)
    {
        var bytes = block.Text.Bytes;
        var room = new byte[JsonString.UnescapedMaxLength(bytes.Length)];
        var words = block.Text.Escaped ? Encoding.UTF8.GetString(room, 0, JsonString.Unescape(bytes, room)) : Encoding.UTF8.GetString(bytes);
        Words.Add(words);
        Lines[^1] += " " + words;
    }
}
