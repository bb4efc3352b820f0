namespace Pith.Tools.Servers;

/// <summary>A server did not do what was asked; the message is for people and for the model.</summary>
internal sealed class ServerException : Exception
{
    /// <summary>With the sentence to show.</summary>
    public ServerException(string message) : base(message)
    {
    }

    /// <summary>Whether the connection is gone with it, so that only a new one can help.</summary>
    public bool IsGone { get; init; }

    /// <summary>Whether the server forgot the session and has not begun with the request: a new session may be asked the same.</summary>
    public bool IsForgotten { get; init; }

    /// <summary>The code of the server's own error; 0 where it has none.</summary>
    public int Code { get; init; }
}
