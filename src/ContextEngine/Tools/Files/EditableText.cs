using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Pith.Tools.Files;

/// <summary>A file's text while edits are made to it. What an edit does not touch keeps its bytes: marks, line ends, bytes that are no UTF-8.</summary>
internal sealed class EditableText
{
    private readonly FileForm form;
    private readonly byte[] mark;
    private readonly bool isUtf8;
    private readonly List<EditMatch> changed = [];
    private byte[] text;

    private EditableText(FileForm form, byte[] mark, byte[] text)
    {
        this.form = form;
        this.mark = mark;
        this.text = text;
        isUtf8 = Utf8.IsValid(text);
    }

    /// <summary>How many places were changed.</summary>
    public int Places => changed.Count;

    public static bool TryOpen(byte[] bytes, [NotNullWhen(true)] out EditableText? editable, out string reason)
    {
        var form = FileForm.Of(bytes);
        editable = null;
        reason = $"is {form.NotText}; Edit changes text only.";
        if (form.NotText is not null)
            return false;
        try
        {
            var body = bytes[form.Mark..];
            editable = new EditableText(form, bytes[..form.Mark], form.Encoding is { } encoding ? Encoding.UTF8.GetBytes(encoding.GetString(body)) : body);
            return true;
        }
        catch (DecoderFallbackException)
        {
            reason = "starts as UTF-16 but is not; its bytes would not survive an edit.";
            return false;
        }
    }

    /// <summary>The file's bytes as they are now.</summary>
    public byte[] ToBytes() => form.Encoding is { } encoding ? [.. mark, .. encoding.GetBytes(Encoding.UTF8.GetString(text))] : [.. mark, .. text];

    /// <summary>The changed lines with two on each side, numbered.</summary>
    public string Surroundings() => EditSurroundings.Of(text, changed);

    /// <summary>Makes one edit; a sentence for the model when it cannot be made.</summary>
    public string? TryApply(TextEdit edit)
    {
        if (edit.Old.Length == 0)
            return "old_string is empty, but the file is not.";
        if (edit.Old.AsSpan().SequenceEqual(LineEnds.ToLf(edit.New)))
            return "old_string and new_string are the same.";
        if (!isUtf8 && !Ascii.IsValid(edit.New))
            return "the file is not UTF-8, so new_string may hold ASCII only: in which encoding other characters would have to be written is not known. Convert the file first, or use Bash.";
        var matches = EditMatch.All(text, edit.Old);
        if (matches.Count == 0)
            return EditMiss.Explain(text, edit.Old, isUtf8);
        if (matches.Count > 1 && !edit.All)
            return $"old_string occurs {matches.Count} times, at lines {EditSurroundings.LinesOf(text, matches)}. Take in more of the lines around the one you mean, or set replace_all.";
        Splice(matches, edit.New);
        return null;
    }

    private void Splice(List<EditMatch> matches, byte[] replacement)
    {
        var isCrLf = LineEnds.AreMostlyCrLf(text);
        var windows = isCrLf || text.AsSpan().IndexOf("\r\n"u8) >= 0 ? LineEnds.ToCrLf(LineEnds.ToLf(replacement)) : replacement;
        var next = new List<byte>(text.Length + ((windows.Length - matches[0].Length) * matches.Count));
        var at = 0;
        var places = new List<EditMatch>(matches.Count);
        foreach (var match in matches)
        {
            next.AddRange(text.AsSpan(at, match.Start - at));
            // Where lines end both ways, the new lines end as those they replace.
            var old = text.AsSpan(match.Start, match.Length);
            var written = (old.Contains((byte)'\n') ? old.IndexOf("\r\n"u8) >= 0 : isCrLf) ? windows : replacement;
            places.Add(new EditMatch(next.Count, written.Length));
            next.AddRange(written);
            at = match.Start + match.Length;
        }

        next.AddRange(text.AsSpan(at));
        Move(matches, places);
        text = [.. next];
    }

    // Earlier edits of the same call lie elsewhere now.
    private void Move(List<EditMatch> matches, List<EditMatch> places)
    {
        for (var i = 0; i < changed.Count; i++)
        {
            var shift = 0;
            for (var m = 0; m < matches.Count && matches[m].Start < changed[i].Start; m++)
                shift += places[m].Length - matches[m].Length;
            changed[i] = changed[i] with { Start = Math.Max(0, changed[i].Start + shift) };
        }

        changed.AddRange(places);
    }
}
