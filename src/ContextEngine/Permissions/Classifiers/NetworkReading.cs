using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Classifiers;

/// <summary>
/// Lines that only ask the network something: <c>gh pr view</c>, <c>git fetch</c>, <c>curl</c> of hosts that give nothing away, and what filters their
/// answers. Every word of them is known, so nothing of the workspace runs; they are to the network what <c>cat</c> is to files. In a sandbox they would
/// only fail, since it has neither network nor login, so they run outside.
/// </summary>
public static class NetworkReading
{
    /// <summary>Whether a line does nothing else, and would fail in a sandbox that reaches these hosts.</summary>
    /// <param name="line">The line.</param>
    /// <param name="folder">Where it starts.</param>
    /// <param name="root">The working folder.</param>
    /// <param name="hosts">What the sandbox reaches, and what nobody may.</param>
    public static bool NeedsOutside(string line, string folder, string root, HostList hosts)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(hosts);
        // Most lines name nothing of the kind, and need not be read for this.
        if (!line.Contains("gh ", StringComparison.Ordinal) && !line.Contains("curl ", StringComparison.Ordinal) && !line.Contains("fetch", StringComparison.Ordinal) && !line.Contains("ls-remote", StringComparison.Ordinal))
            return false;
        var reading = ShellReading.Of(line, folder);
        return Is(reading, root, Path.Exists, hosts) && (hosts.IsEmpty || HostNeeds.Lacking(reading, hosts) is not null);
    }

    /// <summary>Whether a line does nothing else.</summary>
    /// <param name="reading">The line.</param>
    /// <param name="root">The working folder: git and gh obey what lies where they run, so they run there only.</param>
    /// <param name="exists">Whether something stands at a full path.</param>
    /// <param name="denied">Hosts that settings deny.</param>
    public static bool Is(ShellReading reading, string root, Func<string, bool> exists, HostList denied)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (reading.Refusal is not null || reading.Evaluations.Count > 0 || reading.Settings.Any(s => SafeVariables.MayBeObeyed(s.Name)))
            return false;
        var asks = false;
        foreach (var command in reading.Commands)
        {
            if (command.Assignments.Any(a => SafeVariables.IsInfluential(a.Name)) || command.Redirections.Any(r => !IsIdle(r)))
                return false;
            if (command.Words.Count == 0)
                continue;
            if (command.Assignments.Count > 0)
                return false;
            var asking = Asks(command, root, exists, denied);
            if (!asking && !Filters(command, root) && !FiltersByFirst(command, reading))
                return false;
            asks |= asking;
        }

        return asks;
    }

    /// <summary>The programs of a line that are no part of the shell.</summary>
    public static IEnumerable<string> Programs(ShellReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return reading.Commands.Select(c => c.Name).Where(n => n is not ("" or "cd" or "echo" or "printf" or "true" or "false" or ":" or "exit" or "test" or "[")).Distinct(StringComparer.Ordinal);
    }

    private static bool Asks(SimpleCommand command, string root, Func<string, bool> exists, HostList denied)
    {
        var arguments = command.Words.Skip(1).ToArray();
        return command.Name switch
        {
            "gh" => IsAtRoot(command, root) && !denied.Denies("github.com", 443) && !denied.Denies("api.github.com", 443) && GhReading.Is(arguments),
            "git" => IsAtRoot(command, root) && GitFetching.Is(WithoutPlace(arguments, root), name => exists(LexicalPath.Join(root, name)), denied),
            "curl" => CurlReading.Is(arguments, denied),
            _ => false,
        };
    }

    /// <summary>What only makes something of its input, or of the repository: no file is named.</summary>
    private static bool Filters(SimpleCommand command, string root)
    {
        var arguments = command.Words.Skip(1).ToArray();
        if (command.Name is "echo" or "true" or "false" or ":" || command.Name == "printf" && (arguments.Length == 0 || arguments[0].IsLiteral && !arguments[0].Text.StartsWith('-')))
            return true;
        if (!command.Words.All(w => w.IsLiteral))
            return command.Name == "git" && IsAtRoot(command, root) && arguments.All(a => a.IsLiteral || !a.MayBeOption && !a.Splits) && GitReading.WhyNot(WithoutPlace(arguments, root)) is null;
        return command.Name switch
        {
            "cd" => true,
            "base64" => arguments is [{ Text: "-d" or "-D" or "--decode" }],
            "jq" => JqFilter.Is(arguments),
            // One word is its script, so that it reads nothing but its input; a script that could do more is told by its words.
            "awk" => !ShellEscapes.MayBe("awk", arguments) && arguments.Where((a, i) => !a.Text.StartsWith('-') && (i == 0 || arguments[i - 1].Text is not ("-F" or "-v"))).Count() == 1,
            "git" => IsAtRoot(command, root) && GitReading.WhyNot(WithoutPlace(arguments, root)) is null,
            _ => ReadOnlyPrograms.Find(command.Name) is { } program && program.WhyNot(arguments) is null && (!program.TakesPaths || arguments.Count(a => !a.Text.StartsWith('-') && !IsNumber(a.Text)) <= (program.Name == "tr" ? 2 : program.PatternFirst && !ReadOnlyPrograms.NamesPattern(arguments) ? 1 : 0)),
        };
    }

    /// <summary><c>jq "$filter"</c>, where the line begins by saying what the filter is, and says it once.</summary>
    private static bool FiltersByFirst(SimpleCommand command, ShellReading reading)
    {
        if (command.Name != "jq" || reading.Commands is not [{ Start: 0, Words.Count: 0, Assignments: [{ Value.IsLiteral: true } said] }, { ReadsPipe: false }, ..] || reading.Commands.Skip(1).SelectMany(c => c.Assignments).Any(a => a.Name == said.Name) || reading.Settings.Any(s => s.Name == said.Name))
            return false;
        return JqFilter.Is([.. command.Words.Skip(1).Select(w => w.Text == $"${said.Name}" && !w.Splits ? said.Value : w)]) && command.Words.Skip(1).All(w => w.IsLiteral || w.Text == $"${said.Name}" && !w.Splits);
    }

    private static bool IsNumber(string text) => text.TrimStart('+') is { Length: > 0 } digits && digits.All(char.IsAsciiDigit);

    private static ShellWord[] WithoutPlace(ShellWord[] arguments, string root) =>
        arguments is [{ IsLiteral: true, Text: "-C" }, { IsLiteral: true } place, ..] && place.Text == root ? arguments[2..] : arguments;

    private static bool IsAtRoot(SimpleCommand command, string root) => command.Folders.IsKnown && command.Folders.Paths is [var only] && only == root;

    private static bool IsIdle(Redirection redirection) => redirection.Kind is RedirectionKind.Duplicate or RedirectionKind.Document or RedirectionKind.Text || redirection.Target is { IsLiteral: true, Text: "/dev/null" };
}
