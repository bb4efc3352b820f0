using System.Globalization;

namespace Pith.Tools.Servers;

/// <summary>
/// What a server wrote since its last message that is none: greetings and logs, which belong elsewhere and are passed over, or a
/// flood, in which no message will ever come. Calls may come from any thread.
/// </summary>
internal sealed class ServerNoise
{
    // A minute of a build's log has some ten thousand lines; two answers that were too long to be taken are no flood.
    private const int MostLines = 100_000;
    private const long MostBytes = 3L * IServerTransport.MostMessage;

    private long _lines, _bytes;

    /// <summary>A message came.</summary>
    public void Forget()
    {
        Interlocked.Exchange(ref _lines, 0);
        Interlocked.Exchange(ref _bytes, 0);
    }

    /// <summary>Takes a line that is none; true, with a sentence, where there were too many.</summary>
    public bool IsTooMuch(int bytes, out string sentence)
    {
        var (lines, all) = (Interlocked.Increment(ref _lines), Interlocked.Add(ref _bytes, bytes));
        sentence = lines > MostLines ? string.Create(CultureInfo.InvariantCulture, $"it wrote {MostLines:N0} lines to its standard output of which none is a message; its log belongs on standard error")
            : all >= MostBytes ? $"it wrote {MostBytes >> 20} MB to its standard output without a message in them; its log belongs on standard error"
            : "";
        return sentence.Length > 0;
    }
}
