using System.Text;
using Pith.Tools.Sandboxes;

namespace Pith.Tools.Shells;

/// <summary>
/// What takes effect later, kept from a command in the sandbox; for one outside, from those that run in the sandbox beside it. Who of them changed what cannot
/// be told, so that there too all of it is put back.
/// </summary>
internal sealed class CommandGuard
{
    private readonly StringBuilder notes = new();
    private readonly GuardedState? state;
    private readonly Sandbox sandbox;

    /// <summary>Begins to guard; the command may start then.</summary>
    /// <param name="sandbox">The session's.</param>
    /// <param name="isFree">Whether the command runs outside of it.</param>
    /// <param name="found">What <see cref="Sandbox.Around"/> found.</param>
    /// <exception cref="IOException">What must not change cannot be kept.</exception>
    public CommandGuard(Sandbox sandbox, bool isFree, FoundNow found = default)
    {
        (this.sandbox, IsSandboxed) = (sandbox, !isFree);
        state = isFree ? sandbox.Join() : sandbox.Watch(found);
        // Outside, nothing holds what a hook does that was planted a moment ago.
        if (isFree && state is not null)
            Say(state.PutBackByNow());
    }

    /// <summary>Whether the command runs in the sandbox.</summary>
    public bool IsSandboxed { get; }

    /// <summary>What was put back, and what was not guarded: lines for who reads the output.</summary>
    public string Notes => notes.ToString();

    /// <summary>The command has ended, or did not begin: puts back what changed.</summary>
    public void End()
    {
        if (state is null)
        {
            Say(sandbox.Left());
            return;
        }

        if (Say(state.PutBack()) && !IsSandboxed)
            notes.Append("[Commands ran in the sandbox beside this one, and who changed that cannot be told: end them with KillShell, then run it again]\n");
        foreach (var sentence in state.TakeUnguarded())
            notes.Append("[Not guarded: ").Append(sentence).Append("]\n");
    }

    private bool Say(IReadOnlyList<string> changed)
    {
        foreach (var change in changed)
            notes.Append("[Not allowed: ").Append(change).Append("]\n");
        return changed.Count > 0;
    }
}
