using Pith.Cli.Arguments;
using Pith.Cli.Commands;

namespace Pith.Cli.Verbs;

/// <summary><c>pith inspect</c>: where the tokens of a transcript are.</summary>
internal static class InspectVerb
{
    public static int Run(Invocation invocation)
    {
        var meter = MeterChoice.Of(invocation);
        var top = WholeNumber.Of(Flags.Top.Name, invocation.Word(Flags.Top) ?? Flags.Top.Default, 1, Flags.Top.Sample);
        var transcript = TranscriptFile.Read(invocation, meter);
        if (invocation.Has(Flags.Json))
            InspectJson.Write(transcript, ContextNow.Of(transcript, invocation.Around), invocation.Word(Flags.By), invocation.Has(Flags.Top) ? top : int.MaxValue, invocation.Around.Out);
        else
            new InspectReport(transcript, invocation, top).Write();
        return ExitCode.Done;
    }
}
