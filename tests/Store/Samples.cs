using System.Text;

namespace Pith.Tests.Store;

/// <summary>Content made up from a seed, so that a failure can be repeated.</summary>
internal static class Samples
{
    public static byte[] Text(int length, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder(length + 64);
        while (text.Length < length)
            text.Append("line ").Append(random.Next(100_000)).Append(random.Next(3) == 0 ? " error: at step " : " ok ").Append(random.Next(9)).Append('\n');
        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }

    public static byte[] Noise(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
