using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Models;
using Pith.Providers;
using Pith.Providers.Scripts;
using Pith.Transcripts;

namespace Pith.Cli.Runs;

/// <summary>Which model is asked, and through whom: by flag and environment.</summary>
internal sealed record ModelChoice(IModelProvider Provider, string Model, string KeySource)
{
    private const string Script = "script:", Replay = "replay:";

    public static ModelChoice Of(Invocation invocation)
    {
        var around = invocation.Around;
        var named = invocation.Word(Flags.AskModel) ?? Given(around, EnvironmentVariable.AnthropicModel);
        if (named is not null && named.StartsWith(Script, StringComparison.Ordinal))
            return Scripted(named, named[Script.Length..], ReadScript);
        if (named is not null && named.StartsWith(Replay, StringComparison.Ordinal))
            return Scripted(named, named[Replay.Length..], path => InputFile.Reading(path, () => ReadRecording(path, around)));
        var isAnthropic = IsSet(around, EnvironmentVariable.AnthropicKey, EnvironmentVariable.AnthropicToken, EnvironmentVariable.AnthropicUrl);
        var isOpenAi = IsSet(around, EnvironmentVariable.OpenAiKey, EnvironmentVariable.OpenAiUrl);
        if (!isAnthropic && !isOpenAi)
            throw new Failure(ExitCode.Missing, "no model is configured: set ANTHROPIC_API_KEY, or ANTHROPIC_BASE_URL to a server that speaks the Messages API, or OPENAI_BASE_URL to one that speaks Chat Completions; --model script:FILE plays a script without any");
        var model = Full(named ?? "sonnet");
        return isAnthropic && (!isOpenAi || model.StartsWith("claude", StringComparison.Ordinal))
            ? Anthropic(invocation, model)
            : OpenAi(around, named ?? throw Failure.Usage("say which model of the server at OPENAI_BASE_URL to ask, for example --model qwen3"));
    }

    /// <summary>The names people use for the newest of each size.</summary>
    private static string Full(string name) => name switch
    {
        "opus" => "claude-opus-5-5",
        "sonnet" => "claude-sonnet-5-5",
        "haiku" => "claude-haiku-5-5",
        _ => name,
    };

    private static ModelChoice Anthropic(Invocation invocation, string model)
    {
        var around = invocation.Around;
        var key = Given(around, EnvironmentVariable.AnthropicKey);
        var options = new ProviderOptions
        {
            BaseUrl = Url(around, EnvironmentVariable.AnthropicUrl),
            ApiKey = key,
            AuthToken = Given(around, EnvironmentVariable.AnthropicToken),
            GivesRaw = invocation.Has(Flags.IncludePartial),
        };
        return new ModelChoice(new AnthropicProvider(options), model, key is null ? EnvironmentVariable.AnthropicToken : EnvironmentVariable.AnthropicKey);
    }

    private static ModelChoice OpenAi(Surroundings around, string model)
    {
        var options = new ProviderOptions { BaseUrl = Url(around, EnvironmentVariable.OpenAiUrl), ApiKey = Given(around, EnvironmentVariable.OpenAiKey) };
        var api = OpenAiApis.For(model, options.BaseUrl?.Host);
        if (Given(around, EnvironmentVariable.OpenAiApi) is { } word && !OpenAiApis.TryParse(word, out api))
            throw Failure.Usage($"{EnvironmentVariable.OpenAiApi} is '{CommandLine.Shown(word)}'; it takes responses or chat");
        IModelProvider provider = api == OpenAiApi.Responses ? new ResponsesProvider(options) : new ChatProvider(options);
        return new ModelChoice(provider, model, EnvironmentVariable.OpenAiKey);
    }

    private static ModelChoice Scripted(string name, string path, Func<string, List<ScriptedAnswer>> read) =>
        path.Length == 0 ? throw Failure.Usage($"--model {name} names no file; write --model {name}session.jsonl") : new ModelChoice(new ScriptProvider(read(path), InputFile.Shown(path)), name, "none");

    private static List<ScriptedAnswer> ReadScript(string path)
    {
        try
        {
            return Providers.Scripts.Script.Read(InputFile.Reading(path, () => File.ReadAllBytes(path)), InputFile.Shown(path));
        }
        catch (UnreadableScriptException bad)
        {
            throw Failure.BadInput(bad.Message);
        }
    }

    private static List<ScriptedAnswer> ReadRecording(string path, Surroundings around)
    {
        using var stream = InputFile.Open(path, around);
        var answers = RecordedAnswers.Read(stream, new ReaderOptions { Name = InputFile.Shown(path) });
        return answers.Count > 0 ? answers : throw Failure.BadInput($"{InputFile.Shown(path)} records no answer of a model; give a transcript of a conversation");
    }

    private static Uri? Url(Surroundings around, string variable) =>
        Given(around, variable) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https") ? url
        : throw Failure.Usage($"{variable} is no address: it must begin with http:// or https://");

    private static bool IsSet(Surroundings around, params ReadOnlySpan<string> variables)
    {
        foreach (var variable in variables)
            if (Given(around, variable) is not null)
                return true;
        return false;
    }

    private static string? Given(Surroundings around, string variable) => around.Variable(variable) is { Length: > 0 } value ? value : null;
}
