using System.Globalization;
using System.Text;
using Pith.Cli.Printing;
using Pith.Tokens;

namespace Pith.Cli.Verbs;

/// <summary>Counts as people and machines read them.</summary>
internal static class CountReport
{
    /// <summary>One file: its number alone. Several: a line each as <c>wc</c> prints them, and the total.</summary>
    public static void WriteText(FileCount[] counts, TokenMeter meter, Stream output)
    {
        var text = new StringBuilder();
        var done = counts.Where(c => c.Problem is null).ToList();
        var total = done.Sum(c => c.Tokens);
        var error = meter.Estimator is null ? "" : string.Create(CultureInfo.InvariantCulture, $" ± {meter.Margin(total)}");
        var mark = meter.IsExact ? "" : "~";
        if (counts.Length == 1)
        {
            if (done.Count == 1)
                text.Append(mark).Append(total).Append(error).Append('\n');
        }
        else
        {
            var width = total.ToString(CultureInfo.InvariantCulture).Length + mark.Length;
            foreach (var count in done)
                text.Append($"{mark}{count.Tokens}".PadLeft(width)).Append(' ').Append(InputFile.Shown(count.Path)).Append('\n');
            text.Append($"{mark}{total}".PadLeft(width)).Append(" total").Append(error).Append('\n');
        }

        output.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    public static void WriteJson(FileCount[] counts, TokenMeter meter, Stream output)
    {
        using var document = new JsonDocumentStream(output);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteMeter(meter);
        json.WriteTokens(meter, counts.Sum(c => c.Tokens));
        json.WriteNumber("bytes", counts.Sum(c => c.Bytes));
        json.WriteStartArray("files");
        foreach (var count in counts)
        {
            json.WriteStartObject();
            json.WriteString("path", count.Path);
            if (count.Problem is { } problem)
            {
                json.WriteString("failure", problem.Message);
                json.WriteNumber("exitCode", problem.Code);
            }
            else
            {
                json.WriteNumber("bytes", count.Bytes);
                json.WriteTokens(meter, count.Tokens);
                if (count.Warning is not null)
                    json.WriteString("warning", count.Warning);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
