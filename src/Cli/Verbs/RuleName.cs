using System.Text.Json;
using Pith.Conversations;

namespace Pith.Cli.Verbs;

/// <summary>How reports call the rules of requests: <c>duplicate-id</c>.</summary>
internal static class RuleName
{
    public static string Of(RequestRule rule) => JsonNamingPolicy.KebabCaseLower.ConvertName(rule.ToString());
}
