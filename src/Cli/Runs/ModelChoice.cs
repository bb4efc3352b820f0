using Pith.Cli.Commands;
using Pith.Cli.Stores;
using Pith.Models;
using Pith.Providers;
using Pith.Providers.Scripts;
using Pith.Transcripts;

namespace Pith.Cli.Runs;

/// <summary>Which model is asked, and through whom: by flag, environment and settings.</summary>
internal sealed record ModelChoice(ModelChain Provider, string Model, string KeySource, ApiFeatures Features)
{
    private const string Script = "script:", Replay = "replay:", Default = "default", Usual = "sonnet";

    /// <summary>Attempts at a model that has another behind it: three, since the other is at hand.</summary>
    private const int FewAttempts = 3;

    public static ModelChoice Of(Invocation invocation) => Of(invocation, Named(invocation));

    /// <summary>The name of the model that a person chose, by flag, environment or settings; null where they chose none.</summary>
    public static string? Named(Invocation invocation) => invocation.Word(Flags.AskModel) is { } word
        ? string.IsNullOrWhiteSpace(word) ? throw Failure.Usage($"--model names no model; write for example --model {Flags.AskModel.Sample}") : word
        : Given(invocation.Around, EnvironmentVariable.AnthropicModel) ?? (RunSettingsFiles.Of(invocation).Model is { Length: > 0 } set and not Default ? set : null);

    /// <summary>One more conversation beside this one, with this model or another. A script has only one.</summary>
    public ModelChoice Beside(Invocation invocation, string? other) =>
        IsPlayed(Model) ? this : Of(invocation, other ?? Model);

