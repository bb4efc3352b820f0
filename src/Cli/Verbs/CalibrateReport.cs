using Pith.Cli.Calibrations;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Models;
using Pith.Tokens;

namespace Pith.Cli.Verbs;

/// <summary>What <c>pith calibrate</c> learned, has stored or has removed, for people and machines.</summary>
internal static class CalibrateReport
{
    // Below this many pairs most of the result is still the shipped calibration.
    private const int FewPairs = 50;

    public static int WriteLessons(Invocation invocation, string place, List<Lesson> lessons)
    {
        if (invocation.Has(Flags.Json))
            return WriteJson(invocation, place, true, lessons.Select(l => (l.Made, (Lesson?)l)));
        var printer = TablePrinter.ForOutput(invocation);
        var table = new Table("", new Column("family"), new("pairs", true), new("sessions", true), new("step, shipped", true), new("step, own", true), new("interval"), new("held it", true));
        foreach (var lesson in lessons)
            table.Add(FamilyNames.Says(lesson.Made.Family), $"{lesson.Made.Pairs:N0}", $"{lesson.Made.Sessions:N0}", $"{100 * lesson.Before:0.0} %", $"{100 * lesson.After:0.0} %",
                Says(lesson.Made.Estimator.Step), $"{100 * lesson.Held:0} %");
        printer.Write(table);
        printer.WriteLine("Errors are medians over steps; own weights and intervals were judged on steps that their fit had not seen.");
        foreach (var few in lessons.Where(l => l.Made.Pairs < FewPairs))
            printer.WriteLine($"{FamilyNames.Says(few.Made.Family)}: {Quantity.Of(few.Made.Pairs, "pair")} only, so it stays near the shipped calibration; more sessions teach more.");
        printer.WriteLine($"stored in {InputFile.Shown(place)}; inspect, count and compact use it from now on (pith calibrate --reset undoes it)");
        return ExitCode.Done;
    }

    public static int WriteStored(Invocation invocation, string? place, Dictionary<Family, Calibration> stored)
    {
        var all = Enum.GetValues<Family>().Where(f => f != Family.Cl100k || stored.ContainsKey(f)).Select(f => stored.GetValueOrDefault(f) ?? Calibration.Shipped(f)).ToList();
        if (invocation.Has(Flags.Json))
            return WriteJson(invocation, place, stored.Count > 0, all.Select(c => (c, (Lesson?)null)));
        var printer = TablePrinter.ForOutput(invocation);
        var table = new Table("", new Column("family"), new("from"), new("fitted"), new("pairs", true), new("sessions", true), new("interval of a step"), new("without a reported output"));
        foreach (var calibration in all)
            table.Add(FamilyNames.Says(calibration.Family), stored.ContainsKey(calibration.Family) ? "your sessions" : "shipped", $"{calibration.Fitted:yyyy-MM-dd}",
                $"{calibration.Pairs:N0}", $"{calibration.Sessions:N0}", Says(calibration.Estimator.Step), Says(calibration.Estimator.Blind));
        printer.Write(table);
        printer.WriteLine(stored.Count > 0 ? $"stored in {InputFile.Shown(place!)}" : "nothing of your own is stored; pith calibrate TRANSCRIPT… fits your sessions");
        return ExitCode.Done;
    }

    public static int WriteReset(Invocation invocation, string? place, bool removed)
    {
        if (invocation.Has(Flags.Json))
            return WriteJson(invocation, place, false, []);
        TablePrinter.ForOutput(invocation).WriteLine(removed ? $"removed {InputFile.Shown(place!)}; the shipped calibration serves again" : "nothing of your own was stored; the shipped calibration serves");
        return ExitCode.Done;
    }

    private static string Says(Spread spread) => $"±({spread.Floor:0} + {100 * spread.Share:0.0} %)";

    private static int WriteJson(Invocation invocation, string? place, bool stored, IEnumerable<(Calibration Calibration, Lesson? Lesson)> rows)
    {
        using var document = new JsonDocumentStream(invocation.Around.Out);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteString("path", place ?? "");
        json.WriteBoolean("stored", stored);
        json.WriteStartArray("calibrations");
        foreach (var (calibration, _) in rows)
            CalibrationJson.WriteOne(json, calibration);
        json.WriteEndArray();
        json.WriteStartArray("errors");
        foreach (var lesson in rows.Select(r => r.Lesson).OfType<Lesson>())
        {
            json.WriteStartObject();
            json.WriteString("family", FamilyNames.Of(lesson.Made.Family));
            json.WriteNumber("shipped", Math.Round(lesson.Before, 5));
            json.WriteNumber("own", Math.Round(lesson.After, 5));
            json.WriteNumber("held", Math.Round(lesson.Held, 4));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return ExitCode.Done;
    }
}
