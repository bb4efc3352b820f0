using System.Text.RegularExpressions;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Needs;

/// <summary>
/// What was tried and how it failed. Only where the tool says so: a result marked as an error, or one that opens or ends
/// with an exit code other than 0. The same command succeeding later takes it back.
/// </summary>
/// <param name="Command">The opening of the command, 80 characters.</param>
/// <param name="Signature">The opening of the line that names the error, 120 characters.</param>
/// <param name="Atoms">Atoms of both: a later call that acts on one makes the failure worth knowing.</param>
internal sealed partial record FailedCall(string Command, string Signature, HashSet<string> Atoms)
{
    private const int CommandLength = 80, SignatureLength = 120;

    [GeneratedRegex(@"error|fail|exception|panic|fatal|traceback|not found|denied|cannot|no such", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamesError { get; }

    [GeneratedRegex(@"\bexit(?:ed)?(?: with)?(?: code| status)?:? *(?<code>\d+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ExitCode { get; }

    [GeneratedRegex("\e\\[[0-9;]*[A-Za-z]")]
    private static partial Regex Colour { get; }

    /// <summary>Failures in the first messages that no later success took back.</summary>
    public static List<FailedCall> In(IReadOnlyList<Message> messages, int count)
    {
        var failures = new Dictionary<string, FailedCall>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            if (messages[i] is not { Speaker: Speaker.Tool, Answers: { } call } || CommandOf(call) is not { Length: > 0 } command)
                continue;
            if (!Failed(messages[i]))
                failures.Remove(command);
            else if (SignatureOf(messages[i].Text) is { Length: > 0 } signature)
                failures[command] = new FailedCall(LineText.Opening(command, CommandLength), signature, AtomsOf(command, signature));
        }

        return [.. failures.Values];
    }

    /// <summary>Whether a result reports failure.</summary>
    public static bool Failed(Message result)
    {
        if (result.IsError)
            return true;
        var text = result.Text;
        var ends = text.Length <= 400 ? text : string.Concat(text.AsSpan(0, 200), "\n", text.AsSpan(text.Length - 200));
        return result.Answers?.Work == Conversations.ToolKind.Shell && ExitCode.Match(ends) is { Success: true } exit && exit.Groups["code"].ValueSpan.Trim('0').Length > 0;
    }

    /// <summary>The longest of the command, pattern or path a call is about: its first value that is one line or a command.</summary>
    private static string CommandOf(ToolCall call)
    {
        foreach (var (key, value) in call.Values)
            if (key is "command" or "cmd" or "script")
                return value;
        foreach (var (key, value) in call.Values)
            if (key is "file_path" or "path" or "filePath" or "pattern" or "query" or "url")
                return value;
        return "";
    }

    private static string SignatureOf(string output)
    {
        var last = "";
        foreach (var line in Colour.Replace(output, "").Split('\n'))
        {
            if (line.AsSpan().Trim().Length < 4)
                continue;
            last = line;
            if (NamesError.IsMatch(line))
                break;
        }

        return LineText.Opening(LineText.WithoutNumber(last).ToString(), SignatureLength);
    }

    private static HashSet<string> AtomsOf(string command, string signature) =>
        new(AtomText.In(command).Concat(AtomText.In(signature)).Select(a => a.Text), StringComparer.Ordinal);
}