    private static ModelChoice Of(Invocation invocation, string? named)
    {
        var features = FeatureChoice.Of(invocation);
        var isPlayed = named is not null && IsPlayed(named);
        var behind = (invocation.Word(Flags.FallbackModel) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // Those of the settings stand behind any model: one that is asked already, or a script, needs none of them.
        if (invocation.Word(Flags.FallbackModel) is null && !isPlayed && RunSettingsFiles.Of(invocation).Fallback is { } set)
            behind = [.. set.Select(Full).Distinct(StringComparer.Ordinal).Where(m => m != Full(named ?? Usual))];
        var (seat, source) = Seat(invocation, named, behind.Length > 0);
        var seats = new List<ModelSeat> { seat };
        for (var i = 0; i < behind.Length; i++)
            seats.Add(Seat(invocation, behind[i], i < behind.Length - 1).Seat);
        if (seats.GroupBy(s => s.Model, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw Failure.Usage($"--fallback-model names {Failure.Shown(twice.Key)}, which has been asked before it; name another model");
        return new ModelChoice(new ModelChain(seats, TimeProvider.System), seat.Model, source, features);
    }

    /// <summary>A model by the name that a person gave it.</summary>
    /// <param name="invocation">Flags and environment.</param>
    /// <param name="named">The name; null takes the default.</param>
    /// <param name="hasOther">Whether another waits behind it.</param>
    public static (ModelSeat Seat, string KeySource) Seat(Invocation invocation, string? named, bool hasOther)
    {
        var around = invocation.Around;
        if (named is not null && named.StartsWith(Script, StringComparison.Ordinal))
            return Scripted(named, named[Script.Length..], ReadScript);
        if (named is not null && named.StartsWith(Replay, StringComparison.Ordinal))
            return Scripted(named, named[Replay.Length..], path => InputFile.Reading(path, () => ReadRecording(path, around)));
        if (named is not null && RunSettingsFiles.Of(invocation).Available is { } available && Full(named) != Full(Usual) && !available.Any(a => IsOf(Full(named), a)))
            throw Failure.Usage($"{Failure.Shown(named)} is not among the models that settings leave to choose from (availableModels): {Failure.Shown(string.Join(", ", available))}");
        var helper = KeyHelper.Of(invocation);
        var isAnthropic = helper is not null || IsSet(around, EnvironmentVariable.AnthropicKey, EnvironmentVariable.AnthropicToken, EnvironmentVariable.AnthropicUrl);
        var isOpenAi = IsSet(around, EnvironmentVariable.OpenAiKey, EnvironmentVariable.OpenAiUrl);
        if (!isAnthropic && !isOpenAi)
            throw new Failure(ExitCode.Missing, "no model is configured: set ANTHROPIC_API_KEY, or ANTHROPIC_BASE_URL to a server that speaks the Messages API, or apiKeyHelper in your settings, or OPENAI_BASE_URL to one that speaks Chat Completions; --model script:FILE plays a script without any");
        var model = Full(named ?? Usual);
        var options = new ProviderOptions { GivesRaw = invocation.Has(Flags.IncludePartial), Attempts = hasOther ? FewAttempts : new ProviderOptions().Attempts, KeyHelper = helper is null ? null : helper.KeyAsync };
        return isAnthropic && (!isOpenAi || model.StartsWith("claude", StringComparison.Ordinal))
            ? Anthropic(around, model, options)
            : OpenAi(around, named ?? throw Failure.Usage("say which model of the server at OPENAI_BASE_URL to ask, for example --model qwen3"), options);
    }

    private static bool IsPlayed(string name) => name.StartsWith(Script, StringComparison.Ordinal) || name.StartsWith(Replay, StringComparison.Ordinal);

    /// <summary>Whether a model is one that a list names: by its id, by the beginning of it, or by the family's name.</summary>
    private static bool IsOf(string model, string listed) =>
        model == Full(listed) || model.StartsWith($"{listed}-", StringComparison.Ordinal) || model.StartsWith($"claude-{listed}-", StringComparison.Ordinal);

    /// <summary>The names people use for the newest of each size.</summary>
    private static string Full(string name) => name switch
    {
        "opus" => "claude-opus-5-5",
        "sonnet" => "claude-sonnet-5-5",
        "haiku" => "claude-haiku-5-5",
        _ => name,
    };

    private static (ModelSeat, string) Anthropic(Surroundings around, string model, ProviderOptions options)
    {
        var key = Header(around, EnvironmentVariable.AnthropicKey);
        options = options with { BaseUrl = Url(around, EnvironmentVariable.AnthropicUrl), ApiKey = key, AuthToken = Header(around, EnvironmentVariable.AnthropicToken), Version = Header(around, EnvironmentVariable.AnthropicVersion) };
        return (new ModelSeat(new AnthropicProvider(options), model, ModelApi.Messages), key is not null ? EnvironmentVariable.AnthropicKey : options is { KeyHelper: not null, AuthToken: null } ? KeyHelper.Name : EnvironmentVariable.AnthropicToken);
    }

    private static (ModelSeat, string) OpenAi(Surroundings around, string model, ProviderOptions options)
    {
        options = options with { BaseUrl = Url(around, EnvironmentVariable.OpenAiUrl), ApiKey = Header(around, EnvironmentVariable.OpenAiKey) };
        var api = OpenAiApis.For(model, options.BaseUrl?.Host);
        if (Given(around, EnvironmentVariable.OpenAiApi) is { } word && !OpenAiApis.TryParse(word, out api))
            throw Failure.Usage($"{EnvironmentVariable.OpenAiApi} is '{Failure.Shown(word)}'; it takes responses or chat");
        return (api == OpenAiApi.Responses ? new ModelSeat(new ResponsesProvider(options), model, ModelApi.Responses) : new ModelSeat(new ChatProvider(options), model, ModelApi.Chat), EnvironmentVariable.OpenAiKey);
    }

    private static (ModelSeat, string) Scripted(string name, string path, Func<string, List<ScriptedAnswer>> read) =>
        path.Length == 0 ? throw Failure.Usage($"--model {name} names no file; write --model {name}session.jsonl") : (new ModelSeat(new ScriptProvider(read(path), InputFile.Shown(path)), name, ModelApi.Script), "none");

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
        using var stream = TranscriptInput.Open(path, around);
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

    private static string? Header(Surroundings around, string variable) => HeaderValue.Of(variable, Given(around, variable));

    private static string? Given(Surroundings around, string variable) => around.Variable(variable) is { Length: > 0 } value ? value : null;
}
