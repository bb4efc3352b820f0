using System.Text;

namespace Pith.Cli.Terminal.Editors;

/// <summary>Earlier prompts, the newest last, kept for the user in a file that nobody else may read. A prompt that begins with a blank is not kept.</summary>
/// <param name="path">The file; null keeps nothing.</param>
internal sealed class InputHistory(string? path)
{
    private const int Most = 1000, LongestEntry = 16 << 10, LongestFile = 2 << 20;

    private readonly List<string> _entries = [];
    private int _at;
    private string _draft = "";

    /// <summary>Reads the file. One that is not there, or cannot be read, is an empty history.</summary>
    public void Load()
    {
        try
        {
            if (path is null || !File.Exists(path))
                return;
            using var file = File.OpenRead(path);
            file.Seek(Math.Max(0, file.Length - LongestFile), SeekOrigin.Begin);
            using var reader = new StreamReader(file, Encoding.UTF8);
            while (reader.ReadLine() is { } line)
                Remember(Unescaped(line));
            _at = _entries.Count;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            _entries.Clear();
        }
    }

    /// <summary>Adds a prompt that was sent.</summary>
    public void Add(string text)
    {
        var isKept = text is not ([] or [' ', ..]) && text.Length <= LongestEntry && (_entries.Count == 0 || _entries[^1] != text);
        if (isKept)
            Remember(text);
        (_at, _draft) = (_entries.Count, "");
        if (isKept && path is not null)
            Append(text);
    }

    /// <summary>The entry before, or null where there is none.</summary>
    /// <param name="now">What is being written; it comes back behind the newest entry.</param>
    public string? Before(string now)
    {
        if (_at == 0)
            return null;
        if (_at == _entries.Count)
            _draft = now;
        return _entries[--_at];
    }

    /// <summary>The entry after, at last what was being written; null where there is none.</summary>
    public string? After() => _at == _entries.Count ? null : ++_at == _entries.Count ? _draft : _entries[_at];

    /// <summary>The newest entry with these words that is older than a place; -1 where there is none.</summary>
    public int Search(string words, int before)
    {
        for (var i = Math.Min(before, _entries.Count) - 1; i >= 0; i--)
            if (_entries[i].Contains(words, StringComparison.OrdinalIgnoreCase))
                return i;
        return -1;
    }

    /// <summary>How many there are.</summary>
    public int Count => _entries.Count;

    /// <summary>One of them.</summary>
    public string this[int index] => _entries[index];

    private void Remember(string text)
    {
        _entries.Add(text);
        if (_entries.Count > Most)
            _entries.RemoveAt(0);
    }

    private void Append(string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path!)!);
            if (new FileInfo(path!) is { Exists: true, Length: > LongestFile })
                Rewrite();
            else
                Write(path!, FileMode.Append, [text]);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A history that cannot be written is no reason to stop a conversation.
        }
    }

    private void Rewrite()
    {
        var fresh = path + ".new";
        Write(fresh, FileMode.Create, _entries);
        File.Move(fresh, path!, overwrite: true);
    }

    private static string Unescaped(string line)
    {
        var text = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
            text.Append(line[i] != '\\' || i + 1 == line.Length ? line[i] : line[++i] == 'n' ? '\n' : line[i]);
        return text.ToString();
    }

    private static void Write(string path, FileMode mode, IEnumerable<string> entries)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var lines = entries.Select(e => e.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\n");
        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes(string.Concat(lines)));
    }
}
