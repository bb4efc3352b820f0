namespace Pith.Cli;

/// <summary>How the program ends; the numbers are those of sysexits.h, but for a limit, where it is that of other agents.</summary>
internal static class ExitCode
{
    public const int Done = 0, Usage = 64, BadInput = 65, NoInput = 66, Missing = 69, Internal = 70, CannotWrite = 73, Interrupted = 130,
        LimitReached = 53, NoAnswer = 75, Stopped = 76, NotTrusted = 77;

    /// <summary>What help and the man page say about each.</summary>
    public static readonly (int Code, string Meaning)[] All =
    [
        (Done, "done; also when the reader of a pipe went away, as with | head"),
        (LimitReached, "a limit of turns, tokens or dollars was reached before the model had finished"),
        (Usage, "the command line makes no sense"),
        (BadInput, "the input cannot be used: not a transcript, damaged, a folder, a budget that cannot be met"),
        (NoInput, "the input is not there or may not be read: a file, a handle"),
        (Missing, "something the program needs is not installed or not configured: a model, a kernel with sandboxes"),
        (Internal, "a fault of pith itself; please report it"),
        (CannotWrite, "the output or the store cannot be written: a full disk, no permission"),
        (NoAnswer, "the model did not answer, or refused to"),
        (Stopped, "a hook refused the prompt or ended the run"),
        (NotTrusted, "files that take effect in this folder have changed since it was trusted"),
        (Interrupted, "interrupted with Ctrl-C; nothing half-written stays"),
    ];
}
