using Pith.Events;
using Pith.Transcripts;

namespace Pith.Providers.Streaming;

/// <summary>What a provider's error means, by its own type first and the HTTP status second.</summary>
internal static class ErrorReading
{
    private const int LongestMessage = 600;

    /// <summary>Reads an error's JSON: <c>{"error":{"type":…,"message":…}}</c>, as all families write it, or anything like it; the Responses API also writes the inside alone.</summary>
    /// <param name="record">The body, or the event.</param>
    /// <param name="status">The HTTP status; 0 inside a stream.</param>
    public static ModelEvent.Failed Failure(JsonValue record, int status)
    {
        var error = record.Field("error"u8) is { IsNothing: false } inside ? inside : record;
        var type = JsonText.Word(error.Field("type"u8)) is var named && named == "error" ? "" : named;
        var code = error.Field("code"u8) is { IsString: true } word ? JsonText.Word(word) : "";
        var said = error.IsString ? JsonText.Word(error) : JsonText.Word(error.Field("message"u8));
        if (said.Length == 0)
            said = JsonText.Word(record.Field("message"u8));
        var inner = error.Field("code"u8) is { Type: System.Text.Json.JsonTokenType.Number } number && number.Number is >= 400 and < 600 ? (int)number.Number : status;
        var isSpendLimit = record.Raw.IndexOf("enforced_spend_limit_reached"u8) >= 0 || type == "insufficient_quota" || code == "insufficient_quota";
        // A chat server calls a wrong key an invalid request, too; its status is the truer word.
        var kind = isSpendLimit ? FaultKind.Billing : status is 401 or 403 ? FaultKind.Authentication : OfType(type) ?? OfType(code) ?? OfStatus(inner);
        return new ModelEvent.Failed(kind, Sentence(type.Length > 0 ? type : code, said, status), status);
    }

    /// <summary>An answer that is no JSON at all, such as a proxy's page.</summary>
    public static ModelEvent.Failed Failure(int status, string start) => new(OfStatus(status), Sentence("", start, status), status);

    public static FaultKind OfStatus(int status) => status switch
    {
        401 or 403 => FaultKind.Authentication,
        402 => FaultKind.Billing,
        404 => FaultKind.NotFound,
        408 or 504 => FaultKind.Deadline,
        413 => FaultKind.TooLarge,
        429 => FaultKind.RateLimited,
        503 or 529 => FaultKind.Overloaded,
        0 or >= 500 => FaultKind.Server,
        _ => FaultKind.InvalidRequest,
    };

    private static FaultKind? OfType(string type) => type switch
    {
        "invalid_request_error" or "context_length_exceeded" or "invalid_prompt" => FaultKind.InvalidRequest,
        "authentication_error" or "permission_error" => FaultKind.Authentication,
        "billing_error" => FaultKind.Billing,
        "not_found_error" => FaultKind.NotFound,
        "rate_limit_error" or "rate_limit_exceeded" => FaultKind.RateLimited,
        "overloaded_error" or "server_is_overloaded" or "slow_down" => FaultKind.Overloaded,
        "timeout_error" => FaultKind.Deadline,
        "request_too_large" => FaultKind.TooLarge,
        "api_error" or "server_error" => FaultKind.Server,
        _ => null,
    };

    private static string Sentence(string type, string said, int status)
    {
        said = said.ReplaceLineEndings(" ").Trim();
        said = said.Length > LongestMessage ? said[..LongestMessage] + "…" : said;
        var name = status > 0 ? $"the provider answered {status}" : "the provider broke off its answer";
        return $"{name}{(type.Length > 0 ? $" ({type})" : "")}{(said.Length > 0 ? $": {said}" : "")}";
    }
}
