using Pith.Agents;
using Pith.Permissions;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Tools;

namespace Pith.Cli.Headless;

/// <summary>
/// Where a call meets the authority, in a run without a person: what would be asked is refused, with the reason and the
/// rule that would allow it, so that the model can go another way and the user knows what to grant.
/// </summary>
/// <param name="authority">Decides.</param>
/// <param name="folder">Where the next command would start: a <c>cd</c> outlives its call.</param>
/// <param name="root">The working folder that the authority knows.</param>
internal sealed class ToolGate(Authority authority, Func<string> folder, string root)
{
    public ValueTask<GateAnswer> DecideAsync(ITool tool, ToolCall call, IReadOnlyList<Need> needs, CancellationToken cancel)
    {
        var decision = authority.Decide(tool.Spec.Name, [.. needs.Select(InFolder)]);
        return new(decision.Verdict switch
        {
            Verdict.Allow => GateAnswer.Allow,
            Verdict.Deny => GateAnswer.Deny($"not permitted: {decision.Reason}"),
            _ => GateAnswer.Deny($"not permitted without consent, and nobody is there to give it: {decision.Reason}. The user can allow it with --allowedTools or --permission-mode"),
        });
    }

    /// <summary>A command as it would be written from the root, so that what it names is judged where it really is.</summary>
    private Need InFolder(Need need) => need.Kind == NeedKind.RunCommand && folder() is var at && at != root
        ? need with { Subject = $"cd -- '{at.Replace("'", "'\\''", StringComparison.Ordinal)}' &&\n{need.Subject}" }
        : need;
}
