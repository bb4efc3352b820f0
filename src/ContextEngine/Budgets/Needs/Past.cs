using System.Runtime.InteropServices;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Needs;

/// <summary>Everything that stood in a session before a cut. Grows with the cut; linear in what is added.</summary>
internal sealed class Past(IReadOnlyList<Message> messages)
{
    private readonly Dictionary<string, int> _lastWithLine = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _messagesWithAtom = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _pathsOfLine = new(StringComparer.Ordinal);
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _marks = new(StringComparer.Ordinal);
    private readonly List<string> _passages = [];

    /// <summary>The whole session, the future included.</summary>
    public IReadOnlyList<Message> Messages { get; } = messages;

    /// <summary>How many messages are past.</summary>
    public int Count { get; private set; }

    /// <summary>Which symbols belonged to which paths.</summary>
    public Bonds Bonds { get; } = new();

    /// <summary>Moves the cut forward.</summary>
    public void AdvanceTo(int cut)
    {
        for (; Count < cut; Count++)
        {
            var message = Messages[Count];
            if (message.Text.Length > 0)
            {
                _texts.Add(message.Text);
                Add(message.Reading);
            }

            foreach (var call in message.Calls)
                Add(call.Reading);
        }
    }

    public bool HasLine(string line) => _lastWithLine.ContainsKey(line);

    public bool HasMark(string line) => _marks.Contains(line);

    public bool HasAtom(string atom) => _messagesWithAtom.ContainsKey(atom);

    /// <summary>Position of the last message that shows a line; -1 where none does.</summary>
    public int LastWithLine(string line) => _lastWithLine.GetValueOrDefault(line, -1);

    /// <summary>How many texts and calls show an atom.</summary>
    public int Frequency(string atom) => _messagesWithAtom[atom];

    /// <summary>Whether a message of the past says exactly this.</summary>
    public bool HasText(string text) => _texts.Contains(text);

    /// <summary>Paths that a line stood under; empty where it stood under none.</summary>
    public IReadOnlyCollection<string> PathsOf(string line) => _pathsOfLine.TryGetValue(line, out var paths) ? paths : [];

    /// <summary>Whether a passage stood there verbatim, contiguous lines and indentation included.</summary>
    public bool HasPassage(string passage) => _passages.Exists(p => p.Contains(passage, StringComparison.Ordinal));

    private void Add(Reading reading)
    {
        foreach (var line in reading.Lines)
        {
            _lastWithLine[line] = Count;
            foreach (var path in reading.Paths)
                (CollectionsMarshal.GetValueRefOrAddDefault(_pathsOfLine, line, out _) ??= new HashSet<string>(StringComparer.Ordinal)).Add(path);
        }

        foreach (var atom in reading.Atoms)
            CollectionsMarshal.GetValueRefOrAddDefault(_messagesWithAtom, atom, out _)++;
        Bonds.Add(reading.Bonds);
        _marks.UnionWith(reading.Marks);
        _passages.AddRange(reading.Passages);
    }
}
