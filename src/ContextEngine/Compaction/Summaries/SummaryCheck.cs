using System.IO.Hashing;
using System.Text;
using Pith.Conversations;
using Pith.Text;

namespace Pith.Compaction.Summaries;

/// <summary>
/// Holds a model's words to the source: of the three sections it keeps the sentences whose paths, identifiers, numbers
/// and quoted code all occur there. What a model makes up it cannot put into the context.
/// </summary>
internal sealed class SummaryCheck
{
    private readonly HashSet<ulong> _atoms = [];
    private readonly List<ReadOnlyMemory<byte>> _sources = [];

    public SummaryCheck(ContextIndex index)
    {
        var exchanges = Exchange.Of(index);
        Add(History.Of(index, exchanges, exchanges.Count).Text);
        for (var i = 0; i < index.Blocks.Length; i++)
            if (index.Blocks[i].Role == Transcripts.Role.System)
                Add(index.Memory(i));
    }

    /// <summary>Sentences that went so far.</summary>
    public int Dropped { get; private set; }

    /// <summary>The sections that are left, under their headings; empty when nothing is.</summary>
    public string Keep(ReadOnlySpan<byte> answer)
    {
        var room = new byte[Utf8Text.ValidMaxLength(answer.Length)];
        var lines = Encoding.UTF8.GetString(room, 0, Utf8Text.CopyValid(answer, room)).Split('\n');
        var kept = new StringBuilder();
        foreach (var heading in SummaryRequest.Headings)
        {
            var section = Section(lines, heading);
            if (section.Length > 0)
                kept.Append("## ").Append(heading).Append('\n').Append(section);
        }

        return kept.ToString();
    }

    private string Section(string[] lines, string heading)
    {
        var section = new StringBuilder();
        var inside = false;
        foreach (var line in lines.Select(l => l.TrimEnd('\r', ' ')))
        {
            if (line.StartsWith('#'))
                inside = line.TrimStart('#', ' ').TrimEnd(':').Equals(heading, StringComparison.OrdinalIgnoreCase);
            else if (inside && string.Join(' ', Sentences(line).Where(Holds)) is { Length: > 0 } text)
                section.Append(text).Append('\n');
        }

        return section.ToString();
    }

    /// <summary>Sentences of a line: they end at a mark with a space behind it.</summary>
    private static IEnumerable<string> Sentences(string line)
    {
        var start = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (i + 1 < line.Length && !(line[i] is '.' or '!' or '?' && line[i + 1] == ' '))
                continue;
            var sentence = line[start..(i + 1)].Trim();
            start = i + 1;
            if (sentence.Length > 0)
                yield return sentence;
        }
    }

    private bool Holds(string sentence)
    {
        // Text that would be read as pith's own marks is nobody's to write.
        var holds = !sentence.Contains('<', StringComparison.Ordinal) && !sentence.Contains("pith:", StringComparison.Ordinal) && Quoted(sentence).All(code => Occurs(Encoding.UTF8.GetBytes(code)));
        foreach (var atom in new AtomScanner(Encoding.UTF8.GetBytes(sentence)))
            holds &= _atoms.Contains(XxHash3.HashToUInt64(atom)) || Occurs(atom.ToArray());
        Dropped += holds ? 0 : 1;
        return holds;
    }

    private bool Occurs(byte[] code) => _sources.Exists(s => s.Span.IndexOf(code) >= 0);

    /// <summary>What stands between backticks.</summary>
    private static IEnumerable<string> Quoted(string sentence) => sentence.Split('`').Where((part, i) => i % 2 == 1 && part.Length > 0);

    private void Add(ReadOnlyMemory<byte> text)
    {
        _sources.Add(text);
        foreach (var atom in new AtomScanner(text.Span))
            _atoms.Add(XxHash3.HashToUInt64(atom));
    }
}
