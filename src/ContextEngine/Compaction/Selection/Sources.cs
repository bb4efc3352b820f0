using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Pith.Conversations;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Compaction.Selection;

/// <summary>Under which head a line of the history is shown: its file, or for commands the first path they name, or who spoke.</summary>
internal sealed class Sources
{
    private readonly ContextIndex _index;
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private readonly List<string> _titles = [];
    private readonly List<int> _subjects = [];
    private readonly Dictionary<int, int> _sources = [];

    public Sources(ContextIndex index, History history)
    {
        _index = index;
        Of = new int[history.Lines.Count];
        var (at, part, source) = ((-1, -1), HistoryPart.Heading, 0);
        for (var i = 0; i < Of.Length; i++)
        {
            var line = history.Lines[i];
            if ((line.Block, line.Head) != at || line.Part != part)
            {
                (at, part, source) = ((line.Block, line.Head), line.Part, line.Head < 0 ? SourceOf(line) : Intern("", Encoding.UTF8.GetBytes(history.Heads[line.Head].Title)));
                if (source == _subjects.Count)
                {
                    _subjects.Add(line.Subject);
                    _sources.TryAdd(_subjects[^1], source);
                }
            }

            Of[i] = source;
        }
    }

    /// <summary>Source of each line.</summary>
    public int[] Of { get; }

    /// <summary>How many sources there are.</summary>
    public int Count => _titles.Count;

    /// <summary>The first source of a subject; -1 where it has none.</summary>
    public int OfSubject(int subject) => _sources.GetValueOrDefault(subject, -1);

    /// <summary>The subject that a source was first seen with; -1 for words.</summary>
    public int SubjectOf(int source) => _subjects[source];

    /// <summary>What stands in the head.</summary>
    public string TitleOf(int source) => _titles[source];

    private int SourceOf(HistoryLine line)
    {
        ref readonly var block = ref _index.Blocks[line.Block];
        if (block.Work == ToolKind.Shell)
            return Intern("$ ", PlaceOf(_index.Text(block.Kind == BlockKind.Result ? block.Partner : line.Block)));
        if (block.Subject < 0)
            return Intern("", line.Part == HistoryPart.User ? "user"u8 : line.Part == HistoryPart.Notice ? "harness"u8 : block.Tool >= 0 ? _index.Symbol(block.Tool) : "assistant"u8);
        var subject = OneLine.Of(_index.Symbol(block.Subject), 200);
        return block.Work == ToolKind.Search ? Intern(Encoding.UTF8.GetString(_index.Symbol(block.Tool)) + " ", subject) : Intern("", subject);
    }

    /// <summary>Where a command works: the folder its call names, or the first path in it.</summary>
    private static byte[] PlaceOf(ReadOnlySpan<byte> arguments)
    {
        byte[] named = [];
        var reader = new Utf8JsonReader(arguments, JsonLimits.Options);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            var isFolder = reader.ValueTextEquals("workdir"u8) || reader.ValueTextEquals("cwd"u8) || reader.ValueTextEquals("path"u8) || reader.ValueTextEquals("directory"u8);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && FirstPath(OneLine.Of(reader.ValueSpan, 400)) is { Length: > 0 } path && (isFolder || named.Length == 0))
                named = path.ToArray();
        }

        return named;
    }

    private static ReadOnlySpan<byte> FirstPath(ReadOnlySpan<byte> text)
    {
        foreach (var atom in new AtomScanner(text))
            if (atom.Contains((byte)'/'))
                return text.IndexOf(atom) is > 0 and var at && text[at - 1] is (byte)'/' or (byte)'.' ? text.Slice(at - 1, atom.Length + 1) : atom;
        return [];
    }

    private int Intern(string kind, ReadOnlySpan<byte> name)
    {
        var title = kind + Encoding.UTF8.GetString(name);
        ref var source = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, title, out var known);
        if (!known)
        {
            source = _titles.Count;
            _titles.Add(title);
        }

        return source;
    }
}
