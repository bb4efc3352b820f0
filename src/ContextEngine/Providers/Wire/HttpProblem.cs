using System.Net.Sockets;

namespace Pith.Providers.Wire;

/// <summary>Why a connection failed, in words of our own: the runtime's texts are not in the native binary.</summary>
internal static class HttpProblem
{
    public static string Of(Exception problem)
    {
        for (var cause = problem; cause is not null; cause = cause.InnerException)
            if (cause is SocketException socket)
                return socket.SocketErrorCode switch
                {
                    SocketError.ConnectionRefused => "nobody listens there",
                    SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "no such host",
                    SocketError.ConnectionReset => "the other side closed it",
                    SocketError.NetworkUnreachable or SocketError.HostUnreachable => "the network cannot reach it",
                    var code => code.ToString(),
                };
        var error = problem switch
        {
            HttpRequestException request => request.HttpRequestError,
            HttpIOException io => io.HttpRequestError,
            _ => HttpRequestError.Unknown,
        };
        return error switch
        {
            HttpRequestError.NameResolutionError => "no such host",
            HttpRequestError.SecureConnectionError => "no secure connection; its certificate may not be trusted here",
            HttpRequestError.ResponseEnded => "the other side closed it",
            HttpRequestError.InvalidResponse => "what came is no HTTP",
            HttpRequestError.Unknown => "the other side closed it",
            var other => other.ToString(),
        };
    }
}
