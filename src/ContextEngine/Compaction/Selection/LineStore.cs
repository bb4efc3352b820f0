using System.Runtime.InteropServices;
using Pith.Conversations;

namespace Pith.Compaction.Selection;

/// <summary>
/// All lines of a conversation and what is known of each by itself, found out once: equal lines have equal keys, and so
/// on. Grows block by block; a history is a choice of its lines. About 60 bytes a line.
/// </summary>
/// <param name="index">The conversation.</param>
/// <param name="atoms">Takes the atoms of its lines.</param>
/// <param name="bytes">Text that is there already, for which room is made at once.</param>
internal sealed class LineStore(ContextIndex index, AtomTable atoms, int bytes)
{
    private const int BytesPerLine = 40;

    private readonly Dictionary<ulong, int> _keys = new(bytes / BytesPerLine);
    private readonly Dictionary<ulong, int> _templates = [];
    private readonly Dictionary<long, int> _pairs = new(bytes / BytesPerLine);

    private readonly List<LineFacts> _facts = new(bytes / BytesPerLine);
    private readonly List<AtomAt> _atoms = new(bytes / BytesPerLine);
    private readonly List<int> _starts = [0];
    private readonly List<int> _tokens = new(bytes / BytesPerLine);

    /// <summary>The lines of all blocks so far.</summary>
    public HistoryWriter Written { get; } = new(index, bytes, bytes / BytesPerLine);

    /// <summary>What is known of each, by its id.</summary>
    public ReadOnlySpan<LineFacts> Facts => CollectionsMarshal.AsSpan(_facts);

    /// <summary>Numbers that were given to keys, templates and pairs; each from 1.</summary>
    public (int Keys, int Templates, int Pairs) Numbers => (_keys.Count + 1, _templates.Count + 1, _pairs.Count + 1);

    /// <summary>Atoms of all lines.</summary>
    public int AtomCount => _atoms.Count;

    /// <summary>Atoms of a line.</summary>
    public ReadOnlySpan<AtomAt> AtomsOf(int id) => AtomsOf(_facts[id]);

    /// <summary>Atoms of a line, by what is known of it.</summary>
    public ReadOnlySpan<AtomAt> AtomsOf(scoped in LineFacts facts) => CollectionsMarshal.AsSpan(_atoms)[facts.FirstAtom..facts.EndAtom];

    /// <summary>Where the lines of a block begin; those of the next one begin where they end.</summary>
    public int StartOf(int block) => _starts[block];

    /// <summary>Tokens of each line as it is shown, its end included, by id; 0 where <see cref="Count"/> was not asked to count.</summary>
    public ReadOnlySpan<int> Tokens => CollectionsMarshal.AsSpan(_tokens);

    /// <summary>Counts the tokens of lines behind each other, once.</summary>
    /// <param name="first">The id of the first.</param>
    /// <param name="count">How many.</param>
    public void Count(int first, int count)
    {
        var tokens = CollectionsMarshal.AsSpan(_tokens).Slice(first, count);
        for (var at = tokens.IndexOf(0); at >= 0 && at < count; at++)
            if (tokens[at] == 0)
                tokens[at] = index.Meter.Count(Excerpt.StripNumber(TextOf(first + at), out _)) + 1;
    }

    /// <summary>The number of a key; 0 where no line has it.</summary>
    public int KeyOf(ulong hash) => hash == 0 ? 0 : _keys.GetValueOrDefault(hash);

    /// <summary>Takes the next block of the index.</summary>
    /// <param name="exchange">The exchange it stands in; -1 for none, as system prompts.</param>
    public void Add(int exchange)
    {
        var (block, start) = (_starts.Count - 1, Written.Text.Length);
        if (exchange >= 0)
            Written.Add(block, exchange);
        var mayFail = Signature.NamesError(Written.Text.Span[start..]); // nine searches through a block are cheaper than through each line
        for (var id = _facts.Count; id < Written.Lines.Count; id++)
            _facts.Add(FactsOf(id, mayFail));
        CollectionsMarshal.SetCount(_tokens, _facts.Count);
        _starts.Add(_facts.Count);
    }

    /// <summary>Marks the lines of a block that is shown whole, by key. What a heading says of an argument stands in the view too.</summary>
    public void Mark(int block, Span<bool> present)
    {
        for (var id = StartOf(block); id < StartOf(block + 1); id++)
            present[Written.Lines[id] is { Whole: true, Part: HistoryPart.Heading } ? KeyOf(Lines.Key(TextOf(id))) : _facts[id].Key] = true;
    }

    private ReadOnlySpan<byte> TextOf(int id) => Written.Text.Span.Slice(Written.Lines[id].Start, Written.Lines[id].Length);

    private LineFacts FactsOf(int id, bool mayFail)
    {
        var line = Written.Lines[id];
        var first = _atoms.Count;
        if (line.Part == HistoryPart.Heading)
            return new LineFacts { FirstAtom = first, EndAtom = first };
        var text = TextOf(id);
        var body = Excerpt.StripNumber(text, out _);
        var core = Lines.CoreOf(body);
        var hash = Lines.KeyOf(core);
        var key = hash == 0 ? 0 : Number(_keys, hash);
        var isSource = line.Part is HistoryPart.Result or HistoryPart.Added or HistoryPart.Argument or HistoryPart.Names && line.Work is ToolKind.Read or ToolKind.Edit or ToolKind.Write;
        if (isSource || key != 0 && text.Length <= LineFeatures.Longest)
            for (var found = new AtomScanner(text); found.MoveNext();)
                _atoms.Add(new AtomAt(atoms.Intern(found.Current), found.Start));
        return new LineFacts
        {
            Key = key,
            Pair = key == 0 ? 0 : Number(_pairs, (long)line.Subject << 32 | (uint)key),
            Template = key != 0 && line.Part == HistoryPart.Result && line.Work is not (ToolKind.Read or ToolKind.Edit) ? Number(_templates, LineTemplate.Of(core)) : 0,
            FirstAtom = first,
            EndAtom = _atoms.Count,
            IsSource = isSource,
            Declares = Declaration.Opens(body),
            NamesError = mayFail && Signature.NamesError(text),
        };
    }

    private static int Number<T>(Dictionary<T, int> numbers, T value)
        where T : notnull
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, value, out var known);
        return known ? number : number = numbers.Count;
    }
}
