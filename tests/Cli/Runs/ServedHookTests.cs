using System.Text;
using System.Text.Json;
using Pith.Agents;
using Pith.Cli.Runs;
using Pith.Hooks;
using Pith.Permissions;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Store;
using Pith.Tools;
using Pith.Tools.Servers;

namespace Pith.Tests.Cli.Runs;

/// <summary>A hook about a server's tool holds whichever way leads to the tool.</summary>
[Collection(Alone.Name)]
public sealed class ServedHookTests : IDisposable
{
    private static readonly ToolCall Drop = new("1", ServerCallTool.Name, """{"tool":"mcp__db__drop","input":{"table":"users"}}"""u8.ToArray());

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AHookDeniesAServersToolThatIsCalledThroughMcpCall()
    {
        var answer = await DecideAsync($"cat > {_folder.Place("heard")}; echo not that table >&2; exit 2");
        Assert.False(answer.Allowed);
        Assert.Contains("not that table", answer.Reason, StringComparison.Ordinal);
        var heard = JsonDocument.Parse(File.ReadAllText(_folder.Place("heard"))).RootElement;
        Assert.Equal("mcp__db__drop", heard.GetProperty("tool_name").GetString());
        Assert.Equal("""{"table":"users"}""", heard.GetProperty("tool_input").GetRawText());
    }

    [Fact]
    public async Task WhatAHookPutsInTheInputsPlaceGoesToThatTool()
    {
        var answer = await DecideAsync("""echo '{"hookSpecificOutput":{"hookEventName":"PreToolUse","updatedInput":{"table":"old"}}}'""");
        Assert.True(answer.Allowed, answer.Reason);
        Assert.Equal("""{"tool":"mcp__db__drop","input":{"table":"old"}}""", Encoding.UTF8.GetString(answer.Input!.Value.Span));
    }

    [Fact]
    public void WhatNamesNoToolIsToldAsItIs()
    {
        var broken = Drop with { Input = "{}"u8.ToArray() };
        Assert.Equal(broken, ServerCallTool.Led(broken));
        Assert.Equal("{}", Encoding.UTF8.GetString(ServerCallTool.Led(Drop with { Input = """{"tool":"mcp__db__drop"}"""u8.ToArray() }).Input.Span));
        Assert.Equal("""{"a":1}""", Encoding.UTF8.GetString(ServerCallTool.Leading(Drop with { Name = "Read" }, """{"a":1}"""u8.ToArray()).Span));
    }

    private async Task<GateAnswer> DecideAsync(string command)
    {
        Assert.True(Rule.TryParse("mcp__db__drop", Verdict.Allow, RuleSource.CommandLine, _folder.Path, out var rule, out _));
        Assert.True(HookMatcher.TryParse("mcp__db__drop", out var matcher));
        var handler = new HookHandler { Event = HookEvent.PreToolUse, Matcher = matcher, Command = command, Timeout = TimeSpan.FromSeconds(20), Source = RuleSource.User, File = "settings.json" };
        using var hooks = new RunHooks(new HookRunner(new HookSettings { Handlers = [handler] }, new HookOptions { Folder = _folder.Path }), static _ => { }, new BlobStore(_folder.Place("store")), "startup");
        var authority = new Authority(new PermissionSettings { Rules = [rule] }, new AuthorityOptions { Folder = _folder.Path, Mode = PermissionMode.Default });
        var gate = new ToolGate(new RunAuthority((_, _, _) => authority, _folder.Path), new NoPerson(), () => _folder.Path, _folder.Path) { Hook = hooks.FireAsync };
        var tool = new Leading();
        return await gate.DecideAsync(tool, Drop, tool.Needs(Drop), TestContext.Current.CancellationToken);
    }

    private sealed class Leading : ITool
    {
        public ToolSpec Spec { get; } = new(ServerCallTool.Name, "", "{}"u8.ToArray(), false);

        public IReadOnlyList<Need> Needs(ToolCall call) => [new Need(NeedKind.CallServer, "mcp__db__drop")];

        public Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel) => throw new NotSupportedException();
    }
}
