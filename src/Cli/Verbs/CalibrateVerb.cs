using Pith.Calibrations;
using Pith.Cli.Arguments;
using Pith.Cli.Calibrations;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Stores;
using Pith.Models;
using Pith.Transcripts;

namespace Pith.Cli.Verbs;

/// <summary><c>pith calibrate</c>: learns from the usage that a user's own transcripts record.</summary>
internal static class CalibrateVerb
{
    public static int Run(Invocation invocation)
    {
        var (show, reset) = (invocation.Has(Flags.Show), invocation.Has(Flags.Reset));
        if ((show || reset) && (invocation.Operands.Count > 0 || show && reset))
            throw Failure.Usage("--show and --reset stand alone; give one of them, or transcripts");
        if (reset)
            return Reset(invocation);
        if (show)
            return CalibrateReport.WriteStored(invocation, CalibrationFile.PathOf(invocation.Around), CalibrationFile.Read(invocation.Around));
        if (invocation.Operands.Count == 0)
            throw Failure.Usage($"'pith calibrate' needs transcripts, or --show or --reset; for example: {invocation.Command.Examples[0].Line}");
        return Learn(invocation);
    }

    private static int Learn(Invocation invocation)
    {
        CalibrationFile.Read(invocation.Around); // a damaged file is said before the work, not after it
        var (steps, calls) = (new List<Step>(), 0);
        foreach (var path in invocation.Operands)
            calls += Read(path, invocation, steps);
        var lessons = new List<Lesson>();
        foreach (var group in steps.Where(s => ModelCatalog.TryFind(s.Model, out _)).GroupBy(s => FamilyOf(s.Model)).OrderBy(g => g.Key))
            if (Lesson.Of(group.Key, [.. group]) is { } lesson)
                lessons.Add(lesson);
        if (lessons.Count == 0)
            throw Failure.BadInput(WhyNothing(invocation.Operands.Count, calls, steps));
        var place = CalibrationFile.Write(invocation.Around, lessons.Select(l => l.Made));
        return CalibrateReport.WriteLessons(invocation, place, lessons);
    }

    private static int Read(string path, Invocation invocation, List<Step> steps)
    {
        var maxLine = SizeArgument.Of(Flags.MaxLine.Name, invocation.Word(Flags.MaxLine) ?? Flags.MaxLine.Default, "bytes");
        using var stream = TranscriptInput.Open(path, invocation.Around);
        return InputFile.Reading(path, () =>
        {
            using var reader = new TranscriptReader(stream, new ReaderOptions { MaxLine = maxLine, Name = InputFile.Shown(path) });
            using var found = new StepReader(path);
            using var progress = new Progress(invocation.Around, $"reading {InputFile.Shown(path)}", path == InputFile.StandardInput ? 0 : new FileInfo(path).Length);
            while (reader.Read(found))
                progress.Report(reader.BytesRead);
            found.Finish();
            steps.AddRange(found.Steps);
            return found.Calls;
        });
    }

    private static Family FamilyOf(string name) => ModelCatalog.TryFind(name, out var model) ? model.Family : default;

    private static string WhyNothing(int files, int calls, List<Step> steps)
    {
        var where = files == 1 ? "this transcript records" : $"these {files:N0} transcripts record";
        if (calls == 0)
            return $"there is nothing to learn from: {where} no usage of a model; give sessions of an agent that does, such as Claude Code, Codex or pi";
        return steps.Count == 0
            ? $"there is nothing to learn from: {where} {Quantity.Of(calls, "call")}, but no two in a row of one model with only words and results between them; give longer sessions"
            : $"there is nothing to learn from: the models are not known ({string.Join(", ", steps.Select(s => Failure.Shown(s.Model)).Distinct().Take(3))})";
    }

    private static int Reset(Invocation invocation)
    {
        var path = CalibrationFile.PathOf(invocation.Around);
        var removed = CalibrationFile.Remove(invocation.Around);
        return CalibrateReport.WriteReset(invocation, path, removed);
    }
}
