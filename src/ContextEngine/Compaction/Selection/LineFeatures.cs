using System.Numerics;
using Pith.Conversations;

namespace Pith.Compaction.Selection;

/// <summary>What is known of a line before the future is: where it comes from, when its subject was last touched, what the agent did with it.</summary>
internal sealed class LineFeatures
{
    /// <summary>How many figures describe a line.</summary>
    public const int Count = 33;

    public static readonly string[] Names =
    [
        "bias", "read", "search", "shell", "other", "edited", "written", "template", "command", "argument", "assistant", "user",
        "age", "touch age", "changed", "changed since", "reads", "near a change", "repeated", "seen", "atoms", "recent atoms",
        "declares", "error", "gone", "length", "asked", "never changed", "runs", "written age", "command age", "read age",
        "file asked",
    ];

    private readonly ContextIndex _index;
    private readonly History _history;
    private readonly AtomIndex _atoms;
    private readonly Dictionary<int, SubjectFacts> _subjects;
    private readonly LineHistory _lines;
    private readonly int _exchanges;

    public LineFeatures(ContextIndex index, History history, LineHistory lines, AtomIndex atoms, IReadOnlyList<Exchange> exchanges)
    {
        (_index, _history, _lines, _atoms, _exchanges) = (index, history, lines, atoms, exchanges.Count);
        _subjects = SubjectFacts.Of(index, atoms, exchanges);
    }

    /// <summary>Writes what describes a line. False when it cannot be needed by itself.</summary>
    public bool Write(int i, Span<float> x)
    {
        x.Clear();
        var line = _history.Lines[i];
        var text = _history[i];
        if (_lines.Keys[i] == 0 || text.Length > 500 || line.Part == HistoryPart.Names)
            return false;
        var subject = line.Subject >= 0 && _subjects.TryGetValue(line.Subject, out var facts) ? facts : new SubjectFacts { LastTouch = line.Exchange, LastChange = -1 };
        x[0] = 1;
        var kind = KindOf(line);
        x[kind] = 1;
        var age = Log(_exchanges - line.Exchange);
        x[7] = Log(_lines.Alike(i));
        x[12] = age;
        x[13] = Log(_exchanges - Math.Max(line.Exchange, subject.LastTouch));
        x[14] = Log(subject.Changes);
        x[15] = subject.LastChange > line.Exchange ? 1 : 0;
        x[16] = Log(subject.Reads);
        x[17] = _lines.ToChange(i) is < int.MaxValue and var lines ? 1 / (1 + lines / 4f) : 0;
        x[18] = Log(_lines.Acted(i));
        x[19] = Log(_lines.Seen(i));
        var atoms = _atoms.Of(text);
        x[20] = (float)atoms.Worth;
        x[21] = atoms.Recency;
        x[22] = Declaration.Opens(text) ? 1 : 0;
        x[23] = Signature.NamesError(text) ? 1 : 0;
        x[24] = _lines.IsGone(i) ? 1 : 0;
        x[25] = Log(text.Length / 8);
        x[26] = atoms.Asked ? 1 : 0;
        x[27] = kind == 1 && subject.Changes == 0 ? 1 : 0;
        x[28] = Log(subject.Runs);
        x[29] = kind is 5 or 6 ? age : 0;
        x[30] = kind is 8 ? age : 0;
        x[31] = kind is 1 ? age : 0;
        x[32] = subject.Asked ? 1 : 0;
        return true;
    }

    /// <summary>How lately a subject was touched, falling with the logarithm.</summary>
    public double Recency(int subject) => 1 / (1 + (subject >= 0 && _subjects.TryGetValue(subject, out var facts) ? Log(_exchanges - facts.LastTouch) : 10.0));

    private static float Log(int n) => n <= 0 ? 0 : BitOperations.Log2((uint)n + 1) + ((n + 1f) / (1 << BitOperations.Log2((uint)n + 1)) - 1);

    private static int KindOf(HistoryLine line) => line.Part switch
    {
        HistoryPart.Added => line.Work == ToolKind.Write ? 6 : 5,
        HistoryPart.Removed => 5,
        HistoryPart.Argument => line.Whole ? 8 : 9,
        HistoryPart.Assistant => 10,
        HistoryPart.User or HistoryPart.Notice => 11,
        _ => line.Work switch { ToolKind.Read => 1, ToolKind.Search => 2, ToolKind.Shell => 3, _ => 4 },
    };
}
