using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Pith.MockModels;

/// <summary>
/// The prompt cache as documented: entries stand at breakpoints, are found up to twenty blocks before one, live five
/// minutes or an hour of a virtual clock from the request that wrote or read them, and need a length that depends on the
/// model. A token is four bytes.
/// </summary>
public sealed class CacheAccount
{
    private const int LookBack = 20;

    private readonly Dictionary<string, (TimeSpan Until, TimeSpan Life)> _entries = [];

    /// <summary>The virtual clock; a test moves it.</summary>
    public TimeSpan Now { get; set; }

    /// <summary>The usage record of a request, and the entries it leaves.</summary>
    public JsonObject Count(JsonNode body)
    {
        var blocks = Blocks(body).ToList();
        var least = LeastTokens((string?)body["model"] ?? "");
        var hashes = new List<string>();
        var lengths = new List<int>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (text, _) in blocks)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            hashes.Add(Convert.ToHexString(hash.GetCurrentHash()));
            lengths.Add((lengths.Count == 0 ? 0 : lengths[^1]) + Encoding.UTF8.GetByteCount(text));
        }

        var marks = Enumerable.Range(0, blocks.Count).Where(i => blocks[i].Life > TimeSpan.Zero).ToList();
        var read = marks.SelectMany(m => Enumerable.Range(0, LookBack).Select(back => m - back)).Where(i => i >= 0 && IsLive(hashes[i])).DefaultIfEmpty(-1).Max();
        var readTokens = read < 0 ? 0 : lengths[read] / 4;
        var writtenTokens = marks.Count == 0 || lengths[marks[^1]] / 4 < least ? readTokens : Math.Max(readTokens, lengths[marks[^1]] / 4);
        if (read >= 0)
            _entries[hashes[read]] = (Now + _entries[hashes[read]].Life, _entries[hashes[read]].Life);
        foreach (var mark in marks.Where(m => lengths[m] / 4 >= least))
            _entries[hashes[mark]] = (Now + blocks[mark].Life, blocks[mark].Life);
        var written = writtenTokens - readTokens;
        var isHour = marks.Count > 0 && blocks[marks[^1]].Life > TimeSpan.FromMinutes(5);
        return new JsonObject
        {
            ["input_tokens"] = (lengths.Count == 0 ? 0 : lengths[^1] / 4) - writtenTokens,
            ["cache_creation_input_tokens"] = written,
            ["cache_creation"] = new JsonObject { ["ephemeral_5m_input_tokens"] = isHour ? 0 : written, ["ephemeral_1h_input_tokens"] = isHour ? written : 0 },
            ["cache_read_input_tokens"] = readTokens,
            ["output_tokens"] = 1,
        };
    }

    private bool IsLive(string hash) => _entries.TryGetValue(hash, out var entry) && entry.Until > Now;

    private static int LeastTokens(string model) => model switch
    {
        _ when model.StartsWith("claude-opus-5", StringComparison.Ordinal) || model.StartsWith("claude-fable-5", StringComparison.Ordinal) => 512,
        _ when model.StartsWith("claude-opus-4-7", StringComparison.Ordinal) => 2048,
        _ when model.StartsWith("claude-opus-4-6", StringComparison.Ordinal) || model.StartsWith("claude-opus-4-5", StringComparison.Ordinal) || model.StartsWith("claude-haiku-4-5", StringComparison.Ordinal) => 4096,
        _ => 1024,
    };

    private static IEnumerable<(string Text, TimeSpan Life)> Blocks(JsonNode body)
    {
        foreach (var tool in body["tools"]?.AsArray() ?? [])
            yield return Block(tool!);
        foreach (var text in body["system"]?.AsArray() ?? [])
            yield return Block(text!);
        foreach (var message in body["messages"]!.AsArray())
            foreach (var block in message!["content"]!.AsArray())
                yield return Block(block!);
    }

    private static (string Text, TimeSpan Life) Block(JsonNode block)
    {
        var copy = block.DeepClone().AsObject();
        var life = copy["cache_control"] is not { } mark ? TimeSpan.Zero : (string?)mark["ttl"] == "1h" ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(5);
        copy.Remove("cache_control");
        return (copy.ToJsonString(), life);
    }
}
