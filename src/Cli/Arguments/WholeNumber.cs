using System.Globalization;

namespace Pith.Cli.Arguments;

/// <summary>Counts and positions: whole numbers without a unit.</summary>
internal static class WholeNumber
{
    /// <summary>The number given for a flag; a failure of one sentence where it is none or out of range.</summary>
    public static int Of(string flag, string text, int least, string sample)
    {
        if (int.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least)
            return number;
        throw Failure.Usage($"--{flag} '{Failure.Shown(text)}' is not a whole number of at least {least}; write for example --{flag} {sample}");
    }
}
