using System.Text.Json;
using Pith.Text;

namespace Pith.Tools.Servers;

/// <summary>What a server says of itself when it is greeted.</summary>
/// <param name="Title">What it calls itself; empty where it does not say.</param>
/// <param name="MayChange">Whether it says that its tools may change.</param>
internal readonly record struct ServerFacts(string Title, bool MayChange)
{
    private const int LongestTitle = 100;

    public static ServerFacts Of(JsonElement result) =>
        new(PlainWords.Of(result.Field("serverInfo").Word("name") ?? "", LongestTitle), result.Field("capabilities").Field("tools").Says("listChanged"));
}
