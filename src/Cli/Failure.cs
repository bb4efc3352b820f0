using Pith.Store;
using Pith.Text;

namespace Pith.Cli;

/// <summary>An end that the user should hear about: one sentence that names the place and the way out, and an exit code.</summary>
internal sealed class Failure(int code, string sentence) : Exception(sentence)
{
    public int Code { get; } = code;

    public static Failure Usage(string sentence) => new(ExitCode.Usage, sentence);

    public static Failure BadInput(string sentence) => new(ExitCode.BadInput, sentence);

    public static Failure NoInput(string sentence) => new(ExitCode.NoInput, sentence);

    public static Failure CannotWrite(string sentence) => new(ExitCode.CannotWrite, sentence);

    /// <summary>The disk refused to take what belongs below PITH_HOME.</summary>
    public static Failure Refused(StoreException refused) =>
        CannotWrite($"{refused.Message}; {(refused.IsForRoom ? "free space there or " : "")}set {EnvironmentVariable.Home} to another folder");

    /// <summary>A user's word as an error may show it: short, and with nothing in it that a terminal would obey.</summary>
    public static string Shown(string word)
    {
        const int longest = 60;
        return Unseen.Replaced(word.Length > longest ? word[..longest] + "…" : word, '?');
    }
}
