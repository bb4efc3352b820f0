using Pith.Text;

namespace Pith.Hooks;

/// <summary>
/// Reads what a hook wrote for the commands that come: <c>export NAME=value</c>, as people write it and as <c>export -p</c> of
/// bash and dash prints it. Nothing of it is run: values are quoted texts in which <c>$NAME</c> stands for a variable.
/// </summary>
/// <param name="text">What was written.</param>
/// <param name="known">A variable as it stands so far; null for none.</param>
internal sealed partial class HookVariables(string text, Func<string, string?> known)
{
    // What these hold changes what a command line means, which permission is decided on.
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal) { "BASH_ENV", "ENV", "IFS", "SHELLOPTS", "BASHOPTS", "PS4", "PROMPT_COMMAND", "CDPATH", "GLOBIGNORE", "EXECIGNORE", "POSIXLY_CORRECT", "LD_PRELOAD", "LD_AUDIT" };

    private readonly Dictionary<string, string> _found = new(StringComparer.Ordinal), _here = new(StringComparer.Ordinal); // of all statements, and of this one
    // The kernel starts no program with a longer text in its environment; and values that name themselves twice would double with each line.
    private const int Longest = 100_000, MostTogether = 500_000;

    private readonly List<string> _problems = [];
    private bool _isTooLong;
    private int _at, _together, _counted, _line = 1;

    /// <summary>The variables, <c>NAME=value</c>, and a phrase for each line that is not understood.</summary>
    public (IReadOnlyList<string> Variables, IReadOnlyList<string> Problems) Read()
    {
        while (_at < text.Length)
        {
            var start = _at;
            _here.Clear();
            _isTooLong = false;
            if (!Statement())
            {
                _at = text.IndexOf('\n', start) is >= 0 and var end ? end + 1 : text.Length;
                var line = text[start.._at].Trim();
                // In a file of nothing else, counting lines from the beginning would take a time that grows with its square.
                (_line, _counted) = (_line + text.AsSpan(_counted, start - _counted).Count('\n'), start);
                _problems.Add(FormattableString.Invariant($"line {_line} {(_isTooLong ? "makes more than a program can be given" : "is not understood")}: {ShortText.FirstLine(line, 80)}"));
            }
        }

        return ([.. _found.Select(f => $"{f.Key}={f.Value}")], _problems);
    }

    /// <summary>One statement, or nothing; false where it is neither.</summary>
    private bool Statement()
    {
        Skip(" \t\r\n;");
        if (_at < text.Length && text[_at] == '#')
            _at = text.IndexOf('\n', _at) is >= 0 and var end ? end : text.Length;
        if (_at == text.Length || text[_at] == '\n')
            return true;
        if (!Word("export") && !(Word("declare") && Word("-x")) && !(Word("typeset") && Word("-x")))
            return false;
        do
        {
            var start = _at;
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_'))
                _at++;
            var name = text[start.._at];
            if (name.Length == 0 || char.IsAsciiDigit(name[0]))
                return false;
            if (_at < text.Length && text[_at] == '=')
            {
                _at++;
                if (Value() is not { } value || value.Contains('\0'))
                    return false;
                if (IsTooLong(value.Length, _together += value.Length))
                    return false;
                _here[name] = value; // what comes behind it may name it
            }

            Skip(" \t");
        }
        while (_at < text.Length && text[_at] is not ('\n' or '\r' or ';' or '#'));
        // Only a statement that is whole counts: half of one is another.
        foreach (var (name, value) in _here)
            if (Kept.Contains(name) || name.StartsWith("BASH_FUNC_", StringComparison.Ordinal) || name.StartsWith("PITH_", StringComparison.Ordinal))
                _problems.Add($"{name} cannot be set: it changes what a command line means");
            else
                _found[name] = value;

        return true;
    }

    private bool IsTooLong(int length, int together) => _isTooLong |= length > Longest || together > MostTogether;

    private string Known(string name) => _here.GetValueOrDefault(name) ?? _found.GetValueOrDefault(name) ?? known(name) ?? "";

    private bool Word(string word)
    {
        if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0 || _at + word.Length >= text.Length || text[_at + word.Length] is not (' ' or '\t'))
            return false;
        _at += word.Length;
        Skip(" \t");
        return true;
    }

    private void Skip(string blanks)
    {
        while (_at < text.Length && blanks.Contains(text[_at]))
            _at++;
    }
}
