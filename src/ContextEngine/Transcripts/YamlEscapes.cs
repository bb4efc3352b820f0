using System.Buffers;
using System.Globalization;
using System.Text;
using Pith.Text;

namespace Pith.Transcripts;

/// <summary>The escapes of YAML's double-quoted scalars.</summary>
internal static class YamlEscapes
{
    /// <summary>Writes the text as a JSON string.</summary>
    public static void Write(ReadOnlySpan<byte> escaped, IBufferWriter<byte> json)
    {
        var text = new StringBuilder();
        var source = Encoding.UTF8.GetString(escaped);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] != '\\' || i + 1 == source.Length)
            {
                text.Append(source[i]);
                continue;
            }

            var code = source[++i];
            var digits = code switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (digits == 0)
            {
                text.Append(Simple(code));
                continue;
            }

            if (i + digits >= source.Length || !uint.TryParse(source.AsSpan(i + 1, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
                throw new FormatException();
            text.Append(digits == 8 && Rune.TryCreate(value, out var rune) ? rune.ToString() : ((char)value).ToString());
            i += digits;
        }

        JsonString.WriteQuoted(json, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static char Simple(char code) => code switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '0' => '\0',
        'a' => '\a',
        'b' => '\b',
        'e' => '\u001B',
        'f' => '\f',
        'v' => '\v',
        'N' => '\u0085',
        '_' => '\u00A0',
        'L' => '\u2028',
        'P' => '\u2029',
        _ => code,
    };
}
