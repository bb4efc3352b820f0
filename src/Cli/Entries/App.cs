using System.Text;
using Pith.Cli.Commands;
using Pith.Cli.Pages;
using Pith.Cli.Tables;
using Pith.Cli.Verbs;
using Pith.Store;
using Pith.Tokens;
using Pith.Transcripts;
using Pith.Vocabularies;

namespace Pith.Cli.Entries;

/// <summary>One run of the program, from words to an exit code. The only place that catches everything.</summary>
internal static class App
{
    /// <summary>Runs a command line. Never throws.</summary>
    /// <param name="args">The words after the program's name.</param>
    /// <param name="around">Streams, terminal and environment.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, Surroundings around)
    {
        try
        {
            return Dispatch(args, around);
        }
        catch (ClosedPipeException)
        {
            return ExitCode.Done; // the reader has seen enough, as with | head
        }
        catch (Failure failure)
        {
            return Say(around, failure.Message, failure.Code);
        }
        catch (Exception damage) when (damage is UnreadableTranscriptException or DamagedBlobException or UnusableVocabularyException)
        {
            return Say(around, damage.Message, ExitCode.BadInput);
        }
        catch (StoreException unread)
        {
            return Say(around, unread.Message, ExitCode.NoInput); // writes to the store have a failure of their own, see StoreRoot
        }
        catch (IOException) when (!Directory.Exists("."))
        {
            return Say(around, "the working folder is gone; go to another with cd", ExitCode.NoInput);
        }
        catch (OutOfMemoryException)
        {
            return Say(around, "not enough memory for this input; a smaller --max-line may help", ExitCode.BadInput);
        }
        catch (Exception fault)
        {
            return Report(around, fault);
        }
    }

    private static int Dispatch(string[] args, Surroundings around)
    {
        if (args is ["--version" or "-V" or "version"])
        {
            // The shortest way: scripts ask for the version often, and the table need not exist for it.
            around.Out.Write(Encoding.UTF8.GetBytes(PageVerbs.VersionLine));
            return ExitCode.Done;
        }

        if (args is ["-v"])
        {
            around.Out.Write(Encoding.UTF8.GetBytes($"{Product.Version} (pith)\n")); // the form that the Agent SDK reads
            return ExitCode.Done;
        }

        if (Environment.CurrentDirectory is var folder && folder.Contains('\uFFFD', StringComparison.Ordinal) && !Directory.Exists(folder))
            throw Failure.NoInput("the name of the working folder is no UTF-8, and files in it cannot be opened; rename it, or go to another with cd");
        var parsed = CommandLine.Parse(args, around);
        if (parsed.Has(Flags.Version))
            return PageVerbs.Version(parsed);
        if (parsed.Has(Flags.Help) || parsed.Command.Run is null)
        {
            HelpPage.Write(parsed.Name, parsed.Command, around.Out);
            return ExitCode.Done;
        }

        TokenCounter.Options = CountingChoice.Of(around.Variable);
        return parsed.Command.Run(parsed);
    }

    private static int Report(Surroundings around, Exception fault)
    {
        var code = Say(around, $"internal error: {fault.GetType().Name}: {OneSentence(fault.Message)}; please report it with the command line you used", ExitCode.Internal);
        if (around.Variable(EnvironmentVariable.Debug) == "1")
            Say(around, fault.ToString(), code);
        return code;
    }

    private static int Say(Surroundings around, string sentence, int code)
    {
        around.Complain(sentence);
        return code;
    }

    private static string OneSentence(string message) => message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
