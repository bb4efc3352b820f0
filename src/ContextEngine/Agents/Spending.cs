using System.Text;
using Pith.Models;
using Pith.Providers;
using Pith.Transcripts;

namespace Pith.Agents;

/// <summary>
/// What a run spent on what: each answer's cost is divided among what was sent, by bytes: what the cache held among what was
/// sent before, the rest among what is new; what was produced among the blocks of the answer. A call and its result are its
/// tool's, and its file's. Sums of a few names, so that a run of any length holds little.
/// </summary>
/// <param name="model">The model whose prices hold where an answer names none that is known.</param>
/// <param name="start">Bytes of what is sent before the first answer: system text, tools, what came before.</param>
public sealed class Spending(string model, long start)
{
    /// <summary>Answers of which each is kept by itself: the newest.</summary>
    private const int MostTurns = 50;

    private readonly Queue<SpendingTurn> _turns = new();
    private int _answers;
    private readonly Dictionary<string, SpendingShare> _blocks = new(StringComparer.Ordinal) { ["prompt"] = new() { New = start } };
    private readonly Dictionary<string, SpendingShare> _tools = new(StringComparer.Ordinal), _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Tool, string? File)> _open = new(StringComparer.Ordinal);

    /// <summary>By answer, the newest fifty, the oldest of them first.</summary>
    public IReadOnlyCollection<SpendingTurn> Turns => _turns;

    /// <summary>By kind of block: prompt, text, thinking, call, result, summary.</summary>
    public IReadOnlyDictionary<string, SpendingShare> Blocks => _blocks;

    /// <summary>By tool.</summary>
    public IReadOnlyDictionary<string, SpendingShare> Tools => _tools;

    /// <summary>By file, as calls name it.</summary>
    public IReadOnlyDictionary<string, SpendingShare> Files => _files;

    /// <summary>Takes what happened.</summary>
    public void Take(AgentEvent found)
    {
        switch (found)
        {
            case AgentEvent.Answered answered:
                Settle(answered);
                break;
            case AgentEvent.CallEnded ended:
                _open.Remove(ended.Call.Id, out var about);
                foreach (var share in Shares("result", about.Tool, about.File))
                    share.New += ended.Result.Text.Length;
                break;
            case AgentEvent.Compacted { Before: > 0 } compacted:
                foreach (var share in _blocks.Values.Concat(_tools.Values).Concat(_files.Values))
                    share.Old = (share.Old + share.New) * compacted.After / compacted.Before;
                if (compacted.Model.Length > 0)
                    Summarize(compacted);
                break;
        }
    }

    private void Settle(AgentEvent.Answered answered)
    {
        var prices = (ModelCatalog.TryFind(answered.Model, out var known) && known.InputPrice > 0 || ModelCatalog.TryFind(model, out known)) ? known.At(answered.Usage.Input) : null;
        var (read, fresh) = (answered.Usage.CacheRead, answered.Usage.Input - answered.Usage.CacheRead);
        var readCost = read * (prices?.CacheRead ?? 0) / 1_000_000;
        var freshCost = prices is null ? 0 : Price.Of(answered.Usage with { CacheRead = 0, Output = 0, Reasoning = 0 }, prices with { LongFrom = 0 });
        if (_turns.Count == MostTurns)
            _turns.Dequeue();
        _turns.Enqueue(new SpendingTurn(++_answers, answered.Model, answered.Usage.Input + answered.Usage.Produced, prices is null ? 0 : Price.Of(answered.Usage, known!)));
        var (old, added) = (_blocks.Values.Sum(s => s.Old), _blocks.Values.Sum(s => s.New));
        foreach (var share in _blocks.Values.Concat(_tools.Values).Concat(_files.Values))
        {
            // Without a cache hit everything was fresh, whenever it was said.
            var ofOld = old == 0 || read == 0 ? 0 : (decimal)share.Old / old;
            var ofNew = read == 0 ? (old + added == 0 ? 0 : (decimal)(share.Old + share.New) / (old + added)) : added == 0 ? 0 : (decimal)share.New / added;
            share.Dollars += readCost * ofOld + freshCost * ofNew;
            share.Tokens += read * ofOld + fresh * ofNew;
            (share.Old, share.New) = (share.Old + share.New, 0);
        }

        if (!answered.Message.IsEmpty)
            Produce(JsonValue.Of(MessageBytes.ContentOf(answered.Message.Span)), answered.Usage.Produced, (prices?.Output ?? 0) / 1_000_000);
    }

    /// <summary>A summary of the provider's is a block of its own: all that was sent for it, and what it says.</summary>
    private void Summarize(AgentEvent.Compacted compacted)
    {
        var share = Of(_blocks, "summary");
        share.Tokens += compacted.Usage.Input + compacted.Usage.Produced;
        share.Dollars += ModelCatalog.TryFind(compacted.Model, out var known) && known.InputPrice > 0 || ModelCatalog.TryFind(model, out known) ? Price.Of(compacted.Usage, known!) : 0;
    }

    private void Produce(JsonValue content, long tokens, decimal price)
    {
        var length = 0L;
        foreach (var block in content.Elements())
            length += block.Raw.Length;
        foreach (var block in content.Elements())
        {
            var call = block.Field("type"u8).Is("tool_use"u8);
            var tool = call ? Encoding.UTF8.GetString(block.Field("name"u8).Bytes) : null;
            var file = call ? FileOf(block.Field("input"u8)) : null;
            if (call)
                _open[Encoding.UTF8.GetString(block.Field("id"u8).Bytes)] = (tool!, file);
            var part = (decimal)block.Raw.Length / length;
            foreach (var share in Shares(call ? "call" : block.Field("type"u8).Is("thinking"u8) ? "thinking" : "text", tool, file))
            {
                share.Calls += call ? 1 : 0;
                share.New += block.Raw.Length;
                share.Tokens += tokens * part;
                share.Dollars += tokens * part * price;
            }
        }
    }

    private IEnumerable<SpendingShare> Shares(string block, string? tool, string? file)
    {
        yield return Of(_blocks, block);
        if (tool is not null)
            yield return Of(_tools, tool);
        if (file is not null)
            yield return Of(_files, file);
    }

    private static SpendingShare Of(Dictionary<string, SpendingShare> shares, string name) =>
        shares.TryGetValue(name, out var share) ? share : shares[name] = new SpendingShare();

    private static string? FileOf(JsonValue input) =>
        input.Field("file_path"u8) is { IsString: true } file ? Encoding.UTF8.GetString(file.Bytes) : null;
}
