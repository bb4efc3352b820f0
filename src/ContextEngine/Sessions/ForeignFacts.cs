using System.Text;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>What the records of another program's message say beside its content.</summary>
/// <param name="MessageId">Id that pieces of one API message share; empty where the format has none.</param>
/// <param name="Model">The model that answered; empty where unknown.</param>
/// <param name="Timestamp">When it was recorded, in the file's own form; empty where unknown.</param>
/// <param name="Usage">What the provider reported.</param>
/// <param name="Flags">Whether it is a summary, or the client's own.</param>
/// <param name="HasDraftOutput">Whether the output figure may be a placeholder.</param>
internal readonly record struct ForeignFacts(string MessageId, string Model, string Timestamp, Usage Usage, RecordFlags Flags, bool HasDraftOutput)
{
    /// <summary>The facts of one record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="model">The model that the file named last, for formats whose messages do not.</param>
    public static ForeignFacts Of(in RecordView record, string model) => new(
        Encoding.UTF8.GetString(record.MessageId),
        record.Model.IsEmpty ? model : Encoding.UTF8.GetString(record.Model),
        Encoding.UTF8.GetString(record.Timestamp),
        record.Usage,
        record.Flags,
        record.HasDraftOutput);
}
