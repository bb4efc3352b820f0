namespace Pith.Cli;

/// <summary>A variable that changes what the program does.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Says">What it does.</param>
internal readonly record struct EnvironmentVariable(string Name, string Says)
{
    public const string
        Home = "PITH_HOME",
        NoColor = "NO_COLOR",
        Plain = "PITH_PLAIN",
        PagerProgram = "PAGER",
        NoPager = "NO_PAGER",
        Debug = "PITH_DEBUG",
        Cache = "XDG_CACHE_HOME",
        Columns = "COLUMNS",
        Quota = "PITH_QUOTA",
        FreeFloor = "PITH_FREE",
        PieceCache = "PITH_PIECE_CACHE",
        ForceScalar = "PITH_FORCE_SCALAR",
        ForceVector128 = "PITH_FORCE_VECTOR128",
        ForceAvx2 = "PITH_FORCE_AVX2",
        ForceAvx512 = "PITH_FORCE_AVX512",
        AnthropicUrl = "ANTHROPIC_BASE_URL",
        AnthropicKey = "ANTHROPIC_API_KEY",
        AnthropicToken = "ANTHROPIC_AUTH_TOKEN",
        AnthropicModel = "ANTHROPIC_MODEL", AnthropicVersion = "ANTHROPIC_VERSION",
        OpenAiUrl = "OPENAI_BASE_URL",
        OpenAiKey = "OPENAI_API_KEY",
        OpenAiApi = "OPENAI_API",
        CacheHour = "ENABLE_PROMPT_CACHING_1H",
        UserHome = "HOME",
        DisableAutoCompact = "DISABLE_AUTO_COMPACT",
        DisableCompact = "DISABLE_COMPACT",
        AutoCompactShare = "CLAUDE_AUTOCOMPACT_PCT_OVERRIDE",
        AutoCompactWindow = "CLAUDE_CODE_AUTO_COMPACT_WINDOW",
        AutoModel = "PITH_AUTO_MODEL",
        Temporary = "TMPDIR";

    /// <summary>What help and the man page list.</summary>
    public static readonly EnvironmentVariable[] All =
    [
        new(Home, "where the store and your calibrations lie (default: $XDG_DATA_HOME/pith or ~/.local/share/pith; ~/Library/Application Support/pith on macOS; %LOCALAPPDATA%\\pith on Windows)"),
        new(Cache, "where compiled vocabularies lie, in pith/ below it, unless PITH_HOME is set (default: ~/.cache; ~/Library/Caches on macOS; %LOCALAPPDATA% on Windows)"),
        new(Quota, "bytes on disk that the store may take, for example 20G; from four fifths on a put warns, beyond it is refused (default: 5G)"),
        new(FreeFloor, "bytes that the store leaves free on its disk, for example 2G, but never more than a twentieth of it (default: 1G)"),
        new(NoColor, "set to anything: no colours"),
        new(Plain, "set to 1: a conversation in plain lines, as --plain"),
        new(PagerProgram, "what 'pith sessions show' goes through on a terminal (default: less where it is installed); empty or cat: nothing, as with NO_PAGER set"),
        new(Columns, "width of tables on a terminal, in place of its own; in pipes they are as wide as they are"),
        new(PieceCache, "kilobytes of the cache that counting keeps for each thread (default: 1024; 0: none)"),
        new(ForceScalar, "set to 1: count without vector registers; PITH_FORCE_VECTOR128, PITH_FORCE_AVX2 and PITH_FORCE_AVX512 force one width"),
        new(AnthropicKey, "key for Anthropic's Messages API; ANTHROPIC_AUTH_TOKEN is sent as a bearer token instead"),
        new(AnthropicUrl, "a server that speaks the Messages API (default: Anthropic's own)"),
        new(AnthropicModel, "the model to ask where --model names none"),
        new(AnthropicVersion, "version of the Messages API to ask for (default: 2026-10-21 at Anthropic's own address, 2023-06-01 at any other)"),
        new(OpenAiUrl, "a server that speaks Chat Completions or Responses, with its /v1 (default: OpenAI's own); OPENAI_API_KEY is its key"),
        new(OpenAiApi, "responses or chat: the API that is spoken there (default: Responses with OpenAI's own models at its own address, else Chat Completions)"),
        new(AutoModel, "the model that judges in mode auto what code leaves open, and that hooks of type prompt and agent ask; without it, auto asks you"),
        new(CacheHour, "set to 1: prompts stay an hour in the provider's cache, at twice the price of writing them"),
        new(DisableAutoCompact, "set to 1: a conversation is compacted only when you ask; DISABLE_COMPACT: never"),
        new(AutoCompactShare, "per cent of the window at which a conversation is compacted, below 90; CLAUDE_CODE_AUTO_COMPACT_WINDOW: tokens to take for the window"),
        new(Debug, "set to 1: an internal error also prints where it happened"),
    ];
}
