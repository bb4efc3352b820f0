using Pith.Agents;
using Pith.Cli.Runs;
using Pith.Hooks;
using Pith.Permissions;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tools;
using Pith.Tools.Questions;

namespace Pith.Tests.Cli;

/// <summary>A <c>cd</c> outlives its call: what the next one names is judged where it really is.</summary>
public sealed class ToolGateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cat secret.txt", PermissionMode.Default, false)]
    [InlineData("cat other.txt", PermissionMode.Default, true)]
    [InlineData("rm -rf ../../victim", PermissionMode.AcceptEdits, false)]
    [InlineData("rm -rf ..", PermissionMode.BypassPermissions, false)]
    [InlineData("echo evil > ../.git/config", PermissionMode.AcceptEdits, false)]
    [InlineData("cat '../it''s.txt'", PermissionMode.Default, true)]
    public async Task CommandsAreJudgedWhereTheShellStands(string command, PermissionMode mode, bool allowed)
    {
        var root = _folder.Path;
        var at = Directory.CreateDirectory(Path.Combine(root, "it's a sub")).FullName;
        Assert.True(Rule.TryParse("Read(./it's a sub/secret.txt)", Verdict.Deny, RuleSource.CommandLine, root, out var rule, out _));
        var authority = new Authority(new PermissionSettings { Rules = [rule] }, new AuthorityOptions { Folder = root, Mode = mode });
        var heard = new List<LoopMoment>();
        var gate = new ToolGate(new RunAuthority((_, _, _) => authority, root), new NoPerson(), () => at, root)
        {
            Hook = (moment, _) =>
            {
                heard.Add(moment);
                return new(HookOutcome.Nothing);
            },
        };
        var answer = await gate.DecideAsync(new Shell(), new ToolCall("1", "Bash", default), [new Need(NeedKind.RunCommand, command)], TestContext.Current.CancellationToken);
        Assert.True(answer.Allowed == allowed, answer.Reason);
        Assert.All(heard, moment => Assert.Equal((root, at), (moment.Root, moment.Place)));
        Assert.NotEmpty(heard);
    }

    [Fact]
    public async Task ARefusalWithAnotherInputIsARefusal()
    {
        var root = _folder.Path;
        var authority = new Authority(new PermissionSettings(), new AuthorityOptions { Folder = root, Mode = PermissionMode.Default });
        var person = new Answering(Consent.Refused("not now") with { Input = "{}"u8.ToArray() });
        var gate = new ToolGate(new RunAuthority((_, _, _) => authority, root), person, () => root, root);
        var answer = await gate.DecideAsync(new Shell(), new ToolCall("1", "Bash", default), [new Need(NeedKind.RunCommand, "touch x")], TestContext.Current.CancellationToken);
        Assert.Equal((false, "not now"), (answer.Allowed, answer.Reason));
    }

    /// <summary>A rule about a field of a server's tool hears what the tool is given, whichever tool leads to it.</summary>
    [Theory]
    [InlineData("main", false)]
    [InlineData("other", true)]
    public async Task ARuleAboutAFieldHearsTheInputOfTheServersTool(string branch, bool allowed)
    {
        Rule Of(string text, Verdict verdict) => Rule.TryParse(text, verdict, RuleSource.CommandLine, _folder.Path, out var rule, out _) ? rule : throw new ArgumentException(text);
        var settings = new PermissionSettings { Rules = [Of("mcp__git__push(branch:main)", Verdict.Deny), Of("mcp__git__push", Verdict.Allow)] };
        var authority = new Authority(settings, new AuthorityOptions { Folder = _folder.Path, Mode = PermissionMode.Default });
        var gate = new ToolGate(new RunAuthority((_, _, _) => authority, _folder.Path), new NoPerson(), () => _folder.Path, _folder.Path);
        var call = new ToolCall("1", "McpCall", System.Text.Encoding.UTF8.GetBytes($$"""{"tool":"mcp__git__push","input":{"branch":"{{branch}}"} }"""));
        var answer = await gate.DecideAsync(new Shell(), call, [new Need(NeedKind.CallServer, "mcp__git__push")], TestContext.Current.CancellationToken);
        Assert.True(answer.Allowed == allowed, answer.Reason);
    }

    private sealed class Answering(Consent consent) : IPerson
    {
        public ValueTask<Consent> AskAsync(ITool tool, ToolCall call, Decision asked, CancellationToken cancel) => new(consent);

        public Task<IReadOnlyList<string>?> AnswerAsync(IReadOnlyList<UserQuestion> questions, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>?>(null);
    }

    private sealed class Shell : ITool
    {
        public ToolSpec Spec { get; } = new("Bash", "", "{}"u8.ToArray(), false);

        public IReadOnlyList<Need> Needs(ToolCall call) => [];

        public Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel) => throw new NotSupportedException();
    }
}
