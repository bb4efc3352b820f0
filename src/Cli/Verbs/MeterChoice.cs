using Pith.Cli.Calibrations;
using Pith.Cli.Commands;
using Pith.Models;
using Pith.Tokens;

namespace Pith.Cli.Verbs;

/// <summary>What <c>--encoding</c>, <c>--model</c> and <c>--vocab</c> choose to count with, and how its numbers are printed.</summary>
internal static class MeterChoice
{
    public static TokenMeter Of(Invocation invocation)
    {
        if (invocation.Word(Flags.Vocab) is { } vocabulary)
            return VocabularyChoice.Of(invocation, vocabulary);
        if (invocation.Has(Flags.Pattern))
            throw Failure.Usage("--pattern says how a vocabulary's texts are split; give the vocabulary with --vocab FILE");
        if (invocation.Word(Flags.Model) is not { } model)
            return OfEncoding(invocation.Word(Flags.Encoding) ?? Flags.Encoding.Default);
        if (invocation.Has(Flags.Encoding))
            throw Failure.Usage("--encoding and --model both say how to count; give one of them");
        if (!ModelCatalog.TryFind(model, out _))
            throw Failure.Usage($"--model does not know '{Failure.Shown(model)}'; write for example --model {Flags.Model.Sample}, or choose an encoding with --encoding");
        return ModelCatalog.MeterFor(model, CalibrationFile.Choice(invocation.Around));
    }

    /// <summary>A figure for people: estimates wear a ~.</summary>
    public static string Figure(this TokenMeter meter, long tokens) => meter.IsExact ? $"{tokens:N0}" : $"~{tokens:N0}";

    /// <summary>A figure that stands alone: an estimate with its measured interval.</summary>
    public static string FigureWithMargin(this TokenMeter meter, long tokens) =>
        meter.Estimator is null ? meter.Figure(tokens) : $"~{tokens:N0} ± {meter.Margin(tokens):N0}";

    /// <summary>What stands behind the figures of a table once: the unit, and for an estimate the interval of each.</summary>
    public static string Unit(this TokenMeter meter) =>
        meter.Estimator is { Step: var spread } ? $"{meter.Name}, each ±({spread.Floor:0} + {spread.Share * 100:0.#} %)" : meter.Name;

    private static TokenMeter OfEncoding(string name) =>
        TokenMeter.TryParse(name, out var meter) ? meter : throw Failure.Usage($"--encoding does not know '{Failure.Shown(name)}'");
}
