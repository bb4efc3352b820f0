using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Pith.Hooks;

/// <summary>A hook of type <c>http</c>: what a command would read on standard input is posted, what it would print is the answer.</summary>
internal static partial class HookPost
{
    [GeneratedRegex(@"\$(?:\{(\w+)\}|(\w+))")]
    private static partial Regex Variable { get; }

    /// <summary>Posts and reads the answer. A status that is no success is a failure, as an exit code other than 2 is: a hook refuses in its answer.</summary>
    public static async Task<HookEnd> RunAsync(HookHandler hook, ReadOnlyMemory<byte> input, HookOptions options, CancellationToken cancel)
    {
        if (options.Http is not { } open)
            return Failed("nothing here posts to an address");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(hook.Timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, hook.Url) { Content = new ReadOnlyMemoryContent(input) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            foreach (var (name, value) in hook.Headers)
                if (Filled(value, hook, options) is var filled && (filled.AsSpan().ContainsAny('\r', '\n') || !request.Headers.TryAddWithoutValidation(name, filled)))
                    return Failed($"its header {name} cannot be sent");
            using var answer = await open().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode)
                return Failed(FormattableString.Invariant($"its server answered {(int)answer.StatusCode}"));
            using var body = await answer.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            var room = new byte[HookEnd.MostOutput + 1];
            var length = await body.ReadAtLeastAsync(room, room.Length, throwOnEndOfStream: false, limit.Token).ConfigureAwait(false);
            return length > HookEnd.MostOutput ? Failed("its answer has more than 1 MB") : new HookEnd(null, 0, room.AsMemory(0, length), default);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return Failed(broken is OperationCanceledException ? FormattableString.Invariant($"it took longer than {hook.Timeout.TotalSeconds:0.###} s") : "its server cannot be reached");
        }
    }

    /// <summary>A header with the variables that its hook may have; any other is empty.</summary>
    private static string Filled(string value, HookHandler hook, HookOptions options) => Variable.Replace(value, found =>
        (found.Groups[1].Success ? found.Groups[1] : found.Groups[2]).Value is var name && hook.Variables.Contains(name) ? options.Variable(name) ?? "" : "");

    private static HookEnd Failed(string problem) => new(problem, 0, default, default);
}
