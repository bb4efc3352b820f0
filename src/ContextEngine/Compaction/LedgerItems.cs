using System.Runtime.InteropServices;
using System.Text;
using Pith.Conversations;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>All that a ledger may say of a conversation, found out and counted once: grows block by block, in the order of blocks.</summary>
internal sealed class LedgerItems(ContextIndex index)
{
    private readonly TextTable _texts = new();
    private readonly List<int> _tokens = [];

    public List<LedgerItem> Constraints { get; } = [];

    public List<LedgerItem> Requests { get; } = [];

    public List<LedgerItem> Failures { get; } = [];

    public List<LedgerItem> Changed { get; } = [];

    public List<LedgerItem> Read { get; } = [];

    /// <summary>The entries of every list of things to do, by the block that wrote it.</summary>
    public List<LedgerItem> Todos { get; } = [];

    /// <summary>The blocks that wrote such a list; one may have been empty.</summary>
    public List<int> TodoBlocks { get; } = [];

    /// <summary>What the memories of earlier compactions carry, by section.</summary>
    private readonly Dictionary<string, List<LedgerItem>> _carried = new(StringComparer.Ordinal);

    /// <summary>Texts so far.</summary>
    public int Texts => _texts.Count;

    /// <summary>A text.</summary>
    public ReadOnlySpan<byte> TextOf(int text) => _texts[text];

    /// <summary>Tokens of a text, counted when first asked for.</summary>
    public int TokensOf(int text)
    {
        CollectionsMarshal.SetCount(_tokens, _texts.Count);
        ref var tokens = ref CollectionsMarshal.AsSpan(_tokens)[text];
        return tokens > 0 ? tokens : tokens = index.Meter.Count(_texts[text]);
    }

    /// <summary>What earlier memories say in a section, in the order of blocks.</summary>
    public List<LedgerItem> Carried(string section) => _carried.TryGetValue(section, out var items) ? items : Nothing;

    private static readonly List<LedgerItem> Nothing = [];

    /// <summary>Takes the next block of an exchange.</summary>
    /// <param name="i">Its position.</param>
    /// <param name="line">The number of its first line in a history.</param>
    public void Add(int i, int line)
    {
        ref readonly var block = ref index.Blocks[i];
        if (block.Has(BlockFlags.Request))
            AddRequest(i, line);
        else if (block.Kind == BlockKind.Result && block.Has(BlockFlags.Error) && block.Partner >= 0)
        {
            _texts.Next.Append($"- {index.Symbol(block.Tool)} {Subject(block, 80)} → {OneLine.Of(Signature.Of(index.Text(i)), 160)} (L{line})");
            Failures.Add(new LedgerItem(i, _texts.Take()));
        }
        else if (block.Kind == BlockKind.Call && block.Work == ToolKind.Todo)
        {
            TodoBlocks.Add(i);
            foreach (var entry in TodoList.Lines(index.Text(i)))
                Todos.Add(new LedgerItem(i, Take(entry)));
        }
        else if (block.Kind == BlockKind.Call && block.Subject >= 0 && block.Work is ToolKind.Read or ToolKind.Edit or ToolKind.Write)
        {
            _texts.Next.Append($"{Subject(block, 240)}"); // a path alone on its line, as calls will name it again
            (block.Work == ToolKind.Read ? Read : Changed).Add(new LedgerItem(i, _texts.Take()));
        }

        if (EarlierMemory.Of(index, i) is { } memory)
            Carry(i, memory);
    }

    private void AddRequest(int i, int line)
    {
        const int longest = 1600; // characters; longer pastes are behind the history's handle
        foreach (var range in Sentences.Binding(index.Text(i)))
        {
            _texts.Next.Append($"- {index.Text(i)[range].Trim(" \t\r"u8)}");
            Constraints.Add(new LedgerItem(i, _texts.Take()));
        }

        var text = Encoding.UTF8.GetString(index.Text(i)).Trim();
        if (text.Length > longest)
            text = text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)] + $" … [all: L{line}]";
        _texts.Next.Append($"- turn {index.Turns[index.Blocks[i].Turn].Number}: {text}");
        Requests.Add(new LedgerItem(i, _texts.Take()));
    }

    private void Carry(int i, EarlierMemory memory)
    {
        foreach (var section in MemorySections.All)
            foreach (var item in memory.Items(section))
                (CollectionsMarshal.GetValueRefOrAddDefault(_carried, section, out _) ??= []).Add(new LedgerItem(i, Take(section == MemorySections.Failures ? WithoutLine(item) : item)));
    }

    /// <summary>The line was one of an older history.</summary>
    private static string WithoutLine(string failure) => failure[..(failure.LastIndexOf(" (L", StringComparison.Ordinal) is > 0 and var at ? at : failure.Length)];

    private ReadOnlySpan<byte> Subject(in Block block, int bytes) => OneLine.Of(index.Symbol(block.Subject), bytes);

    private int Take(string text)
    {
        _texts.Next.Append($"{text}");
        return _texts.Take();
    }
}
