using System.Text.Json;
using Pith.Cli.Calibrations;
using Pith.Conversations;
using Pith.Models;
using Pith.Tokens;

namespace Pith.Cli.Verbs;

/// <summary>How large a transcript's context is now, in the tokens of its own model, as people and machines read it.</summary>
internal static class ContextNow
{
    /// <summary>The size; null where the file neither names a model that is known nor records any usage.</summary>
    public static ContextSize? Of(Transcript transcript, Surroundings around)
    {
        var isKnown = ModelCatalog.TryFind(transcript.Model, out var model);
        if (!isKnown && transcript.Index.Anchor is null)
            return null;
        // A model that is not known is counted as o200k_base; nothing then says how far that is off.
        var calibrations = CalibrationFile.Choice(around);
        var images = isKnown ? ModelCatalog.MeterFor(transcript.Model, calibrations).Images : TokenMeter.Exact(TokenCounter.O200k).Images;
        return ContextSize.Of(transcript.Index, new ContextSizeOptions(calibrations(model?.Family ?? Family.O200k).Estimator, images)
        {
            KeepsThinking = ThinkingRule.Keeps(transcript.Model),
            ToolPrompt = ToolPrompt.TokensOf(transcript.Model),
        });
    }

    /// <summary>One line: the figure, its interval, and what it stands on.</summary>
    public static string Line(ContextSize size, Transcript transcript)
    {
        var isKnown = ModelCatalog.TryFind(transcript.Model, out _);
        var figure = size.IsExact ? $"{size.Tokens:N0}" : isKnown ? $"~{size.Tokens:N0} ± {size.Margin:N0}" : $"~{size.Tokens:N0}";
        var doubt = size.IsExact || isKnown ? "" : "; error not measured for this model";
        var of = transcript.Model.Length > 0 ? $" tokens of {transcript.Model}" : " tokens";
        return $"context now: {figure}{of} ({Ground(size)}{doubt})";
    }

    /// <summary>The same for machines.</summary>
    public static void Write(Utf8JsonWriter json, ContextSize size, Transcript transcript)
    {
        json.WriteStartObject("contextNow");
        json.WriteNumber("tokens", size.Tokens);
        json.WriteBoolean("exact", size.IsExact);
        if (!size.IsExact && ModelCatalog.TryFind(transcript.Model, out _))
            json.WriteNumber("margin", size.Margin);
        if (size.Anchor is { } anchor)
        {
            json.WriteStartObject("anchor");
            json.WriteNumber("record", anchor.Record);
            json.WriteNumber("input", anchor.Usage.Context);
            json.WriteNumber("output", anchor.Usage.Output);
            json.WriteBoolean("outputEstimated", size.IsOutputEstimated);
            json.WriteEndObject();
        }

        json.WriteNumber("estimated", size.Since);
        json.WriteNumber("unrecorded", size.Unrecorded);
        json.WriteEndObject();
    }

    private static string Ground(ContextSize size)
    {
        if (size.Anchor is { } anchor)
        {
            var reported = $"usage recorded at record {anchor.Record:N0}: {size.Reported:N0}";
            var what = size.IsOutputEstimated ? " for its answer and since" : " since";
            return size.IsExact ? $"{reported}; nothing since"
                : size.Since == 0 && !size.IsOutputEstimated ? $"{reported}, of which the output may be a placeholder; nothing since"
                : $"{reported}; {(size.Since < 0 ? "-" : "+")} ~{Math.Abs(size.Since):N0}{what}";
        }

        return size.Unrecorded > 0
            ? $"no usage recorded since the compaction; ~{size.Unrecorded:N0} of system prompt and tools as at the first call, the rest estimated"
            : "no usage recorded, all of it estimated";
    }
}
