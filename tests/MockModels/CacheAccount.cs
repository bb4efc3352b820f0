using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Pith.MockModels;

/// <summary>
/// The prompt cache as documented: entries stand at breakpoints, are found up to twenty blocks before one, live five
/// minutes of a virtual clock from the request that wrote or read them, and need a least length. A token is four bytes.
/// </summary>
public sealed class CacheAccount
{
    private const int LookBack = 20, LeastTokens = 1024;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, TimeSpan> _entries = [];

    /// <summary>The virtual clock; a test moves it.</summary>
    public TimeSpan Now { get; set; }

    /// <summary>The usage record of a request, and the entries it leaves.</summary>
    public JsonObject Count(JsonNode body)
    {
        var blocks = Blocks(body).ToList();
        var hashes = new List<string>();
        var lengths = new List<int>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (text, _) in blocks)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            hashes.Add(Convert.ToHexString(hash.GetCurrentHash()));
            lengths.Add((lengths.Count == 0 ? 0 : lengths[^1]) + Encoding.UTF8.GetByteCount(text));
        }

        var marks = Enumerable.Range(0, blocks.Count).Where(i => blocks[i].IsMarked).ToList();
        var read = marks.SelectMany(m => Enumerable.Range(0, LookBack).Select(back => m - back)).Where(i => i >= 0 && IsLive(hashes[i])).DefaultIfEmpty(-1).Max();
        var readTokens = read < 0 ? 0 : lengths[read] / 4;
        var writtenTokens = marks.Count == 0 || lengths[marks[^1]] / 4 < LeastTokens ? readTokens : Math.Max(readTokens, lengths[marks[^1]] / 4);
        if (read >= 0)
            _entries[hashes[read]] = Now + Life;
        foreach (var mark in marks.Where(m => lengths[m] / 4 >= LeastTokens))
            _entries[hashes[mark]] = Now + Life;
        return new JsonObject
        {
            ["input_tokens"] = (lengths.Count == 0 ? 0 : lengths[^1] / 4) - writtenTokens,
            ["cache_creation_input_tokens"] = writtenTokens - readTokens,
            ["cache_read_input_tokens"] = readTokens,
            ["output_tokens"] = 1,
        };
    }

    private bool IsLive(string hash) => _entries.TryGetValue(hash, out var until) && until > Now;

    private static IEnumerable<(string Text, bool IsMarked)> Blocks(JsonNode body)
    {
        foreach (var tool in body["tools"]?.AsArray() ?? [])
            yield return Block(tool!);
        foreach (var text in body["system"]?.AsArray() ?? [])
            yield return Block(text!);
        foreach (var message in body["messages"]!.AsArray())
            foreach (var block in message!["content"]!.AsArray())
                yield return Block(block!);
    }

    private static (string Text, bool IsMarked) Block(JsonNode block)
    {
        var copy = block.DeepClone().AsObject();
        var isMarked = copy.Remove("cache_control");
        return (copy.ToJsonString(), isMarked);
    }
}
