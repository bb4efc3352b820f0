using System.Text;

namespace Pith.Bench.Tokens;

/// <summary>A text in the forms that counters want it: bytes for ours, a ready string for the others.</summary>
internal sealed class Text(string name, byte[] utf8)
{
    public string Name { get; } = name;

    public byte[] Utf8 { get; } = utf8;

    public string Utf16 { get; } = Encoding.UTF8.GetString(utf8);

    /// <summary>Megabytes of UTF-8, of a million bytes.</summary>
    public double Megabytes => Utf8.Length / 1e6;
}
