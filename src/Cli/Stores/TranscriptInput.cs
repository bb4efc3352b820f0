using Pith.Sessions;
using Pith.Transcripts;

namespace Pith.Cli.Stores;

/// <summary>Opens a transcript that the user named.</summary>
internal static class TranscriptInput
{
    /// <summary>
    /// Opens a file or standard input, decompressing .gz and .zst by content. A log of ours is read through its checksums,
    /// with what it was forked from and what lies in the store; what is damaged is said.
    /// </summary>
    public static Stream Open(string path, Surroundings around)
    {
        if (path == InputFile.StandardInput && around.InIsTerminal)
            throw Failure.Usage("standard input is a terminal; name a file, or pipe something in");
        return path != InputFile.StandardInput && SessionTranscript.IsLog(path)
            ? SessionTranscript.Open(path, StoreRoot.Open(around), sentence => around.Complain($"warning: {sentence}"))
            : InputFile.Reading(path, () => TranscriptSource.Open(path, around.In));
    }
}
