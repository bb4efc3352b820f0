using System.Text.Json;
using Pith.Permissions.Rules;
using Pith.Providers;
using Pith.Text;

namespace Pith.Agents.Classifiers;

/// <summary>What a model says to a call, in the one form that counts.</summary>
/// <param name="Verdict">What it decides.</param>
/// <param name="Reason">Why, one line.</param>
internal readonly record struct ModelVerdict(Verdict Verdict, string Reason)
{
    private const int LongestReason = 300;

    /// <summary>The form, as providers hold an answer to it.</summary>
    public static OutputSchema Schema { get; } = new("""{"type":"object","properties":{"verdict":{"type":"string","enum":["allow","ask","deny"]},"reason":{"type":"string"}},"required":["verdict","reason"],"additionalProperties":false}"""u8.ToArray());

    /// <summary>Reads an answer; null where it is anything else.</summary>
    public static ModelVerdict? Of(ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var document = ForeignJson.Parse(answer.Trim(" \t\r\n"u8));
            var root = document.RootElement;
            var reason = OneLine(root.Word("reason") ?? "");
            return root.Word("verdict") switch
            {
                "allow" => new ModelVerdict(Verdict.Allow, reason),
                "ask" => new ModelVerdict(Verdict.Ask, reason),
                "deny" => new ModelVerdict(Verdict.Deny, reason),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string OneLine(string text)
    {
        var plain = Unseen.Replaced(text, ' ').Trim();
        return plain.Length > LongestReason ? plain[..LongestReason] + "…" : plain;
    }
}
