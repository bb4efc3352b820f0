using System.Numerics;
using System.Runtime.CompilerServices;
using Pith.Conversations;

namespace Pith.Compaction.Selection;

/// <summary>What is known of a line before the future is: where it comes from, when its subject was last touched, what the agent did with it.</summary>
internal sealed class LineFeatures(LineStore store, LineHistory lines, AtomTable atoms, SubjectTable subjects)
{
    /// <summary>How many figures describe a line.</summary>
    public const int Count = (int)LineFigure.Joins + 1;

    /// <summary>Bytes above which a line is not needed by itself.</summary>
    public const int Longest = 500;

    /// <summary>Ten logarithms describe a line, nearly all of small numbers.</summary>
    private readonly float[] _logs = Logs(512);

    private int _exchanges, _subject; // the subject asked for last: lines of one stand together
    private SubjectFacts? _known;

    /// <summary>Turns to a conversation of so many exchanges.</summary>
    public void Read(int exchanges) => (_exchanges, _subject, _known) = (exchanges, -1, null);

    /// <summary>Writes what describes a line, whose history was read. False when it cannot be needed by itself.</summary>
    /// <param name="i">Its position.</param>
    /// <param name="line">What stands there.</param>
    /// <param name="x">Receives <see cref="Count"/> figures.</param>
    public bool Write(int i, in HistoryLine line, Span<float> x)
    {
        ref readonly var facts = ref store.Facts[line.Id];
        if (facts.Key == 0 || line.Length > Longest || line.Part == HistoryPart.Names)
            return false;
        x.Clear();
        var subject = Of(line.Subject) ?? new SubjectFacts { LastTouch = line.Exchange, LastChange = -1 };
        x[(int)LineFigure.Bias] = 1;
        var kind = KindOf(line);
        x[(int)kind] = 1;
        var age = Log(_exchanges - line.Exchange);
        x[(int)LineFigure.Template] = Log(lines.Alike(facts));
        x[(int)LineFigure.Age] = age;
        x[(int)LineFigure.TouchAge] = Log(_exchanges - Math.Max(line.Exchange, subject.LastTouch));
        x[(int)LineFigure.Changed] = Log(subject.Changes);
        x[(int)LineFigure.ChangedSince] = subject.LastChange > line.Exchange ? 1 : 0;
        x[(int)LineFigure.Reads] = Log(subject.Reads);
        x[(int)LineFigure.NearChange] = lines.ToChange(i) is < int.MaxValue and var distance ? 1 / (1 + distance / 4f) : 0;
        x[(int)LineFigure.Repeated] = Log(lines.Acted(facts));
        x[(int)LineFigure.Seen] = Log(lines.Seen(facts));
        var named = atoms.Of(store.AtomsOf(line.Id));
        x[(int)LineFigure.Atoms] = (float)named.Worth;
        x[(int)LineFigure.RecentAtoms] = named.Recency;
        x[(int)LineFigure.Declares] = facts.Declares ? 1 : 0;
        x[(int)LineFigure.Error] = facts.NamesError ? 1 : 0;
        x[(int)LineFigure.Gone] = lines.IsGone(line, facts) ? 1 : 0;
        x[(int)LineFigure.Length] = Log(line.Length / 8);
        x[(int)LineFigure.Asked] = named.Asked ? 1 : 0;
        x[(int)LineFigure.NeverChanged] = kind == LineFigure.Read && subject.Changes == 0 ? 1 : 0;
        x[(int)LineFigure.Runs] = Log(subject.Runs);
        x[(int)LineFigure.WrittenAge] = kind is LineFigure.Edited or LineFigure.Written ? age : 0;
        x[(int)LineFigure.CommandAge] = kind == LineFigure.Command ? age : 0;
        x[(int)LineFigure.ReadAge] = kind == LineFigure.Read ? age : 0;
        x[(int)LineFigure.FileAsked] = subject.Asked ? 1 : 0;
        x[(int)LineFigure.Paths] = Log(named.Paths);
        x[(int)LineFigure.Joins] = named.Paths > 0 && named.Paths < facts.EndAtom - facts.FirstAtom ? 1 : 0;
        return true;
    }

    /// <summary>How lately a subject was touched, falling with the logarithm.</summary>
    public double Recency(int subject) => 1 / (1 + (Of(subject) is { } facts ? Log(_exchanges - facts.LastTouch) : 10.0));

    private SubjectFacts? Of(int subject)
    {
        if (subject != _subject)
            (_subject, _known) = (subject, subjects.TryGet(subject, out var facts) ? facts : null);
        return _known;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Log(int n) => n < _logs.Length ? _logs[Math.Max(n, 0)] : LogOf(n);

    private static float[] Logs(int count)
    {
        var logs = new float[count];
        for (var n = 0; n < count; n++)
            logs[n] = LogOf(n);
        return logs;
    }

    private static float LogOf(int n) => BitOperations.Log2((uint)n + 1) + ((n + 1f) / (1 << BitOperations.Log2((uint)n + 1)) - 1);

    private static LineFigure KindOf(in HistoryLine line) => line.Part switch
    {
        HistoryPart.Added => line.Work == ToolKind.Write ? LineFigure.Written : LineFigure.Edited,
        HistoryPart.Removed => LineFigure.Edited,
        HistoryPart.Argument => line.Whole ? LineFigure.Command : LineFigure.Argument,
        HistoryPart.Assistant => LineFigure.Assistant,
        HistoryPart.User or HistoryPart.Notice => LineFigure.User,
        _ => line.Work switch { ToolKind.Read => LineFigure.Read, ToolKind.Search => LineFigure.Search, ToolKind.Shell => LineFigure.Shell, _ => LineFigure.Other },
    };
}
