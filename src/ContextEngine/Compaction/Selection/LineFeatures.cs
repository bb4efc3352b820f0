using System.Numerics;
using Pith.Conversations;

namespace Pith.Compaction.Selection;

/// <summary>What is known of a line before the future is: where it comes from, when its subject was last touched, what the agent did with it.</summary>
internal sealed class LineFeatures
{
    /// <summary>How many figures describe a line.</summary>
    public const int Count = (int)LineFigure.FileAsked + 1;

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
        x[(int)LineFigure.Bias] = 1;
        var kind = KindOf(line);
        x[(int)kind] = 1;
        var age = Log(_exchanges - line.Exchange);
        x[(int)LineFigure.Template] = Log(_lines.Alike(i));
        x[(int)LineFigure.Age] = age;
        x[(int)LineFigure.TouchAge] = Log(_exchanges - Math.Max(line.Exchange, subject.LastTouch));
        x[(int)LineFigure.Changed] = Log(subject.Changes);
        x[(int)LineFigure.ChangedSince] = subject.LastChange > line.Exchange ? 1 : 0;
        x[(int)LineFigure.Reads] = Log(subject.Reads);
        x[(int)LineFigure.NearChange] = _lines.ToChange(i) is < int.MaxValue and var lines ? 1 / (1 + lines / 4f) : 0;
        x[(int)LineFigure.Repeated] = Log(_lines.Acted(i));
        x[(int)LineFigure.Seen] = Log(_lines.Seen(i));
        var atoms = _atoms.Of(text);
        x[(int)LineFigure.Atoms] = (float)atoms.Worth;
        x[(int)LineFigure.RecentAtoms] = atoms.Recency;
        x[(int)LineFigure.Declares] = Declaration.Opens(text) ? 1 : 0;
        x[(int)LineFigure.Error] = Signature.NamesError(text) ? 1 : 0;
        x[(int)LineFigure.Gone] = _lines.IsGone(i) ? 1 : 0;
        x[(int)LineFigure.Length] = Log(text.Length / 8);
        x[(int)LineFigure.Asked] = atoms.Asked ? 1 : 0;
        x[(int)LineFigure.NeverChanged] = kind == LineFigure.Read && subject.Changes == 0 ? 1 : 0;
        x[(int)LineFigure.Runs] = Log(subject.Runs);
        x[(int)LineFigure.WrittenAge] = kind is LineFigure.Edited or LineFigure.Written ? age : 0;
        x[(int)LineFigure.CommandAge] = kind == LineFigure.Command ? age : 0;
        x[(int)LineFigure.ReadAge] = kind == LineFigure.Read ? age : 0;
        x[(int)LineFigure.FileAsked] = subject.Asked ? 1 : 0;
        return true;
    }

    /// <summary>How lately a subject was touched, falling with the logarithm.</summary>
    public double Recency(int subject) => 1 / (1 + (subject >= 0 && _subjects.TryGetValue(subject, out var facts) ? Log(_exchanges - facts.LastTouch) : 10.0));

    private static float Log(int n) => n <= 0 ? 0 : BitOperations.Log2((uint)n + 1) + ((n + 1f) / (1 << BitOperations.Log2((uint)n + 1)) - 1);

    private static LineFigure KindOf(HistoryLine line) => line.Part switch
    {
        HistoryPart.Added => line.Work == ToolKind.Write ? LineFigure.Written : LineFigure.Edited,
        HistoryPart.Removed => LineFigure.Edited,
        HistoryPart.Argument => line.Whole ? LineFigure.Command : LineFigure.Argument,
        HistoryPart.Assistant => LineFigure.Assistant,
        HistoryPart.User or HistoryPart.Notice => LineFigure.User,
        _ => line.Work switch { ToolKind.Read => LineFigure.Read, ToolKind.Search => LineFigure.Search, ToolKind.Shell => LineFigure.Shell, _ => LineFigure.Other },
    };
}
