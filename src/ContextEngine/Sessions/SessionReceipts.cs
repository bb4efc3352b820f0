using System.Text;
using Pith.Store;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>The receipts of a session's boundaries, through every log it was forked from, oldest first.</summary>
public static class SessionReceipts
{
    /// <summary>The kind of their records.</summary>
    internal const string Kind = "receipt";

    /// <summary>Reads them. Costs one pass over the log.</summary>
    /// <param name="path">The first file of the session's log.</param>
    /// <param name="blobs">Where long ones are.</param>
    public static IEnumerable<SessionReceipt> Of(string path, BlobStore blobs)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        using var reader = new SessionReader(path);
        while (reader.Read())
            if (IsReceipt(reader.Line))
                yield return Read(reader, blobs);
    }

    internal static bool IsReceipt(ReadOnlySpan<byte> line) => line.IndexOf("\"type\":\"pith-receipt\""u8) >= 0 && JsonValue.Of(line).Field("type"u8).Is("pith-receipt"u8);

    private static SessionReceipt Read(SessionReader reader, BlobStore blobs)
    {
        var record = JsonValue.Of(reader.Line);
        var data = record.Field("data"u8);
        var json = data.Raw.ToArray();
        if (data.Field("stored"u8) is { IsString: true } stored)
            json = BlobHash.TryParse(Encoding.ASCII.GetString(stored.Bytes), out var hash) && Stored(blobs, hash) is { } whole ? whole : [];
        return new SessionReceipt(Encoding.UTF8.GetString(record.Field("timestamp"u8).Bytes), reader.Session, reader.Sequence, json);
    }

    private static byte[]? Stored(BlobStore blobs, BlobHash hash)
    {
        try
        {
            return blobs.Get(hash);
        }
        catch (StoreException)
        {
            return null; // said by 'pith sessions check'; a list goes on without it
        }
    }
}
