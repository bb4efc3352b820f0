using System.Globalization;

namespace Pith.Cli.Arguments;

/// <summary>Lines from a first to a last, both included, from 1.</summary>
internal readonly record struct LineRange(long First, long Last)
{
    /// <summary>Reads <c>10-20</c>, <c>10-</c>, <c>-20</c> or <c>15</c>; a failure of one sentence otherwise.</summary>
    public static LineRange Of(string flag, string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var (from, to) = dash < 0 ? (text, text) : (text[..dash], text[(dash + 1)..]);
        var (first, last) = (1L, long.MaxValue);
        var isRange = (from.Length > 0 || to.Length > 0) && (from.Length == 0 || TryLine(from, out first)) && (to.Length == 0 || TryLine(to, out last));
        if (!isRange)
            throw Failure.Usage($"--{flag} '{CommandLine.Shown(text)}' is not a range of lines; write for example 10-20, 10- or -20, counting from 1");
        return first <= last ? new LineRange(first, last) : throw Failure.Usage($"--{flag} {CommandLine.Shown(text)} ends before it begins; write {last}-{first}");
    }

    private static bool TryLine(string text, out long line) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out line) && line > 0;
}
