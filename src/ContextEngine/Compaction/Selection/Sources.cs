using System.Runtime.InteropServices;
using System.Text.Json;
using Pith.Conversations;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Compaction.Selection;

/// <summary>
/// Under which head a line of the history is shown: its file, or for commands the first path they name, or who spoke. Heads
/// are numbered once for a conversation; what is said of a history is gone with the next.
/// </summary>
internal sealed class Sources(ContextIndex index, LineStore store)
{
    private readonly TextTable _titles = new();
    private readonly List<int> _first = []; // of the line that a stretch begins with, plus one; 0 where not known
    private readonly Dictionary<int, int> _ofSubject = [];
    private readonly List<int> _late = []; // sources first seen behind the lines that last
    private readonly List<int> _lateSubjects = []; // and subjects
    private int[] _of = [], _subjects = [];
    private int _read;

    /// <summary>Reads a history: what was not read before.</summary>
    public void Read(History history)
    {
        CollectionsMarshal.SetCount(_first, store.Facts.Length);
        Scratch.Keep(ref _of, history.Lines.Length);
        if (history.Lasting < _read)
        {
            _ofSubject.Clear();
            _subjects.AsSpan().Fill(Unseen);
            _read = 0;
        }
        else
            ForgetLate();
        _late.Clear();
        _lateSubjects.Clear();
        Read(history, _read, _read = history.Lasting, isLate: false);
        Read(history, _read, history.Lines.Length, isLate: true);
    }

    private void ForgetLate()
    {
        foreach (var source in _late)
            _subjects[source] = Unseen;
        foreach (var subject in _lateSubjects)
            _ofSubject.Remove(subject);
    }

    private void Read(History history, int from, int to, bool isLate)
    {
        var (block, head, part, source) = (-1, -1, HistoryPart.Heading, 0);
        var lines = history.Lines;
        for (var i = from; i < to; i++)
        {
            ref readonly var line = ref lines[i];
            if (line.Block != block || line.Head != head || line.Part != part)
            {
                (block, head, part) = (line.Block, line.Head, line.Part);
                if (_first[line.Id] == 0)
                    _first[line.Id] = 1 + (head < 0 ? SourceOf(line) : OfHead(history.Heads[head]));
                source = _first[line.Id] - 1;
                See(source, line.Subject, isLate);
            }

            _of[i] = source;
        }
    }

    private const int Unseen = int.MinValue;

    /// <summary>Source of each line.</summary>
    public ReadOnlySpan<int> Of => _of;

    /// <summary>One more than the highest source.</summary>
    public int Count => _titles.Count;

    /// <summary>The first source of a subject; -1 where it has none.</summary>
    public int OfSubject(int subject) => _ofSubject.GetValueOrDefault(subject, -1);

    /// <summary>The subject that a source was first seen with; -1 for words.</summary>
    public int SubjectOf(int source) => _subjects[source];

    /// <summary>What stands in the head.</summary>
    public ReadOnlySpan<byte> TitleOf(int source) => _titles[source];

    private void See(int source, int subject, bool isLate)
    {
        if (source >= _subjects.Length)
        {
            var old = _subjects.Length;
            Array.Resize(ref _subjects, source + source / 2 + 16);
            _subjects.AsSpan(old).Fill(Unseen);
        }

        if (_subjects[source] != Unseen)
            return;
        _subjects[source] = subject;
        if (isLate)
            _late.Add(source);
        if (_ofSubject.TryAdd(subject, source) && isLate)
            _lateSubjects.Add(subject);
    }

    private int SourceOf(in HistoryLine line)
    {
        ref readonly var block = ref index.Blocks[line.Block];
        if (block.Work == ToolKind.Shell)
            return Intern("$ "u8, [], PlaceOf(index.Text(block.Kind == BlockKind.Result ? block.Partner : line.Block)));
        if (block.Subject < 0)
            return Intern([], [], line.Part == HistoryPart.User ? "user"u8 : line.Part == HistoryPart.Notice ? "harness"u8 : block.Tool >= 0 ? index.Symbol(block.Tool) : "assistant"u8);
        var subject = OneLine.Of(index.Symbol(block.Subject), 200);
        return block.Work == ToolKind.Search ? Intern(index.Symbol(block.Tool), " "u8, subject) : Intern([], [], subject);
    }

    private int OfHead(MemoryHead head)
    {
        _titles.Next.Append($"{head.Title}");
        return _titles.Take();
    }

    /// <summary>Where a command works: the folder its call names, or the first path in it.</summary>
    private static ReadOnlySpan<byte> PlaceOf(ReadOnlySpan<byte> arguments)
    {
        var named = default(ReadOnlySpan<byte>);
        var reader = new Utf8JsonReader(arguments, JsonLimits.Options);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            var isFolder = reader.ValueTextEquals("workdir"u8) || reader.ValueTextEquals("cwd"u8) || reader.ValueTextEquals("path"u8) || reader.ValueTextEquals("directory"u8);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && FirstPath(OneLine.Of(reader.ValueSpan, 400)) is { Length: > 0 } path && (isFolder || named.Length == 0))
                named = path;
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

    private int Intern(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> blank, ReadOnlySpan<byte> name)
    {
        _titles.Next.Append($"{kind}{blank}{name}");
        return _titles.Take();
    }
}
