using Pith.Cli.Arguments;
using Pith.Cli.Commands;

namespace Pith.Cli.Verbs;

/// <summary><c>pith count</c>: tokens of files as they stand, in one pass and bounded memory, on all processors.</summary>
internal static class CountVerb
{
    public static int Run(Invocation invocation)
    {
        var meter = MeterChoice.Of(invocation);
        var jobs = invocation.Word(Flags.Jobs) is { } word ? WholeNumber.Of(Flags.Jobs.Name, word, 1, Flags.Jobs.Sample) : invocation.Around.Processors;
        var paths = invocation.Operands.Count > 0 ? invocation.Operands : [InputFile.StandardInput];
        var counts = new CountCrew(paths, meter, invocation.Around, jobs).Run();
        if (invocation.Has(Flags.Json))
            CountReport.WriteJson(counts, meter, invocation.Around.Out);
        else
            CountReport.WriteText(counts, meter, invocation.Around.Out);
        foreach (var count in counts)
            if (count.Problem is { } problem)
                return problem.Code;
        return ExitCode.Done;
    }
}
