using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Compaction.Memories;

namespace Pith.Cli.Verbs;

/// <summary><c>pith memory</c>: what the log of a session says for certain about the work in it.</summary>
internal static class MemoryVerb
{
    public static int Run(Invocation invocation)
    {
        using var target = new OutputTarget(invocation);
        var transcript = TranscriptFile.Read(invocation, MeterChoice.Of(invocation), ignoreBoundaries: true);
        var memory = SessionMemory.Of(transcript.Index);
        if (invocation.Has(Flags.Json))
            MemoryJson.Write(transcript, memory, target);
        else
            target.Write(MemoryPage.Of(transcript, memory));
        target.Commit();
        return ExitCode.Done;
    }
}
