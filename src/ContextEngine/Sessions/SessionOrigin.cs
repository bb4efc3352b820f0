using Pith.Store;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>
/// What a session goes on from, if from anything. It stands in the header and once more in the record behind it, so that
/// one damaged line does not cost the beginning of the conversation.
/// </summary>
/// <param name="Parent">The log of ours that it was forked from.</param>
/// <param name="Foreign">The session file of another program.</param>
internal readonly record struct SessionOrigin(ParentReference? Parent, ForeignReference? Foreign)
{
    private const int Lines = 3; // header and copy, and one more where damage made a line of its own

    public bool IsNothing => Parent is null && Foreign is null;

    /// <summary>Reads the first lines of a log.</summary>
    public static SessionOrigin Of(string path)
    {
        using var reader = new RecordReader([path]);
        for (var i = 0; i < Lines && reader.Read(); i++)
        {
            if (!reader.IsGood)
                continue;
            var record = JsonValue.Of(reader.Line);
            return record.Field("type"u8) is var type && (type.Is("pith-session"u8) || type.Is("pith-origin"u8))
                ? new SessionOrigin(ParentReference.Of(record), ForeignReference.Of(record))
                : default;
        }

        return default;
    }

    /// <summary>Writes it into a record.</summary>
    public RecordBody WriteTo(RecordBody body)
    {
        if (Parent is { } parent)
            body.Raw("parent"u8, parent.ToJson());
        if (Foreign is { } foreign)
            body.Raw("foreign"u8, foreign.ToJson());
        return body;
    }
}
