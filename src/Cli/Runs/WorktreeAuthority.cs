using Pith.Permissions.Decisions;

namespace Pith.Cli.Runs;

/// <summary>
/// A run's authority for an agent in a work tree: of the settings that the run read, and of all that a person agreed to or forbade since. It is made
/// anew when those change, so that whoever tightens the one tightens the other.
/// </summary>
/// <param name="run">The run's.</param>
/// <param name="place">The work tree.</param>
internal sealed class WorktreeAuthority(RunAuthority run, SubAgentFolder place)
{
    private readonly Lock _lock = new();
    private Authority? _of;
    private Authority? _made;

    /// <summary>The work tree.</summary>
    public SubAgentFolder Place => place;

    /// <summary>What decides now.</summary>
    public Authority Now
    {
        get
        {
            lock (_lock)
            {
                // Taken before the other is made: what changes meanwhile has it made once more.
                var of = run.Now;
                if (_made is null || of != _of)
                    (_of, _made) = (of, run.Over(place));
                return _made;
            }
        }
    }

    /// <summary>Whether rules keep a file from what only comes upon it. Takes a full path without links.</summary>
    public bool Withholds(string real) => Now is { WithholdsSome: true } now && now.Withholds(real);
}
