using System.Text;
using Pith.Events;
using Pith.Providers.Streaming;
using Pith.Transcripts;

namespace Pith.Tests.Providers.Streaming;

/// <summary>Errors as providers write them.</summary>
public sealed class ErrorReadingTests
{
    [Theory]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided","type":"invalid_request_error","code":"invalid_api_key"}}""", FaultKind.Authentication, "Incorrect API key")]
    [InlineData(429, """{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}""", FaultKind.Billing, "quota")]
    [InlineData(429, """{"error":{"message":"Rate limit reached","type":"tokens","code":"rate_limit_exceeded"}}""", FaultKind.RateLimited, "Rate limit")]
    [InlineData(404, """{"error":"model 'x' not found"}""", FaultKind.NotFound, "model 'x' not found")]
    [InlineData(400, """{"object":"error","message":"too long","code":40303}""", FaultKind.InvalidRequest, "too long")]
    [InlineData(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", FaultKind.Overloaded, "Overloaded")]
    [InlineData(418, "{}", FaultKind.InvalidRequest, "418")]
    public void AreToldApart(int status, string body, FaultKind kind, string part)
    {
        var fault = ErrorReading.Failure(JsonValue.Of(Encoding.UTF8.GetBytes(body)), status);
        Assert.Equal((kind, status), (fault.Kind, fault.Status));
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }
}
