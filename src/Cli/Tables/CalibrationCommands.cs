using Pith.Cli.Commands;
using Pith.Cli.Verbs;

namespace Pith.Cli.Tables;

/// <summary>What users' own sessions teach about the estimate.</summary>
internal static class CalibrationCommands
{
    public static readonly Command Calibrate = new("calibrate", "Fit the estimate for models without a public vocabulary to your own sessions")
    {
        Operands = "[TRANSCRIPT…]",
        Most = int.MaxValue,
        Completes = Completion.File,
        Details =
        [
            "Transcripts record how many tokens each call had, so two calls in a row tell what the text between them cost. From such pairs the weights of the estimate are fitted anew for each family of models, starting from the shipped ones: few pairs change little, many change much. The report compares both on steps that the fit had not seen.",
            "The result is stored as calibration.json below PITH_HOME (where the store lies) and used from then on by inspect, count and compact. It holds numbers only, nothing of your text. A later run replaces the families it learns about.",
            Notes.Reading,
        ],
        Flags = [Flags.Show, Flags.Reset, Flags.MaxLine, Flags.Json],
        Examples =
        [
            new("pith calibrate ~/.claude/projects/*/*.jsonl", "from every session of Claude Code"),
            new("pith calibrate --show", "what is in use"),
        ],
        Run = CalibrateVerb.Run,
    };
}
