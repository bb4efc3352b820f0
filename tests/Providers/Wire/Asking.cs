using Pith.Events;
using Pith.MockModels;
using Pith.Providers;
using Pith.Providers.Wire;

namespace Pith.Tests.Providers.Wire;

/// <summary>Asks a mock server with deadlines of tenths of a second and hardly a wait between attempts.</summary>
internal static class Asking
{
    public static readonly Deadlines Short = new()
    {
        Headers = TimeSpan.FromSeconds(0.4),
        FirstEvent = TimeSpan.FromSeconds(0.4),
        Idle = TimeSpan.FromSeconds(0.3),
        Whole = TimeSpan.FromSeconds(20),
    };

    public static readonly RetryRule Quick = new() { First = TimeSpan.FromMilliseconds(1), Longest = TimeSpan.FromMilliseconds(4) };

    public static AnthropicProvider Anthropic(MockServer server, Deadlines? deadlines = null) =>
        new(new ProviderOptions { BaseUrl = server.Address, ApiKey = "key" }, deadlines ?? Short, Quick, () => 0.5);

    public static ChatProvider Chat(MockServer server) =>
        new(new ProviderOptions { BaseUrl = new Uri(server.Address, "v1"), ApiKey = "key" }, Short, Quick, () => 0.5);

    public static ResponsesProvider Responses(MockServer server) =>
        new(new ProviderOptions { BaseUrl = new Uri(server.Address, "v1"), ApiKey = "key" }, Short, Quick, () => 0.5);

    public static ModelRequest Request(string prompt = "hello")
    {
        var request = new ModelRequest(new RequestHead { Model = "mock-model", System = ["Be brief."u8.ToArray()] });
        request.Append(MessageBytes.User(System.Text.Encoding.UTF8.GetBytes(prompt)));
        return request;
    }

    public static async Task<List<ModelEvent>> All(IModelProvider provider, ModelRequest request)
    {
        var events = new List<ModelEvent>();
        await foreach (var found in provider.StreamAsync(request, TestContext.Current.CancellationToken))
            events.Add(found);
        return events;
    }

    public static string Text(IEnumerable<ModelEvent> events) =>
        string.Concat(events.OfType<ModelEvent.TextDelta>().Select(d => System.Text.Encoding.UTF8.GetString(d.Text.Span)));
}
