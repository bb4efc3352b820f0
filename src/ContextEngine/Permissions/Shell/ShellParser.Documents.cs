using System.Text;

namespace Pith.Permissions.Shell;

/// <summary>Here-documents: their bodies begin at the next end of a line, and may hold substitutions.</summary>
internal sealed partial class ShellParser
{
    /// <summary>A document whose body is still to come.</summary>
    private readonly record struct Document(string Delimiter, bool IsQuoted, bool StripsTabs, int Start);

    private List<Document> waiting = [];
    private bool stripsTabs;

    private ShellWord Delimiter()
    {
        var strips = stripsTabs;
        var start = at;
        var from = built.Length;
        var scan = new WordScan();
        while (!Refused && !IsMeta(Peek()))
        {
            if (Peek() is '$' or '`' || Peek() == '\\' && Peek(1) == '\n')
                Refuse("the delimiter of a here-document is no plain word", start);
            else
                Piece(ref scan, start);
        }

        var word = Finish(scan, start, from);
        if (!Refused && word.Text.Contains('\n'))
            Refuse("the delimiter of a here-document is no plain word", start);
        if (!Refused)
            waiting.Add(new Document(word.Text, word.Has(WordTraits.Quoted), strips, start));
        return word with { Traits = word.Traits & WordTraits.Quoted };
    }

    /// <summary>Within parentheses a document must begin and end; otherwise shells look for its body in different places.</summary>
    private List<Document> HoldDocuments()
    {
        var held = waiting;
        waiting = [];
        return held;
    }

    private void ReleaseDocuments(List<Document> held, int start)
    {
        if (waiting.Count > 0)
            Refuse("a here-document begins inside parentheses and its body would lie outside", waiting[0].Start);
        if (held.Count > 0 && !Refused && text.AsSpan(start, at - start).Contains('\n'))
            Refuse("a line ends inside parentheses while a here-document waits for its body", start);
        waiting = held;
    }

    /// <summary>Reads the bodies that begin here.</summary>
    private void TakeDocuments()
    {
        if (waiting.Count == 0)
            return;
        var documents = waiting;
        waiting = [];
        foreach (var document in documents)
            if (!Refused)
                TakeBody(document);
    }

    private void TakeBody(Document document)
    {
        var start = at;
        var body = new StringBuilder();
        var continued = false;
        while (at < end)
        {
            var newline = text.IndexOf('\n', at, end - at);
            var line = text.AsSpan(at, (newline < 0 ? end : newline) - at);
            at = newline < 0 ? end : newline + 1;
            var content = document.StripsTabs ? line.TrimStart('\t') : line;
            if (content.SequenceEqual(document.Delimiter))
            {
                // To some shells a line that continues the one before is never the delimiter.
                if (continued)
                    Refuse("the end of a here-document continues the line before", at - 1);
                Expand(document, body, start);
                return;
            }

            continued = !document.IsQuoted && (line.Length - line.TrimEnd('\\').Length) % 2 == 1;
            if (document.IsQuoted)
                body.Append(content).Append('\n');
            else
                body.Append(continued && content.Length == 1 && document.Delimiter.Length > 0 ? "" : content).Append('\n');
            if (continued && document.Delimiter.StartsWith(content[..^1], StringComparison.Ordinal))
                Refuse("a here-document may end in a continued line", at - 1);
        }

        // Shells take the end of the script for the end of the document.
        Expand(document, body, start);
    }

    private void Expand(Document document, StringBuilder body, int start)
    {
        if (Refused || body.Length == 0)
            return;
        notes.Documents.Add(body.ToString());
        if (document.IsQuoted)
            return;
        if (!Descend())
            return;
        Nested(body.ToString(), start).DocumentText();
        depth--;
        if (Refused)
            at = end;
    }

    private void DocumentText()
    {
        var traits = WordTraits.None;
        while (!Refused && at < end)
            QuotedPiece(ref traits, closer: '\0');
    }
}
