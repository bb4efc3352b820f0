using Pith.Calibrations;
using Pith.Models;
using Pith.Tokens;

namespace Pith.Tests.Calibrations;

public sealed class CalibratorTests
{
    private static readonly DateOnly Day = new(2026, 11, 26);

    [Fact]
    public void ManyStepsTeachTheTrueWeights()
    {
        var truth = Truth();
        var made = new Calibrator(Calibration.Shipped(Family.Claude5), Calibrator.OwnStrength).Fit(Steps(truth, 600, 6), Day);
        Assert.Equal((600, 6, Day), (made.Pairs, made.Sessions, made.Fitted));
        var unseen = Steps(truth, 50, 1, seed: 99);
        var (own, shipped) = (Median(unseen, made.Estimator), Median(unseen, Calibration.Shipped(Family.Claude5).Estimator));
        Assert.True(own < shipped / 2, $"{own} against {shipped}");
    }

    [Fact]
    public void FewStepsStayNearTheShippedWeights()
    {
        var shipped = Calibration.Shipped(Family.Claude4);
        var made = new Calibrator(shipped, Calibrator.OwnStrength).Fit(Steps(Truth(), 3, 1), Day);
        foreach (var step in Steps(Truth(), 50, 1, seed: 99))
        {
            var (near, now, far) = (shipped.Estimator.Estimate(step.Between), made.Estimator.Estimate(step.Between), Truth().Estimate(step.Between));
            Assert.True(Math.Abs(now - near) < Math.Abs(far - near) / 2, $"{near} {now} {far}");
        }

        Assert.Equal(shipped.Estimator.Step, made.Estimator.Step); // three errors say nothing of an interval
    }

    [Fact]
    public void OutliersDoNotDecide()
    {
        var truth = Truth();
        var steps = Steps(truth, 300, 5);
        for (var i = 0; i < steps.Count; i += 10)
            steps[i] = With(steps[i], steps[i].Growth * 3);
        var made = new Calibrator(Calibration.Shipped(Family.Claude4), 1).Fit(steps, Day);
        Assert.InRange(Median(Steps(truth, 60, 1, seed: 5), made.Estimator), 0, 0.01);
    }

    [Fact]
    public void TheIntervalHoldsNineTimesInTen()
    {
        var random = new Random(11);
        var steps = Steps(Truth(), 800, 8).Select(s => With(s, s.Output + (long)((s.Growth - s.Output) * (1 + (random.NextDouble() - 0.5) / 4)))).ToList();
        var residuals = new Calibrator(Calibration.Shipped(Family.Claude4), 1).CrossValidate(steps, s => s.Session);
        Assert.Equal(steps.Count, residuals.Count);
        Assert.InRange(residuals.Count(r => r.IsCovered) / (double)residuals.Count, 0.87, 0.97);
    }

    [Fact]
    public void APublishedVocabularyKeepsItsCounts()
    {
        var made = new Calibrator(Calibration.Shipped(Family.O200k), 1).Fit(Steps(Truth(), 100, 3), Day);
        Assert.Equal(1, made.Estimator.Weights[(int)EstimateTerm.O200k]);
        Assert.Equal(0, made.Estimator.Weights[(int)EstimateTerm.Cl100k]);
    }

    /// <summary>Some other tokenizer: nobody's, so that only the data can tell.</summary>
    private static Estimator Truth()
    {
        double[] weights = [0.9, 0.3, 0.01, 0.2, 1, 0.1, 0.4, 0.5, 1, 3, 8, 0.2, 20, 10, 9, 20, 30, 7, 0];
        return new Estimator(weights, default, default);
    }

    private static List<Step> Steps(Estimator truth, int count, int sessions, int seed = 1)
    {
        var random = new Random(seed);
        var text = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "session.jsonl"));
        var steps = new List<Step>();
        for (var i = 0; i < count; i++)
        {
            ContextParts answer = default, between = default;
            answer.AddText(Slice());
            answer.AddCall("{\"path\":\"/src/widget.c\"}"u8);
            between.AddResult(Slice());
            var output = (long)Math.Round(truth.Estimate(answer));
            steps.Add(new Step
            {
                Session = $"s{i % sessions}",
                Model = "claude-opus-5",
                Growth = output + (long)Math.Round(truth.Estimate(between)),
                Context = 100_000,
                Output = output,
                IsResultsOnly = true,
                Answer = answer,
                Between = between,
            });
        }

        return steps;

        ReadOnlySpan<byte> Slice()
        {
            var length = random.Next(50, 3000);
            return text.AsSpan(random.Next(text.Length - length), length);
        }
    }

    private static Step With(Step step, long growth) => new()
    {
        Session = step.Session,
        Model = step.Model,
        Growth = growth,
        Context = step.Context,
        Output = step.Output,
        IsResultsOnly = true,
        Answer = step.Answer,
        Between = step.Between,
    };

    private static double Median(List<Step> steps, Estimator estimator) =>
        steps.Select(s => Calibrator.ResidualOf(s, estimator).OfStep).Order().ElementAt(steps.Count / 2);
}
