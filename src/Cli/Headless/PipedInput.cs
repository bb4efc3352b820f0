namespace Pith.Cli.Headless;

/// <summary>What is piped in. A pipe that somebody holds open and never writes to, as in a cron job, is not waited for without a word.</summary>
/// <param name="around">Standard input, and where is complained.</param>
/// <param name="patience">How long it may be silent before something is said.</param>
internal sealed class PipedInput(Surroundings around, TimeSpan patience)
{
    private const int Longest = 10_000_000;

    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>All of it; at most 10 MB.</summary>
    /// <param name="isNeeded">Whether nothing can be asked without it: then it is waited for.</param>
    public byte[] Read(bool isNeeded)
    {
        var whole = Task.Factory.StartNew(ReadAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (_heard.Task.Wait(patience))
            return whole.GetAwaiter().GetResult();
        var seconds = FormattableString.Invariant($"{patience.TotalSeconds:0.#}");
        if (!isNeeded)
        {
            around.Complain($"warning: nothing came on standard input for {seconds} s, so the prompt goes without it; redirect it from /dev/null to say so at once");
            return [];
        }

        around.Complain($"the prompt is read from standard input, and nothing came for {seconds} s; write it behind -p, or end the input");
        return whole.GetAwaiter().GetResult();
    }

    private byte[] ReadAll()
    {
        try
        {
            var piped = new MemoryStream();
            var buffer = new byte[64 << 10];
            while (around.In.Read(buffer) is var read and > 0)
            {
                _heard.TrySetResult();
                piped.Write(buffer, 0, read);
                if (piped.Length > Longest)
                    throw Failure.BadInput("standard input is longer than 10 MB; name the file in the prompt and let the model read what it needs");
            }

            return piped.ToArray();
        }
        finally
        {
            _heard.TrySetResult();
        }
    }
}
