using Pith.Text;

namespace Pith.Tools.Servers;

/// <summary>The tools of a server, asked for page by page.</summary>
internal static class ServerToolList
{
    private const int MostPages = 100;

    /// <summary>Its tools in one order for every run, so that the prefix of requests is the same; of two that get one name the first stays.</summary>
    public static async Task<IReadOnlyList<ServerTool>> ReadAsync(ToolServer server, ServerConnection connection, CancellationToken cancel)
    {
        var tools = new List<ServerTool>();
        var cursor = "";
        for (var page = 0; page == 0 || cursor.Length > 0 && page < MostPages; page++)
        {
            var at = cursor;
            var result = await connection.AskAsync("tools/list", "", json =>
            {
                if (at.Length > 0)
                    json.WriteString("cursor", at);
            }, Timeout.InfiniteTimeSpan, cancel).ConfigureAwait(false);
            tools.AddRange(result.Items("tools").Select(t => ServerTool.Of(server, t)).OfType<ServerTool>());
            cursor = result.Word("nextCursor") ?? "";
        }

        return [.. tools.OrderBy(t => t.Spec.Name, StringComparer.Ordinal).ThenBy(t => t.Name, StringComparer.Ordinal).DistinctBy(t => t.Spec.Name)];
    }
}
