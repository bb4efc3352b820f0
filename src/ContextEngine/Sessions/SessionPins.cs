using System.Buffers;
using System.Text;
using System.Text.Json;
using Pith.Store;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>
/// The pins of a session: records of setting and of taking away, through every log it was forked from. So they survive
/// resuming, forking and every boundary, and a session that is rewound has those of that time.
/// </summary>
public static class SessionPins
{
    private const string Set = "pin", Unset = "unpin";

    /// <summary>The pins that stand, in the order they were set. Costs one pass over the log.</summary>
    /// <param name="path">The first file of the session's log.</param>
    public static IReadOnlyList<SessionPin> Of(string path) => Read(path).Standing;

    /// <summary>Sets a pin. Durable when this returns.</summary>
    /// <param name="session">The session.</param>
    /// <param name="word">As the user wrote it.</param>
    /// <param name="stored">The text it stands for, where it names a turn or a handle; it must be in the store.</param>
    public static SessionPin Add(SessionLog session, string word, BlobHash? stored)
    {
        ArgumentNullException.ThrowIfNull(session);
        var pin = new SessionPin(Read(session.Path).Highest + 1, word, stored);
        Append(session, Set, pin.Number, pin);
        return pin;
    }

    /// <summary>Takes a pin away. Durable when this returns.</summary>
    public static void Remove(SessionLog session, int number)
    {
        ArgumentNullException.ThrowIfNull(session);
        Append(session, Unset, number, null);
    }

    private static void Append(SessionLog session, string kind, int number, SessionPin? pin)
    {
        var data = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(data))
        {
            json.WriteStartObject();
            json.WriteNumber("n"u8, number);
            if (pin is not null)
                json.WriteString("word"u8, pin.Word);
            if (pin?.Stored is { } stored)
                json.WriteString("stored"u8, stored.ToString());
            json.WriteEndObject();
        }

        session.AppendMeta(kind, data.WrittenSpan);
        session.Barrier();
    }

    private static (List<SessionPin> Standing, int Highest) Read(string path)
    {
        var standing = new List<SessionPin>();
        var highest = 0;
        using var reader = new SessionReader(path);
        while (reader.Read())
        {
            if (reader.Line.IndexOf("\"type\":\"pith-"u8) < 0 || JsonValue.Of(reader.Line) is var record && !record.Field("type"u8).Is("pith-pin"u8) && !record.Field("type"u8).Is("pith-unpin"u8))
                continue;
            var data = JsonValue.Of(reader.Line).Field("data"u8);
            var number = (int)data.Field("n"u8).Number;
            highest = Math.Max(highest, number);
            standing.RemoveAll(p => p.Number == number);
            if (data.Field("word"u8) is { IsString: true } word)
                standing.Add(new SessionPin(number, word.ToText(), BlobHash.TryParse(Encoding.ASCII.GetString(data.Field("stored"u8).Bytes), out var hash) ? hash : null));
        }

        return (standing, highest);
    }
}
