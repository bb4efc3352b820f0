using Pith.Conversations;

namespace Pith.Compaction.Memories;

/// <summary>
/// What a log says for certain about the work in it. Derived by a fold over its blocks, never edited, so that it cannot
/// drift; feeding it what is new costs what is new. Turns are the numbers of the file, from 1.
/// </summary>
public sealed class SessionMemory
{
    private readonly MemoryFold _fold = new();

    /// <summary>What the user asked for, in order, and what became of it.</summary>
    public IReadOnlyList<AskedRequest> Requests => _fold.Requests;

    /// <summary>Sentences of the user that bind, verbatim, each once.</summary>
    public IReadOnlyList<Remark> Constraints => _fold.Constraints.All;

    /// <summary>Sentences in which the agent chose one way over another, verbatim.</summary>
    public IReadOnlyList<Remark> Decisions => _fold.Decisions.All;

    /// <summary>Sentences in which the agent said why something was as it was, verbatim.</summary>
    public IReadOnlyList<Remark> Learnings => _fold.Learnings.All;

    /// <summary>The list of things to do as it was last written: statuses and entries, a line each.</summary>
    public IReadOnlyList<string> Todos => _fold.Todos;

    /// <summary>Files in order of last use, the newest last.</summary>
    public IReadOnlyList<Artefact> Artefacts => _fold.Artefacts;

    /// <summary>Commands in order of last run, the newest last.</summary>
    public IReadOnlyList<RunCommand> Commands => _fold.Commands;

    /// <summary>Calls that failed, in order.</summary>
    public IReadOnlyList<FailedAttempt> Failures => _fold.Failures;

    /// <summary>Calls without a result, and commands in the background that were not seen to end.</summary>
    public IReadOnlyList<JobInFlight> Jobs => _fold.Jobs;

    /// <summary>The memory of a whole log.</summary>
    /// <param name="index">A sealed index; with <see cref="IndexOptions.IgnoreBoundaries"/> what earlier compactions took out counts too.</param>
    public static SessionMemory Of(ContextIndex index)
    {
        var memory = new SessionMemory();
        memory.Update(index);
        return memory;
    }

    /// <summary>Takes in the turns that came since the last update. Linear in what is new.</summary>
    /// <param name="index">A sealed index of the same log, longer or equal.</param>
    /// <exception cref="ArgumentException">The index is shorter than what was taken in already.</exception>
    public void Update(ContextIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        _fold.Take(index);
    }
}
