using System.Globalization;
using System.Text;
using Pith.Budgets.Recordings;
using Pith.Compaction.Selection;

namespace Pith.Bench.Fit;

/// <summary>Fits the weights of lines on recorded sessions, and says what they are worth on a repository they never saw.</summary>
internal sealed class FitRun
{
    /// <summary>Cuts as for this budget: small, so that more sessions are long enough.</summary>
    public const int Budget = 8_000;

    /// <summary>Pull of the weights towards 0, in cuts: chosen by the loss on held-out repositories (1 to 20 measured alike).</summary>
    private const double Ridge = 2;

    private readonly List<Sample>[] _samples;
    private readonly string[] _repositories;
    private readonly Dictionary<string, double[]> _heldOut = new(StringComparer.Ordinal);

    public FitRun(IReadOnlyList<Recording> recordings)
    {
        Recordings = recordings;
        _samples = new List<Sample>[recordings.Count];
        Parallel.For(0, recordings.Count, s => _samples[s] = Sample.Of(recordings[s], Budget));
        _repositories = [.. recordings.Select(r => RepositoryOf(r.Name))];
        Weights = Logistic.Fit(Of(_ => true), Ridge);
        foreach (var held in _repositories.Distinct())
            _heldOut[held] = Logistic.Fit(Of(r => r != held), Ridge);
    }

    public IReadOnlyList<Recording> Recordings { get; }

    /// <summary>Fitted on everything.</summary>
    public double[] Weights { get; }

    /// <summary>Fitted on all other repositories.</summary>
    public float[] HeldOut(string repository) => [.. _heldOut[repository].Select(w => (float)w)];

    /// <summary>The folder below <c>corpus</c>, or the file itself: sessions of one repository are no witnesses for each other.</summary>
    public static string RepositoryOf(string name)
    {
        var parts = name.Split('/');
        var at = Array.IndexOf(parts, "corpus");
        return at >= 0 && at + 1 < parts.Length ? parts[at + 1] : name;
    }

    public void WriteReport(TextWriter output)
    {
        output.WriteLine("Loss per needed line, and needed lines among the best 15 in 100, with weights that saw the repository and with weights that did not");
        var (all, loss, found) = (0, 0.0, 0.0);
        foreach (var (repository, held) in _heldOut)
        {
            var cuts = Of(r => r == repository).Where(s => s.Needed.Contains(true)).ToList();
            if (cuts.Count == 0)
                continue;
            var (heldLoss, heldFound) = (Logistic.Loss(cuts, held), Logistic.Found(cuts, held));
            output.WriteLine($"{repository,-40} {cuts.Count,4} cuts  loss {Logistic.Loss(cuts, Weights):F3} held out {heldLoss:F3}  found {Logistic.Found(cuts, Weights):F3} held out {heldFound:F3}");
            (all, loss, found) = (all + cuts.Count, loss + heldLoss * cuts.Count, found + heldFound * cuts.Count);
        }

        output.WriteLine($"held out, all: loss {loss / all:F4} found {found / all:F4}");
        for (var f = 0; f < Weights.Length; f++)
            output.WriteLine($"{NameOf(f),-16} {Weights[f],8:F3}");
    }

    /// <summary>The file that ships the weights.</summary>
    public string Source(int sessions)
    {
        var text = new StringBuilder();
        var cuts = Of(_ => true);
        text.Append(CultureInfo.InvariantCulture, $$"""
            namespace Pith.Compaction.Selection;

            /// <summary>
            /// What each figure of <see cref="LineFeatures"/> says about the need for a line: logistic regression with a ridge of
            /// {{Ridge}} cuts on {{cuts.Sum(c => c.Rows.Count):N0}} lines at {{cuts.Count}} cuts of {{sessions}} sessions of {{_heldOut.Count}} repositories (cuts for {{Budget:N0}} tokens),
            /// every cut weighing the same. Written by <c>./dev bench fit</c>; docs/compaction.md has what they reach on repositories
            /// they never saw.
            /// </summary>
            internal static class LineWeights
            {
                public static readonly float[] Shipped =
                [

            """);
        for (var f = 0; f < Weights.Length; f++)
            text.Append(CultureInfo.InvariantCulture, $"        {Weights[f]:0.000}f, // {NameOf(f)}\n");
        return text.Append("    ];\n}\n").ToString();
    }

    /// <summary>The name of a figure in words.</summary>
    private static string NameOf(int figure) =>
        string.Concat(((LineFigure)figure).ToString().Select((c, i) => char.IsAsciiLetterUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString()));

    private List<Sample> Of(Predicate<string> isIn) => [.. Enumerable.Range(0, _samples.Length).Where(s => isIn(_repositories[s])).SelectMany(s => _samples[s])];
}
