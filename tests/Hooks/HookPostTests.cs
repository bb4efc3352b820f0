using System.Net;
using System.Text;
using Pith.Hooks;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Tests.Hooks;

/// <summary>Hooks that post to an address, and hooks that ask a model.</summary>
public sealed class HookPostTests
{
    private const string PostHook = """{"hooks":{"PreToolUse":[{"hooks":[{"type":"http","url":"http://policy.local/check","headers":{"X-Key":"Bearer $KEY and $OTHER"},"allowedEnvVars":["KEY"]}]}]}}""";

    [Fact]
    public async Task TheEventIsPostedAndTheAnswerDecides()
    {
        var server = new Server(HttpStatusCode.OK, """{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"not today"}}""");
        var outcome = await FireAsync(Read(PostHook), server);
        Assert.Equal((HookVerdict.Deny, "not today"), (outcome.Verdict, outcome.Block));
        Assert.Contains("\"hook_event_name\":\"PreToolUse\"", server.Body, StringComparison.Ordinal);
        // Only what the hook may have is filled in.
        Assert.Equal("Bearer secret and ", server.Header);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "{}", "answered 500")]
    [InlineData(HttpStatusCode.Found, "", "answered 302")]
    [InlineData(HttpStatusCode.OK, "{no", "no answer in JSON")]
    public async Task AFailureIsSaidAndBlocksOnlyAsAPolicy(HttpStatusCode status, string body, string said)
    {
        var outcome = await FireAsync(Read(PostHook), new Server(status, body));
        Assert.Equal(HookVerdict.None, outcome.Verdict);
        Assert.Contains(said, Assert.Single(outcome.Messages), StringComparison.Ordinal);
        var policy = await FireAsync(Read(PostHook.Replace("\"type\":\"http\"", "\"type\":\"http\",\"onFailure\":\"block\"", StringComparison.Ordinal)), new Server(status, body));
        Assert.Equal(HookVerdict.Deny, policy.Verdict);
    }

    [Fact]
    public async Task AnAddressThatSettingsDoNotListIsNotPostedTo()
    {
        var server = new Server(HttpStatusCode.OK, "");
        foreach (var (list, posts) in ((string, bool)[])[("[]", false), ("[\"https://*\"]", false), ("[\"http://policy.local/*\"]", true)])
        {
            server.Body = "";
            var outcome = await FireAsync(HookSettings.Join([Read(PostHook), Read($"{{\"allowedHttpHookUrls\":{list}}}")]), server);
            Assert.Equal(posts, server.Body.Length > 0);
            Assert.Equal(posts, outcome.Messages.Count == 0);
        }
    }

    [Theory]
    [InlineData("""{"ok":true,"reason":""}""", HookVerdict.None, null)]
    [InlineData("""{"ok":false,"reason":"it deletes"}""", HookVerdict.Deny, "it deletes")]
    [InlineData("""certainly!""", HookVerdict.None, null)]
    [InlineData("""{"ok":"yes"}""", HookVerdict.None, null)]
    public async Task AModelIsAskedAndItsWordCounts(string answer, HookVerdict verdict, string? block)
    {
        var asked = "";
        var settings = Read("""{"hooks":{"PreToolUse":[{"hooks":[{"type":"prompt","prompt":"Is this safe? $ARGUMENTS","model":"small"}]}]}}""");
        using var runner = new HookRunner(settings, new HookOptions { Folder = "/", Ask = Ask });
        var outcome = await runner.FireAsync(Scene, TestContext.Current.CancellationToken);
        Assert.Equal((verdict, block), (outcome.Verdict, outcome.Block));
        Assert.StartsWith("small: Is this safe? {\"session_id\"", asked, StringComparison.Ordinal);

        Task<string> Ask(string? model, string prompt, CancellationToken cancel)
        {
            asked = $"{model}: {prompt}";
            return Task.FromResult(answer);
        }
    }

    [Theory]
    [InlineData("""{"type":"http"}""", "needs a 'url'")]
    [InlineData("""{"type":"http","url":"file:///etc"}""", "needs a 'url'")]
    [InlineData("""{"type":"http","url":"http://x","headers":{"a":1}}""", "headers.a: it must be a text")]
    [InlineData("""{"type":"prompt"}""", "needs a 'prompt'")]
    public void WhatCannotBeReadNamesItsPlace(string hook, string said) =>
        Assert.Contains(said, Assert.Throws<SettingsException>(() => Read("{\"hooks\":{\"Stop\":[{\"hooks\":[" + hook + "]}]}}")).Message, StringComparison.Ordinal);

    private static HookScene Scene => new(HookEvent.PreToolUse, "Bash", static _ => { });

    private static HookSettings Read(string json) => HookReader.Read(Encoding.UTF8.GetBytes(json), "settings.json", RuleSource.User);

    private static async Task<HookOutcome> FireAsync(HookSettings settings, Server server)
    {
        using var client = new HttpClient(server, disposeHandler: false);
        using var runner = new HookRunner(settings, new HookOptions { Folder = "/", Http = () => client, Variable = name => name == "KEY" ? "secret" : "leaked" });
        return await runner.FireAsync(Scene, TestContext.Current.CancellationToken);
    }

    private sealed class Server(HttpStatusCode status, string answer) : HttpMessageHandler
    {
        public string Body { get; set; } = "";

        public string Header { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Body = await request.Content!.ReadAsStringAsync(cancellationToken);
            Header = string.Join(' ', request.Headers.GetValues("X-Key"));
            return new HttpResponseMessage(status) { Content = new StringContent(answer) };
        }
    }
}
