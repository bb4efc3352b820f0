using System.Text.Json;
using Pith.Agents;
using Pith.Cli;
using Pith.Cli.Runs;
using Pith.Cli.Tables;
using Pith.Hooks;
using Pith.Permissions;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tools;

namespace Pith.Tests.Cli.Runs;

/// <summary>What decides for an agent in a work tree: the settings of the run as they were read, and what the session made of them.</summary>
public sealed class WorktreeAuthorityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _repository, _tree;

    public WorktreeAuthorityTests() => (_repository, _tree) = (Directory.CreateDirectory(_folder.Place("repo")).FullName, Directory.CreateDirectory(_folder.Place("trees/one")).FullName);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void SettingsThatAreWrittenMeanwhileAreNotInForceThereEither()
    {
        var file = _folder.File("settings.json", """{"permissions":{"deny":["Bash(make *)"]}}"""u8);
        var run = new RunAuthority(CommandLine.Parse(["-p", "--settings", file, "hello"], new Surroundings { In = Stream.Null, Out = Stream.Null, Error = Stream.Null, Variable = _ => null }), _repository);
        File.WriteAllText(file, """{"permissions":{"allow":["Bash(make *)"],"defaultMode":"acceptEdits"}}""");
        var there = new WorktreeAuthority(run, Place);
        Assert.Equal(Verdict.Deny, Run(there, "make all").Verdict);
        Assert.Equal(PermissionMode.Default, there.Now.Mode);
    }

    [Fact]
    public void WhatAnAgentLeftIsUnderTheRulesOfTheRun()
    {
        var run = new RunAuthority(CommandLine.Parse(["-p", "--disallowedTools", "Read(/secret/**)", "hello"], new Surroundings { In = Stream.Null, Out = Stream.Null, Error = Stream.Null, Variable = name => name == "PITH_HOME" ? _folder.Path : null }), _repository);
        Assert.Equal(Verdict.Deny, run.Now.Decide("Read", [new Need(NeedKind.ReadPath, _folder.Place("worktrees/1a2b/secret/x"))]).Verdict);
        Assert.Equal(Verdict.Ask, run.Now.Decide("Read", [new Need(NeedKind.ReadPath, _folder.Place("worktrees/1a2b/src/x"))]).Verdict);
    }

    [Fact]
    public void WhatThePersonAgreesToOrForbidsHoldsThereFromThenOn()
    {
        var run = Authority();
        var there = new WorktreeAuthority(run, Place);
        Assert.Equal(Verdict.Ask, Run(there, "make all").Verdict);
        run.Allow(Rule("Bash(make *)", Verdict.Allow));
        Assert.Equal(Verdict.Allow, Run(there, "make all").Verdict);
        using var updates = JsonDocument.Parse("""[{"type":"addRules","behavior":"deny","rules":[{"toolName":"Bash","ruleContent":"make *"},{"toolName":"Read","ruleContent":"/secret/**"}]}]""");
        Assert.Empty(run.Apply(updates.RootElement));
        Assert.Equal(Verdict.Deny, Run(there, "make all").Verdict);
        Assert.Equal(Verdict.Deny, Run(there, "cat secret/x").Verdict);
        Assert.True(there.Withholds($"{_tree}/secret/x"));
        Assert.True(there.Withholds($"{_repository}/secret/x"));
        run.Mode = PermissionMode.Plan;
        Assert.Equal(PermissionMode.Plan, there.Now.Mode);
    }

    /// <summary>Agents ask side by side: none goes on with what was in force before a person tightened it.</summary>
    [Fact]
    public async Task NoneDecidesByWhatIsNotInForceAnyMore()
    {
        var run = Authority();
        var there = new WorktreeAuthority(run, Place);
        for (var round = 0; round < 50; round++)
        {
            var mode = round % 2 == 0 ? PermissionMode.Plan : PermissionMode.AcceptEdits;
            var asking = Enumerable.Range(0, 4).Select(_ => Task.Run(() => there.Now.Mode, TestContext.Current.CancellationToken)).ToArray();
            run.Mode = mode;
            Assert.Equal(mode, there.Now.Mode);
            await Task.WhenAll(asking);
            Assert.Equal(mode, there.Now.Mode);
        }
    }

    [Theory]
    [InlineData("Edit", NeedKind.WritePath, "src/a.cs", "Edit(//TREE/src/a.cs)")]
    [InlineData("Bash", NeedKind.RunCommand, "make all", "Bash(make all *)")]
    public void WhatIsOfferedForGoodThereLetsTheCallPassThere(string tool, NeedKind kind, string subject, string offer)
    {
        var run = Authority();
        var there = new WorktreeAuthority(run, Place);
        IReadOnlyList<Need> needs = [new Need(kind, subject)];
        run.Prepare(tool, needs, there.Now.Decide(tool, needs), Place);
        Assert.Equal(offer.Replace("/TREE", _tree, StringComparison.Ordinal), run.Offer?.ToString());
        run.Allow(run.Offer!);
        Assert.Equal(Verdict.Allow, there.Now.Decide(tool, needs).Verdict);
        if (kind == NeedKind.WritePath)
            Assert.Equal(Verdict.Ask, run.Now.Decide(tool, needs).Verdict);
    }

    [Theory]
    [InlineData("Bash", NeedKind.RunCommand, "cat secret/x")]
    [InlineData("Bash", NeedKind.RunCommand, "cat REPO/secret/x")]
    [InlineData("Read", NeedKind.ReadPath, "secret/x")]
    [InlineData("Read", NeedKind.ReadPath, "REPO/secret/x")]
    [InlineData("Read", NeedKind.ReadPath, "../../repo/secret/x")]
    [InlineData("Grep", NeedKind.ReadPath, "secret/x")]
    public async Task ARefusalThereIsWrittenDownAndToldLikeAnyOther(string tool, NeedKind kind, string subject)
    {
        var run = Authority(Rule("Read(/secret/**)", Verdict.Deny));
        var (heard, given) = (new List<LoopMoment>(), new List<ConsentGiven>());
        var gate = new ToolGate(run, new NoPerson(), () => _tree, _tree)
        {
            Worktree = new WorktreeAuthority(run, Place),
            Hook = (moment, _) =>
            {
                heard.Add(moment);
                return new(HookOutcome.Nothing);
            },
            Log = (_, _, _, answer) => given.Add(answer),
        };
        var answer = await gate.DecideAsync(new Named(tool), new ToolCall("1", tool, "{}"u8.ToArray()), [new Need(kind, subject.Replace("REPO", _repository, StringComparison.Ordinal))], TestContext.Current.CancellationToken);
        Assert.False(answer.Allowed);
        Assert.Contains("denies it", answer.Reason, StringComparison.Ordinal);
        Assert.IsType<LoopMoment.Calling>(Assert.Single(heard));
        Assert.Equal((false, "rule", "/secret/**"), Assert.Single(given) is var one ? (one.Allowed, one.By, one.Decision.Rule?.Specifier) : default);
    }

    private SubAgentFolder Place => new(_tree, new WorktreeOrigin(_tree, _repository, _repository), static () => "");

    private RunAuthority Authority(params Rule[] own) => new((mode, rules, place) => new Authority(
        new PermissionSettings { Rules = [.. own, .. rules] },
        new AuthorityOptions { Folder = place?.Path ?? _repository, Origin = place?.Origin, Mode = mode }), _repository);

    private Rule Rule(string text, Verdict verdict) => Pith.Permissions.Rules.Rule.TryParse(text, verdict, RuleSource.CommandLine, _repository, out var rule, out var error) ? rule : throw new InvalidOperationException(error);

    private static Decision Run(WorktreeAuthority authority, string command) => authority.Now.Decide("Bash", new Need(NeedKind.RunCommand, command));

    private sealed class Named(string name) : ITool
    {
        public ToolSpec Spec { get; } = new(name, "", "{}"u8.ToArray(), false);

        public IReadOnlyList<Need> Needs(ToolCall call) => [];

        public Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel) => throw new NotSupportedException();
    }
}
