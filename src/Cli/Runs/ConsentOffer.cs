using Pith.Permissions.Settings;
using Pith.Tools;
using Pith.Tools.Plans;

namespace Pith.Cli.Runs;

/// <summary>What a person may choose besides a yes for once and a no.</summary>
/// <param name="Words">What it is, in words.</param>
/// <param name="Take">Puts it in force.</param>
internal sealed record ConsentOffer(string Words, Action Take)
{
    /// <summary>What goes with a call that is asked about: a mode to carry a plan out in, or the rule that would allow the call from now on; null for neither.</summary>
    public static ConsentOffer? Of(ToolCall call, RunAuthority authority) =>
        call.Name == ExitPlanTool.Name ? new("yes, and edits in the workspace pass without being asked about", () => authority.Mode = PermissionMode.AcceptEdits)
        : authority.Offer is { } rule ? new($"always in this session: {rule}", () => authority.Allow(rule))
        : null;
}
