using System.Text;
using System.Text.Json;
using Pith.Text;

namespace Pith.Hooks;

/// <summary>A hook of type <c>prompt</c> or <c>agent</c>: a model, or an agent that reads files, answers <c>{"ok": true}</c>, or <c>{"ok": false, "reason": "…"}</c>, which blocks as exit code 2 does.</summary>
internal static class HookPrompt
{
    private const string Place = "$ARGUMENTS";
    private const int Blocks = 2;

    /// <summary>Asks the model.</summary>
    public static async Task<HookEnd> RunAsync(HookHandler hook, ReadOnlyMemory<byte> input, HookOptions options, CancellationToken cancel)
    {
        if ((hook.Type == "agent" ? options.Investigate : options.Ask) is not { } ask)
            return Failed(hook.Type == "agent" ? "no agent can be started here" : "no model can be asked here");
        var arguments = Encoding.UTF8.GetString(input.Span);
        var prompt = hook.Command.Contains(Place, StringComparison.Ordinal) ? hook.Command.Replace(Place, arguments, StringComparison.Ordinal) : $"{hook.Command}\n\n{arguments}";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(hook.Timeout);
        try
        {
            using var answer = ForeignJson.Parse(Encoding.UTF8.GetBytes(await ask(hook.Model, prompt, limit.Token).ConfigureAwait(false)));
            if (answer.RootElement.Field("ok") is not { ValueKind: JsonValueKind.True or JsonValueKind.False } ok)
                return Failed("the model's answer says neither ok nor not");
            var reason = answer.RootElement.Word("reason") ?? "";
            return ok.GetBoolean() && !answer.RootElement.EnumerateObject().Any(p => p.NameEquals("ok"u8) && p.Value.ValueKind == JsonValueKind.False) ? new HookEnd(null, 0, default, default) : new HookEnd(null, Blocks, default, Encoding.UTF8.GetBytes(reason));
        }
        catch (JsonException)
        {
            return Failed("the model's answer is no JSON");
        }
        catch (IOException broken)
        {
            return Failed(broken.Message);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Failed(FormattableString.Invariant($"the model took longer than {hook.Timeout.TotalSeconds:0.###} s"));
        }
    }

    private static HookEnd Failed(string problem) => new(problem, 0, default, default);
}
