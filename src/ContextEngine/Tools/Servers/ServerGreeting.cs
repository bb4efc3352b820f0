using Pith.Text;

namespace Pith.Tools.Servers;

/// <summary>The two ways in which a server is met: with a handshake, and by the version that needs none.</summary>
internal static class ServerGreeting
{
    /// <summary>Agrees on a version. Afterwards the server takes calls.</summary>
    public static async Task<ServerFacts> ShakeHandsAsync(ServerConnection connection, CancellationToken cancel)
    {
        connection.Version = "";
        var result = await connection.AskAsync("initialize", "", json =>
        {
            json.WriteString("protocolVersion", ServerConnection.WithHandshake);
            json.WriteStartObject("capabilities");
            json.WriteStartObject("roots");
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("clientInfo");
            connection.Messages.WriteProduct(json);
            json.WriteEndObject();
        }, Timeout.InfiniteTimeSpan, cancel).ConfigureAwait(false);
        connection.Version = result.Word("protocolVersion") ?? ServerConnection.WithHandshake;
        connection.Notify("notifications/initialized", static _ => { });
        return ServerFacts.Of(result);
    }

    /// <summary>Asks a server what it can without a handshake; null where it does not speak so. Older ones refuse that, or leave: then nothing is lost but the question.</summary>
    public static async Task<ServerFacts?> DiscoverAsync(ServerConnection connection, TimeSpan patience, bool isRemote, CancellationToken cancel)
    {
        connection.Version = ServerConnection.Stateless;
        try
        {
            var result = await connection.AskAsync("server/discover", "", static _ => { }, patience, cancel).ConfigureAwait(false);
            return result.Words("supportedVersions").Contains(ServerConnection.Stateless) ? ServerFacts.Of(result) : null;
        }
        catch (ServerException refused) when (refused.Code is not (401 or 403) && !(isRemote && refused.Code == 0))
        {
            return null;
        }
    }
}
