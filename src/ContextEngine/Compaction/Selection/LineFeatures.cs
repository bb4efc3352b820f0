using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pith.Conversations;

namespace Pith.Compaction.Selection;

/// <summary>What is known of a line before the future is: where it comes from, when its subject was last touched, what the agent did with it.</summary>
internal sealed class LineFeatures(LineStore store, LineHistory lines, AtomTable atoms, SubjectTable subjects)
{
    /// <summary>How many figures describe a line.</summary>
    public const int Count = (int)LineFigure.Asked + 1;

    /// <summary>Where those begin that are a line's own for ever; before them are those of all lines of one part of a block.</summary>
    public const int Own = (int)LineFigure.Declares;

    /// <summary>Where those begin that the history tells of a line: one register of them.</summary>
    public const int Told = (int)LineFigure.Template;

    /// <summary>Bytes above which a line is not needed by itself.</summary>
    public const int Longest = 500;

    /// <summary>Ten logarithms describe a line, nearly all of small numbers.</summary>
    private readonly float[] _logs = Logs(512);

    private int _exchanges;

    /// <summary>Turns to a conversation of so many exchanges.</summary>
    public void Read(int exchanges) => _exchanges = exchanges;

    /// <summary>Whether lines of such a part are judged: headings and lists of names are not what anybody looks for.</summary>
    public static bool CanBeNeeded(HistoryPart part) => part is not (HistoryPart.Heading or HistoryPart.Names);

    /// <summary>Whether a line can be needed by itself, and none behind it says the same: only those are judged.</summary>
    public bool CanBeNeeded(in HistoryLine line, in LineFacts facts) =>
        CanBeNeeded(line.Part) && facts.Key != 0 && line.Length <= Longest && lines.IsNewest(line, facts);

    /// <summary>Writes what describes a line, whose history was read.</summary>
    /// <param name="i">Its position.</param>
    /// <param name="line">What stands there.</param>
    /// <param name="x">Receives <see cref="Count"/> figures.</param>
    public void Write(int i, in HistoryLine line, Span<float> x)
    {
        ref readonly var facts = ref store.Facts[line.Id];
        WriteShared(line, x[..Own]);
        WriteOwn(line, facts, x[Own..Told]);
        ToldOf(i, line, facts).CopyTo(x[Told..]);
    }

    /// <summary>Writes what describes every line of the part of a block that a line stands in.</summary>
    /// <param name="line">Any of them.</param>
    /// <param name="x">Receives the figures before <see cref="Own"/>.</param>
    public void WriteShared(in HistoryLine line, Span<float> x)
    {
        x.Clear();
        var subject = Of(line.Subject) ?? new SubjectFacts { LastTouch = line.Exchange, LastChange = -1 };
        x[(int)LineFigure.Bias] = 1;
        var kind = KindOf(line);
        x[(int)kind] = 1;
        var age = Log(_exchanges - line.Exchange);
        x[(int)LineFigure.Age] = age;
        x[(int)LineFigure.TouchAge] = Log(_exchanges - Math.Max(line.Exchange, subject.LastTouch));
        x[(int)LineFigure.Changed] = Log(subject.Changes);
        x[(int)LineFigure.ChangedSince] = subject.LastChange > line.Exchange ? 1 : 0;
        x[(int)LineFigure.Reads] = Log(subject.Reads);
        x[(int)LineFigure.NeverChanged] = kind == LineFigure.Read && subject.Changes == 0 ? 1 : 0;
        x[(int)LineFigure.Runs] = Log(subject.Runs);
        x[(int)LineFigure.WrittenAge] = kind is LineFigure.Edited or LineFigure.Written ? age : 0;
        x[(int)LineFigure.CommandAge] = kind == LineFigure.Command ? age : 0;
        x[(int)LineFigure.ReadAge] = kind == LineFigure.Read ? age : 0;
        x[(int)LineFigure.FileAsked] = subject.Asked ? 1 : 0;
    }

    /// <summary>Writes what describes a line wherever it stands.</summary>
    /// <param name="line">The line.</param>
    /// <param name="facts">What is known of it by itself.</param>
    /// <param name="own">Receives the figures from <see cref="Own"/> to <see cref="Told"/>.</param>
    public void WriteOwn(in HistoryLine line, in LineFacts facts, Span<float> own)
    {
        var (paths, names) = (atoms.PathsIn(store.AtomsOf(facts)), facts.EndAtom - facts.FirstAtom);
        own[(int)LineFigure.Declares - Own] = facts.Declares ? 1 : 0;
        own[(int)LineFigure.Error - Own] = facts.NamesError ? 1 : 0;
        own[(int)LineFigure.Length - Own] = Log(line.Length / 8);
        own[(int)LineFigure.Paths - Own] = Log(paths);
        own[(int)LineFigure.Joins - Own] = paths > 0 && paths < names ? 1 : 0;
    }

    /// <summary>What the history tells of a line: the figures from <see cref="Told"/> on, in their order.</summary>
    /// <param name="i">Its position.</param>
    /// <param name="line">What stands there.</param>
    /// <param name="facts">What is known of it by itself.</param>
    public Vector256<float> ToldOf(int i, in HistoryLine line, in LineFacts facts)
    {
        var named = facts.FirstAtom < facts.EndAtom ? atoms.Of(store.AtomsOf(facts)) : default;
        return Vector256.Create(
            Log(lines.Alike(facts)), // Template
            lines.ToChange(i) is < int.MaxValue and var distance ? 1 / (1 + distance / 4f) : 0, // NearChange
            Log(lines.Acted(facts)), // Repeated
            Log(lines.Seen(facts)), // Seen
            (float)named.Worth, // Atoms
            named.Recency, // RecentAtoms
            lines.IsGone(line, facts) ? 1 : 0, // Gone
            named.Asked ? 1 : 0); // Asked
    }

    /// <summary>How lately a subject was touched, falling with the logarithm.</summary>
    public double Recency(int subject) => 1 / (1 + (Of(subject) is { } facts ? Log(_exchanges - facts.LastTouch) : 10.0));

    private SubjectFacts? Of(int subject) => subjects.TryGet(subject, out var facts) ? facts : null;

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
