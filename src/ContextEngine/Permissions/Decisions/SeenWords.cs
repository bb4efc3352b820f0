using System.Buffers;
using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>
/// A command as it runs, where the line and the disk tell that: in the body of a loop once for each word that its variable goes through, and a pattern that
/// begins with a star as one that begins with a folder, where no name there is like an option.
/// </summary>
/// <param name="rules">The rules.</param>
/// <param name="reading">The line.</param>
internal sealed class SeenWords(RuleBook rules, ShellReading reading)
{
    private const int Most = 32;
    private const int MostNames = 4000;

    private static readonly SearchValues<char> OfNames = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    private static readonly SearchValues<char> Splitting = SearchValues.Create(" \t\n*?[]\\");

    private bool? isPlain, onlyLooks;

    // What a word is split at, and what sets a variable, is told by the line alone.
    private bool IsPlain => isPlain ??= reading.Refusal is null && reading.Commands.Count <= KnownValues.MostCommands && !reading.Commands.Any(c => KnownValues.MaySetAnything(c) || c.Assignments.Any(a => a.Name == "IFS")) && !reading.Settings.Any(s => s.Name == "IFS");

    // Otherwise a name may come that nobody has seen.
    private bool OnlyLooks => onlyLooks ??= IsPlain && reading.Commands.All(c => !c.Redirections.Any(r => r.Writes && r.Target.Text != "/dev/null")
        && (c.Words.Count == 0 || ReadOnlyPrograms.Find(c.Name) is { } program && program.WhyNot([.. c.Words.Skip(1).Where(w => w.IsLiteral)]) is null));

    /// <summary>What the command comes to; itself where nothing more is known of it.</summary>
    /// <param name="command">The command.</param>
    public IReadOnlyList<SimpleCommand> Of(SimpleCommand command)
    {
        // What starts another command is not read so: its words may be the program.
        if (!command.Words.Skip(1).Any(w => w.Has(WordTraits.Dynamic | WordTraits.Pattern)) || CommandForms.Of(command) is { } forms && (forms.HidesCommand || forms.Starts[^1] > forms.Innermost) || Launchers.IsShell(Launchers.NameOf(command.Words[0])))
            return [command];
        var made = new List<SimpleCommand>();
        return Unroll(command, made) ? made : [command];
    }

    private bool Unroll(SimpleCommand command, List<SimpleCommand> made)
    {
        foreach (var word in command.Words.Skip(1))
            if (Used(word) is { } name && Values(name, command) is { } values)
            {
                foreach (var (value, from) in values)
                    if (Replaced(command, name, value, from) is not { } one || !Unroll(one, made))
                        return false;
                return true;
            }

        made.Add(command.Words.Skip(1).Any(w => BeginsInPattern(w)) && OnlyLooks && !HoldsName(command.Folders, "", IsLikeOption)
            ? command.With([command.Words[0], .. command.Words.Skip(1).Select(w => BeginsInPattern(w) ? w with { Text = "./" + w.Text } : w)]) : command);
        return made.Count <= Most;
    }

    private static bool BeginsInPattern(ShellWord word) => word.Traits == WordTraits.Pattern && word.Text[0] is '*' or '?' or '[';

    // To some a plus begins one too, and what follows an at sign is a file that holds more words.
    private static bool IsLikeOption(string name) => name is ['-' or '+' or '@', ..];

    private static bool IsSplit(string name) => name.AsSpan().ContainsAny(Splitting);

    /// <summary>The variable that is all that is replaced in a word, or null.</summary>
    private static string? Used(ShellWord word)
    {
        var text = word.Text;
        var dollar = text.IndexOf('$', StringComparison.Ordinal);
        if ((word.Traits & ~(WordTraits.Quoted | WordTraits.Splits)) != WordTraits.Dynamic || dollar < 0 || text.LastIndexOf('$') > dollar || text.Contains('`'))
            return null;
        var from = dollar + (text.AsSpan(dollar + 1).StartsWith("{") ? 2 : 1);
        var end = text.AsSpan(from).IndexOfAnyExcept(OfNames) is >= 0 and var length ? from + length : text.Length;
        // What follows without braces is an index, or a change, to some shells.
        return end > from && char.IsAsciiLetterLower(text[from]) && (from > dollar + 1 ? end < text.Length && text[end] == '}' : end == text.Length || text[end] is not ('[' or ':')) ? text[from..end] : null;
    }

    /// <summary>The words that a variable goes through in the loop around a command, each with where it is matched; null where something else may set it.</summary>
    private List<(ShellWord Value, FolderSet From)>? Values(string name, SimpleCommand command)
    {
        if (!IsPlain || !reading.Settings.Any(s => s.Name == name && s.At < command.Start && command.End <= s.Until)
            || reading.Commands.Any(c => c.Assignments.Any(a => a.Name == name) || Builtins.Declares(Launchers.NameOf(c.Words.FirstOrDefault(new ShellWord("", WordTraits.None, 0, 0)))) && c.Words.Any(w => !w.IsLiteral || w.Text.StartsWith(name, StringComparison.Ordinal))))
            return null;
        var all = new List<(ShellWord, FolderSet)>();
        foreach (var setting in reading.Settings.Where(s => s.Name == name))
        {
            if (setting.Values is not { Count: > 0 and <= Most } values)
                return null;
            foreach (var value in values)
                if (value.IsLiteral || value.Traits == WordTraits.Pattern)
                    all.Add((value, reading.Commands.FirstOrDefault(c => c.Matched.Contains(value))?.Folders ?? FolderSet.Unknown));
                else
                    return null;
        }

        return all;
    }

    private SimpleCommand? Replaced(SimpleCommand command, string name, ShellWord value, FolderSet from)
    {
        var words = new List<ShellWord>();
        foreach (var word in command.Words)
        {
            if (Used(word) != name)
            {
                words.Add(word);
                continue;
            }

            var isPattern = !value.IsLiteral;
            var cut = isPattern ? value.Text.LastIndexOf('/', value.Text.AsSpan().IndexOfAny("*?[")) + 1 : 0;
            if (word.Splits && (isPattern ? !OnlyLooks || IsSplit(value.Text[..cut]) || value.Text.AsSpan(cut).Contains('/') || HoldsName(from, value.Text[..cut], IsSplit) : IsSplit(value.Text) || value.Text.Length == 0))
                return null;
            var shown = isPattern && BeginsInPattern(value) && OnlyLooks && !HoldsName(from, "", IsLikeOption) ? "./" + value.Text : value.Text;
            var text = word.Text.Replace($"${{{name}}}", $"${name}", StringComparison.Ordinal);
            text = text.IndexOf('$', StringComparison.Ordinal) is var at ? text[..at] + (at == 0 ? shown : value.Text) + text[(at + 1 + name.Length)..] : "";
            if (!isPattern && text.StartsWith('-') && !word.Text.StartsWith('-'))
                return null;
            words.Add(word with { Text = text, Traits = isPattern ? WordTraits.Pattern : WordTraits.None });
        }

        return command.With(words);
    }

    /// <summary>Whether something in the folders has a name of which that holds, or nobody can tell: there are too many, or they may not be listed.</summary>
    private bool HoldsName(FolderSet folders, string below, Func<string, bool> holds)
    {
        rules.Look();
        try
        {
            return !folders.IsKnown || folders.Paths.ToArray().Any(f => LexicalPath.Join(f, below.Length == 0 ? "." : below) is var folder && (!Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).Select((e, i) => i >= MostNames || holds(LexicalPath.NameOf(e).ToString())).Any(found => found)));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
