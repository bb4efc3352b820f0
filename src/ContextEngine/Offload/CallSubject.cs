using System.Text.Json;
using Pith.Text;

namespace Pith.Offload;

/// <summary>What a call was about, in a few words: its path, command, pattern or address.</summary>
internal static class CallSubject
{
    /// <summary>Longest subject that <see cref="Read"/> gives.</summary>
    public const int MaxBytes = 256;

    /// <summary>Copies the subject to <paramref name="destination"/> (<see cref="MaxBytes"/> long) and returns its length; 0 when the arguments have none.</summary>
    public static int Read(ReadOnlySpan<byte> json, Span<byte> destination)
    {
        var best = int.MaxValue;
        var length = 0;
        try
        {
            var reader = new Utf8JsonReader(json, JsonLimits.Options);
            var rank = int.MaxValue - 1;
            while (reader.Read())
                if (reader.TokenType == JsonTokenType.PropertyName)
                    rank = RankOf(ref reader);
                else if (reader.TokenType == JsonTokenType.String && rank < best && TryCopy(ref reader, destination, out var copied))
                {
                    length = copied;
                    best = rank;
                }
        }
        catch (JsonException)
        {
            // What was found before the break is still what the call was about.
        }

        return length;
    }

    /// <summary>Whether the call is a command that prints a file, or a part of one, as it stands.</summary>
    public static bool ShowsFile(ReadOnlySpan<byte> json)
    {
        Span<byte> subject = stackalloc byte[MaxBytes];
        ReadOnlySpan<byte> command = subject[..Read(json, subject)];
        if (command.StartsWith("cd "u8) && command.IndexOf("&& "u8) is > 0 and var then)
            command = command[(then + 3)..];
        return (command.StartsWith("cat "u8) || command.StartsWith("sed -n"u8) || command.StartsWith("nl "u8) || command.StartsWith("head "u8))
            && command.IndexOf("grep"u8) < 0;
    }

    private static int RankOf(ref Utf8JsonReader key) =>
        key.ValueTextEquals("file_path"u8) || key.ValueTextEquals("path"u8) || key.ValueTextEquals("filename"u8)
        || key.ValueTextEquals("notebook_path"u8) || key.ValueTextEquals("file"u8) ? 2
        : key.ValueTextEquals("command"u8) || key.ValueTextEquals("cmd"u8) ? 1
        : key.ValueTextEquals("pattern"u8) || key.ValueTextEquals("query"u8) || key.ValueTextEquals("regex"u8) ? 0
        : key.ValueTextEquals("url"u8) ? 3
        : 9;

    private static bool TryCopy(ref Utf8JsonReader reader, Span<byte> destination, out int length)
    {
        length = 0;
        try
        {
            Span<byte> text = stackalloc byte[1024];
            var raw = reader.ValueSpan;
            if (raw.Length > text.Length) // too long to unescape here, and its first words say enough
                return Take(raw[..(raw.IndexOf((byte)'\\') is >= 0 and var escape ? escape : raw.Length)], destination, out length);
            return Take(text[..reader.CopyString(text)], destination, out length);
        }
        catch (InvalidOperationException)
        {
            return false; // a lone surrogate
        }
    }

    // Words of a shell call ("bash", "-lc", …) name nothing.
    private static bool Take(ReadOnlySpan<byte> text, Span<byte> destination, out int length)
    {
        length = 0;
        if (text.Length < 2 || text.SequenceEqual("bash"u8) || text.SequenceEqual("sh"u8) || text.SequenceEqual("zsh"u8) || text[0] == '-')
            return false;
        length = Scalars.Floor(text, Math.Min(text.Length, destination.Length));
        text[..length].CopyTo(destination);
        return true;
    }
}
