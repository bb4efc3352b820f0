using Pith.Events;

namespace Pith.Cli.Runs;

/// <summary>The words that hooks know failures by, as Claude Code documents them.</summary>
internal static class FailureWord
{
    public static string Of(FaultKind? kind) => kind switch
    {
        FaultKind.RateLimited => "rate_limit",
        FaultKind.Overloaded => "overloaded",
        FaultKind.Authentication => "authentication_failed",
        FaultKind.Billing => "billing_error",
        FaultKind.InvalidRequest or FaultKind.TooLarge => "invalid_request",
        FaultKind.NotFound => "model_not_found",
        FaultKind.Server => "server_error",
        _ => "unknown",
    };
}
