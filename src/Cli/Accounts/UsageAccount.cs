using System.IO.Hashing;
using System.Text;
using Pith.Transcripts;

namespace Pith.Cli.Accounts;

/// <summary>Tokens that providers reported, by model. The pieces of one message count once, with their largest figures.</summary>
internal sealed class UsageAccount
{
    private readonly Dictionary<UInt128, (string Model, Usage Usage)> _messages = [];
    private readonly Dictionary<UInt128, string> _names = [];
    private long _unnamed;

    /// <summary>Calls that reported something.</summary>
    public int Calls => _messages.Count;

    /// <summary>Adds what a record reports.</summary>
    public void Add(in RecordView record)
    {
        if (record.Usage.IsEmpty || record.Kind != RecordKind.Turn)
            return;
        var key = record.MessageId.IsEmpty ? (UInt128)(ulong)++_unnamed : XxHash128.HashToUInt128(record.MessageId);
        var known = _messages.GetValueOrDefault(key);
        if (known.Model is null || record.Usage.Output >= known.Usage.Output)
            _messages[key] = (NameOf(record.Model), record.Usage);
    }

    /// <summary>Sums by model, largest context first.</summary>
    public IEnumerable<ModelUsage> ByModel() =>
        _messages.Values.GroupBy(m => m.Model, m => m.Usage, StringComparer.Ordinal)
            .Select(g => new ModelUsage(g.Key, g.Count(), new Usage(g.Sum(u => u.Input), g.Sum(u => u.CacheWrite), g.Sum(u => u.CacheRead), g.Sum(u => u.Output))))
            .OrderByDescending(m => m.Usage.Context).ThenBy(m => m.Model, StringComparer.Ordinal);

    private string NameOf(ReadOnlySpan<byte> model)
    {
        var key = XxHash128.HashToUInt128(model);
        if (!_names.TryGetValue(key, out var name))
            _names[key] = name = model.IsEmpty ? "(unknown)" : Encoding.UTF8.GetString(model);
        return name;
    }
}

/// <summary>What one model reported.</summary>
/// <param name="Model">Its name as recorded.</param>
/// <param name="Calls">Messages with a report.</param>
/// <param name="Usage">Their sums.</param>
internal readonly record struct ModelUsage(string Model, int Calls, Usage Usage);
